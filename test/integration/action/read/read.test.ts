import type { IDataObject } from 'n8n-workflow';
import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();

afterEach(() => jest.restoreAllMocks());

const userPosts = (more: IDataObject = {}): IDataObject => ({
	resource: 'timeline',
	operation: 'getUserPosts',
	user: { mode: 'username', value: 'newsroom' },
	...more,
});
const texts = (json: IDataObject[]) => json.map(({ text }) => text);
const calls = () => x.requests.map(({ endpoint }) => endpoint);
const sizes = () => x.requests.map(({ query }) => query.max_results).filter(Boolean);

/** Posts of @newsroom, oldest first, a few more than one page. */
const many = (count: number) =>
	Array.from({ length: count }, (_, i) => x.world.addPost({ by: 'newsroom', text: `News number ${i + 1}` }));

describe('timelines', () => {
	test('Limit is exact over pages, and each page is as large as it may be', async () => {
		many(250);
		const { json, error } = await x.run(userPosts({ limit: 230 }));
		expect(error).toBeUndefined();
		expect(texts(json)).toEqual(Array.from({ length: 230 }, (_, i) => `News number ${250 - i}`));
		expect(sizes()).toEqual(['100', '100', '30']);
	});

	test("a Limit below X's smallest page is kept to", async () => {
		const { json } = await x.run(userPosts({ limit: 2 }));
		expect(json).toHaveLength(2);
		expect(sizes()).toEqual(['5']);
	});

	test('Return All goes to the end, over an empty page too', async () => {
		const seeded = [...x.world.posts.values()].filter(
			({ authorId, deleted }) => authorId === x.world.needUser('newsroom').id && !deleted,
		).length;
		many(150);
		x.faults.set({ emptyPages: 1 });
		const { json } = await x.run(userPosts({ returnAll: true }));
		expect(json).toHaveLength(150 + seeded);
		expect(new Set(json.map(({ id }) => id)).size).toBe(150 + seeded);
	});

	test('bounds and exclusions go to X', async () => {
		const [first, second, third] = many(3);
		x.world.addPost({
			by: 'newsroom',
			text: 'A repost',
			repostOf: [...x.world.posts.values()].find(({ authorId }) => authorId === x.world.needUser('meteo').id)?.id,
		});
		const { json } = await x.run(
			userPosts({
				options: {
					sinceId: first.id,
					untilId: `https://x.com/newsroom/status/${third.id}`,
					exclude: ['replies', 'retweets'],
				},
			}),
		);
		expect(json.map(({ id }) => id)).toEqual([second.id]);
		const later = await x.run(
			userPosts({ options: { startTime: new Date(third.createdAt + 86_400_000).toISOString() } }),
		);
		expect(later.json).toEqual([]);
	});

	test('home and mentions are those of the connected account', async () => {
		x.world.addPost({ by: 'reader_one', text: 'Good coffee, @ourbrand!' });
		const mentions = await x.run({
			resource: 'timeline',
			operation: 'getMentions',
			user: { mode: 'list', value: 'me' },
			limit: 1,
		});
		expect(texts(mentions.json)).toEqual(['Good coffee, @ourbrand!']);
		const home = await x.run({ resource: 'timeline', operation: 'getHome', limit: 3 });
		expect(home.json).toHaveLength(3);
		expect(calls().filter((call) => call === 'GET /2/users/me')).toHaveLength(2);
	});

	test('a limit that runs out on a later page hands back what has come, and says so', async () => {
		many(250);
		let pages = 0;
		const strike = x.faults.strike.bind(x.faults);
		jest
			.spyOn(x.faults, 'strike')
			.mockImplementation((endpoint) =>
				endpoint === 'GET /2/users/{id}/tweets' && ++pages > 2
					? { match: endpoint, kind: 'rateLimit' }
					: strike(endpoint),
			);
		const kept = await x.run(userPosts({ returnAll: true, limits: { waitForLimit: 0 } }));
		expect(kept.error).toBeUndefined();
		expect(kept.json).toHaveLength(200);
		expect(kept.hints[0]).toEqual(
			expect.stringMatching(/^This ended early: .*limit is used up until 20.*'run_ended_early' in the last item/),
		);
		pages = 0;
		const failed = await x.run(userPosts({ returnAll: true, limits: { waitForLimit: 0, cutShort: 'fail' } }));
		expect(failed.error?.httpCode).toBe('429');
	});
});

