/** How long a file of the web may take. */
import { wholeOf } from '../../support/unwired/n8n-files';
import { piecesOf, server, told } from '../../support/unwired/served-file';
import type * as VirtualTime from '../../support/virtual-time';
import { useVirtualTime } from '../../support/virtual-time';

jest.mock('n8n-workflow', () => jest.requireActual<typeof VirtualTime>('../../support/virtual-time').virtualTime());
useVirtualTime();
afterEach(() => void jest.restoreAllMocks());

describe('A server that is slow', () => {
	/** The waits for a next piece, ended by the test. */
	function waits() {
		const all: Array<{ ms: number; end(): void }> = [];
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
			const wait = new AbortController();
			all.push({ ms, end: () => wait.abort() });
			return wait.signal;
		});
		return all;
	}
	const later = (ms: number, piece: string) => async () => {
		jest.setSystemTime(Date.now() + ms);
		return await Promise.resolve(piece);
	};
	const TOO_SLOW =
		'The file at example.com/…/kite.png comes too slowly. Its server sends almost nothing. Try again later, or use another address.';
	const bytes = (count: number) => 'x'.repeat(count);

	it('has 30 seconds, and one more for each 4 kB, but never more than a minute for a piece', async () => {
		const asked = waits();
		const { start } = server({
			body: [bytes(4096), later(10_000, bytes(4096 * 9)), later(1000, bytes(4096 * 50)), bytes(1)],
		});
		await wholeOf(piecesOf(await start()));
		expect(asked.map(({ ms }) => ms)).toEqual([30_000, 31_000, 30_000, 60_000, 60_000]);
	});

	it('is given up when nothing comes for so long', async () => {
		const asked = waits();
		const { start, bodies } = server({ body: [async () => await new Promise<string>(() => undefined)] });
		const next = (await start()).next();
		asked[0].end();
		expect(await told(next)).toBe(TOO_SLOW);
		expect(bodies[0].isOpen).toBe(false);
	});

	it('is given up when it sends too little for too long', async () => {
		waits();
		const { start } = server({ body: [later(29_999, 'a'), later(2, 'b')] });
		const download = await start();
		await download.next();
		expect(await told(download.next())).toBe(TOO_SLOW);
		const other = await server({ body: [later(29_999, 'a'), later(1, 'b'), later(10, 'c')] }).start();
		await other.next();
		expect(await other.next()).toHaveLength(1);
		expect(await told(other.next())).toBe(TOO_SLOW);
		const exact = await server({ body: [later(31_000, bytes(4096))] }).start();
		expect(await exact.next()).toHaveLength(4096);
	});

	it('has five seconds once the run has waited for others in vain for five minutes', async () => {
		const asked = waits();
		const n8n = server({ error: new Error('timeout of 60000ms exceeded'), body: [bytes(1)] });
		const fails = async (host: number) => {
			const started = n8n.start(new URL(`https://${host}.example.com/kite.png`));
			jest.setSystemTime(Date.now() + 60_000);
			await told(started);
		};
		for (let host = 1; host <= 6; host++) await fails(host);
		expect(n8n.asked.map(({ timeout }) => timeout)).toEqual([...Array<number>(5).fill(60_000), 5000]);
		const other = server({ body: [bytes(1)] });
		await (await other.start()).next();
		expect(other.asked[0].timeout).toBe(60_000);
		expect(asked.at(-1)?.ms).toBe(30_000);
	});

	it('keeps its words to itself when they take longer than two seconds', async () => {
		const asked = waits();
		const { start } = server({ status: 403, body: [async () => await new Promise<string>(() => undefined)] });
		const started = start();
		while (asked.length === 0) await Promise.resolve();
		expect(asked[0].ms).toBe(2000);
		asked[0].end();
		expect(await told(started)).toContain('status 403');
	});
});
