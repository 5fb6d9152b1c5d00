import type { LocalX } from '../../sandbox';
import { as, asApp, emptyX, PIXEL } from './support';

describe('fields and includes of the local X', () => {
	let x: LocalX;
	let anna: ReturnType<typeof as>;
	let post: string;
	let reply: string;
	beforeEach(async () => {
		x = await emptyX();
		anna = as(x, 'anna');
		const media = x.world.addMedia({ owner: 'anna', bytes: PIXEL, altText: 'One pixel' });
		post = x.world.addPost({ by: 'anna', text: 'Hello @ben', media: [media.id] }).id;
		reply = x.world.addPost({ by: 'ben', text: 'Hello back', replyTo: post }).id;
	});
	afterEach(async () => {
		await x.close();
	});
	const get = async (query: string, id = reply) => (await anna(`GET /2/tweets/${id}?${query}`)).body;

	it('says id, text and edit history unless asked', async () => {
		expect(Object.keys((await get('')).data)).toEqual(['id', 'text', 'edit_history_post_ids']);
		x.faults.set({ undecidedVocabulary: 'tweet' });
		expect(Object.keys((await get('')).data)).toEqual(['id', 'text', 'edit_history_tweet_ids']);
	});

	it('answers in the newer vocabulary when asked in it', async () => {
		const { data, includes } = await get(
			'post.fields=public_metrics,conversation_id&expansions=author_id,referenced_posts',
		);
		expect(data).toMatchObject({
			author_id: x.world.needUser('ben').id,
			conversation_id: post,
			edit_history_post_ids: [reply],
			referenced_posts: [{ type: 'replied_to', id: post }],
			public_metrics: { repost_count: 0 },
		});
		expect(data.public_metrics.retweet_count).toBeUndefined();
		expect(includes.posts).toMatchObject([{ id: post, public_metrics: { reply_count: 1 } }]);
		expect(includes.users).toEqual([{ id: x.world.needUser('ben').id, name: 'ben', username: 'ben' }]);
		expect(includes.tweets).toBeUndefined();
	});

	it('answers in the older vocabulary when asked in it', async () => {
		const { data, includes } = await get(
			'tweet.fields=public_metrics,author_id,referenced_tweets,in_reply_to_user_id&expansions=referenced_tweets.id,referenced_tweets.id.author_id,referenced_tweets.id.attachments.media_keys&media.fields=alt_text,url',
		);
		expect(data).toMatchObject({
			author_id: x.world.needUser('ben').id,
			in_reply_to_user_id: x.world.needUser('anna').id,
			edit_history_tweet_ids: [reply],
			referenced_tweets: [{ type: 'replied_to', id: post }],
			public_metrics: { retweet_count: 0 },
		});
		expect(includes.tweets).toMatchObject([{ id: post, edit_history_tweet_ids: [post] }]);
		expect(includes.users.map((user: { username: string }) => user.username)).toEqual(['anna']);
		expect(includes.media[0]).toMatchObject({ alt_text: 'One pixel', type: 'photo' });
		expect(includes.posts).toBeUndefined();
	});

	it('gives author and references in the newer vocabulary through expansions only, and ignores unknown fields', async () => {
		const { data } = await get('post.fields=author_id,referenced_posts,nonsense,lang');
		expect(Object.keys(data).sort()).toEqual(['edit_history_post_ids', 'id', 'lang', 'text']);
		expect(Object.keys((await get('post.fields=lang&expansions=referenced_tweets.id')).data).sort()).toEqual([
			'edit_history_post_ids',
			'id',
			'lang',
			'text',
		]);
	});

	it('shows fields of an expanded type only with the expansion, and each object once', async () => {
		expect((await get('user.fields=created_at')).includes).toBeUndefined();
		const both = (
			await anna(
				`GET /2/tweets?ids=${post},${reply}&expansions=author_id,entities.mentions.username,in_reply_to_user_id&user.fields=public_metrics`,
			)
		).body;
		expect(both.includes.users.map((user: { username: string }) => user.username).sort()).toEqual(['anna', 'ben']);
		expect(both.data[0].entities.mentions[0].username).toBe('ben');
	});

	it('serves the address of a photo, and shows none for a video', async () => {
		const { includes, data } = await get(
			'post.fields=attachments&expansions=attachments.media_keys&media.fields=url,width,height,preview_image_url',
			post,
		);
		expect(data.attachments.media_keys).toEqual([includes.media[0].media_key]);
		expect(includes.media[0]).toMatchObject({ type: 'photo', width: 1, height: 1 });
		expect(includes.media[0].preview_image_url).toBeUndefined();
		const picture = await fetch(includes.media[0].url);
		expect(picture.headers.get('content-type')).toBe('image/png');
		expect(Buffer.from(await picture.arrayBuffer()).equals(PIXEL)).toBe(true);
		const video = x.world.addMedia({ owner: 'anna', kind: 'video', size: 9 });
		const { data: seen } = (
			await anna(`GET /2/media/${video.mediaKey}?media.fields=url,variants,preview_image_url,duration_ms`)
		).body;
		expect(seen).toMatchObject({
			type: 'video',
			media_key: video.mediaKey,
			duration_ms: 10_000,
			variants: [{ content_type: 'video/mp4' }],
		});
		expect(seen.url).toBeUndefined();
	});

	it('shows private metrics to the author alone', async () => {
		const query = 'post.fields=non_public_metrics,public_metrics';
		expect((await get(query, post)).data.non_public_metrics).toMatchObject({ impression_count: 0 });
		const other = await get(query);
		expect(other.data.public_metrics).toBeDefined();
		expect(other.data.non_public_metrics).toBeUndefined();
		expect(other.errors[0]).toMatchObject({
			type: 'https://api.x.com/2/problems/not-authorized-for-field',
			field: 'non_public_metrics',
			resource_id: reply,
		});
		expect((await asApp(x)(`GET /2/tweets/${post}?${query}`)).body.data.non_public_metrics).toBeUndefined();
	});

	it('reports an included post that cannot be seen', async () => {
		x.world.deletePost(post);
		const { data, errors, includes } = await get('expansions=referenced_posts');
		expect(data.id).toBe(reply);
		expect(errors[0]).toMatchObject({
			resource_id: post,
			parameter: 'referenced_posts',
			type: 'https://api.x.com/2/problems/resource-not-found',
		});
		expect(includes).toBeUndefined();
	});

	it('cuts a repost at 140 characters', async () => {
		const long = x.world.addPost({ by: 'anna', text: 'word '.repeat(50).trim() }).id;
		const repost = x.world.addPost({ by: 'ben', repostOf: long }).id;
		const { data, includes } = await get('expansions=referenced_posts&post.fields=note_post', repost);
		expect(data.text).toMatch(/^RT @anna: word word/);
		expect(Array.from(data.text)).toHaveLength(140);
		expect(data.referenced_posts).toEqual([{ type: 'retweeted', id: long }]);
		expect(includes.posts[0].text).toHaveLength(249);
	});
});

