import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();

afterEach(() => jest.restoreAllMocks());
const calls = () => x.requests.map(({ endpoint }) => endpoint);

/** Posts of @newsroom, oldest first, a few more than one page. */
const many = (count: number) =>
	Array.from({ length: count }, (_, i) => x.world.addPost({ by: 'newsroom', text: `News number ${i + 1}` }));

describe('lookups', () => {
	test('items share requests, duplicates are asked once, each item gets its own answer', async () => {
		const posts = many(220);
		const input = [...posts, posts[0]].map(({ id }) => ({ json: { id } }));
		const { items, error } = await x.run(
			{ resource: 'post', operation: 'get', post: { mode: 'id', value: '={{ $json.id }}' } },
			{ input },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(
			input.map(({ json }, item) => [json.id, { item }]),
		);
		expect(calls()).toEqual(['GET /2/tweets', 'GET /2/tweets', 'GET /2/tweets']);
	});

	test('many users may name the account itself: it is asked for on its own, and the others share a request', async () => {
		const me = x.world.needUser('ourbrand').id;
		const other = x.world.needUser('newsroom').id;
		const { json, error } = await x.run({ resource: 'user', operation: 'getMany', users: `me, ${other}` });
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual([me, other]);
	});

	test('a deleted one among many fails alone', async () => {
		const [kept, gone] = many(2);
		gone.deleted = true;
		const run = (continueOnFail: boolean) =>
			x.run(
				{ resource: 'post', operation: 'get', post: { mode: 'id', value: '={{ $json.id }}' } },
				{ input: [kept, gone].map(({ id }) => ({ json: { id } })), continueOnFail },
			);
		const { items } = await run(true);
		expect(items.map(({ json }) => json.id ?? json.error)).toEqual([kept.id, `X did not find the post ${gone.id}`]);
		const { error } = await run(false);
		expect(error?.context.itemIndex).toBe(1);
	});

	test('Get Many returns those that are there and says which are not', async () => {
		const [one, two] = many(2);
		const { json, hints, error } = await x.run({
			resource: 'post',
			operation: 'getMany',
			posts: `${one.id}, https://x.com/i/web/status/${two.id}\n1000000000000000000`,
		});
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual([one.id, two.id]);
		expect(hints[0]).toMatch(/^X did not return 1 of 3: 1000000000000000000/);
	});

	test.each([
		['me', { mode: 'list', value: 'me' }, 'ourbrand', 'GET /2/users/me'],
		['a handle', { mode: 'username', value: '@newsroom' }, 'newsroom', 'GET /2/users/by/username/{username}'],
		[
			'a link',
			{ mode: 'url', value: 'https://x.com/newsroom?lang=en' },
			'newsroom',
			'GET /2/users/by/username/{username}',
		],
	])('User > Get by %s', async (_name, user, username, endpoint) => {
		const { json, error } = await x.run({ resource: 'user', operation: 'get', user });
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ username, followers_count: expect.any(Number) })]);
		expect(calls()).toEqual([endpoint]);
	});

	test('User > Get by ID', async () => {
		const { json } = await x.run({
			resource: 'user',
			operation: 'get',
			user: { mode: 'id', value: x.world.needUser('meteo').id },
		});
		expect(json[0].username).toBe('meteo');
		expect(calls()).toEqual(['GET /2/users/{id}']);
	});

	test('Get Many users, @handles and IDs mixed, is one request for each kind', async () => {
		const { json, hints } = await x.run({
			resource: 'user',
			operation: 'getMany',
			users: `@newsroom, meteo, ${x.world.needUser('transit').id} ${x.world.needUser('ourbrand').id} @spammy`,
		});
		expect(json.map(({ username }) => username)).toEqual(['newsroom', 'meteo', 'transit', 'ourbrand']);
		expect(calls().sort()).toEqual(['GET /2/users', 'GET /2/users/by']);
		expect(hints[0]).toMatch(/1 of 5: @spammy.*suspended/i);
	});
});
