/** Runs that a limit has ended early: what they hand back, and how the next run goes on. */
import { useAccounts } from '../../../support/x/accounts';

const { x, news, timeline, newest, accounts, PAGES, endedEarly, QUARTER_MS, asked, shutAfter } = useAccounts();

describe('pages', () => {
	test('that end early say when the window opens and where to go on; a run that goes on there brings exactly the rest', async () => {
		const posts = news(350);
		const limit = shutAfter(PAGES, 2);
		const first = await x.run(timeline({ limit: 350, limits: { waitForLimit: 0 } }));
		expect(first.error).toBeUndefined();
		expect(first.json).toHaveLength(200);
		expect(first.json.slice(0, -1).some((each) => 'run_ended_early' in each)).toBe(false);
		const {
			resets_at = '',
			remaining_items: [left, ...more],
		} = endedEarly(first.json);
		expect([Date.parse(resets_at) > Date.now(), left.item, more]).toEqual([true, 0, []]);

		limit.mockRestore();
		x.faults.set({ clockSkewMs: QUARTER_MS });
		const { json } = await x.run(timeline({ limit: 150, limits: { continueFrom: left.next_token } }));
		expect([...first.json, ...json].map(({ id }) => id)).toEqual(posts.map(({ id }) => id).reverse());
		expect(endedEarly(json)).toBeUndefined();
	});

	test('whose answer is cut off are no empty list: they are asked for again, or end early', async () => {
		news(30);
		const one = timeline({ limit: 20, limits: { waitForLimit: 0 } });
		x.oddities.on('cut-body', { endpoint: PAGES, times: 2 });
		expect((await x.run(one)).json).toHaveLength(20);
		x.oddities.on('cut-body', { endpoint: PAGES });
		const { json, error } = await x.run(one);
		expect([json, error?.message]).toEqual([[], 'No answer from X']);
	});

	test('of several items: each is told with its own token, as far as it came', async () => {
		news(150);
		shutAfter(PAGES, 1);
		const { json, items, hints } = await x.run(
			timeline({ returnAll: true, limits: { waitForLimit: 0, parallel: 1 } }),
			{ input: [{ json: {} }, { json: {} }, { json: {} }] },
		);
		expect(json).toHaveLength(100);
		expect(new Set(items.map(({ pairedItem }) => (pairedItem as { item: number }).item))).toEqual(new Set([0]));
		expect(endedEarly(json).remaining_items).toEqual([
			{ item: 0, next_token: expect.any(String) },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(hints[0]).toMatch(/Of 3 items 2 are not done \(item 1, 2\), 1 is done in part \(item 0\)\./);
		// What is known to be shut is not asked: one page, one refusal.
		expect(asked(PAGES).map(({ status }) => status)).toEqual([200, 429]);
	});

	test('that a run was to go on with are still told when nothing of them came', async () => {
		const [first, second] = accounts(2);
		shutAfter(PAGES, 1);
		const { json } = await x.run(newest({ waitForLimit: 0, parallel: 1, continueFrom: '={{ $json.token }}' }), {
			input: [first, { json: { ...second.json, token: 'abc' } }],
		});
		expect(endedEarly(json).remaining_items).toEqual([{ item: 1, next_token: 'abc' }]);
	});

	test('fail when nothing has come that could tell the rest, or when the user chose so', async () => {
		news(150);
		shutAfter(PAGES, 0);
		const nothing = await x.run(timeline({ limits: { waitForLimit: 0 } }));
		expect(nothing.error).toMatchObject({
			httpCode: '429',
			message: expect.stringMatching(/limit is used up until 20/),
		});
		jest.restoreAllMocks();
		x.faults.set({ clockSkewMs: QUARTER_MS });
		shutAfter(PAGES, 1);
		const chosen = await x.run(timeline({ returnAll: true, limits: { waitForLimit: 0, cutShort: 'fail' } }));
		expect(chosen.error).toMatchObject({ httpCode: '429' });
	});

	test('of a raw output: the token of the last whole page goes on, that of a page which was cut is not there', async () => {
		const posts = news(20);
		const raw = async (limit: number, continueFrom = '') =>
			(await x.run(timeline({ limit, output: 'raw', limits: { continueFrom } }))).json as unknown as Array<{
				data: Array<{ id: string }>;
				meta: { next_token?: string };
			}>;
		const [first] = await raw(5);
		const [second] = await raw(5, first.meta.next_token);
		expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(
			posts
				.map(({ id }) => id)
				.reverse()
				.slice(0, 10),
		);
		const [cut] = await raw(2);
		expect([cut.data.length, cut.meta.next_token]).toEqual([2, undefined]);
	});
});

describe('what else ends a run', () => {
	test('the spending limit tells the token of the next page', async () => {
		news(300);
		const { json } = await x.run(timeline({ returnAll: true, limits: { spendingLimit: 0.5 } }));
		expect(json).toHaveLength(100);
		expect(endedEarly(json)).toEqual({
			reason: 'The spending limit of this run is reached',
			remaining_items: [{ item: 0, next_token: expect.any(String) }],
		});
	});

	test('credits that run out: what was paid for is handed back, with the items that are left', async () => {
		let seen = 0;
		jest
			.spyOn(x.faults, 'strike')
			.mockImplementation((match) =>
				match === PAGES && ++seen > 2 ? { match, kind: 'status', status: 402 } : undefined,
			);
		const { json, error } = await x.run(newest({ parallel: 1 }), { input: accounts(4) });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(2);
		expect(endedEarly(json)).toEqual({ reason: expect.any(String), remaining_items: [{ item: 2 }, { item: 3 }] });
		expect(seen).toBe(3);
	});

	test('a refusal is that of its item alone, with Continue On Fail', async () => {
		let seen = 0;
		jest
			.spyOn(x.faults, 'strike')
			.mockImplementation((match) =>
				match === PAGES && ++seen === 1 ? { match, kind: 'status', status: 403 } : undefined,
			);
		const { json } = await x.run(newest({ parallel: 1 }), { input: accounts(3), continueOnFail: true });
		expect([json.map((each) => 'error' in each), seen]).toEqual([[true, false, false], 3]);
	});

	test('credits that run out are not asked for again, with Continue On Fail neither', async () => {
		x.faults.add({ match: '*', kind: 'status', status: 402 });
		const single = await x.run(newest({ parallel: 1 }), { input: accounts(4), continueOnFail: true });
		expect([single.json.length, x.requests.length]).toEqual([4, 1]);
		const posts = news(350).map(({ id }) => ({ json: { id } }));
		const together = await x.run(
			{ resource: 'post', operation: 'get', post: { mode: 'id', value: '={{ $json.id }}' }, limits: { parallel: 1 } },
			{ input: posts, continueOnFail: true },
		);
		expect([together.json.length, x.requests.length]).toEqual([350, 2]);
	});

	test('a lookup of many in one item tells which were not asked for', async () => {
		const posts = news(150);
		shutAfter('GET /2/tweets', 1);
		const { json, hints } = await x.run({
			resource: 'post',
			operation: 'getMany',
			posts: [...posts.map(({ id }) => id), '1000000000000000000'].join(','),
			limits: { waitForLimit: 0, parallel: 1 },
		});
		expect(json).toHaveLength(100);
		expect(endedEarly(json).remaining_items).toEqual([
			{ item: 0, missing: [...posts.slice(100).map(({ id }) => id), '1000000000000000000'] },
		]);
		expect(hints).toHaveLength(2);
	});

	test('with Continue On Fail each item that is left has its own error, with the reset', async () => {
		shutAfter(PAGES, 1);
		const { json, items } = await x.run(newest({ waitForLimit: 0, parallel: 1 }), {
			input: accounts(3),
			continueOnFail: true,
		});
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(json.slice(1)).toEqual(
			[1, 2].map(() => ({
				error: expect.any(String),
				message: expect.any(String),
				details: { resets_at: expect.stringMatching(/^20/) },
			})),
		);
		expect(json[0].run_ended_early).toMatchObject({ remaining_items: [{ item: 1 }, { item: 2 }] });
		expect(asked(PAGES)).toHaveLength(2);
	});

	test('a 429 without headers shuts the endpoint all the same', async () => {
		x.faults.set({ headersMissing: true });
		shutAfter(PAGES, 1);
		const { json } = await x.run(newest({ waitForLimit: 0, parallel: 1 }), { input: accounts(3) });
		// X named no moment, so none is claimed.
		expect(endedEarly(json)).not.toHaveProperty('resets_at');
		expect(String(endedEarly(json).reason)).not.toMatch(/20\d\d/);
		expect(asked(PAGES)).toHaveLength(2);
	});
});

describe('a stop', () => {
	test('ends the wait for a limit at once', async () => {
		news(150);
		shutAfter('GET /2/users/{id}/tweets', 1);
		const began = Date.now();
		const stop = new Promise<void>((resolve) => {
			const look = setInterval(() => {
				if (!asked('GET /2/users/{id}/tweets').some(({ status }) => status === 429)) return;
				clearInterval(look);
				setTimeout(resolve, 300);
			}, 20);
		});
		let stopped = 0;
		void stop.then(() => (stopped = Date.now()));
		await x.run(timeline({ returnAll: true, limits: { waitForLimit: 3600 } }), { cancelled: stop });
		expect(stopped).toBeGreaterThan(began);
		expect(Date.now() - stopped).toBeLessThan(500);
		expect(asked('GET /2/users/{id}/tweets')).toHaveLength(2);
	}, 30_000);
});

test('1,000 items that each look up an account are 10 requests; each has its own answer or its own error', async () => {
	const known = accounts(990).map(({ json }) => x.world.users.get(json.id));
	const gone = Array.from({ length: 5 }, (_, i) => `nobody_here_${i}`);
	const names = [...known.map((each) => String(each?.username)), ...gone];
	const input = [...names, ...names.slice(0, 5)].map((name) => ({ json: { name } }));
	const { items, json } = await x.run(
		{ resource: 'user', operation: 'get', user: { mode: 'username', value: '={{ $json.name }}' } },
		{ input, continueOnFail: true },
	);
	expect(x.requests.map(({ endpoint }) => endpoint)).toEqual(Array.from({ length: 10 }, () => 'GET /2/users/by'));
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(input.map((_, item) => ({ item })));
	expect(json.map((each) => each.username ?? 'none')).toEqual(
		input.map(({ json: { name } }) => (gone.includes(name) ? 'none' : name)),
	);
	expect(json.filter(({ error }) => error)).toHaveLength(5);
}, 60_000);