describe('what comes out', () => {
	test('Simplified: ten fields, with author, kind and media, and what the post refers to', async () => {
		const { json } = await x.run(userPosts({ limit: 10 }));
		const more = ['urls', 'original', 'article'];
		const own = json.map((post) => Object.keys(post).filter((name) => !more.includes(name)).length);
		expect(Math.max(...own)).toBeLessThanOrEqual(10);
		const photo = json.find(({ media }) => (media as unknown[]).length > 0);
		expect(photo).toMatchObject({
			id: expect.any(String),
			url: expect.stringMatching(/^https:\/\/x\.com\/newsroom\/status\/\d+$/),
			username: 'newsroom',
			name: 'City Newsroom',
			type: 'post',
			media: [{ type: 'photo', url: expect.stringMatching(/^http/) }],
		});
	});

	test.each(['post', 'tweet'] as const)(
		'Full joins author, media, poll, place and referenced posts, whatever vocabulary X answers in (%s)',
		async (vocabulary) => {
			x.faults.set({ undecidedVocabulary: vocabulary });
			const long = `${'All of the long text. '.repeat(30)}End.`;
			const quoted = x.world.addPost({ by: 'meteo', text: 'Sun until Friday' });
			x.world.addPost({ by: 'newsroom', text: long });
			x.world.addPost({ by: 'newsroom', text: 'Which one?', poll: { options: ['Tram', 'Bus'], durationMinutes: 60 } });
			x.world.addPost({ by: 'newsroom', text: 'Hear, hear', quote: quoted.id });
			x.world.addPost({
				by: 'newsroom',
				repostOf: x.world.addPost({ by: 'meteo', text: `${'Long forecast. '.repeat(14)}Fin` }).id,
			});
			const { json } = await x.run(userPosts({ limit: 4, output: 'full' }));
			const [repost, quote, poll, longPost] = json as Array<
				IDataObject & {
					referenced_posts: Array<{ type: string; post: IDataObject }>;
					poll: { options: Array<{ label: string }> };
					author: IDataObject;
					text: string;
				}
			>;
			expect(longPost.text).toBe(long);
			expect(longPost.author).toMatchObject({ username: 'newsroom', public_metrics: expect.any(Object) });
			expect(poll.poll.options.map(({ label }) => label)).toEqual(['Tram', 'Bus']);
			expect(quote.referenced_posts).toEqual([
				{ type: 'quoted', id: quoted.id, post: expect.objectContaining({ text: 'Sun until Friday' }) },
			]);
			expect(repost.text).toMatch(/^RT @meteo: Long forecast\. .*Fin$/);
			expect(JSON.stringify(json)).not.toMatch(/tweet_count|retweet_count|referenced_tweets|note_tweet/);
		},
	);

	test("Raw is X's answer, one item per request", async () => {
		many(120);
		const { json } = await x.run(userPosts({ limit: 110, output: 'raw' }));
		expect(json.map(({ data }) => (data as unknown[]).length)).toEqual([100, 10]);
		expect(json[0]).toMatchObject({ meta: expect.any(Object), includes: expect.any(Object) });
	});

	test('chosen fields and includes are asked for, and no others', async () => {
		await x.run(
			userPosts({ limit: 5, output: 'full', fields: { postFields: ['created_at', 'lang'], include: ['author_id'] } }),
		);
		expect(x.requests.at(-1)?.query).toMatchObject({
			'post.fields': 'created_at,lang,article,note_post',
			expansions: 'author_id',
		});
	});
});

