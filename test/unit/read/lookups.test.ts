import { lookUp, type Found, type LookupRule } from '../../../api/read/lookups';
import { XError } from '../../../api/errors/errors';
import { fakeClient, ok, rejection, START, world, xError, type Made } from '../../support/unwired/surroundings';

const POSTS: LookupRule = { one: 'GET /2/tweets/{id}', many: 'GET /2/tweets', parameter: 'ids', size: 100, key: 'id' };
const USERS: LookupRule = {
	one: 'GET /2/users/by/username/{username}',
	many: 'GET /2/users/by',
	parameter: 'usernames',
	size: 100,
	key: 'username',
};
const numbers = (count: number, from = 1) => Array.from({ length: count }, (_, i) => String(from + i));
const asked = ({ parts }: Made) =>
	(parts.query?.ids ?? parts.query?.usernames ?? Object.values(parts.path ?? {})) as string[];

/** X that has every object, in whatever order: an object for one key, a list for many. */
const everything =
	(key = 'id') =>
	(made: Made) => {
		const objects = asked(made)
			.map((each) => ({ [key]: each }))
			.reverse();
		return { data: made.endpoint.includes('{') ? objects[0] : objects };
	};
const dataOf = (found: Found | XError | undefined) => (found instanceof XError ? found : found?.data);

describe('requests', () => {
	it('250 keys take three', async () => {
		const { client, calls } = fakeClient(everything());
		const keys = numbers(250);
		const found = await lookUp(client, POSTS, keys, {}, 2);
		expect(calls.map((call) => asked(call).length).sort()).toEqual([100, 100, 50]);
		expect(calls.every(({ endpoint }) => endpoint === POSTS.many)).toBe(true);
		expect(new Set(calls.flatMap(asked)).size).toBe(250);
		expect([...found.keys()]).toEqual(keys);
		for (const key of keys) expect(dataOf(found.get(key))).toEqual({ id: key });
	});

	it.each([
		[99, 1],
		[100, 1],
		[101, 2],
		[200, 2],
	])('%d keys take %d', async (keys, requests) => {
		const { client, calls } = fakeClient(everything());
		await lookUp(client, POSTS, numbers(keys), {}, 5);
		expect(calls).toHaveLength(requests);
	});

	it('no keys take none', async () => {
		const { client, calls } = fakeClient(everything());
		expect((await lookUp(client, POSTS, [], {}, 5)).size).toBe(0);
		expect(calls).toEqual([]);
	});

	it('a key given twice is asked for once', async () => {
		const { client, calls } = fakeClient(everything());
		const found = await lookUp(client, POSTS, ['1', '2', '1', '2', '1'], {}, 5);
		expect(calls.flatMap(asked)).toEqual(['1', '2']);
		expect([...found.keys()]).toEqual(['1', '2']);
	});

	it('a single key takes the endpoint for one, its value in the path', async () => {
		const { client, calls } = fakeClient(everything());
		const found = await lookUp(client, POSTS, ['7', '7'], { 'post.fields': ['text'] }, 5);
		expect(calls).toEqual([
			{
				endpoint: POSTS.one,
				parts: { path: { id: '7' }, query: { 'post.fields': ['text'] }, itemized: true },
				path: '/2/tweets/7?post.fields=text',
			},
		]);
		expect(dataOf(found.get('7'))).toEqual({ id: '7' });
	});

	it('a single key takes the endpoint for many where there is no other', async () => {
		const { client, calls } = fakeClient(everything());
		const found = await lookUp(client, { ...POSTS, one: 'GET /2/tweets' }, ['7'], {}, 5);
		expect(calls[0]).toMatchObject({ endpoint: 'GET /2/tweets', parts: { query: { ids: ['7'] } } });
		expect(dataOf(found.get('7'))).toEqual({ id: '7' });
	});

	it('carry the fields to ask for, every one of them', async () => {
		const { client, calls } = fakeClient(everything());
		await lookUp(client, POSTS, numbers(150), { expansions: ['author_id'] }, 5);
		for (const { parts } of calls) expect(parts.query).toMatchObject({ expansions: ['author_id'] });
	});
});

