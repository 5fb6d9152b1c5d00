import type { IDataObject } from 'n8n-workflow';
import { PACE } from '../../../api/push/stream';
import { START, rejection } from '../../support/unwired/surroundings';
import {
	quiet,
	streamWorld,
	useStillClock,
	type StreamWorld,
	type StreamWorldOptions,
} from '../../support/unwired/stream';

useStillClock();

const MINUTE = 60_000;
const RULES = 'POST /2/tweets/search/stream/rules';
const SEARCH = 'GET /2/tweets/search/recent';
/** A moment as X's search takes it. */
const second = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const KEEP_ALIVE = '\r\n';
const started = async (options: StreamWorldOptions = {}) => {
	const world = streamWorld(options);
	await world.start();
	return world;
};
const refusal = async (world: StreamWorld) =>
	(await rejection(world.start())) as Error & { description?: string; httpCode?: string };
const searches = ({ calls }: StreamWorld) => calls.filter(({ endpoint }) => endpoint === SEARCH);
const gaps = ({ tries }: StreamWorld) => tries.slice(1).map(({ at }, i) => at - tries[i].at);
const status = (code: number, body = {}, headers = {}) => ({
	status: code,
	body: { title: `Refused ${code}`, ...body },
	headers,
});
const tooMany = status(429, { title: 'ConnectionException', connection_issue: 'TooManyConnections' });

describe('rules', () => {
	const added = ({ calls }: StreamWorld) =>
		calls.filter(({ endpoint, query }) => endpoint === RULES && !query.dry_run).map(({ body }) => body);

	it('go to X trimmed, without the empty ones, marked as those of this node', async () => {
		const world = await started({
			rules: [{ value: '  kettle ', tag: ' brand ' }, { value: '   ' }, {}, { value: 'cup', tag: '' }],
		});
		expect(added(world)).toEqual([
			{
				add: [
					{ value: 'kettle', tag: expect.stringMatching(/^n8n-[0-9a-f]{8} · brand$/) as string },
					{ value: 'cup', tag: expect.stringMatching(/^n8n-[0-9a-f]{8}$/) as string },
				],
			},
		]);
	});

	it('are marked with the node and the workflow that they belong to', async () => {
		const mark = async (options: StreamWorldOptions) => (await started(options)).rules[0].tag;
		const own = await mark({});
		expect(await mark({})).toBe(own);
		expect(await mark({ node: 'node-2' })).not.toBe(own);
		expect(await mark({ workflow: 'wf2' })).not.toBe(own);
	});

	it.each([
		['none', null, /Rules/],
		['only empty ones', [{ value: ' ' }], /Rules/],
		['a long one', [{ value: 'cup' }, { value: '🐢'.repeat(1025) }], /Rule.*1025.* 1024/],
		['one twice', [{ value: 'cup' }, { value: 'kettle' }, { value: ' cup' }], /'cup' .*twice/],
	])('%s are refused before any request', async (_, rules, message) => {
		const world = streamWorld({ rules });
		const error = await refusal(world);
		expect(error.message).toMatch(message);
		expect(error.description).toMatch(/\S/);
		expect([world.calls, world.tries]).toEqual([[], []]);
	});

	it('may have as many characters as X takes, whatever they are made of', async () =>
		expect((await started({ rules: [{ value: '🐢'.repeat(1024) }] })).tries).toHaveLength(1));

	it('that are gone at X are put back before the next try', async () => {
		const world = await started();
		world.rules = [];
		world.refusals = [status(409)];
		await world.line().end();
		await world.go(PACE.networkStep);
		expect(world.rules.map(({ value }) => value)).toEqual(['kettle']);
		await world.go(PACE.httpFirst);
		await world.line().post('1');
		expect(world.items).toHaveLength(1);
	});

	it('stay as they are after any other refusal, and when X does not take them back', async () => {
		for (const code of [503, 409]) {
			const world = await started();
			const before = world.calls.length;
			world.answer = () => status(400);
			world.refusals = [status(code)];
			await world.line().end();
			await world.go(PACE.networkStep + PACE.httpFirst);
			// Rules are looked at before the next try, when X has none, and again once it is connected.
			expect(world.calls.slice(before).filter(({ endpoint }) => endpoint !== SEARCH)).toHaveLength(
				code === 409 ? 2 : 1,
			);
			await world.line().post('1');
			expect(world.items).toHaveLength(1);
		}
	});

	it('of the node are taken away when it is deactivated, once', async () => {
		const world = await started({ standing: [{ id: 'x', value: 'saucer', tag: 'theirs' }] });
		const [, { id }] = world.rules;
		await world.close();
		await world.close();
		expect(world.rules).toEqual([{ id: 'x', value: 'saucer', tag: 'theirs' }]);
		expect(added(world).slice(1)).toEqual([{ delete: { ids: [id] } }]);
		expect(world.warnings).toEqual([]);
	});

	it('stay when told so, or when none is of the node', async () => {
		for (const options of [{ options: { keepRules: true } }, { standing: [{ id: 'x', value: 'kettle' }] }]) {
			const world = await started(options);
			const before = world.calls.length;
			await world.close();
			expect(world.calls).toHaveLength(before);
		}
	});

	it('that cannot be taken away are told to the log; the workflow ends all the same', async () => {
		const world = await started();
		world.answer = (endpoint) => (endpoint === RULES ? status(403) : undefined);
		await world.close();
		expect(world.warnings).toEqual(['X Stream Trigger: its rules could not be removed at X: Refused 403']);
	});

	it('are taken away when the connection is refused at activation', async () => {
		const world = streamWorld();
		world.refusals = [status(402)];
		expect((await refusal(world)).httpCode).toBe('402');
		expect(world.rules).toEqual([]);
	});
});

