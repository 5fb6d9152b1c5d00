/** The local X held to X's specification, where that is at hand. */
import { loadSpec, specSource } from '../../sandbox/spec/load';
import { startLocalX, type LocalX } from '../../sandbox';
import { routes } from '../../sandbox/routes';
import { activity } from '../../sandbox/routes/push/activity';
import { bookmarks } from '../../sandbox/routes/posts/bookmarks';
import { chatConversations } from '../../sandbox/routes/chat/conversations';
import { chatFiles } from '../../sandbox/routes/chat/files';
import { chatKeys } from '../../sandbox/routes/chat/keys';
import { chatMessages } from '../../sandbox/routes/chat/messages';
import { directMessages } from '../../sandbox/routes/people/direct-messages';
import { engagement } from '../../sandbox/routes/posts/engagement';
import { lists } from '../../sandbox/routes/people/lists';
import { relations } from '../../sandbox/routes/people/relations';
import { spaces } from '../../sandbox/routes/people/spaces';
import { streams } from '../../sandbox/routes/push/stream';
import { webhooks } from '../../sandbox/routes/push/webhooks';
import { judgeOf, type Spec } from '../../sandbox/spec/spec';
import { as, asApp, emptyX, PIXEL, WRITE } from './support';

/** Where X's specification is not at hand there is nothing to judge by: told as skipped, with the reason. */
const SPEC = specSource();
if (!SPEC)
	process.stderr.write(
		"Skipped: what is judged by X's specification, because it is not here (../shared/x-api, or X_OPENAPI_SPEC)\n",
	);
const describeWithSpec = SPEC ? describe : describe['skip'];
let spec: Spec;
beforeAll(async () => {
	const document = await loadSpec();
	if (document) spec = judgeOf(document);
});

describeWithSpec('the local X as a judge of requests', () => {
	let x: LocalX;
	let anna: ReturnType<typeof as>;
	beforeEach(async () => {
		x = await emptyX();
		anna = as(x, 'anna');
	});
	afterEach(async () => {
		await x.close();
	});
	const after = async (endpoint: string, body?: unknown) => {
		await anna(endpoint, body);
		return x.requests[x.requests.length - 1].violations;
	};

	it('finds nothing wrong with what is right', async () => {
		const { id } = x.world.addPost({ by: 'anna', text: 'Hello' });
		expect(await after(`GET /2/tweets?ids=${id},1&post.fields=created_at,public_metrics&expansions=author_id`)).toEqual(
			[],
		);
		expect(await after('POST /2/tweets', { text: 'Right', reply_settings: 'following' })).toEqual([]);
		expect(await after('GET /2/tweets/search/recent?query=a&max_results=100&start_time=2026-01-01T00:00:00Z')).toEqual(
			[],
		);
		expect(
			await after('POST /2/media/upload', { media: PIXEL.toString('base64'), media_category: 'tweet_image' }),
		).toEqual([]);
		expect(await after(`DELETE /2/tweets/${id}`)).toEqual([]);
	});

	it.each<[string, string, object | undefined, RegExp]>([
		[
			'an unknown query parameter',
			'GET /2/users/me?colour=red',
			undefined,
			/query parameter colour is not in the specification/,
		],
		[
			'an unknown field',
			'GET /2/users/me?user.fields=colour',
			undefined,
			/query parameter user.fields .*allowed values/,
		],
		[
			'a field of the older vocabulary',
			'GET /2/tweets/1?tweet.fields=author_id',
			undefined,
			/tweet.fields is not in the specification/,
		],
		['a repeated list', 'GET /2/tweets?ids=1&ids=2', undefined, /ids is repeated/],
		['a missing parameter', 'GET /2/tweets', undefined, /ids is missing/],
		[
			'a page that is too small',
			'GET /2/tweets/search/recent?query=a&max_results=5',
			undefined,
			/max_results must be >= 10/,
		],
		[
			'a page size that is no number',
			'GET /2/tweets/search/recent?query=a&max_results=ten',
			undefined,
			/max_results must be integer/,
		],
		['an id that is none', 'GET /2/tweets/abc', undefined, /path parameter id must match pattern/],
		[
			'an unknown member of a body',
			'POST /2/tweets',
			{ text: 'a', colour: 'red' },
			/body must NOT have additional properties: colour/,
		],
		[
			'a number where an id belongs',
			'POST /2/tweets',
			{ text: 'a', reply: { in_reply_to_tweet_id: 12 } },
			/in_reply_to_tweet_id must be string/,
		],
		[
			'a segment number that is too high',
			'POST /2/media/upload/1/append',
			{ media: 'AA==', segment_index: 1000 },
			/segment_index must be <= 999/,
		],
		['a body where none belongs', 'POST /2/media/upload/1/finalize', { a: 1 }, /a body was sent/],
		['a missing body', 'POST /2/tweets', undefined, /the body is missing/],
		['an unknown operation', 'POST /2/tweets/1/colour', {}, /is not an operation of X/],
	])('records %s', async (_name, endpoint, body, expected) => {
		const found = await after(endpoint, body);
		expect(found).toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
		expect(x.violations()).toEqual(found);
	});

	it('records a body of the wrong kind', async () => {
		await fetch(`${x.url}/2/tweets`, {
			method: 'POST',
			headers: { authorization: `Bearer ${x.userToken('anna', WRITE)}` },
			body: new URLSearchParams({ text: 'a form' }),
		});
		expect(x.violations()).toContainEqual(
			expect.stringContaining('content type application/x-www-form-urlencoded is not one of application/json'),
		);
	});
});