describe('each key', () => {
	it('gets its own object with the includes of the request', async () => {
		const includes = { users: [{ id: '9' }] };
		const { client } = fakeClient(() => ({
			data: [
				{ id: '2', text: 'b' },
				{ id: '1', text: 'a' },
			],
			includes,
		}));
		const found = await lookUp(client, POSTS, ['1', '2'], {}, 5);
		expect(found.get('1')).toMatchObject({ data: { id: '1', text: 'a' }, includes });
		expect(found.get('2')).toMatchObject({ data: { id: '2', text: 'b' }, includes });
	});

	it('gets its own error where X told one, or told nothing; the others come', async () => {
		const { client } = fakeClient(() => ({
			data: [{ id: '1' }],
			errors: [
				{
					resource_id: '2',
					parameter: 'ids',
					title: 'Authorization Error',
					detail: 'Protected.',
					type: 'https://api.x.com/2/problems/not-authorized-for-resource',
				},
				{ value: '3', title: 'Not Found Error', detail: 'Gone.' },
			],
		}));
		const found = await lookUp(client, POSTS, ['1', '2', '3', '4'], {}, 5);
		expect(dataOf(found.get('1'))).toEqual({ id: '1' });
		const [second, third, fourth] = ['2', '3', '4'].map((key) => found.get(key) as XError);
		expect(second.problem).toMatchObject({
			title: 'Authorization Error',
			detail: 'Protected.',
			type: 'not-authorized-for-resource',
		});
		expect(third.problem.detail).toBe('Gone.');
		expect(fourth.problem).toEqual({
			title: 'Not Found',
			detail: expect.stringContaining('4') as string,
			type: 'resource-not-found',
		});
		for (const error of [second, third, fourth])
			expect(error.context).toMatchObject({ status: 404, endpoint: POSTS.many });
	});

	it('gets its error where nothing at all was found', async () => {
		const { client } = fakeClient(() => ({
			errors: [{ resource_id: '1', title: 'Not Found Error', detail: 'Gone.' }],
		}));
		const found = await lookUp(client, POSTS, ['1', '2'], {}, 5);
		expect([...found.values()].every((each) => each instanceof XError)).toBe(true);
		const single = await lookUp(client, POSTS, ['1'], {}, 5);
		expect((single.get('1') as XError).problem.detail).toBe('Gone.');
	});

	it('gets its object although X could not give one of its fields', async () => {
		const { client } = fakeClient(() => ({
			data: [{ id: '1' }, { id: '2' }],
			errors: [{ resource_id: '1', title: 'Field Authorization Error', field: 'non_public_metrics' }],
		}));
		expect(dataOf((await lookUp(client, POSTS, ['1', '2'], {}, 5)).get('1'))).toEqual({ id: '1' });
	});

	it('is a handle in any case, and is answered under the name it was asked by', async () => {
		const { client, calls } = fakeClient(() => ({
			data: [
				{ id: '1', username: 'Ada' },
				{ id: '2', username: 'BOB' },
			],
			errors: [{ value: 'Carl', title: 'Not Found Error', detail: 'No Carl.' }],
		}));
		const found = await lookUp(client, USERS, ['ADA', 'ada', 'bob', 'carl'], {}, 5);
		expect(asked(calls[0]).map((key) => key.toLowerCase())).toEqual(['ada', 'bob', 'carl']);
		expect(dataOf(found.get('ADA'))).toMatchObject({ id: '1' });
		expect(dataOf(found.get('ada'))).toMatchObject({ id: '1' });
		expect(dataOf(found.get('bob'))).toMatchObject({ id: '2' });
		expect((found.get('carl') as XError).problem.detail).toBe('No Carl.');
	});
});

it('IDs are told apart by case, as those of Spaces are', async () => {
	const spaces: LookupRule = {
		one: 'GET /2/spaces/{id}',
		many: 'GET /2/spaces',
		parameter: 'ids',
		size: 100,
		key: 'id',
	};
	const { client, calls } = fakeClient(() => ({ data: [{ id: '1DXxy' }] }));
	const found = await lookUp(client, spaces, ['1DXxy', '1dxXY'], {}, 5);
	expect(calls.flatMap(asked)).toEqual(['1DXxy', '1dxXY']);
	expect(dataOf(found.get('1DXxy'))).toEqual({ id: '1DXxy' });
	expect(found.get('1dxXY')).toBeInstanceOf(XError);
});