describe('the stream is asked for', () => {
	const asked = async (options: IDataObject) => (await started({ options })).tries[0].query;

	it('what the output shows, in the older vocabulary', async () => {
		const { 'tweet.fields': simple, expansions } = await asked({});
		const { 'tweet.fields': full, 'user.fields': users } = await asked({ output: 'full' });
		expect(simple).toMatch(/\bcreated_at\b.*\bnote_tweet\b/);
		expect(simple).not.toContain('conversation_id');
		expect(full).toContain('conversation_id');
		expect(users).toBeDefined();
		expect(expansions).toContain('author_id');
		expect((await asked({ output: 'raw' }))['tweet.fields']).toBe(full);
	});

	it('nobody along when told so', async () => {
		const { expansions = '', ...rest } = await asked({ users: false });
		expect(expansions).not.toMatch(/author_id|mentions/);
		expect(expansions).toContain('attachments');
		expect(rest['tweet.fields']).toContain('created_at');
	});

	it('no backfill at activation', async () =>
		expect(await asked({ catchUp: 'backfill' })).not.toHaveProperty('backfill_minutes'));
});

describe('a post', () => {
	it('comes once, with the tag that the user gave', async () => {
		const world = await started({ rules: [{ value: 'kettle', tag: 'brand' }] });
		const [{ id, tag }] = world.rules;
		await world.line().post('1', [{ id, tag }]);
		await world.line().post('1');
		await world.line().post('2');
		expect(world.items).toMatchObject([
			{ id: '1', text: 'Post 1', matching_rules: [{ id, tag: 'brand' }] },
			{ id: '2', matching_rules: [{ id, tag: '' }] },
		]);
	});

	it('of a rule of others is left out unless wanted, one of both comes', async () => {
		for (const others of [false, true]) {
			const world = await started({ options: { others } });
			const [own] = world.rules;
			await world.line().post('1', [{ id: 'theirs' }]);
			await world.line().post('2', [{ id: 'theirs' }, { id: own.id }]);
			expect(world.items.map(({ id }) => id)).toEqual(others ? ['1', '2'] : ['2']);
		}
	});

	it('of which X does not say the rule comes', async () => {
		const world = await started();
		await world.line().post('1', []);
		expect(world.items).toHaveLength(1);
	});

	it('is no longer passed on after the end', async () => {
		const world = await started();
		const line = world.line();
		const closing = world.close();
		await line.post('1');
		await closing;
		expect(world.items).toEqual([]);
	});
});