describeWithSpec('the answers of the local X', () => {
	let x: LocalX;
	// Also after a failure: an open server would keep the run from ending.
	afterEach(async () => await x.close());

	it('are what the specification allows', async () => {
		x = await startLocalX({ seed: 'demo' });
		const brand = as(x, 'ourbrand', [...WRITE, 'like.read']);
		const me = x.world.needUser('ourbrand').id;
		const news = x.world.needUser('newsroom').id;
		const [id] = x.world.timeline((post) => post.mediaKeys.length > 0).map((post) => post.id);
		x.world.social.addLike(id, 'ourbrand');
		x.world.social.addTrend('1', '#Storm');
		x.world.social.addStory('A storm', 'It passes');
		const [key] = x.world.mediaOf([...x.world.media.keys()][0])!.mediaKey.split(' ');
		const fields =
			'post.fields=article,attachments,card_uri,community_id,conversation_id,created_at,display_text_range,edit_controls,entities,geo,lang,note_post,possibly_sensitive,public_metrics,reply_settings,source,text,non_public_metrics' +
			'&user.fields=created_at,description,public_metrics,verified,verified_type,protected,profile_image_url,url,location,connection_status&media.fields=alt_text,url,width,height,variants,duration_ms&poll.fields=end_datetime,voting_status,duration_minutes';
		const expansions =
			'expansions=author_id,attachments.media_keys,attachments.poll_ids,referenced_posts,in_reply_to_user_id,entities.mentions.username,edit_history_post_ids,username';
		const people =
			'user.fields=created_at,public_metrics,protected&expansions=pinned_post_id,most_recent_post_id&post.fields=created_at';
		const asked: Array<[string, string, unknown?]> = [
			['POST /2/tweets', '', { text: 'Checked' }],
			['GET /2/tweets', `?ids=${id},1&${fields}&${expansions}`],
			['GET /2/tweets/{id}', `?${fields}&${expansions}`],
			['GET /2/tweets/search/recent', `?query=the&max_results=100&${fields}&${expansions}`],
			['GET /2/users/me', `?${people}`],
			['GET /2/users', `?ids=${me},${news},1&${people}`],
			['GET /2/users/{id}', `?${people}`],
			['GET /2/users/by', `?usernames=newsroom,spammy,nobody&${people}`],
			['GET /2/users/by/username/{username}', `?${people}`],
			['GET /2/users/{id}/tweets', `?max_results=100&${fields}&${expansions}`],
			['GET /2/users/{id}/mentions', `?${fields}&${expansions}`],
			['GET /2/users/{id}/timelines/reverse_chronological', `?${fields}&${expansions}`],
			['POST /2/media/upload', '', { media: PIXEL.toString('base64'), media_category: 'tweet_image' }],
			[
				'POST /2/media/upload/initialize',
				'',
				{ media_type: 'image/png', media_category: 'tweet_image', total_bytes: PIXEL.length },
			],
			['GET /2/media', `?media_keys=${key}&media.fields=alt_text,url,width,height`],
			['GET /2/media/{media_key}', '?media.fields=alt_text,url'],
			['GET /2/users/{id}/liked_tweets', `?${fields}&${expansions}`],
			['GET /2/trends/by/woeid/{woeid}', '?trend.fields=trend_name,tweet_count'],
			['GET /2/news/search', '?query=storm&news.fields=id,name,summary,updated_at'],
		];
		for (const [endpoint, query, body] of asked) {
			const user = endpoint === 'GET /2/users/{id}/tweets' ? news : me;
			const path = endpoint
				.replace('{username}', 'newsroom')
				.replace('{media_key}', key)
				.replace('{woeid}', '1')
				.replace('{id}', endpoint.includes('/tweets/{id}') ? id : user);
			const { status, body: answer } = await brand(path + query, body);
			expect({ endpoint, status, problems: spec.checkAnswer(endpoint, status, answer) }).toEqual({
				endpoint,
				status: endpoint === 'POST /2/tweets' ? 201 : 200,
				problems: [],
			});
			expect(Object.keys(answer)).toContain('data');
		}
		const upload = (
			await brand('POST /2/media/upload/initialize', {
				media_type: 'video/mp4',
				media_category: 'tweet_video',
				total_bytes: 4,
			})
		).body.data.id;
		const append = await brand(`POST /2/media/upload/${upload}/append`, {
			media: Buffer.from('clip').toString('base64'),
			segment_index: 0,
		});
		const finalize = await brand(`POST /2/media/upload/${upload}/finalize`);
		const status = await brand(`GET /2/media/upload?media_id=${upload}&command=STATUS`);
		const metadata = await brand('POST /2/media/metadata', {
			id: upload,
			metadata: { alt_text: { text: 'A clip' } },
		});
		const post = (await brand('POST /2/tweets', { text: 'To be deleted' })).body.data.id;
		const deleted = await brand(`DELETE /2/tweets/${post}`);
		expect([
			...spec.checkAnswer('POST /2/media/upload/{id}/append', append.status, append.body),
			...spec.checkAnswer('POST /2/media/upload/{id}/finalize', finalize.status, finalize.body),
			...spec.checkAnswer('GET /2/media/upload', status.status, status.body),
			...spec.checkAnswer('POST /2/media/metadata', metadata.status, metadata.body),
			...spec.checkAnswer('DELETE /2/tweets/{id}', deleted.status, deleted.body),
		]).toEqual([]);
		const all = await asApp(x)(
			`GET /2/tweets/search/all?query=the&${fields.replace(',non_public_metrics', '')}&${expansions}`,
		);
		expect(spec.checkAnswer('GET /2/tweets/search/all', all.status, all.body)).toEqual([]);
		expect(x.violations()).toEqual([]);
		// Those of chat.test.ts and social.test.ts are held to the specification there; webhooks and the stream by the tests of the trigger nodes.
		const covered = new Set([
			...x.requests.map((one) => one.endpoint),
			...[
				activity,
				bookmarks,
				chatConversations,
				chatFiles,
				chatKeys,
				chatMessages,
				directMessages,
				engagement,
				lists,
				relations,
				spaces,
				streams,
				webhooks,
			].flatMap(Object.keys),
		]);
		expect(Object.keys(routes).filter((endpoint) => !covered.has(endpoint))).toEqual([]);
	}, 30_000);
});
