import type { IDataObject } from 'n8n-workflow';
import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();

const news = (count: number) =>
	Array.from({ length: count }, (_, i) => x.world.addPost({ by: 'newsroom', text: `News number ${i + 1}` }));
const timeline = (more: IDataObject = {}): IDataObject => ({
	resource: 'timeline',
	operation: 'getUserPosts',
	user: { mode: 'id', value: x.world.needUser('newsroom').id },
	...more,
});
const create = (limits: IDataObject = {}): IDataObject => ({
	resource: 'post',
	operation: 'create',
	text: '={{ $json.text }}',
	limits,
});
const texts = (...each: string[]) => each.map((text) => ({ json: { text } }));
/** After so many answers of an endpoint, its limit is used up. */
const shutAfter = (endpoint: string, answers: number) => {
	let seen = 0;
	jest
		.spyOn(x.faults, 'strike')
		.mockImplementation((match) => (match === endpoint && ++seen > answers ? { match, kind: 'rateLimit' } : undefined));
};
afterEach(() => jest.restoreAllMocks());

describe('money', () => {
	test('the estimate of a run is a hint beside the output, to the cent as X bills it', async () => {
		news(12);
		const { hints } = await x.run(timeline({ limit: 12 }));
		expect(hints).toEqual([expect.stringMatching(/^≈ 0\.06 USD · 12 posts · /)]);
		expect(x.requests.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(0.06, 9);
	});

	test('a post with a link is told at its own price', async () => {
		const { hints, json } = await x.run(create({ addCost: true }), { input: texts('Plain', 'See example.com') });
		expect(hints[0]).toMatch(/^≈ 0\.215 USD · 1 new post, 1 new post with a link · /);
		expect(json.map(({ run_cost_usd }) => run_cost_usd)).toEqual([0.215, 0.215]);
	});

	test('the spending limit makes the last page smaller, then ends the run with what has come', async () => {
		news(400);
		const { json, hints, error } = await x.run(timeline({ returnAll: true, limits: { spendingLimit: 0.75 } }));
		expect(error).toBeUndefined();
		expect(json).toHaveLength(150);
		expect(x.requests.map(({ query }) => query.max_results)).toEqual(['100', '50']);
		expect(hints[0]).toMatch(/^This ended early: The spending limit of this run is reached/);
	});

	test.each([
		['waitForLimit', 'soon', "'Wait for Rate Limit (Seconds)': 'soon' is not a whole number", /at least 0/],
		['parallel', -1, "'Parallel Requests': -1 is out of bounds", /between 1 and 20/],
		['spendingLimit', null, "'Spending Limit per Run (USD)' is empty", /would exceed it/],
		['spendingLimit', '', "'Spending Limit per Run (USD)' is empty", /would exceed it/],
		['spendingLimit', undefined, "'Spending Limit per Run (USD)' is empty", /would exceed it/],
		['spendingLimit', 'Infinity', "'Spending Limit per Run (USD)': 'Infinity' is not a number", /at least 0/],
		['spendingLimit', [1], "'Spending Limit per Run (USD)': '[1]' is not a number", /at least 0/],
		['addCost', 'perhaps', "'Add Cost to Output': 'perhaps' is neither true nor false", /true or false/],
		['cutShort', 'stop', "'When a Limit Ends It Early': 'stop' is not one of its choices", /fail, keep/],
	])('%s of %j is refused before any request', async (name, value, message, advice) => {
		const { error } = await x.run(timeline({ limits: { [name]: '={{ $json.given }}' } }), {
			input: [{ json: { given: value } }],
		});
		expect([error?.message, error?.description]).toEqual([message, expect.stringMatching(advice)]);
		expect(x.requests).toEqual([]);
	});

	test('reads side by side wait for what others set aside: all are done that the money pays for', async () => {
		const accounts = Array.from({ length: 30 }, (_, i) =>
			x.world.addUser({ username: `reader_no_${i}`, name: `Reader ${i}` }),
		);
		for (const { username } of accounts) x.world.addPost({ by: username, text: 'Hello' });
		const input = accounts.map(({ id }) => ({ json: { id } }));
		const read = (spendingLimit: number) =>
			x.run(
				{
					resource: 'timeline',
					operation: 'getUserPosts',
					user: { mode: 'id', value: '={{ $json.id }}' },
					limit: 100,
					limits: { spendingLimit },
				},
				{ input },
			);
		const all = await read(1);
		expect([all.error, all.json.length, x.requests.length]).toEqual([undefined, 30, 30]);
		// X's smallest page has 5 posts, which is what the last one has to be able to cost.
		const some = await read(0.1);
		expect(some.json.map(({ run_ended_early: early }) => early !== undefined).indexOf(true)).toBe(some.json.length - 1);
		expect([some.json.length, x.requests.length - 30]).toEqual([16, 16]);
	}, 60_000);

	test('lookups are cut to what the money pays for, and what was not found gives its part back', async () => {
		const ids = news(80).map(({ id }) => id);
		const look = (spendingLimit: number, posts: string[]) =>
			x.run(
				{
					resource: 'post',
					operation: 'get',
					post: { mode: 'id', value: '={{ $json.id }}' },
					limits: { spendingLimit },
				},
				{ input: posts.map((id) => ({ json: { id } })) },
			);
		const { json } = await look(0.25, ids);
		expect(json).toHaveLength(50);
		expect(json.at(-1)?.run_ended_early).toMatchObject({
			remaining_items: ids.slice(50).map((_, i) => ({ item: 50 + i })),
		});
		expect(x.requests).toHaveLength(1);
		x.requests.splice(0);
		const gone = Array.from({ length: 50 }, (_, i) => String(1_000_000_000_000_000_000 + i));
		const { json: found } = await x.run({
			resource: 'post',
			operation: 'getMany',
			posts: [...gone, ...ids.slice(0, 50)].join(','),
			limits: { spendingLimit: 0.25 },
		});
		expect(found).toHaveLength(50);
		expect(x.requests).toHaveLength(2);
	});

	test('a run that fails tells what it has cost until then', async () => {
		shutAfter('POST /2/tweets', 2);
		const { error } = await x.run(create({ waitForLimit: 0 }), { input: texts('Plain', 'See example.com', 'Three') });
		expect(error?.description).toMatch(/2 had been carried out: .* Estimated cost of this run: 0\.215 USD\.$/);
	});

	test('the item of an error holds nothing that n8n does not know of errors', async () => {
		const [{ id }] = news(1);
		const { json } = await x.run(
			{ resource: 'post', operation: 'get', post: { mode: 'id', value: '={{ $json.id }}' }, limits: { addCost: true } },
			{ input: [{ json: { id } }, { json: { id: '1000000000000000000' } }], continueOnFail: true },
		);
		expect(json).toEqual([
			expect.objectContaining({ id, run_cost_usd: 0.005 }),
			{ error: expect.any(String), message: expect.any(String) },
		]);
	});

	test('a post that would cross the limit is not sent; the ones before are told', async () => {
		const { error } = await x.run(create({ spendingLimit: 0.03 }), { input: texts('One', 'Two', 'Three') });
		expect(error?.message).toBe('The spending limit of this run is reached');
		expect(error?.description).toMatch(/0\.03 USD of 0\.03.*Before this item, 2 had been carried out/);
		expect(x.requests).toHaveLength(2);
	});
});

describe('limits', () => {
	test('writes that a limit cuts short fail by default, and on request hand back what was done', async () => {
		shutAfter('POST /2/tweets', 2);
		const { items, hints, error } = await x.run(create({ waitForLimit: 0, cutShort: 'keep' }), {
			input: texts('One', 'Two', 'Three', 'Four'),
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json, pairedItem }) => [json.text, pairedItem])).toEqual([
			['One', { item: 0 }],
			['Two', { item: 1 }],
		]);
		expect(hints[0]).toMatch(
			/^This ended early: .*limit is used up until 20.* Of 4 items 2 are not done \(item 2, 3\)/,
		);
		expect(items.map(({ json }) => json.run_ended_early)).toEqual([
			undefined,
			{
				reason: expect.any(String),
				resets_at: expect.stringMatching(/^20/),
				remaining_items: [{ item: 2 }, { item: 3 }],
			},
		]);
	});

	test('lookups keep what came before the limit', async () => {
		const posts = news(250);
		shutAfter('GET /2/tweets', 2);
		const { json, hints } = await x.run(
			{
				resource: 'post',
				operation: 'get',
				post: { mode: 'id', value: '={{ $json.id }}' },
				limits: { waitForLimit: 0, parallel: 1 },
			},
			{ input: posts.map(({ id }) => ({ json: { id } })) },
		);
		expect(json).toHaveLength(200);
		expect(hints[0]).toMatch(/ Of 250 items 50 are not done \(item 200, 201,/);
		expect((json.at(-1)?.run_ended_early as { remaining_items: unknown[] }).remaining_items).toEqual(
			Array.from({ length: 50 }, (_, i) => ({ item: 200 + i })),
		);
	});

	test('a short window is waited for, and nothing is sent before it opens', async () => {
		const app: IDataObject = {
			authentication: 'bearerToken',
			resource: 'post',
			operation: 'search',
			query: 'from:newsroom',
			searchIn: 'all',
			limit: 10,
		};
		x.faults.set({ searchDelaySeconds: 0 });
		const { error } = await x.run(app, { input: texts('a', 'b', 'c') });
		expect(error).toBeUndefined();
		const refused = x.requests.filter(({ status }) => status === 429);
		expect(refused.length).toBeLessThanOrEqual(2);
	}, 30_000);
});