describe('a request that X refuses', () => {
	it('fails the keys it carried and no others', async () => {
		const refusal = xError(429, 'Too Many Requests');
		const { client, calls } = fakeClient((made) => {
			if (asked(made).includes('150')) throw refusal;
			return everything()(made);
		});
		const found = await lookUp(client, POSTS, numbers(250), {}, 1);
		expect(calls).toHaveLength(3);
		for (const key of numbers(100)) expect(dataOf(found.get(key))).toEqual({ id: key });
		for (const key of numbers(100, 101)) expect(found.get(key)).toBe(refusal);
		for (const key of numbers(50, 201)) expect(dataOf(found.get(key))).toEqual({ id: key });
	});

	it('for a limit that is used up is the last one: the keys behind it fail alike, unasked', async () => {
		const limit = new XError(
			{ title: 'Too Many Requests', detail: '', type: '' },
			{ endpoint: POSTS.many, status: 429, exhausted: { window: '15-minute', resetsAt: START } },
		);
		const { client, calls } = fakeClient((made) => {
			if (asked(made).includes('101')) throw limit;
			return everything()(made);
		});
		const found = await lookUp(client, POSTS, numbers(350), {}, 1);
		expect(calls).toHaveLength(2);
		for (const key of numbers(100)) expect(dataOf(found.get(key))).toEqual({ id: key });
		for (const key of numbers(250, 101)) expect(found.get(key)).toBe(limit);
	});

	it('is one thing, a cancelled run another: that ends everything', async () => {
		const cancelled = new Error('cancelled');
		const { client, calls } = fakeClient(() => {
			throw cancelled;
		});
		expect(await rejection(lookUp(client, POSTS, numbers(250), {}, 1))).toBe(cancelled);
		expect(calls).toHaveLength(1);
	});
});

it('where the money left pays for less, that much is asked for at a time, and one at least', async () => {
	const affordable = [2, 0, 9];
	const asks: string[][] = [];
	const { client } = world(
		[
			({ path }) => {
				const { pathname, searchParams } = new URL(path, 'https://api.x.com');
				const keys = searchParams.get('ids')?.split(',') ?? [pathname.slice('/2/tweets/'.length)];
				asks.push(keys);
				return ok({ data: keys.map((id) => ({ id })) });
			},
		],
		{
			meter: {
				turn: () => undefined,
				reserve: () => () => undefined,
				affordable: () => affordable[asks.length],
				afford: () => undefined,
			},
		},
	);
	const found = await lookUp(client, POSTS, numbers(5), {}, 1);
	expect(asks).toEqual([['1', '2'], ['3'], ['4', '5']]);
	for (const key of numbers(5)) expect(dataOf(found.get(key))).toEqual({ id: key });
});

it('no more requests than the width are under way', async () => {
	let [underWay, most] = [0, 0];
	const { client, calls } = fakeClient(async (made) => {
		most = Math.max(most, ++underWay);
		await Promise.resolve();
		underWay--;
		return everything()(made);
	});
	await lookUp(client, { ...POSTS, size: 1, one: 'GET /2/tweets' }, numbers(20), {}, 3);
	expect(most).toBe(3);
	expect(calls).toHaveLength(20);
});

describe('a lookup that ends early', () => {
	it('asks for no more once a key is missing, where that is wanted', async () => {
		const without13 = (made: Made) => ({
			data: asked(made)
				.filter((id) => id !== '13')
				.map((id) => ({ id })),
		});
		const { client, calls } = fakeClient(without13);
		const found = await lookUp(client, POSTS, numbers(1000), {}, 1, true);
		expect(calls).toHaveLength(1);
		expect(found.size).toBe(100);
		expect(found.get('13')).toBeInstanceOf(XError);
		expect((await lookUp(fakeClient(without13).client, POSTS, numbers(1000), {}, 1)).size).toBe(1000);
	});

	it.each([[503], [401], [402], [0]])(
		'asks for no more after a refusal of %d, and keeps what has come',
		async (status) => {
			const { client, calls } = fakeClient((made, index) => {
				if (index > 0) throw xError(status);
				return everything()(made);
			});
			const found = await lookUp(client, POSTS, numbers(300), {}, 1);
			expect(calls).toHaveLength(2);
			expect([...found.values()].filter((each) => each instanceof XError)).toHaveLength(200);
			expect(dataOf(found.get('1'))).toEqual({ id: '1' });
		},
	);
});
