/** A line that is held: what its end leaves behind, and what it says of its connections. */
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

it('a connection that falls silent is ended, said once and opened anew', async () => {
	const world = await started();
	quiet.on = true;
	await world.go(22_000 + 250);
	expect(world.logs).toEqual(['X Stream Trigger: X has been silent for too long']);
	expect(world.lines.map((line) => line.aborted())).toEqual([true, false]);
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