describe('side by side', () => {
	const LATENCY = 500;
	/** When each request came, in milliseconds after the first one. */
	const arrivals = (endpoint: string) =>
		x.requests
			.filter((request) => request.endpoint === endpoint)
			.map(({ at }) => Date.parse(at))
			.map((at, _, [first]) => at - first);
	const accounts = (count: number) =>
		Array.from({ length: count }, (_, i) => {
			const { id, username } = x.world.addUser({ username: `reader_no_${i}`, name: `Reader ${i}` });
			x.world.addPost({ by: username, text: `Post ${i}` });
			return { json: { id } };
		});
	const newest = (limits: IDataObject = {}): IDataObject => ({
		resource: 'timeline',
		operation: 'getUserPosts',
		user: { mode: 'id', value: '={{ $json.id }}' },
		limit: 1,
		limits,
	});

	test.each([
		[{}, 5],
		[{ parallel: 2 }, 2],
	])(
		'reads that cannot share a request (limits %j) are %d at a time, and come out in order',
		async (limits, width) => {
			x.faults.set({ latencyMs: LATENCY });
			const { json } = await x.run(newest(limits), { input: accounts(6) });
			expect(json.map(({ text }) => text)).toEqual([0, 1, 2, 3, 4, 5].map((i) => `Post ${i}`));
			const at = arrivals('GET /2/users/{id}/tweets');
			// The first one tells what the window still allows.
			expect(at[1]).toBeGreaterThanOrEqual(LATENCY - 10);
			expect(at[width]).toBeLessThan(2 * LATENCY);
			expect(at[width + 1] ?? Infinity).toBeGreaterThanOrEqual(2 * LATENCY - 20);
		},
		30_000,
	);

	test('writes go one after the other', async () => {
		x.faults.set({ latencyMs: LATENCY });
		const { json } = await x.run(create(), { input: texts('One', 'Two', 'Three') });
		expect(json.map(({ text }) => text)).toEqual(['One', 'Two', 'Three']);
		const at = arrivals('POST /2/tweets');
		expect([at[1] - at[0], at[2] - at[1]].every((pause) => pause >= LATENCY - 10)).toBe(true);
	}, 30_000);
});
