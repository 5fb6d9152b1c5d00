import type { LocalX } from '../../sandbox';
import { as, asApp, emptyX, PIXEL } from './support';

describe('search on the local X', () => {
	let x: LocalX;
	const ids: Record<string, string> = {};
	beforeAll(async () => {
		x = await emptyX();
		const at = () => Date.now() - 60_000;
		const media = [x.world.addMedia({ owner: 'anna', bytes: PIXEL }).id];
		ids.coffee = x.world.addPost({ by: 'anna', text: 'Fresh Coffee this morning @ben', at: at() }).id;
		ids.cafe = x.world.addPost({ by: 'ben', text: 'The café is open', at: at() }).id;
		ids.picture = x.world.addPost({ by: 'anna', text: 'A pixel #art', media, at: at() }).id;
		ids.link = x.world.addPost({
			by: 'ben',
			text: 'Read https://example.com/story about tea',
			at: at(),
			counts: { likes: 9 },
		}).id;
		ids.reply = x.world.addPost({ by: 'ben', text: 'No coffee for me', replyTo: ids.coffee, at: at() }).id;
		ids.quote = x.world.addPost({ by: 'ben', text: 'Indeed', quote: ids.coffee, at: at() }).id;
		ids.repost = x.world.addPost({ by: 'ben', repostOf: ids.coffee, at: at() }).id;
		ids.german = x.world.addPost({ by: 'anna', text: 'Das Wetter ist schön und warm', at: at() }).id;
		ids.old = x.world.addPost({ by: 'anna', text: 'Old coffee', at: Date.now() - 8 * 86_400_000 }).id;
		ids.fresh = x.world.addPost({ by: 'anna', text: 'Brand-new coffee' }).id;
	});
	afterAll(async () => await x.close());

	const search = async (query: string) =>
		await as(x, 'anna')(`GET /2/tweets/search/recent?max_results=100&query=${encodeURIComponent(query)}`);

	it.each<[string, string[]]>([
		['coffee', ['coffee', 'reply']],
		['COFFEE from:anna', ['coffee']],
		['cafe', ['cafe']],
		['"fresh coffee"', ['coffee']],
		['"coffee fresh"', []],
		['coffee -"no coffee"', ['coffee']],
		['from:anna has:images', ['picture']],
		['from:anna has:media', ['picture']],
		['#art', ['picture']],
		['@ben', ['coffee', 'repost']],
		['to:anna', ['reply']],
		['tea OR café', ['cafe', 'link']],
		['(tea OR café) -open', ['link']],
		['from:ben tea OR from:anna #art', ['picture', 'link']],
		['from:ben has:links', ['link']],
		['url:example.com', ['link']],
		['from:ben is:reply', ['reply']],
		['from:ben is:quote', ['quote']],
		['from:ben is:retweet', ['repost']],
		['from:ben -is:retweet -is:reply -is:quote', ['cafe', 'link']],
		['from:anna lang:de', ['german']],
		['from:ben min_likes:5', ['link']],
	])('%s', async (query, expected) => {
		const { status, body } = await search(query);
		expect(status).toBe(200);
		expect((body.data ?? []).map((one: { id: string }) => one.id).sort()).toEqual(
			expected.map((name) => ids[name]).sort(),
		);
	});

	it('knows a conversation', async () => {
		expect(
			(await search(`conversation_id:${ids.coffee}`)).body.data.map((one: { id: string }) => one.id).sort(),
		).toEqual([ids.coffee, ids.reply].sort());
	});

	it.each([
		'frm:anna',
		'has:pictures',
		'is:funny',
		'-coffee',
		'has:images',
		'coffee -(tea OR milk)',
		'(coffee',
		'coffee)',
		'OR',
		'min_faves:5 coffee',
		'coffee is:nullcast',
		'',
		'a'.repeat(513),
	])('refuses %s with 400', async (query) => {
		expect(await search(query)).toMatchObject({
			status: 400,
			body: { type: 'https://api.x.com/2/problems/invalid-request' },
		});
	});

	it('lags 30 seconds behind, and recent means seven days', async () => {
		const found = (await search('coffee from:anna')).body.data.map((one: { id: string }) => one.id);
		expect(found).not.toContain(ids.fresh);
		expect(found).not.toContain(ids.old);
		const anna = as(x, 'anna');
		const end = encodeURIComponent(new Date(Date.now() + 1000).toISOString());
		expect(
			(await anna(`GET /2/tweets/search/recent?query=coffee&end_time=${end}`)).body.data.map(
				(one: { id: string }) => one.id,
			),
		).toContain(ids.fresh);
		expect(
			(
				await anna(
					`GET /2/tweets/search/recent?query=coffee&start_time=${encodeURIComponent(new Date(Date.now() - 8 * 86_400_000).toISOString())}`,
				)
			).status,
		).toBe(400);
		expect(
			(await asApp(x)('GET /2/tweets/search/all?query=coffee%20from:anna')).body.data.map(
				(one: { id: string }) => one.id,
			),
		).toEqual([ids.coffee, ids.old]);
	});

	it('takes an id or a time of the same side, not both', async () => {
		const anna = as(x, 'anna');
		const now = encodeURIComponent(new Date(Date.now() - 3_600_000).toISOString());
		expect((await anna(`GET /2/tweets/search/recent?query=coffee&since_id=1&start_time=${now}`)).status).toBe(400);
		expect((await anna(`GET /2/tweets/search/recent?query=coffee&until_id=1&end_time=${now}`)).status).toBe(400);
	});

	it('sorts by relevancy when asked', async () => {
		const anna = as(x, 'anna');
		const first = async (order: string) =>
			(await anna(`GET /2/tweets/search/recent?query=from:ben&sort_order=${order}`)).body.data[0].id;
		expect(await first('relevancy')).toBe(ids.link);
		expect(await first('recency')).toBe(ids.repost);
		expect((await anna('GET /2/tweets/search/recent?query=from:ben&sort_order=newest')).status).toBe(400);
	});
});
