import { collect, type PageRule } from '../../../api/read/pages';
import type { Answer } from '../../../api/client/call';
import { rejection, xError } from '../../support/unwired/surroundings';

const RULE: PageRule = { size: { min: 5, max: 100 }, token: 'pagination_token' };
type Query = Record<string, string | number>;

/** X with so many objects: gives pages of the size asked for (or `cut` to fewer), tokens t1, t2, ... */
function timeline(total: number, cut = Infinity) {
	const asked: Query[] = [];
	let given = 0;
	const fetch = async (query: Query): Promise<Answer> => {
		asked.push(query);
		const size = Math.min(Number(query.max_results), cut, total - given);
		const data = Array.from({ length: size }, (_, i) => ({ id: String(given + i) }));
		given += size;
		return { data, meta: { result_count: size, ...(given < total ? { next_token: `t${asked.length}` } : {}) } };
	};
	return { fetch, asked };
}

/** X with these answers one after the other. */
function scripted(answers: ReadonlyArray<Answer | Error>) {
	const asked: Query[] = [];
	const fetch = async (query: Query): Promise<Answer> => {
		asked.push(query);
		const answer = answers[asked.length - 1];
		if (!answer) throw new Error(`Page ${asked.length} should not have been asked for`);
		if (answer instanceof Error) throw answer;
		return answer;
	};
	return { fetch, asked };
}

const ids = (answers: readonly Answer[]) =>
	answers.flatMap(({ data }) => ((data ?? []) as Array<{ id: string }>).map(({ id }) => Number(id)));
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);
const page = (from: number, count: number, token?: string): Answer => ({
	data: upTo(count).map((i) => ({ id: String(from + i) })),
	meta: { result_count: count, ...(token ? { next_token: token } : {}) },
});

it('the same object on two pages comes once, and does not count twice', async () => {
	const pages = [
		{ data: [{ id: '5' }, { id: '4' }], meta: { next_token: 'a' } },
		{ data: [{ id: '4' }, { id: '3' }, { name: 'no ID' }, { name: 'no ID' }], meta: { next_token: 'b' } },
		{ data: [{ id: '3' }, { id: '2' }], meta: {} },
	];
	const read = async (limit: number) => {
		let page = 0;
		const { answers } = await collect(async () => pages[page++], { token: 'next_token' }, limit);
		return answers.flatMap(({ data }) => data);
	};
	const all = [{ id: '5' }, { id: '4' }, { id: '3' }, { name: 'no ID' }, { name: 'no ID' }, { id: '2' }];
	expect(await read(Infinity)).toEqual(all);
	expect(await read(3)).toEqual(all.slice(0, 3));
	expect(await read(6)).toEqual(all);
});

describe('the limit', () => {
	it.each([[1], [4], [5], [50], [99], [100], [101], [104], [105], [250], [300]])(
		'of %d is met exactly',
		async (limit) => {
			const { fetch } = timeline(1000);
			const { answers, stopped } = await collect(fetch, RULE, limit);
			expect(ids(answers)).toEqual(upTo(limit));
			expect(stopped).toBeUndefined();
		},
	);

	it.each([
		[1, [5]],
		[50, [50]],
		[100, [100]],
		// What is left is never below X's least, so nothing is read that is not wanted.
		[101, [96, 5]],
		[104, [99, 5]],
		[105, [100, 5]],
		[250, [100, 100, 50]],
	])("of %d asks for the largest page that is needed, within X's bounds", async (limit, sizes) => {
		const { fetch, asked } = timeline(1000);
		await collect(fetch, RULE, limit);
		expect(asked.map(({ max_results }) => max_results)).toEqual(sizes);
	});

	it('may be more than there is, or none', async () => {
		const few = timeline(42);
		expect(ids((await collect(few.fetch, RULE, 500)).answers)).toEqual(upTo(42));
		expect(few.asked).toHaveLength(1);
		const all = timeline(342);
		expect(ids((await collect(all.fetch, RULE, Infinity)).answers)).toEqual(upTo(342));
		expect(all.asked.map(({ max_results }) => max_results)).toEqual([100, 100, 100, 100]);
	});

	it('is met although X gives less on each page than was asked for', async () => {
		const { fetch, asked } = timeline(1000, 30);
		expect(ids((await collect(fetch, RULE, 100)).answers)).toEqual(upTo(100));
		expect(asked.map(({ max_results }) => max_results)).toEqual([100, 70, 40, 10]);
	});

	it('is not used up by an answer without data', async () => {
		const { fetch } = scripted([page(0, 2, 'a'), { meta: { next_token: 'b' } }, page(2, 1)]);
		expect(ids((await collect(fetch, RULE, 3)).answers)).toEqual(upTo(3));
	});

	it('cuts a page that says nothing of itself', async () => {
		const { fetch } = scripted([{ data: upTo(2).map((id) => ({ id })) }]);
		expect((await collect(fetch, RULE, 1)).answers).toEqual([{ data: [{ id: 0 }] }]);
	});

	it('cuts a page and leaves the rest of the answer as it is', async () => {
		const { fetch } = scripted([
			{ data: upTo(10).map((id) => ({ id })), includes: { users: [{ id: '7' }] }, meta: { result_count: 10 } },
		]);
		const { answers } = await collect(fetch, RULE, 3);
		expect(answers).toEqual([
			{ data: [{ id: 0 }, { id: 1 }, { id: 2 }], includes: { users: [{ id: '7' }] }, meta: { result_count: 10 } },
		]);
	});
});

