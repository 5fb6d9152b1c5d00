/** The ways of finding what is new, over lists that are at hand: what they ask for, hand out and remember. */
import { byGrowingId, byId } from '../../../api/polling/by-id';
import { byList, byWholeList } from '../../../api/polling/by-list';
import {
	firstOf,
	type FindNew,
	type Memory,
	type PageRequest,
	type PostWithCount,
	type Source,
} from '../../../api/polling/find-new';
import { byAge, isNewer, latestId, type Page } from '../../../api/polling/listed';
import { byPost } from '../../../api/polling/per-post';
import { idAt } from '../../../api/polling/watermark';
import { START } from '../../support/unwired/surroundings';

const entries = (ids: readonly string[]) => ids.map((id) => ({ id }));
const idsIn = (listed: ReadonlyArray<{ id: string }>) => listed.map(({ id }) => id);

const settled = (id: string) => ({ settled: id, recent: [] });

/** A list of X, newest first, in pages of so many. */
function list(ids: readonly string[], { page = 3, posts = [] as PostWithCount[], more = {} as Partial<Source> } = {}) {
	const asked: PageRequest[] = [];
	const source: Source = {
		read: async (request) => {
			asked.push(JSON.parse(JSON.stringify(request)) as PageRequest);
			const { since, below, token } = request;
			const right = ids.filter((id) => (!since || isNewer(id, since)) && (!below || isNewer(below, id)));
			const from = Number(token ?? 0);
			const listed = entries(right.slice(from, from + page));
			return await Promise.resolve({ listed, ...(from + page < right.length ? { next: String(from + page) } : {}) });
		},
		posts: async () => await Promise.resolve(posts),
		isEvent: () => true,
		now: () => START,
		mayGoOn: () => true,
		isCut: () => false,
		...more,
	};
	return { source, asked };
}

/** A way from poll to poll, over what n8n keeps as JSON. */
async function started(way: FindNew, source: Source, wanted = 0) {
	const { listed, memory } = await way.start(source, wanted);
	return { shown: idsIn(listed), memory: JSON.parse(JSON.stringify(memory)) as Memory };
}
async function next(way: FindNew, source: Source, memory: Memory, most = 100) {
	const found = await way.next(source, memory, most);
	return { came: idsIn(found.listed), memory: JSON.parse(JSON.stringify(found.memory)) as Memory };
}

describe('IDs', () => {
	it('are compared as the large numbers that they are', () => {
		expect([isNewer('10', '9'), isNewer('9', '10'), isNewer('9', '9')]).toEqual([true, false, false]);
		expect(isNewer('1849000000000000002', '1849000000000000001')).toBe(true);
		expect(latestId(['9', '1849000000000000001', '1849000000000000002', '10'])).toBe('1849000000000000002');
	});

	it('are sorted oldest first', () =>
		expect(idsIn(entries(['10', '9', '9', '100']).sort(byAge))).toEqual(['9', '9', '10', '100']));
});

describe('the first entries of a list', () => {
	const pages = (given: readonly Page[]) => {
		const asked: PageRequest[] = [];
		const read = async (request: PageRequest) => {
			asked.push(request);
			return await Promise.resolve(given[Math.min(asked.length, given.length) - 1]);
		};
		return { read, asked };
	};

	it('are read page by page until they are enough', async () => {
		const { source, asked } = list(['7', '6', '5', '4', '3', '2', '1']);
		expect(idsIn(await firstOf(source, 5))).toEqual(['7', '6', '5', '4', '3', '2']);
		expect(asked).toEqual([{ size: 5 }, { size: 2, token: '3' }]);
	});

	it('may be fewer than are wanted', async () => {
		const { source, asked } = list(['2', '1']);
		expect(idsIn(await firstOf(source, 5))).toEqual(['2', '1']);
		expect(asked).toHaveLength(1);
	});

	it('may stand behind empty pages, but not behind endlessly many', async () => {
		const empty = (n: number) => Array.from({ length: n }, (_, i) => ({ listed: [], next: `after ${i}` }));
		const behind = pages([...empty(4), { listed: entries(['1']) }]);
		expect(idsIn(await firstOf(behind, 1))).toEqual(['1']);
		const endless = pages(empty(9));
		expect(await firstOf(endless, 1)).toEqual([]);
		expect(endless.asked).toHaveLength(5);
	});

	it('end where X gives the same page again', async () => {
		const round = pages([{ listed: entries(['1']), next: 'a' }]);
		expect(idsIn(await firstOf(round, 9))).toEqual(['1', '1']);
		expect(round.asked).toHaveLength(2);
	});
});