describe('the connection', () => {
	it('comes back a moment after it ended, and after it broke', async () => {
		const world = await started();
		await world.line().say(KEEP_ALIVE);
		await world.line().end();
		await world.go(PACE.networkStep - 1);
		expect(world.tries).toHaveLength(1);
		await world.go(1);
		expect(world.tries).toHaveLength(2);
		await world.go(20_000);
		await world.line().say(KEEP_ALIVE);
		await world.line().end(new Error('socket hang up'));
		await world.go(PACE.networkStep);
		expect(world.tries).toHaveLength(3);
		expect(world.logs).toEqual(['X Stream Trigger: the connection ended: socket hang up']);
		expect([world.failures, world.ends]).toEqual([[], []]);
	});

	it('comes back later each time while it delivers nothing', async () => {
		const world = await started();
		for (let i = 0; i < 3; i++) {
			await world.line().end();
			await world.go(PACE.networkMost);
		}
		expect(world.tries.slice(1).map(({ at: when }, i) => when - START - i * PACE.networkMost)).toEqual(
			[1, 2, 3].map((times) => times * PACE.networkStep),
		);
	});

	it('waits as X wants after errors, anew after a sign of life', async () => {
		const world = await started();
		for (let i = 0; i < 2; i++) {
			world.refusals = [status(503), status(503)];
			await world.line().end();
			await world.go(PACE.networkStep + 3 * PACE.httpFirst);
			await world.line().say(KEEP_ALIVE);
		}
		const { networkStep, httpFirst } = PACE;
		expect(gaps(world)).toEqual([networkStep, httpFirst, 2 * httpFirst, networkStep, httpFirst, 2 * httpFirst]);
	});

	it('waits for the reset of a rate limit, when that is later', async () => {
		const world = await started();
		const reset = (ms: number) => ({ 'x-rate-limit-reset': String((START + ms) / 1000) });
		world.refusals = [status(429, {}, reset(15 * MINUTE)), status(429, {}, reset(15 * MINUTE))];
		await world.line().end();
		await world.go(20 * MINUTE);
		expect(world.tries.slice(1).map(({ at }) => at - START)).toEqual([
			PACE.networkStep,
			15 * MINUTE,
			15 * MINUTE + 2 * PACE.limitFirst,
		]);
	});

	it.each([406, 409, 429, 500, 503])('does not end at a %d', async (code) => {
		const world = await started();
		world.refusals = [status(code)];
		await world.line().end();
		await world.go(60 * MINUTE);
		expect([world.tries.length, world.ends, world.failures]).toEqual([3, [], []]);
	});

	it('that is refused again and again is told to the user once, while it goes on trying', async () => {
		const world = await started();
		world.refusals = Array.from({ length: 8 }, () => status(503));
		await world.line().end();
		const { httpFirst, networkStep } = PACE;
		await world.go(networkStep + 7 * httpFirst - 1);
		expect([world.tries.length, world.failures]).toEqual([4, []]);
		await world.go(1);
		expect([world.tries.length, world.failures.length]).toEqual([5, 1]);
		await world.go(30 * MINUTE);
		expect(world.failures).toMatchObject([{ message: 'Refused 503' }]);
		expect(world.lines).toHaveLength(2);
	});

	it('of somebody else is told at once, and once', async () => {
		const world = await started();
		world.refusals = [tooMany, tooMany, tooMany];
		await world.line().end();
		await world.go(30 * MINUTE);
		expect(world.failures).toMatchObject([{ message: 'X allows the app one connection to this stream' }]);
		expect(world.ends).toEqual([]);
		expect(world.lines).toHaveLength(2);
	});

	it('of somebody else is ended first when told so', async () => {
		const world = streamWorld({ options: { takeOver: true } });
		world.refusals = [tooMany];
		await world.start();
		const end = world.calls.find(({ endpoint }) => endpoint === 'DELETE /2/connections/filtered_stream');
		expect(world.tries[1].at - (end?.at ?? 0)).toBe(PACE.networkStep);
		await world.line().post('1');
		expect(world.items).toHaveLength(1);
	});

	it('that is refused for another reason ends nobody else', async () => {
		const world = streamWorld({ options: { takeOver: true } });
		world.refusals = [status(402)];
		expect((await refusal(world)).httpCode).toBe('402');
		expect(world.calls.map(({ endpoint }) => endpoint)).not.toContain('DELETE /2/connections/filtered_stream');
	});

	it.each([
		['X is away while n8n starts', status(503)],
		['X answers 403 for a while', status(403)],
	])('is opened later when %s at activation, which is said once', async (_what, refused) => {
		const world = streamWorld();
		world.refusals = [refused, refused, refused];
		await world.start();
		expect(world.failures).toHaveLength(1);
		await world.go(MINUTE);
		expect(world.tries).toHaveLength(4);
		expect([world.failures.length, world.ends]).toEqual([1, []]);
		await world.line().post('1');
		expect(world.items).toHaveLength(1);
		await world.close();
		expect(world.rules).toEqual([]);
	});

	it('starts later when X does not answer for its rules at activation', async () => {
		const world = streamWorld();
		let away = true;
		world.answer = () => (away ? status(503) : undefined);
		await world.start();
		expect(world.failures).toHaveLength(1);
		await world.go(3 * MINUTE);
		expect(world.tries).toEqual([]);
		away = false;
		await world.go(20 * MINUTE);
		expect(world.tries).toHaveLength(1);
		expect(world.rules.map(({ value }) => value)).toEqual(['kettle']);
	});

	it('is opened at a growing pace when X sends something and ends it, again and again; it is said, and searched for once', async () => {
		const world = await started();
		for (let i = 1; i <= 8; i++) {
			await world.line().say(KEEP_ALIVE);
			await world.line().end();
			await world.go(i * PACE.networkStep);
		}
		expect(gaps(world)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((times) => times * PACE.networkStep));
		expect(world.failures.map(({ message }) => message)).toEqual(['X keeps ending the connection to the stream']);
		await world.go(PACE.searchLag);
		expect(searches(world)).toHaveLength(1);
	});

	it('is given up and opened anew when X has been silent for longer than it may', async () => {
		const world = await started();
		await world.go(10 * MINUTE);
		expect(world.tries).toHaveLength(1);
		quiet.on = true;
		await world.go(PACE.silence + PACE.networkStep + 1);
		quiet.on = false;
		expect(world.tries).toHaveLength(2);
		await world.line().post('1');
		expect(world.items).toHaveLength(1);
	});

	it('has its rules back when somebody else has taken them away while others stay', async () => {
		const world = await started({ standing: [{ id: 'x', value: 'saucer', tag: 'theirs' }] });
		world.rules = world.rules.filter(({ id }) => id === 'x');
		await world.line().end();
		await world.go(PACE.networkStep);
		expect(world.rules.map(({ value }) => value)).toEqual(['saucer', 'kettle']);
	});

	it('is closed at the end, silently, and nothing comes back', async () => {
		const world = await started();
		await world.close();
		expect(world.line().aborted()).toBe(true);
		await world.go(60 * MINUTE);
		expect([world.tries.length, world.logs, world.ends, searches(world)]).toEqual([1, [], [], []]);
	});

	it('does not come back when the end comes while it waits', async () => {
		for (const refusals of [[], [status(503)], [status(401)]]) {
			const world = await started();
			world.refusals = [...refusals];
			await world.line().end();
			if (refusals.length > 0 && refusals[0].status === 503) await world.go(PACE.networkStep);
			const tries = world.tries.length;
			await world.close();
			await world.go(60 * MINUTE);
			expect([world.tries.length, world.ends]).toEqual([tries, []]);
		}
	});

	it.each([
		[{ title: 'operational-disconnect', detail: 'For operational reasons.' }, 'For operational reasons.'],
		[{ title: 'operational-disconnect' }, 'operational-disconnect'],
	])('that X is about to end is told to the log (%j)', async (error, words) => {
		const world = await started();
		await world.line().say(`${JSON.stringify({ errors: [error] })}\r\n`);
		expect(world.logs).toEqual([`X Stream Trigger: X is about to disconnect: ${words}`]);
		expect(world.items).toEqual([]);
	});
});

