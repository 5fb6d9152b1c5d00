import { createHash, randomBytes } from 'node:crypto';
import { Agent } from 'node:https';
import { ApiError, Client } from '@xdevplatform/xdk';
import { ApiResponseError, TwitterApi } from 'twitter-api-v2';
import type { LocalX } from '../../../sandbox';
import { as, emptyX, GIF, PIXEL, READ, WRITE } from '../support';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Clients of X that nobody here wrote must find in the local X what they expect of X. */
describe("X's own client @xdevplatform/xdk against the local X", () => {
	let x: LocalX;
	let client: Client;
	beforeEach(async () => {
		x = await emptyX();
		client = new Client({ baseUrl: x.url, accessToken: x.userToken('anna', WRITE), retry: false });
	});
	afterEach(async () => {
		await x.close();
	});

	it('posts, reads and deletes, as the specification says', async () => {
		const me = await client.users.getMe({ userFields: ['created_at', 'public_metrics'] });
		expect(me.data).toMatchObject({ username: 'anna', publicMetrics: { followersCount: 0 } });
		const made = await client.posts.create({ text: 'Hello from the XDK' });
		const { id } = made.data!;
		const found = await client.posts.getById(id, {
			postFields: ['created_at', 'public_metrics'],
			expansions: ['author_id'],
		});
		expect(found.data).toMatchObject({
			id,
			text: 'Hello from the XDK',
			authorId: me.data!.id,
			publicMetrics: { repostCount: 0 },
		});
		expect(found.includes?.users?.[0]).toMatchObject({ username: 'anna' });
		expect((await client.posts.delete(id)).data).toEqual({ deleted: true });
		expect(x.violations()).toEqual([]);
	});

	it('pages a timeline and a search', async () => {
		for (let i = 0; i < 23; i++) x.world.addPost({ by: 'ben', text: `Number ${i}`, at: Date.now() - 3_600_000 + i });
		const ben = x.world.needUser('ben').id;
		const read = async (
			next: (token?: string) => Promise<{ data?: Array<{ text?: string }>; meta?: { nextToken?: string } }>,
		) => {
			const texts: string[] = [];
			let token: string | undefined;
			do {
				const page = await next(token);
				texts.push(...(page.data ?? []).map((post) => post.text!));
				token = page.meta?.nextToken;
			} while (token);
			return texts;
		};
		const all = Array.from({ length: 23 }, (_, i) => `Number ${22 - i}`);
		expect(
			await read(async (paginationToken) => await client.users.getPosts(ben, { maxResults: 10, paginationToken })),
		).toEqual(all);
		expect(
			await read(
				async (nextToken) => await client.posts.searchRecent('number from:ben', { maxResults: 10, nextToken }),
			),
		).toEqual(all);
		expect(x.violations()).toEqual([]);
	});

	it('uploads in segments and posts', async () => {
		const bytes = randomBytes(300_000);
		const { data } = await client.media.initializeUpload({
			mediaType: 'video/mp4',
			mediaCategory: 'tweet_video',
			totalBytes: bytes.length,
		});
		await client.media.appendUpload(data!.id, {
			media: bytes.subarray(0, 200_000).toString('base64'),
			segmentIndex: 0,
		});
		await client.media.appendUpload(data!.id, {
			media: bytes.subarray(200_000).toString('base64'),
			segmentIndex: 1,
		});
		x.faults.set({ mediaProcessingSeconds: 0 });
		expect((await client.media.finalizeUpload(data!.id)).data).toMatchObject({ size: bytes.length });
		expect((await client.media.getUploadStatus(data!.id, { command: 'STATUS' })).data!.processingInfo).toMatchObject({
			state: 'succeeded',
		});
		expect(x.world.media.get(data!.id)!.sha256).toBe(sha256(bytes));
		expect((await client.posts.create({ text: 'Clip', media: { mediaIds: [data!.id] } })).data!.id).toBeTruthy();
		expect(x.violations()).toEqual([]);
	});

	it('understands the refusals', async () => {
		await expect(client.posts.getById('1')).rejects.toMatchObject({ status: 404 });
		const limited = new Client({ baseUrl: x.url, accessToken: x.userToken('anna', READ), retry: false });
		const refused = await limited.posts.create({ text: 'no' }).catch((error: unknown) => error);
		expect(refused).toBeInstanceOf(ApiError);
		expect(refused).toMatchObject({ status: 403, data: { title: 'Forbidden' } });
	});
});

