/** The X Stream Trigger in outages: it goes on by itself and says so once, since n8n gives up after five attempts. */
import { PACE } from '../../../api/push/stream';
import { rejection, START } from '../../support/unwired/surroundings';
import { quiet, SEARCH, streamWorld, useStillClock, type StreamWorldOptions } from '../../support/unwired/stream';

useStillClock();
afterEach(() => void (quiet.on = false));

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const status = (code: number, body = {}) => ({ status: code, body: { title: `Refused ${code}`, ...body } });
const tooMany = status(429, {
	title: 'ConnectionException',
	detail: 'This stream is currently at the maximum allowed connection limit.',
	connection_issue: 'TooManyConnections',
});
const started = async (options: StreamWorldOptions = {}) => {
	const world = streamWorld(options);
	await world.start();
	return world;
};
const told = ({ failures }: { failures: Error[] }) =>
	failures.map(({ message, description }: Error & { description?: string }) => `${message} ${description}`);

describe('a second connection at activation', () => {
	it('is told once, with the way to end it, and the trigger takes its place when it has ended', async () => {
		const world = streamWorld();
		world.refusals = [tooMany, tooMany, tooMany];
		await world.start();
		expect(told(world)).toEqual([expect.stringMatching(/one connection.*Close Stream.*Since .*goes on trying/s)]);
		await world.go(10 * MINUTE);
		expect(world.tries.slice(1).map(({ at }, i) => at - world.tries[i].at)).toEqual([60_000, 120_000, 240_000]);
		await world.line().post('1');
		expect([world.items.length, world.failures.length, world.ends]).toEqual([1, 1, []]);
	});

	it('fails the test of the editor at once', async () => {
		const world = streamWorld({ mode: 'manual' });
		world.refusals = [tooMany];
		expect(((await rejection(world.start())) as Error).message).toContain('one connection');
	});
});

describe('what a person has to mend', () => {
	it.each([400, 401, 402, 404])(
		'(%d) does not end the trigger, which asks ever more seldom and says so',
		async (code) => {
			const world = await started();
			world.refusals = Array.from({ length: 8 }, () => status(code));
			await world.line().end();
			await world.go(MINUTE);
			expect(told(world)).toEqual([expect.stringContaining(`Since ${new Date(START).toISOString()}`)]);
			await world.go(10 * HOUR);
			const gaps = world.tries.slice(2).map(({ at }, i) => (at - world.tries[i + 1].at) / MINUTE);
			expect(gaps).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
			expect([world.failures.length, world.ends]).toEqual([1, []]);
			await world.line().post('1');
			expect(world.items).toHaveLength(1);
		},
	);

	it('fails an activation by a person, and no start of n8n', async () => {
		const byPerson = streamWorld();
		byPerson.refusals = [status(402)];
		expect(await rejection(byPerson.start())).toMatchObject({ httpCode: '402' });
		const byN8n = streamWorld({ activation: 'init' });
		byN8n.refusals = [status(402)];
		await byN8n.start();
		expect(byN8n.failures).toHaveLength(1);
		await byN8n.go(PACE.lastingFirst);
		await byN8n.line().post('1');
		expect(byN8n.items).toHaveLength(1);
	});
});

describe('an outage', () => {
	it('is over when a connection has stood for a while: the next one is told again', async () => {
		const world = await started();
		for (let outage = 1; outage <= 2; outage++) {
			world.refusals = Array.from({ length: 6 }, (_, i) => status(i % 2 ? 503 : 500));
			await world.line().end();
			await world.go(20 * MINUTE);
			expect(world.failures).toHaveLength(outage);
			expect(world.logs.filter((line) => /^X Stream Trigger: .* is back/.test(line))).toHaveLength(outage);
		}
	});

	it('of changing kinds is one', async () => {
		const world = await started();
		world.refusals = [status(503), new Error('reset'), status(403), tooMany, status(503), new Error('reset')];
		await world.line().end();
		await world.go(HOUR);
		expect(world.failures).toHaveLength(1);
		await world.line().post('1');
		expect(world.items).toHaveLength(1);
	});
});

