/** What the pauses of a line leave behind, which is held for months. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { HeldLine, type LineUser } from '../../../host/connection/held-line';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const used = (): number => {
	collect();
	return process.memoryUsage().heapUsed;
};

const user = {} as LineUser;

test('pauses leave nothing behind, however many there are', async () => {
	const line = new HeldLine(user);
	const before = used();
	for (let i = 0; i < 50_000; i++) await line.pause(0);
	expect((used() - before) / 1024 / 1024).toBeLessThan(4);
});
