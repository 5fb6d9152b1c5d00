import { findNew } from '../../../api/polling/known-list';
import { catchUp, idAt, withinRecent, type Range, type Source, type Watermark } from '../../../api/polling/watermark';
import { checkQuery, searchQuery } from '../../../connector/triggers/query';

/** Lists of IDs beyond what a number holds exactly; the next one differs in the last digit. */
const BASE = 1_849_000_000_000_000_000n;
const id = (n: number) => String(BASE + BigInt(n));
const thing = (n: number) => ({ id: id(n) });

/** X with `newest` objects, in pages of 10. */
function list(
	newest: number,
	{
		bounded,
		requests = Infinity,
		refuse,
	}: { bounded: boolean; requests?: number; refuse?(range: Range): Error | undefined },
): Source & { ranges: Range[] } {
	const ranges: Range[] = [];
	return {
		ranges,
		bounded,
		mayGoOn: () => ranges.length < requests,
		isCut: (error) => (error as Error).message === 'limit',
		async read(range) {
			ranges.push(range);
			const error = refuse?.(range);
			if (error) throw error;
			const all = Array.from({ length: newest }, (_, i) => newest - i).filter(
				(n) =>
					!bounded || (BigInt(id(n)) > BigInt(range.since) && (!range.below || BigInt(id(n)) < BigInt(range.below))),
			);
			const start = range.token ? all.findIndex((n) => n < Number(range.token)) : 0;
			const page = start < 0 ? [] : all.slice(start, start + 10);
			return {
				things: page.map(thing),
				...(start + 10 < all.length && start >= 0 ? { next: String(page.at(-1)) } : {}),
			};
		},
	};
}

const numbers = (things: ReadonlyArray<{ id: string }>) => things.map((each) => Number(BigInt(each.id) - BASE));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe.each([
	['X keeps to since_id and until_id', true],
	['X does not', false],
])('%s', (_what, bounded) => {
	test('a burst of many polls comes in order, each once, whatever cuts the walk', async () => {
		let state: Watermark = { since: id(0), marks: [] };
		const came: number[] = [];
		for (let poll = 0; poll < 60; poll++) {
			const found = await catchUp(state, 15, list(120 + poll, { bounded, requests: 3 }));
			came.push(...numbers(found.things));
			state = JSON.parse(JSON.stringify(found.state)) as Watermark;
		}
		expect(came).toEqual(range(1, came.length));
		expect(came.length).toBeGreaterThan(160);
	});

	test('a limit in the middle keeps the walk, any other refusal is thrown', async () => {
		const refuseAt = (count: number, message: string) => {
			let asked = 0;
			return () => (++asked === count ? new Error(message) : undefined);
		};
		const start = { since: id(0), marks: [] };
		const { things, state } = await catchUp(start, 100, list(50, { bounded, refuse: refuseAt(3, 'limit') }));
		expect(things).toEqual([]);
		expect(state.marks.map((mark) => mark.id)).toEqual([id(31)]);
		expect(numbers((await catchUp(state, 100, list(50, { bounded }))).things)).toEqual(range(1, 50));
		await expect(catchUp(start, 100, list(50, { bounded, refuse: refuseAt(3, 'broken') }))).rejects.toThrow('broken');
		await expect(catchUp(start, 100, list(50, { bounded, refuse: refuseAt(1, 'limit') }))).rejects.toThrow('limit');
	});

	test('the marks of a huge burst have a bound, and nothing is lost with those left out', async () => {
		const { state } = await catchUp({ since: id(0), marks: [] }, 1, list(400, { bounded, requests: 30 }));
		expect(state.marks.length).toBeLessThanOrEqual(100);
		expect(numbers((await catchUp(state, 1000, list(400, { bounded }))).things)).toEqual(range(1, 400));
	});
});

test('a page token that X no longer takes: from the top again', async () => {
	const { state } = await catchUp({ since: id(0), marks: [] }, 100, list(50, { bounded: false, requests: 3 }));
	expect(state.marks).toEqual([{ id: id(21), token: '21' }]);
	const refuse = ({ token }: Range) => (token === '21' ? new Error('old token') : undefined);
	let once = false;
	const source = list(50, {
		bounded: false,
		refuse: (asked) => (once ? undefined : ((once = asked.token === '21'), refuse(asked))),
	});
	expect(numbers((await catchUp(state, 100, source)).things)).toEqual(range(1, 50));
});