describe('the independent client twitter-api-v2 against the local X', () => {
	let x: LocalX;
	let client: TwitterApi;
	let agent: Agent;
	beforeEach(async () => {
		x = await emptyX({ tls: true });
		// It only speaks TLS to api.x.com: an agent that takes every connection to the local X instead.
		agent = new Agent({
			host: '127.0.0.1',
			port: new URL(x.url).port,
			ca: x.certificate,
			servername: 'api.x.com',
		} as never);
		client = new TwitterApi(x.userToken('anna', WRITE), { httpAgent: agent });
	});
	afterEach(async () => {
		agent.destroy();
		await x.close();
	});

	it('posts a thread, reads it and deletes it, in the older vocabulary', async () => {
		const thread = await client.v2.tweetThread(['One', 'Two', 'Three']);
		expect(thread).toHaveLength(3);
		const [first, , third] = thread.map((one) => one.data.id);
		const found = await client.v2.singleTweet(third, {
			'tweet.fields': ['author_id', 'conversation_id', 'referenced_tweets', 'public_metrics'],
			expansions: ['author_id', 'referenced_tweets.id'],
		});
		expect(found.data).toMatchObject({
			text: 'Three',
			conversation_id: first,
			author_id: x.world.needUser('anna').id,
			public_metrics: { retweet_count: 0 },
		});
		expect(found.includes?.tweets?.[0].text).toBe('Two');
		expect((await client.v2.deleteTweet(third)).data.deleted).toBe(true);
		// The specification (2.167) no longer knows the older vocabulary, so its use is recorded.
		expect(new Set(x.violations().map((one) => one.split(':')[0]))).toEqual(
			x.spec ? new Set(['GET /2/tweets/{id}']) : new Set(),
		);
	});

	it('pages through search and timelines by itself', async () => {
		for (let i = 0; i < 35; i++) x.world.addPost({ by: 'ben', text: `Number ${i}`, at: Date.now() - 3_600_000 + i });
		const all = Array.from({ length: 35 }, (_, i) => `Number ${34 - i}`);
		const timeline = await client.v2.userTimeline(x.world.needUser('ben').id, { max_results: 10 });
		await timeline.fetchLast(1000);
		expect(timeline.tweets.map((post) => post.text)).toEqual(all);
		const found = await client.v2.search('number', { max_results: 10 });
		await found.fetchLast(1000);
		expect(found.tweets.map((post) => post.text)).toEqual(all);
		expect(x.violations()).toEqual([]);
	});

	it('uploads pictures and moving pictures, waits for the processing and posts', async () => {
		x.faults.set({ mediaProcessingSeconds: 1 });
		const photo = await client.v2.uploadMedia(PIXEL, { media_type: 'image/png' });
		await client.v2.createMediaMetadata(photo, { alt_text: { text: 'One pixel' } });
		const gif = await client.v2.uploadMedia(GIF, { media_type: 'image/gif' });
		expect(x.world.media.get(photo)).toMatchObject({ sha256: sha256(PIXEL), altText: 'One pixel', kind: 'photo' });
		expect(x.world.media.get(gif)).toMatchObject({
			sha256: sha256(GIF),
			kind: 'animated_gif',
			processing: { state: 'succeeded' },
		});
		const made = await client.v2.tweet('With a picture', { media: { media_ids: [photo] } });
		expect(x.world.posts.get(made.data.id)!.mediaKeys).toEqual([`3_${photo}`]);
	});

	it('connects by OAuth 2.0 with PKCE, refreshes and revokes', async () => {
		const { clientId, clientSecret } = x.apps.web;
		const oauth = new TwitterApi({ clientId, clientSecret }, { httpAgent: agent });
		const callback = 'http://127.0.0.1:3000/callback';
		const link = oauth.generateOAuth2AuthLink(callback, { scope: ['tweet.read', 'users.read', 'offline.access'] });
		const fields = new URLSearchParams(new URL(link.url).searchParams);
		fields.set('local_user', 'ben');
		const { code, state } = await consent(x, fields);
		expect(state).toBe(link.state);
		const login = await oauth.loginWithOAuth2({ code, codeVerifier: link.codeVerifier, redirectUri: callback });
		expect(login).toMatchObject({ expiresIn: 7200, scope: ['tweet.read', 'users.read', 'offline.access'] });
		expect((await login.client.v2.me()).data.username).toBe('ben');
		const again = await oauth.refreshOAuth2Token(login.refreshToken!);
		expect(again.refreshToken).not.toBe(login.refreshToken);
		await expect(oauth.refreshOAuth2Token(login.refreshToken!)).rejects.toMatchObject({ code: 400 });
		await oauth.revokeOAuth2Token(again.accessToken);
		await expect(again.client.v2.me()).rejects.toMatchObject({ code: 401 });
		const app = await new TwitterApi(
			{ appKey: x.apps.web.apiKey, appSecret: x.apps.web.apiSecret },
			{ httpAgent: agent },
		).appLogin();
		expect((await app.v2.userByUsername('anna')).data.username).toBe('anna');
	});

	it("reads rate limits and errors as X's", async () => {
		x.faults.add({ match: 'GET /2/users/me', kind: 'rateLimit', times: 1 });
		const limited = (await client.v2.me().catch((error: unknown) => error)) as ApiResponseError;
		expect(limited).toBeInstanceOf(ApiResponseError);
		expect([limited.code, limited.rateLimitError, limited.rateLimit?.remaining]).toEqual([429, true, 0]);
		const refused = (await new TwitterApi('nonsense', { httpAgent: agent }).v2
			.me()
			.catch((error: unknown) => error)) as ApiResponseError;
		expect([refused.code, refused.isAuthError]).toEqual([401, true]);
		await client.v2.tweet('Same');
		expect(await client.v2.tweet('Same').catch((error: unknown) => error)).toMatchObject({
			code: 403,
			data: { detail: expect.stringContaining('duplicate') },
		});
	});
});