describe('search', () => {
	test('recent posts, with the page size X allows and next_token between pages', async () => {
		many(130);
		x.faults.set({ searchDelaySeconds: 0 });
		const { json, error } = await x.run({
			resource: 'post',
			operation: 'search',
			query: 'from:newsroom "News number"',
			limit: 120,
			options: { sortOrder: 'recency' },
		});
		expect(error).toBeUndefined();
		expect(json).toHaveLength(120);
		expect(sizes()).toEqual(['100', '20']);
	});

	test('the full archive with a Bearer token, 500 a page', async () => {
		many(600);
		x.faults.set({ searchDelaySeconds: 0 });
		const { json, error } = await x.run({
			authentication: 'bearerToken',
			resource: 'post',
			operation: 'search',
			query: 'from:newsroom "News number"',
			searchIn: 'all',
			limit: 510,
		});
		expect(error).toBeUndefined();
		expect(json).toHaveLength(510);
		expect(calls()).toEqual(['GET /2/tweets/search/all', 'GET /2/tweets/search/all']);
	}, 60_000);

	const found = async (parameters: IDataObject) =>
		(await x.run({ resource: 'post', operation: 'search', limit: 50, ...parameters })).json.map(({ text }) => text);

	test('a query of filters, with the connected account by its ID', async () => {
		x.faults.set({ searchDelaySeconds: 0 });
		const post = (text: string, by = 'ourbrand') => x.world.addPost({ by, text });
		post('Espresso at https://example.com/menu');
		post('Espresso giveaway https://example.com/menu');
		post('Espresso without a link');
		post('Espresso at https://example.com/menu', 'newsroom');
		post('Tea at https://example.com/menu');
		const filters = { from: 'me', linking: 'example.com/menu', noneWords: 'giveaway' };
		expect(await found({ query: 'espresso OR ristretto', filters })).toEqual([
			expect.stringMatching(/^Espresso at https/),
		]);
		expect(x.requests.at(-1)?.query.query).toBe(
			`(espresso OR ristretto) from:${x.world.needUser('ourbrand').id} url:"example.com/menu" -giveaway`,
		);
		expect(await found({ filters: { ...filters, allWords: ['tea'] } })).toEqual([
			expect.stringMatching(/^Tea at https/),
		]);
	});

	test.each([
		[{ query: 'tea since:2026-01-01 filter:media' }, "X does not know 'since:2026-01-01' and 'filter:media' here"],
		[{ query: '', filters: { language: 'en' } }, "'Query' is empty"],
		[{ query: 'x'.repeat(513) }, '513 characters; the limit is 512'],
		[{ query: 'tea', filters: { country: 'Germany' } }, "'Country of Place': 'Germany'"],
	])('%j is refused before any request', async (parameters, message) => {
		const { error } = await x.run({ resource: 'post', operation: 'search', ...parameters });
		expect(error?.message).toContain(message);
		expect(calls()).toEqual([]);
	});

	test('a Bearer token has no account to search from', async () => {
		const { error } = await x.run({
			authentication: 'bearerToken',
			resource: 'post',
			operation: 'search',
			filters: { from: 'me' },
		});
		expect(error?.message).toBe("'Me' is not available with a Bearer token");
		expect(calls()).toEqual([]);
	});

	test('an Enterprise app may send a long query', async () => {
		x.apps.web.enterprise = true;
		const { error } = await x.run({
			resource: 'post',
			operation: 'search',
			query: 'x'.repeat(600),
			options: { longQuery: true },
		});
		expect(error).toBeUndefined();
	});

	test('nothing found is no item', async () => {
		const { json, error } = await x.run({
			resource: 'post',
			operation: 'search',
			query: 'nothingatalllikethis',
			limit: 10,
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([]);
	});
});

describe('reads are patient', () => {
	test('a passing fault is tried again', async () => {
		x.faults.set({
			rules: [
				{ match: 'GET /2/users/{id}/tweets', kind: 'status', status: 503, times: 1 },
				{ match: 'GET /2/users/{id}/tweets', kind: 'cutBefore', times: 1 },
			],
		});
		const { json, error } = await x.run(userPosts({ limit: 5 }));
		expect(error).toBeUndefined();
		expect(json).toHaveLength(5);
	});
});