describe.each([
	['by ID, where X can be asked for what is newer', byId, 1, 0],
	['by ID, where it cannot', byGrowingId(2), 2, 2],
])('%s', (_, way, quiet, rereads) => {
	it('says what it costs to find nothing', () => expect(way.rereads).toBe(rereads));

	it('starts behind the newest that is there, in whatever order X lists them', async () => {
		const { source, asked } = list(['20', '30', '10']);
		expect(await started(way, source)).toEqual({
			shown: [],
			memory: { watermark: { since: '30', marks: [], late: { settled: '30', recent: ['30', '20', '10'] } } },
		});
		expect(asked).toEqual([{ size: quiet }]);
	});

	it('hands out as many of the newest at the start as are wanted, oldest first', async () => {
		const { source, asked } = list(['40', '20', '30', '10']);
		expect((await started(way, source, 3)).shown).toEqual(['20', '30', '40']);
		expect(asked[0].size).toBe(3);
	});

	it('starts an hour ago where nothing is there', async () => {
		const { memory } = await started(way, list([]).source);
		const since = idAt(START - 3_600_000);
		expect(memory).toEqual({ watermark: { since, marks: [], late: settled(since) } });
	});

	it('finds what came since, each once', async () => {
		const { memory } = await started(way, list(['30', '20', '10']).source);
		const second = await next(way, list(['60', '50', '40', '30', '20', '10']).source, memory);
		expect(second.came).toEqual(['40', '50', '60']);
		expect((await next(way, list(['60', '50', '40', '30', '20', '10']).source, second.memory)).came).toEqual([]);
	});

	it('hands out what is too much for one poll in the next ones', async () => {
		const ids = ['70', '60', '50', '40', '30', '20', '10'];
		let { memory } = await started(way, list(['10']).source);
		const came: string[][] = [];
		for (let i = 0; i < 4; i++) {
			const found = await next(way, list(ids).source, memory, 2);
			came.push(found.came);
			({ memory } = found);
		}
		expect(came).toEqual([['20', '30'], ['40', '50'], ['60', '70'], []]);
	});

	it('keeps to the bounds of a poll', async () => {
		const ids = ['70', '60', '50', '40', '30', '20', '10'];
		const { memory } = await started(way, list(['10']).source);
		const late = list(ids, { more: { mayGoOn: () => false } });
		expect((await next(way, late.source, memory)).came).toEqual([]);
		expect(late.asked).toHaveLength(1);
		const limit = new Error('limit');
		const cut = list(ids, { more: { isCut: (error) => error === limit } });
		const { read } = cut.source;
		let asked = 0;
		cut.source.read = async (request) => {
			if (++asked === 2) throw limit;
			return await read(request);
		};
		expect((await next(way, cut.source, memory)).came).toEqual([]);
	});

	it('finds everything where nothing is remembered', async () =>
		expect((await next(way, list(['20', '10']).source, {})).came).toEqual(['10', '20']));

	it('shows the newest', async () => {
		const { source, asked } = list(['10', '30', '20']);
		expect(idsIn(await way.newest(source))).toEqual(['30', '20', '10']);
		expect(asked).toEqual([{ size: quiet }]);
	});
});