describe('a connection that X refuses from the beginning', () => {
	it.each(['backfill', 'search'])('has missed nothing that could be asked for (%s)', async (catchUp) => {
		const world = streamWorld({ options: { catchUp } });
		world.refusals = [status(503), status(503)];
		await world.start();
		await world.go(HOUR);
		expect(world.tries.map(({ query }) => query.backfill_minutes)).toEqual([undefined, undefined, undefined]);
		expect(world.calls.filter(({ endpoint }) => endpoint === SEARCH)).toEqual([]);
		await world.line().end();
		await world.go(MINUTE);
		expect(world.line().query.backfill_minutes).toBe(catchUp === 'backfill' ? '1' : undefined);
		expect(world.calls.filter(({ endpoint }) => endpoint === SEARCH)).toHaveLength(catchUp === 'search' ? 1 : 0);
	});
});

it('a post that n8n does not take is told to the log, and the next one comes', async () => {
	const world = await started();
	const { push } = world.items;
	world.items.push = () => {
		world.items.push = push;
		throw new Error('No room');
	};
	await world.line().post('1');
	await world.line().post('2');
	expect([world.items.map(({ id }) => id), world.lines.length]).toEqual([['2'], 1]);
	expect(world.warnings).toEqual(['X Stream Trigger: something that X sent could not be passed on: No room']);
});

it('a connection that is opened again and again, and over which nothing comes, is told of', async () => {
	const world = await started();
	quiet.on = true;
	await world.go(4 * (PACE.silence + PACE.networkMost));
	expect(told(world)).toEqual([
		expect.stringMatching(/^Nothing comes over the connection.*every 20 seconds.*proxy.*Since .*goes on trying/),
	]);
	quiet.on = false;
	await world.go(MINUTE);
	expect(world.logs.at(-1)).toMatch(/is back/);
	await world.line().post('1');
	expect([world.items.length, world.failures.length]).toEqual([1, 1]);
});

it('a line that means nothing is let pass', async () => {
	const world = await started();
	await world.line().say('{"something":"else"}\r\nno JSON\r\n');
	expect([world.items, world.logs, world.warnings]).toEqual([[], [], []]);
});

describe('rules that somebody else has removed', () => {
	const theirs = { id: 'x', value: 'saucer', tag: 'theirs' };

	it('come back within the hour while the connection stands', async () => {
		const world = await started({ standing: [theirs] });
		world.rules = [theirs];
		await world.go(HOUR);
		expect(world.rules.map(({ value }) => value)).toEqual(['saucer', 'kettle']);
		expect(world.tries).toHaveLength(1);
		await world.close();
		expect(world.rules).toEqual([theirs]);
	});

	it('come back once X answers for them, however often it does not', async () => {
		const world = await started({ standing: [theirs] });
		world.rules = [theirs];
		let away = true;
		world.answer = (endpoint) => (away && endpoint.includes('/rules') ? status(503) : undefined);
		await world.line().end();
		await world.go(5 * MINUTE);
		expect(world.rules).toEqual([theirs]);
		away = false;
		await world.go(10 * MINUTE);
		expect(world.rules.map(({ value }) => value)).toEqual(['saucer', 'kettle']);
		expect(world.failures).toEqual([]);
	});

	it('stay away from the test of the editor', async () => {
		const world = await started({ mode: 'manual' });
		world.rules = [];
		await world.line().end();
		await world.go(2 * HOUR);
		expect([world.tries.length > 1, world.rules]).toEqual([true, []]);
		world.refusals = [status(409)];
		await world.line().end();
		await world.go(HOUR);
		expect([world.refusals, world.rules]).toEqual([[], []]);
	});

	it('that X takes back without their IDs do not end the trigger', async () => {
		const world = streamWorld();
		world.answer = (endpoint, { dry_run }) =>
			endpoint.startsWith('POST') && !dry_run ? { status: 200, body: { data: [{ value: 'kettle' }] } } : undefined;
		await world.start();
		await world.line().end();
		await world.go(MINUTE);
		expect([world.lines.length, world.ends]).toEqual([2, []]);
	});

	it('are told when X does not take them back', async () => {
		const world = await started({ standing: [theirs] });
		world.rules = [theirs];
		world.answer = (endpoint) => (endpoint.startsWith('POST') ? status(400) : undefined);
		await world.line().end();
		await world.go(3 * HOUR);
		expect(told(world)).toEqual([expect.stringContaining('Without its rules, the trigger receives nothing.')]);
	});
});