test('neighbouring IDs are told apart where numbers could not', async () => {
	expect(Number(id(1))).toBe(Number(id(2)));
	expect(numbers((await catchUp({ since: id(1), marks: [] }, 10, list(2, { bounded: false }))).things)).toEqual([2]);
});

test('since_id of a search stays within seven days', () => {
	const now = Date.parse('2026-05-08T00:00:00Z');
	expect(withinRecent(idAt(now - 3_600_000), now)).toBe(idAt(now - 3_600_000));
	expect(withinRecent('1', now)).toBe(idAt(Date.parse('2026-05-01T00:05:00Z')));
});

describe('lists without growing IDs', () => {
	const pages = (names: string[], size = 3, requests = Infinity) => {
		let asked = 0;
		return {
			mayGoOn: () => asked < requests,
			isCut: () => false,
			async read(token: string | undefined) {
				asked++;
				const start = token ? names.indexOf(token) + 1 : 0;
				return {
					things: names.slice(start, start + size).map((name) => ({ id: name })),
					...(start + size < names.length ? { next: names[start + size - 1] } : {}),
				};
			},
		};
	};
	const found = async (names: string[], known: string[]) =>
		(await findNew({ known }, 100, pages(names))).things.map((each) => each.id);

	test('what stands above something known is new, oldest first, over pages', async () => {
		expect(await found(['e', 'd', 'c', 'b', 'a'], ['b', 'a'])).toEqual(['c', 'd', 'e']);
		expect(await found(['b', 'a'], ['b', 'a'])).toEqual([]);
	});

	test('what moves up when others leave is not, and a small disorder does no harm', async () => {
		expect(await found(['b', 'x', 'y'], ['c', 'b'])).toEqual([]);
		expect(await found(['b', 'n', 'a'], ['b', 'a'])).toEqual(['n']);
	});

	test('a walk that is cut goes on where it was, the oldest first', async () => {
		const names = ['h', 'g', 'f', 'e', 'd', 'c', 'b', 'a'];
		const first = await findNew({ known: ['b', 'a'] }, 100, pages(names, 3, 1));
		expect(first).toEqual({ things: [], state: { known: ['b', 'a'], token: 'f' } });
		const second = await findNew(first.state, 2, pages(names));
		expect(second.things.map((each) => each.id)).toEqual(['c', 'd']);
		const third = await findNew(second.state, 100, pages(names));
		expect(third.things.map((each) => each.id)).toEqual(['e']);
		const fourth = await findNew(third.state, 100, pages(names));
		expect(fourth.things.map((each) => each.id)).toEqual(['f', 'g', 'h']);
	});
});

describe('search queries from fields', () => {
	test.each([
		[{ query: 'coffee' }, 'coffee'],
		[{ query: 'coffee OR tea', language: 'en' }, '(coffee OR tea) lang:en'],
		[{ query: '(coffee OR tea)', language: 'en' }, '(coffee OR tea) lang:en'],
		[
			{ allWords: ['coffee', 'open now'], noneWords: ['free'], exclude: ['reply', 'retweet'] },
			'coffee "open now" -free -is:reply -is:retweet',
		],
		[
			{ anyWords: ['#tea', 'chai latte'], from: ['@n8n_io', '2244994945', 'me'], verified: true },
			'(#tea OR "chai latte") (from:n8n_io OR from:2244994945 OR from:7) is:verified',
		],
		[{ mentioning: ['n8n_io'], having: ['images', 'links'], minLikes: 5 }, '@n8n_io min_likes:5 has:images has:links'],
	])('%j', (values, query) => {
		expect(searchQuery(String((values as { query?: string }).query ?? ''), values, '7')).toBe(query);
	});

	test('too long or empty ones are refused', () => {
		expect(() => searchQuery('x'.repeat(513), {})).toThrow('513 characters; the limit is 512');
		expect(() => checkQuery({ language: 'en' })).toThrow('There is nothing to search for');
		expect(() => checkQuery({ from: ['@n8n_io'] })).not.toThrow();
	});
});