it('X is asked for what is newer only where it can be', async () => {
	const ids = ['60', '50', '40', '30', '20', '10'];
	const memory: Memory = { watermark: { since: '10', marks: [{ id: '50', token: '1' }], late: settled('10') } };
	const bounded = list(ids);
	await byId.next(bounded.source, memory, 9);
	expect(bounded.asked).toEqual([{ since: '10', below: '50' }, { since: '40' }]);
	const growing = list(ids);
	await byGrowingId(2).next(growing.source, { watermark: { since: '40', marks: [], late: settled('40') } }, 9);
	expect(growing.asked).toEqual([{ size: 2 }]);
	const long = list(ids);
	await byGrowingId(2).next(long.source, { watermark: { since: '10', marks: [], late: settled('10') } }, 9);
	expect(long.asked).toEqual([{ size: 2 }, { token: '3' }]);
});

describe('by what was there', () => {
	const way = byList({ quiet: 2, depth: 3 });

	it('remembers what is there, and hands out as many of the first as are wanted, oldest first', async () => {
		const { source, asked } = list(['d', 'c', 'b', 'a']);
		expect(await started(way, source)).toEqual({
			shown: [],
			memory: { list: { order: ['d', 'c', 'b'], met: 3, gone: [] } },
		});
		expect(asked).toEqual([{ size: 3 }]);
		const some = list(['d', 'c', 'b', 'a'], { page: 4 });
		expect(await started(way, some.source, 3)).toMatchObject({
			shown: ['b', 'c', 'd'],
			memory: { list: { whole: true } },
		});
		const more = list(['d', 'c', 'b', 'a'], { page: 4 });
		await started(way, more.source, 4);
		expect(more.asked).toEqual([{ size: 4 }]);
	});

	it('finds who stands above, oldest first, looking at a few first and then at more', async () => {
		const { memory } = await started(way, list(['b', 'a']).source);
		const { source, asked } = list(['f', 'e', 'd', 'c', 'b', 'a']);
		const second = await next(way, source, memory);
		expect(second.came).toEqual(['c', 'd', 'e', 'f']);
		expect(asked).toEqual([{ size: 2 }, { token: '3', size: 4 }]);
		expect((await next(way, source, second.memory)).came).toEqual([]);
		expect(way.rereads).toBe(2);
	});

	it('keeps to the bounds of a poll, and goes on where it was', async () => {
		const { memory } = await started(way, list(['c', 'b', 'a', 'z', 'y', 'x']).source);
		const ids = ['f', 'e', 'd', 'c', 'b', 'a', 'z', 'y', 'x'];
		const late = list(ids, { more: { mayGoOn: () => false } });
		const cut = await next(way, late.source, memory);
		expect(cut.came).toEqual([]);
		expect(cut.memory.list?.cuts).toEqual([{ token: '3', above: 3 }]);
		expect(late.asked).toHaveLength(1);
		const limit = new Error('limit');
		const limited = list(ids, { more: { isCut: (error) => error === limit } });
		const { read } = limited.source;
		limited.source.read = async (request) => {
			if (request.token) throw limit;
			return await read(request);
		};
		expect(await next(way, limited.source, memory)).toEqual(cut);
		const on = list(ids);
		const second = await next(way, on.source, cut.memory);
		expect(on.asked[0]).toEqual({ token: '3', size: 100 });
		expect([...second.came, ...(await next(way, list(ids).source, second.memory)).came]).toEqual(['d', 'e', 'f']);
	});

	it('starts from the top when X no longer knows the page at which a walk was cut', async () => {
		const { memory } = await started(way, list(['a']).source);
		const { source } = list(['c', 'b', 'a']);
		const { read } = source;
		source.read = async (request) => {
			if (request.token === 'old') throw new Error('old');
			return await read(request);
		};
		const cut: Memory = { list: { ...memory.list!, cuts: [{ token: 'old', above: 9 }] } };
		expect((await next(way, source, cut)).came).toEqual(['b', 'c']);
	});

	it('finds everything where nothing is remembered, and shows the first', async () => {
		expect((await next(way, list(['b', 'a']).source, {})).came).toEqual(['a', 'b']);
		const { source, asked } = list(['b', 'a']);
		expect(idsIn(await way.newest(source))).toEqual(['b', 'a']);
		expect(asked).toEqual([{ size: 2 }]);
	});
});

