/** What the local X knows by the connector's rows alone: which requests X refuses, and what it answers where no state is kept. */
import { endpoints, RESOURCES } from '../../connector';
import { endpointsOf } from '../../connector';
import { selectionsOf } from '../../connector/selections';
import { startLocalX, type LocalX } from '../../sandbox';
import { routes } from '../../sandbox/routes';
import { canAnswer } from '../../sandbox/rows/answers';
import { as, call, emptyX, PIXEL, WRITE } from './support';

describe('requests judged by the rows', () => {
	let x: LocalX;
	let anna: ReturnType<typeof as>;
	beforeAll(async () => {
		x = await emptyX({ spec: false, rateLimits: false });
		anna = as(x, 'anna', [...WRITE, 'list.write', 'list.read']);
	});
	afterAll(async () => await x.close());
	const last = () => x.requests[x.requests.length - 1];

	it('are taken when they are right, in either vocabulary', async () => {
		const { id } = x.world.addPost({ by: 'anna', text: 'Hello' });
		const right: Array<[string, unknown?]> = [
			[`GET /2/tweets?ids=${id},1&post.fields=created_at,public_metrics&expansions=author_id`],
			[`GET /2/tweets/${id}?tweet.fields=author_id,referenced_tweets&expansions=referenced_tweets.id.author_id`],
			['POST /2/tweets', { text: 'Right', reply_settings: 'following' }],
			['GET /2/tweets/search/recent?query=a&max_results=100'],
			['POST /2/media/upload', { media: PIXEL.toString('base64'), media_category: 'tweet_image' }],
			[`DELETE /2/tweets/${id}`],
			['GET /2/users/me'],
		];
		for (const [endpoint, body] of right) {
			const { status } = await anna(endpoint, body);
			expect([endpoint, status < 300, last().violations]).toEqual([endpoint, true, []]);
		}
	});

	it.each<[string, string, object | undefined, RegExp]>([
		[
			'an unknown query parameter',
			'GET /2/users/me?colour=red',
			undefined,
			/query parameter \[colour\] is not one of \[/,
		],
		['a repeated list', 'GET /2/tweets?ids=1&ids=2', undefined, /\[ids\] is repeated/],
		['a missing parameter', 'GET /2/tweets', undefined, /\[ids\] can not be empty/],
		[
			'too many IDs',
			`GET /2/tweets?ids=${Array(101).fill('1').join(',')}`,
			undefined,
			/size must be between 1 and 100/,
		],
		[
			'a page that is too small',
			'GET /2/tweets/search/recent?query=a&max_results=5',
			undefined,
			/max_results` query parameter value \[5\] is not between 10 and 100/,
		],
		[
			'a page size that is no number',
			'GET /2/tweets/search/recent?query=a&max_results=ten',
			undefined,
			/max_results.*integer expected/,
		],
		[
			'a word that is none of the choices',
			'GET /2/tweets/search/recent?query=a&sort_order=best',
			undefined,
			/sort_order.* is not one of \[recency,relevancy\]/,
		],
		[
			'a time that is none',
			'GET /2/tweets/search/recent?query=a&start_time=yesterday',
			undefined,
			/start_time.*does not match/,
		],
		['an ID that is none', 'GET /2/tweets/abc', undefined, /`id` path parameter value \[abc\] does not match/],
		[
			'an unknown member of a body',
			'POST /2/tweets',
			{ text: 'a', colour: 'red' },
			/\$\.colour: is not defined in the schema/,
		],
		[
			'an unknown member further down',
			'POST /2/tweets',
			{ text: 'a', reply: { to: '1' } },
			/\$\.reply\.to: is not defined/,
		],
		['a missing member', 'POST /2/lists', { description: 'a' }, /\$\.name: is missing but it is required/],
		[
			'a text that is too long',
			'POST /2/lists',
			{ name: 'a'.repeat(26) },
			/\$\.name: must be at most 25 characters long/,
		],
		[
			'a number where an ID belongs',
			'POST /2/tweets',
			{ text: 'a', reply: { in_reply_to_tweet_id: 12 } },
			/\$\.reply\.in_reply_to_tweet_id: integer found, string expected/,
		],
		[
			'a text where a switch belongs',
			'POST /2/lists',
			{ name: 'a', private: 'true' },
			/\$\.private: string found, boolean expected/,
		],
		['a value where an object belongs', 'POST /2/tweets', { text: 'a', reply: '1' }, /\$\.reply: object expected/],
		[
			'a segment number that is too high',
			'POST /2/media/upload/1/append',
			{ media: 'AA==', segment_index: 1000 },
			/segment_index: is not between 0 and 999/,
		],
		['a body where none belongs', 'POST /2/media/upload/1/finalize', { a: 1 }, /A request body was sent/],
		['a missing body', 'POST /2/lists', undefined, /body is missing/],
	])('refuse %s', async (_name, endpoint, body, expected) => {
		const { status, body: answer } = await anna(endpoint, body);
		expect(status).toBe(400);
		expect(answer.errors.map(({ message }: { message: string }) => message)).toEqual(
			expect.arrayContaining([expect.stringMatching(expected)]),
		);
		expect(last().violations).toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
	});

	it('note an unknown field, which X takes no notice of', async () => {
		expect((await anna('GET /2/users/me?user.fields=colour')).status).toBe(200);
		expect(last().violations).toEqual([expect.stringMatching(/user\.fields.*\[colour\] is not one of/)]);
	});

	it('refuse a body of the wrong kind', async () => {
		const answer = await fetch(`${x.url}/2/tweets`, {
			method: 'POST',
			headers: { authorization: `Bearer ${x.userToken('anna', WRITE)}` },
			body: new URLSearchParams({ text: 'a form' }),
		});
		expect(answer.status).toBe(400);
		expect(last().violations).toEqual([
			expect.stringMatching(/content type application\/x-www-form-urlencoded is not one of application\/json/),
		]);
	});

	it('note an operation that no row knows', async () => {
		expect((await anna('POST /2/tweets/1/colour', {})).status).toBe(404);
		expect(last().violations).toEqual([expect.stringMatching(/is not an operation of X/)]);
	});
});

describe('answers made from the rows', () => {
	let x: LocalX;
	beforeAll(async () => (x = await startLocalX({ seed: 'demo', rateLimits: false })));
	afterAll(async () => await x.close());

	/** OAuth's own addresses answer beside the operations (sandbox/auth/oauth.ts). */
	const isOfOAuth = (endpoint: string) => endpoint.includes(' /2/oauth2/');
	const answered = (endpoint: string) => endpoint in routes || isOfOAuth(endpoint) || canAnswer(endpoint);

	it.each(endpoints().map(({ endpoint }) => endpoint))('%s', (endpoint) => {
		expect(answered(endpoint)).toBe(true);
	});

	it('hold the fields and expansions that were asked for, and no others', async () => {
		const brand = as(x, 'ourbrand', ['list.read', 'tweet.read', 'users.read']);
		const me = x.world.needUser('ourbrand').id;
		const bare = await brand('GET /2/lists/123');
		expect(bare.body).toEqual({ data: { id: '123', name: expect.any(String) } });
		const full = await brand(
			'GET /2/lists/123?list.fields=description,private&expansions=owner_id&user.fields=verified',
		);
		expect(full.body).toEqual({
			data: { id: '123', name: expect.any(String), description: expect.any(String), private: false, owner_id: me },
			includes: { users: [expect.objectContaining({ id: me, username: 'ourbrand', verified: expect.any(Boolean) })] },
		});
		expect(Object.keys(full.body.includes.users[0]).sort()).toEqual(['id', 'name', 'username', 'verified']);
	});

	it('have a value for every field that can be chosen', async () => {
		const kinds = new Set(RESOURCES.flatMap(({ operations }) => operations.map(({ returns }) => returns)));
		const plain = RESOURCES.flatMap(({ operations }) => operations).filter(
			(operation) =>
				operation.endpoint.startsWith('GET ') &&
				kinds.has(operation.returns) &&
				selectionsOf(operation.returns).length > 0 &&
				!routes[operation.endpoint] &&
				!['post', 'user'].includes(operation.returns),
		);
		expect(plain.length).toBeGreaterThan(20);
		for (const { endpoint, returns, access } of plain) {
			const [own] = selectionsOf(returns).filter(({ parameter }) => parameter !== 'expansions');
			const [method, path] = endpoint.split(' ');
			const token = access.user ? x.userToken('ourbrand', access.user) : x.appToken();
			const required = {
				'GET /2/tweets/analytics':
					'ids=1&start_time=2026-01-01T00:00:00Z&end_time=2026-01-02T00:00:00Z&granularity=total',
				'GET /2/media/analytics':
					'media_keys=3_1&start_time=2026-01-01T00:00:00Z&end_time=2026-01-02T00:00:00Z&granularity=total',
				'GET /2/compliance/jobs': 'type=tweets',
				'GET /2/users/public_keys': 'ids=1',
				'GET /2/spaces': 'ids=1DXxyRYNejbKM',
				'GET /2/news/search': 'query=a',
				'GET /2/spaces/search': 'query=a',
				'GET /2/communities/search': 'query=a',
				'GET /2/notes/search/notes_written': 'test_mode=true',
			}[endpoint as string];
			const filled = path.replace(
				/\{\w+\}/g,
				returns === 'broadcast' || returns === 'broadcastMessage' || returns === 'space' ? '1DXxyRYNejbKM' : '123',
			);
			const { status, body } = await call(
				x,
				token,
				`${method} ${filled}?${own.parameter}=${own.values.join(',')}${required ? `&${required}` : ''}`,
			);
			expect([endpoint, status, body.errors]).toEqual([endpoint, 200, undefined]);
			// Where X's specification is at hand, the answer is held to it.
			expect(x.requests.at(-1)?.violations).toEqual([]);
			const object = Array.isArray(body.data) ? body.data[0] : body.data;
			expect([endpoint, own.values.filter((name) => !(name in object))]).toEqual([endpoint, []]);
		}
	});

	it('find objects again by the ID that was asked for', async () => {
		const { body } = await call(x, x.appToken(), 'GET /2/spaces?ids=1DXxyRYNejbKM,1nAJELYEEPvGL');
		expect(body.data.map(({ id }: { id: string }) => id)).toEqual(['1DXxyRYNejbKM', '1nAJELYEEPvGL']);
	});

	it('are charged by their price', async () => {
		x.reset();
		await call(x, x.appToken(), 'GET /2/lists/124');
		expect(x.requests[0].usd).toBe(0.005);
	});

	it('page as the row has it', async () => {
		const brand = as(x, 'ourbrand', ['list.read', 'tweet.read', 'users.read']);
		const first = await brand('GET /2/lists/123/members?max_results=2');
		expect(first.body.meta).toMatchObject({ result_count: 2, next_token: expect.any(String) });
		const second = await brand(`GET /2/lists/123/members?max_results=2&pagination_token=${first.body.meta.next_token}`);
		expect(second.body.data).toHaveLength(1);
		expect(second.body.meta.next_token).toBeUndefined();
	});

	it('come for every operation of every row', () => {
		const all = RESOURCES.flatMap(({ operations }) => operations.flatMap(endpointsOf)).map(({ endpoint }) => endpoint);
		expect([...new Set(all)].filter((endpoint) => !answered(endpoint))).toEqual([]);
	});
});
