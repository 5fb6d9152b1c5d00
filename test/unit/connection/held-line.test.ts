/** A line that is held: what its end leaves behind, and what it says of its connections. */
import { PACE } from '../../../api/push/stream';
import {
	MINUTE,
	quiet,
	searches,
	started,
	status,
	streamWorld,
	useStillClock,
	type StreamWorld,
} from '../../support/unwired/stream';

useStillClock();
afterEach(() => void (quiet.on = false));

const away = () => Array.from({ length: 9 }, () => status(503));
/** How long it takes, by the clock. */
const closed = async (world: StreamWorld) => {
	const before = Date.now();
	await world.close();
	return Date.now() - before;
};

describe('the end of a trigger', () => {
	it('waits for no pause, leaves none, and nothing comes afterwards', async () => {
		const world = await started({ options: { catchUp: 'search' } });
		world.refusals = away();
		await world.line().end();
		await world.go(5 * MINUTE);
		const { length } = world.tries;
		expect(await closed(world)).toBe(0);
		await world.go(6_000);
		expect(jest.getTimerCount()).toBe(0);
		await world.go(60 * MINUTE);
		expect([world.tries.length, searches(world)]).toEqual([length, []]);
	});

	it('ends an open connection without a word', async () => {
		const world = await started();
		expect(await closed(world)).toBe(0);
		expect(world.line().aborted()).toBe(true);
		await world.go(6_000);
		expect([world.logs, world.failures, jest.getTimerCount()]).toEqual([[], [], 0]);
	});
});

it('a refusal that comes when the trigger has ended is no failure', async () => {
	const world = await started();
	let refuse: (refused: ReturnType<typeof status>) => void = () => {};
	world.refusals = [new Promise((resolve) => (refuse = resolve))];
	await world.line().end();
	await world.go(MINUTE);
	const closing = world.close();
	refuse(status(401));
	await closing;
	expect([world.tries.length, world.failures]).toEqual([2, []]);
});

it.each([
	[503, PACE.httpFirst],
	[402, PACE.lastingFirst],
])('what X answers for rules at the start of n8n (%d) is asked for again at the pace of its kind', async (code, ms) => {
	const world = streamWorld({ activation: 'init' });
	world.answer = () => status(code);
	await world.start();
	const { length } = world.calls;
	await world.go(ms / 4);
	expect([world.calls.length, world.tries, world.ends]).toEqual([length, [], []]);
	world.answer = () => undefined;
	await world.go(4 * ms);
	expect(world.lines).toHaveLength(1);
});

it('a connection that falls silent is ended, said once and opened anew', async () => {
	const world = await started();
	quiet.on = true;
	await world.go(22_000 + 250);
	expect(world.logs).toEqual(['X Stream Trigger: X has been silent for too long']);
	expect(world.lines.map((line) => line.aborted())).toEqual([true, false]);
});

it('a connection is a good one from its first sign of life on, which may be a little early', async () => {
	const world = await started();
	quiet.on = true;
	for (let tries = 1; tries < 5; tries++) {
		expect(world.tries).toHaveLength(tries);
		await world.go(19_900);
		await world.line().say('\r\n');
		await world.line().end();
		await world.go(PACE.networkStep);
	}
});

it('a fault of the node itself ends the trigger, and says why', async () => {
	const world = await started();
	world.noCredential = new Error('The credential is gone');
	await world.line().end();
	await world.go(MINUTE);
	expect(world.ends).toEqual([world.noCredential]);
});

it('rules that X does not allow at activation are a failure, whatever passes at the stream itself', async () => {
	const world = streamWorld();
	world.answer = (endpoint) => (endpoint.startsWith('POST') ? status(403) : undefined);
	await expect(world.start()).rejects.toMatchObject({ httpCode: '403' });
	expect(world.tries).toEqual([]);
});