describe('by what was an event', () => {
	const events = (...ids: string[]): Partial<Source> => ({ isEvent: ({ id }) => ids.includes(id) });
	const whole = (ids: readonly string[], ...right: string[]) => list(ids, { more: events(...right) });

	it('what becomes an event is new, wherever it stands', async () => {
		const { shown, memory } = await started(byWholeList, whole(['a', 'b', 'c'], 'b').source, 1);
		expect([shown, memory]).toEqual([['b'], { known: ['b'] }]);
		const second = await next(byWholeList, whole(['a', 'b', 'c'], 'b', 'c', 'a').source, memory);
		expect(second.came).toEqual(['c', 'a']);
		expect((await next(byWholeList, whole(['a', 'b', 'c'], 'a').source, second.memory)).came).toEqual([]);
		expect(byWholeList.rereads).toBe(0);
	});

	it('hands out as many at the start as are wanted', async () => {
		const { source } = whole(['a', 'b', 'c'], 'a', 'b', 'c');
		expect((await started(byWholeList, source, 2)).shown).toEqual(['b', 'a']);
		expect((await started(byWholeList, source)).shown).toEqual([]);
	});

	it('goes over pages within the bounds of a poll', async () => {
		const ids = ['a', 'b', 'c', 'd'];
		const { source, asked } = whole(ids, ...ids);
		expect((await next(byWholeList, source, { known: [] })).came).toEqual(['d', 'c', 'b', 'a']);
		expect(asked).toEqual([{}, { token: '3' }]);
		const late = list(ids, { more: { ...events(...ids), mayGoOn: () => false } });
		expect((await next(byWholeList, late.source, { known: [] })).came).toEqual([]);
		const limit = new Error('limit');
		const cut = list(ids, { more: { ...events(...ids), isCut: (error) => error === limit } });
		const { read } = cut.source;
		cut.source.read = async (request) => {
			if (request.token) throw limit;
			return await read(request);
		};
		expect((await next(byWholeList, cut.source, { known: [] })).came).toEqual([]);
	});

	it('shows what is no event yet, too', async () =>
		expect(idsIn(await byWholeList.newest(whole(['a', 'b'], 'b').source))).toEqual(['a', 'b']));
});