/** Presses the button of the consent page, over TLS with the local X's own certificate. */
async function consent(x: LocalX, fields: URLSearchParams): Promise<{ code: string; state: string }> {
	const { request } = await import('node:https');
	const location = await new Promise<string>((resolve, reject) => {
		const sent = request(
			`${x.url}/i/oauth2/authorize`,
			{ method: 'POST', ca: x.certificate, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
			(answer) => {
				answer.resume();
				resolve(answer.headers.location ?? `http://refused/?status=${answer.statusCode}`);
			},
		);
		sent.on('error', reject);
		sent.end(`${fields}&decision=accept`);
	});
	const { searchParams } = new URL(location);
	return { code: searchParams.get('code')!, state: searchParams.get('state')! };
}

it('both clients can be told apart from a local X that is wrong', async () => {
	// Guards the tests above: they read through the network, not from the world they fill.
	const x = await emptyX();
	const client = new Client({ baseUrl: x.url, accessToken: x.userToken('anna', WRITE), retry: false });
	x.faults.add({ match: 'GET /2/users/me', kind: 'status', status: 500 });
	await expect(client.users.getMe()).rejects.toMatchObject({ status: 500 });
	expect((await as(x, 'anna')('GET /2/users/me')).status).toBe(500);
	await x.close();
});