describe('the token', () => {
	it.each(['pagination_token', 'next_token'] as const)('goes out as %s, from the second page on', async (token) => {
		const { fetch, asked } = scripted([page(0, 100, 'a'), page(100, 100, 'b'), page(200, 100)]);
		const { nextToken } = await collect(fetch, { ...RULE, token }, Infinity);
		expect(asked).toEqual([
			{ max_results: 100 },
			{ max_results: 100, [token]: 'a' },
			{ max_results: 100, [token]: 'b' },
		]);
		expect(nextToken).toBeUndefined();
	});

	it('goes on over an empty page, and over one without data', async () => {
		const { fetch, asked } = scripted([
			page(0, 2, 'a'),
			{ meta: { result_count: 0, next_token: 'b' } },
			{ data: [], meta: { next_token: 'c' } },
			page(2, 3),
		]);
		expect(ids((await collect(fetch, RULE, 100)).answers)).toEqual(upTo(5));
		expect(asked).toHaveLength(4);
	});

	it('that comes again ends it, next to itself or further back', async () => {
		const loop = scripted([page(0, 2, 'a'), page(2, 2, 'a')]);
		expect(ids((await collect(loop.fetch, RULE, Infinity)).answers)).toEqual(upTo(4));
		const round = scripted([page(0, 1, 'a'), page(1, 1, 'b'), page(2, 1, 'a')]);
		expect(ids((await collect(round.fetch, RULE, Infinity)).answers)).toEqual(upTo(3));
	});

	it('that an earlier run began with ends it when it comes again', async () => {
		const { fetch, asked } = scripted([page(0, 2, 'b')]);
		await collect(fetch, RULE, Infinity, 'b');
		expect(asked).toHaveLength(1);
	});

	it('is missing where X says nothing of pages', async () => {
		for (const meta of [undefined, null]) {
			const { fetch, asked } = scripted([{ ...page(0, 2), meta }]);
			expect((await collect(fetch, RULE, Infinity)).nextToken).toBeUndefined();
			expect(asked).toHaveLength(1);
		}
	});

	it('that is left when the limit is met is handed back', async () => {
		const { fetch } = timeline(1000);
		expect((await collect(fetch, RULE, 200)).nextToken).toBe('t2');
		expect((await collect(timeline(1000).fetch, RULE, 15)).nextToken).toBe('t1');
	});

	it.each([
		["below X's smallest page", RULE, 3, 5],
		['where X cuts the pages itself', { token: 'pagination_token' }, 15, 100],
	] as const)(
		'of a page that was cut is not: whoever went on there would miss the rest of it (%s)',
		async (_, rule, limit, given) => {
			const { fetch } = scripted([page(0, given, 'a')]);
			const { answers, nextToken } = await collect(fetch, rule, limit);
			expect(nextToken).toBeUndefined();
			expect(answers).toEqual([{ ...page(0, limit), meta: { result_count: given } }]);
		},
	);

	it('of an earlier run is where it begins', async () => {
		const { fetch, asked } = scripted([page(200, 100, 'c'), page(300, 2)]);
		expect(ids((await collect(fetch, RULE, Infinity, 'b')).answers)).toHaveLength(102);
		expect(asked.map(({ pagination_token }) => pagination_token)).toEqual(['b', 'c']);
	});
});

describe('a refusal', () => {
	it('of a later page keeps what came and says where to go on', async () => {
		const refusal = xError(429, 'Too Many Requests');
		const { fetch } = scripted([page(0, 100, 'a'), page(100, 100, 'b'), refusal]);
		const { answers, nextToken, stopped } = await collect(fetch, RULE, Infinity);
		expect(ids(answers)).toEqual(upTo(200));
		expect(nextToken).toBe('b');
		expect(stopped).toBe(refusal);
	});

	it('of the first page is thrown', async () => {
		const refusal = xError(403);
		expect(await rejection(collect(scripted([refusal]).fetch, RULE, 10))).toBe(refusal);
	});

	it('that is none of X (a cancelled run) is thrown from any page', async () => {
		const cancelled = new Error('cancelled');
		expect(await rejection(collect(scripted([page(0, 100, 'a'), cancelled]).fetch, RULE, 200))).toBe(cancelled);
	});
});

describe('where X has other habits', () => {
	it('no page size is asked for where X cuts the pages itself', async () => {
		const { fetch, asked } = scripted([page(0, 3, 'a'), page(3, 3)]);
		expect(ids((await collect(fetch, { token: 'pagination_token' }, 5)).answers)).toEqual(upTo(5));
		expect(asked).toStrictEqual([{}, { pagination_token: 'a' }]);
	});

	it('one page is all where X takes no token', async () => {
		const { fetch, asked } = scripted([page(0, 10, 'a')]);
		const { nextToken } = await collect(fetch, { size: { min: 1, max: 100 } }, 50);
		expect(asked).toStrictEqual([{ max_results: 50 }]);
		expect(nextToken).toBeUndefined();
	});
});