describe('by the posts that have lists', () => {
	const way = byPost({ quiet: 2, depth: 2, window: 100 });
	/** Likers by post; the counter of a post is their number unless told. */
	const posts = (likers: Record<string, string[]>, counts: Record<string, number> = {}, more: Partial<Source> = {}) => {
		const asked: PageRequest[] = [];
		const source: Source = {
			...list([]).source,
			posts: async () =>
				await Promise.resolve(Object.entries(likers).map(([id, who]) => ({ id, count: counts[id] ?? who.length }))),
			read: async (request) => {
				asked.push(JSON.parse(JSON.stringify(request)) as PageRequest);
				const { post = '', token } = request;
				const from = Number(token ?? 0);
				return await Promise.resolve({
					listed: entries(likers[post].slice(from, from + 2)),
					...(from + 2 < likers[post].length ? { next: String(from + 2) } : {}),
				});
			},
			...more,
		};
		return { source, asked };
	};

	it('reads the lists that anyone is in, the newest post first', async () => {
		const { source, asked } = posts({ '9': [], '10': ['b', 'a'], '8': ['c'] });
		const { listed, memory } = await way.start(source, 2);
		expect(listed).toEqual([
			{ id: 'a', post: '10' },
			{ id: 'b', post: '10' },
		]);
		expect(memory).toEqual({
			perPost: [
				{ id: '10', list: { order: ['b', 'a'], met: 2, gone: [], whole: true, count: 2 } },
				{ id: '9', list: { order: [], met: 0, gone: [], whole: true, count: 0 } },
				{ id: '8', list: { order: ['c'], met: 1, gone: [], whole: true, count: 1 } },
			],
		});
		expect(asked).toEqual([
			{ post: '10', size: 2 },
			{ post: '8', size: 2 },
		]);
		const many = posts({ '8': ['c'] });
		await way.start(many.source, 7);
		expect(many.asked).toEqual([{ post: '8', size: 7 }]);
	});

	it('reads a list again when its counter has changed, up or down, and no other', async () => {
		const { memory } = await started(way, posts({ '8': ['a'], '9': ['a'], '10': ['a'] }).source);
		const { source, asked } = posts({ '8': ['b', 'a'], '9': ['a'], '10': ['c', 'a'] }, { '10': 0 });
		const found = await way.next(source, memory, 100);
		expect(found.listed).toEqual([
			{ id: 'b', post: '8' },
			{ id: 'c', post: '10' },
		]);
		expect(asked).toEqual([
			{ post: '8', size: 2 },
			{ post: '10', size: 2 },
		]);
		expect(await next(way, source, found.memory)).toEqual({ came: [], memory: found.memory });
		expect(asked).toHaveLength(2);
	});

	it('looks at a list again where more may be in it than was handed out', async () => {
		const likers = { '8': ['c', 'b', 'a'], '9': ['d'] };
		const first = await next(way, posts(likers).source, {}, 2);
		expect(first.came).toEqual(['a', 'b']);
		expect(first.memory.perPost).toMatchObject([{ id: '8', list: { order: ['b', 'a'] }, more: true }]);
		const second = await next(way, posts(likers).source, first.memory, 100);
		expect(second.came).toEqual(['c', 'd']);
		expect((await next(way, posts(likers).source, second.memory, 100)).came).toEqual([]);
	});

	it('goes on in the list where time ended the poll before', async () => {
		const likers = { '8': ['c', 'b', 'a'], '9': ['d'] };
		const late = posts(likers, {}, { mayGoOn: () => false });
		const first = await next(way, late.source, {});
		expect(first.came).toEqual([]);
		expect(late.asked).toEqual([{ post: '8', size: 2 }]);
		expect(first.memory.perPost).toMatchObject([{ id: '8', list: { order: [], cuts: [{ token: '2', above: 2 }] } }]);
		let came: string[] = [];
		let { memory } = first;
		for (let i = 0; i < 4; i++) {
			const found = await next(way, posts(likers).source, memory);
			came = [...came, ...found.came];
			({ memory } = found);
		}
		expect(came.sort()).toEqual(['a', 'b', 'c', 'd']);
	});

	it('reads a list that was cut although its counter is as it was', async () => {
		const list = { order: [], met: 0, gone: [], whole: true, count: 1, cuts: [{ token: '0', above: 0 }] };
		const memory: Memory = { perPost: [{ id: '8', list }] };
		expect((await next(way, posts({ '8': ['a'] }).source, memory)).came).toEqual(['a']);
	});

	it('remembers the newest fifty of the posts that were watched', async () => {
		const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [String(100 + i), ['a']]));
		const { memory } = await next(way, posts(many).source, {});
		expect(memory.perPost?.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, i) => String(101 + i)));
	});

	it('shows who came last to the newest post that anyone came to', async () => {
		const { source, asked } = posts({ '8': ['a'], '9': ['c', 'b'], '10': [] });
		expect(await way.newest(source)).toEqual([
			{ id: 'c', post: '9' },
			{ id: 'b', post: '9' },
		]);
		expect(asked).toEqual([{ post: '9', size: 1 }]);
		expect(await way.newest(posts({ '8': [] }).source)).toEqual([]);
		expect(way.rereads).toBe(0);
	});
});

it('every way says how it tells what is new', () => {
	const ways = [byId, byGrowingId(1), byList({ quiet: 1, depth: 1 }), byWholeList, byPost({ quiet: 1, depth: 1 })];
	for (const { tellsBy } of ways) expect(tellsBy).toMatch(/^(it|the)\w* /);
});