describe('what came while the connection was down', () => {
	/** Heard from X last at `heard`, gone for so long. */
	const cut = async (options: StreamWorldOptions, ms = PACE.networkStep) => {
		const world = await started(options);
		await world.go(10_000);
		await world.line().say(KEEP_ALIVE);
		world.refusals =
			ms > PACE.networkStep ? [status(429, {}, { 'x-rate-limit-reset': String((Date.now() + ms) / 1000) })] : [];
		await world.go(5_000);
		await world.line().end();
		await world.go(ms + PACE.limitFirst);
		return world;
	};

	it('is searched for once X can find it: from the last sign of life to the moment the line stood again', async () => {
		const world = await started({ rules: [{ value: 'kettle', tag: 'brand' }, { value: 'cup' }] });
		world.answer = (endpoint, { query }) =>
			endpoint === SEARCH
				? { status: 200, body: { data: [{ id: query === 'cup' ? '2' : '1', text: 'A post' }] } }
				: undefined;
		await world.go(20_000);
		await world.line().say(KEEP_ALIVE);
		await world.go(15_000);
		await world.line().end();
		await world.go(PACE.networkStep);
		const stoodAgain = world.line().at;
		await world.go(PACE.searchLag - 1);
		expect(searches(world)).toEqual([]);
		await world.go(1);
		expect(searches(world).map(({ query }) => [query.query, query.start_time, query.end_time])).toEqual(
			['kettle', 'cup'].map((rule) => [rule, second(START + 20_000 - 10_000), second(stoodAgain + 1000)]),
		);
		expect(searches(world)[0].query['post.fields']).toContain('note_post');
		expect(world.items).toMatchObject([
			{ id: '1', matching_rules: [{ tag: 'brand' }] },
			{ id: '2', matching_rules: [{ tag: '' }] },
		]);
	});

	it('comes once, found or delivered', async () => {
		const world = await started();
		world.answer = (endpoint) =>
			endpoint === SEARCH ? { status: 200, body: { data: [{ id: '2' }, { id: '1' }] } } : undefined;
		await world.line().post('1');
		await world.line().end();
		await world.go(PACE.networkStep + PACE.searchLag);
		await world.line().post('2');
		expect(world.items.map(({ id }) => id)).toEqual(['1', '2']);
	});

	it('is told to the log where the search fails, and the other rules are searched for', async () => {
		const world = await started({ rules: [{ value: 'kettle' }, { value: 'cup' }] });
		world.answer = (endpoint, { query }) => (endpoint === SEARCH && query === 'kettle' ? status(400) : undefined);
		await world.line().end();
		await world.go(PACE.networkStep + PACE.searchLag);
		expect(world.warnings).toEqual([
			"X Stream Trigger: the posts of a disconnect could not all be searched for ('kettle'): Refused 400",
		]);
		expect(searches(world)).toHaveLength(2);
	});

	it('is not searched for once the trigger has ended', async () => {
		const world = await started();
		await world.line().end();
		await world.go(PACE.networkStep);
		await world.close();
		await world.go(PACE.searchLag);
		expect(searches(world)).toEqual([]);
	});

	it.each([
		['a moment', PACE.networkStep, '1'],
		['a minute and a half', 90_000, '2'],
		['an hour, of which X keeps five minutes', 60 * MINUTE, '5'],
	])('is delivered again by X after %s', async (_, ms, minutes) => {
		const world = await cut({ options: { catchUp: 'backfill' } }, ms);
		expect(world.line().query.backfill_minutes).toBe(minutes);
		await world.go(PACE.searchLag);
		expect(searches(world)).toEqual([]);
	});

	it.each(['search', 'nothing'])('is not delivered again by X with %s', async (catchUp) => {
		const world = await cut({ options: { catchUp } });
		expect(world.line().query).not.toHaveProperty('backfill_minutes');
		expect(searches(world)).toHaveLength(catchUp === 'search' ? 1 : 0);
	});
});

describe("the editor's test", () => {
	it('listens only when asked, and leaves the rules of the active workflow alone', async () => {
		const active = await started();
		const standing = [...active.rules];
		const world = streamWorld({ mode: 'manual', standing, rules: [{ value: 'cup' }] });
		await world.start();
		expect(world.rules.map(({ value }) => value)).toEqual(['kettle', 'cup']);
		await world.close();
		expect(world.rules).toEqual(standing);
	});

	it('asks nothing before', async () => {
		const world = streamWorld({ mode: 'manual' });
		await world.start(false);
		expect([world.calls, world.tries]).toEqual([[], []]);
	});

	it('is all that can be started by hand', async () => {
		const startedBy = async (mode: 'trigger' | 'manual') =>
			(await started({ mode })).response().manualTriggerFunction !== undefined;
		expect([await startedBy('manual'), await startedBy('trigger')]).toEqual([true, false]);
	});
});