describe('users of the local X', () => {
	let x: LocalX;
	beforeAll(async () => {
		x = await emptyX();
		x.world.addUser({ username: 'gone', state: 'suspended' });
		x.world.needUser('anna').email = 'anna@example.com';
		x.world.needUser('anna').pinnedPostId = x.world.addPost({ by: 'anna', text: 'Pinned' }).id;
		x.world.follow('ben', 'anna');
	});
	afterAll(async () => await x.close());

	it('finds accounts by id and by name in any case', async () => {
		const ben = as(x, 'ben');
		const anna = { id: x.world.needUser('anna').id, name: 'anna', username: 'anna' };
		expect((await ben(`GET /2/users/${anna.id}`)).body).toEqual({ data: anna });
		expect((await ben('GET /2/users/by/username/ANNA')).body).toEqual({ data: anna });
		const { data, errors } = (await ben('GET /2/users/by?usernames=anna,nobody,gone')).body;
		expect(data).toEqual([anna]);
		expect(errors.map((error: { value: string; title: string }) => [error.value, error.title])).toEqual([
			['nobody', 'Not Found Error'],
			['gone', 'Forbidden'],
		]);
		expect((await ben('GET /2/users/by/username/nobody')).status).toBe(404);
		expect(await ben('GET /2/users/by/username/gone')).toMatchObject({
			status: 200,
			body: { errors: [{ detail: 'User has been suspended: [gone].' }] },
		});
		expect((await ben('GET /2/users/by?usernames=a-b')).status).toBe(400);
		expect((await ben('GET /2/users')).status).toBe(400);
	});

	it('names members by the vocabulary and shows a mail address to its owner alone', async () => {
		const fields = 'user.fields=public_metrics,confirmed_email,connection_status,protected';
		const scopes = ['tweet.read', 'users.read', 'users.email'];
		const own = (await as(x, 'anna', scopes)(`GET /2/users/me?${fields}&expansions=pinned_post_id`)).body;
		expect(own.data).toMatchObject({
			confirmed_email: 'anna@example.com',
			pinned_post_id: x.world.needUser('anna').pinnedPostId,
			protected: false,
			public_metrics: { followers_count: 1, post_count: 1 },
		});
		expect(own.includes.posts[0].text).toBe('Pinned');
		const older = (
			await as(x, 'ben', scopes)(`GET /2/users/${own.data.id}?${fields}&tweet.fields=id&expansions=pinned_tweet_id`)
		).body;
		expect(older.data).toMatchObject({
			connection_status: ['following'],
			pinned_tweet_id: own.data.pinned_post_id,
			public_metrics: { tweet_count: 1 },
		});
		expect(older.data.confirmed_email).toBeUndefined();
		expect(older.includes.tweets[0].text).toBe('Pinned');
		expect(
			(await as(x, 'anna', ['tweet.read', 'users.read'])(`GET /2/users/me?${fields}`)).body.data.confirmed_email,
		).toBeUndefined();
	});
});
