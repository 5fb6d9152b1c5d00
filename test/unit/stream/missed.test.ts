import { PACE } from '../../../api/push/stream';
import { START } from '../../support/unwired/surroundings';
import {
	useStillClock,
	type StreamWorldOptions,
	MINUTE,
	SEARCH,
	second,
	KEEP_ALIVE,
	started,
	searches,
	status,
} from '../../support/unwired/stream';

useStillClock();

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

	it('is searched for as a whole when the line was down again before X could find it', async () => {
		const world = await started();
		const stood = [] as number[];
		for (const after of [20_000, 10_000, 5_000]) {
			await world.go(after);
			await world.line().end();
			await world.go(PACE.networkMost);
			stood.push(world.line().at);
		}
		await world.go(60 * MINUTE);
		expect(searches(world).map(({ query }) => [query.start_time, query.end_time])).toEqual([
			[second(START + 20_000 - 10_000), second(stood[0] + 1000)],
			[second(stood[0] - 10_000), second(stood[1] + 1000)],
			[second(stood[1] - 10_000), second(stood[2] + 1000)],
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
