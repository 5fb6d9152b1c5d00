/** What the ways of finding what is new read, and no more; what they cannot tell, they say. */
import { agrees, remembered } from '../../../../api/polling/seen-list';
import { byAbsence, MOST_MEMBERS } from '../../../../api/polling/ways/by-absence';
import { byChange } from '../../../../api/polling/ways/by-change';
import { byId } from '../../../../api/polling/ways/by-id';
import { byList, byWholeList } from '../../../../api/polling/ways/by-list';
import { byPost } from '../../../../api/polling/ways/per-post';
import type { Memory, PageRequest, Source } from '../../../../api/polling/find-new';
import type { Compared } from '../../../../api/polling/listed';
import { list, next, started } from '../../../support/unwired/lists';
import { rejection } from '../../../support/unwired/surroundings';

const isCut = (error: unknown) => (error as Error).message === 'limit';
/** A list whose request of this number meets a limit. */
function limited(ids: readonly string[], at: number, more: Partial<Source> = {}) {
	const { source, asked } = list(ids, { more: { isCut, ...more } });
	const { read } = source;
	source.read = async (request: PageRequest) => {
		const page = await read(request);
		if (asked.length === at) throw new Error('limit');
		return page;
	};
	return { source, asked };
}

describe('changes', () => {
	const way = byChange({ deletions: true });
	type Objects = Record<string, { name?: string; bio?: string }>;
	/** What X answers, reading by reading; the last answer stays. */
	function answers(readings: readonly Objects[], mayGoOn = true) {
		let reads = 0;
		const source: Source = {
			...list([]).source,
			mayGoOn: () => mayGoOn,
			read: async () => {
				const now = readings[Math.min(reads++, readings.length - 1)];
				const missing = ['1', '2'].filter((id) => !now[id]);
				const listed = Object.entries(now).map(([id, object]) => ({ id, object }));
				return await Promise.resolve({ listed, ...(missing.length > 0 ? { missing } : {}) });
			},
			compared: ({ object = {} }) => ({ name: '', bio: '', ...object }),
		};
		return { source, reads: () => reads };
	}
	const [ada, bob] = [
		{ name: 'Ada', bio: 'One' },
		{ name: 'Bob', bio: '' },
	];
	const before: Memory = { compared: { '1': ada, '2': bob } };

	it.each<[string, Objects[], boolean, number, unknown]>([
		['nothing changed', [{ 1: ada, 2: bob }], true, 1, []],
		['a member changed', [{ 1: { ...ada, bio: 'Two' }, 2: bob }], true, 1, [{ bio: 'Two' }]],
		['an empty member got a value', [{ 1: ada, 2: { ...bob, bio: 'New' } }], true, 1, [{ bio: 'New' }]],
		['a member became empty', [{ 1: { ...ada, bio: '' }, 2: bob }], true, 2, [{ bio: '' }]],
		['all became empty', [{ 1: { name: '', bio: '' }, 2: bob }], true, 2, [{ name: '', bio: '' }]],
		[
			'one was left out once',
			[
				{ 1: { ...ada, bio: '' }, 2: bob },
				{ 1: ada, 2: bob },
			],
			true,
			2,
			[],
		],
		['one became empty, without time', [{ 1: { ...ada, bio: '' }, 2: bob }], false, 1, []],
		['one is gone', [{ 1: ada }], true, 2, [{ deleted: 'true' }]],
		['one was missing once', [{ 1: ada }, { 1: ada, 2: bob }], true, 2, []],
		['one is gone, without time', [{ 1: ada }], false, 1, []],
	])('%s', async (_, readings, mayGoOn, reads, changes) => {
		const x = answers(readings, mayGoOn);
		const { listed } = await way.next(x.source, before, 10);
		const after = listed.map(({ object }) =>
			Object.fromEntries(
				Object.entries((object as { changes: Record<string, { after: string }> }).changes).map(([name, each]) => [
					name,
					each.after,
				]),
			),
		);
		expect([after, x.reads()]).toEqual([changes, reads]);
	});

	it('of what was never seen, or is gone already, are none', async () => {
		const x = answers([{ 1: ada }]);
		const first = await way.next(x.source, {}, 10);
		expect([first.listed, first.memory, x.reads()]).toEqual([[], { compared: { '1': ada } }, 1]);
		const again = await way.next(x.source, { compared: { '1': ada, '2': { deleted: 'true' } } }, 10);
		expect([again.listed, x.reads()]).toEqual([[], 2]);
	});

	it('are none of an object of which X gave nothing to compare', async () => {
		const x = answers([
			{ 1: {}, 2: bob },
			{ 1: ada, 2: bob },
		]);
		x.source.compared = ({ object }) => ({ ...object }) as Compared;
		const first = await way.next(x.source, before, 10);
		expect([first.listed, first.memory]).toEqual([[], before]);
		expect((await way.next(x.source, first.memory, 10)).listed).toEqual([]);
		const fresh = answers([{ 1: {} }, { 1: ada }]);
		fresh.source.compared = x.source.compared;
		const start = await started(way, fresh.source);
		expect((await way.next(fresh.source, start.memory, 10)).listed).toEqual([]);
	});

	it('start with what is there, and are shown by what is there', async () => {
		const x = answers([{ 1: ada, 2: bob }]);
		expect(await started(way, x.source, 5)).toEqual({ shown: [], memory: before });
		expect((await way.newest(x.source)).map(({ id }) => id)).toEqual(['1', '2']);
	});
});

describe('who has left', () => {
	const counted = (count: number | undefined): Partial<Source> => ({
		count: async () => await Promise.resolve(count),
	});

	it('is looked for in lists up to a size', async () => {
		const many = (count: number) => list(['a'], { more: counted(count) }).source;
		expect((await started(byAbsence, many(MOST_MEMBERS))).memory.roster?.members).toEqual(['a']);
		expect(await rejection(byAbsence.start(many(MOST_MEMBERS + 1), 0))).toMatchObject({
			message: expect.stringContaining(`up to ${MOST_MEMBERS}`) as string,
			advice: expect.stringMatching(/charges .*instant triggers/) as string,
		});
	});

	it('is nobody at the start', async () =>
		expect((await byAbsence.start(list(['a'], { more: counted(1) }).source, 5)).listed).toEqual([]));

	it('is nobody where nothing is remembered: the list is read', async () => {
		const { source } = list(['b', 'a'], { more: counted(2) });
		expect(await next(byAbsence, source, {})).toEqual({ came: [], memory: (await started(byAbsence, source)).memory });
	});

	it('is nobody where X has no counter', async () => {
		const { source } = list(['b', 'a']);
		const { memory } = await started(byAbsence, source);
		expect(memory.roster).toMatchObject({ members: ['b', 'a'], count: 0 });
		expect((await next(byAbsence, list(['a']).source, memory)).came).toEqual([]);
	});

	it('a limit ends the reading, and the next poll goes on; at the first request it is a failure', async () => {
		const ids = ['d', 'c', 'b', 'a'];
		const { memory } = await started(byAbsence, list(ids, { more: counted(4) }).source);
		const fewer = ids.filter((id) => id !== 'a');
		const at = (request: number) => limited(fewer, request, counted(3)).source;
		expect(String(await rejection(byAbsence.next(at(1), memory, 10)))).toContain('limit');
		const cut = await next(byAbsence, limited(['d', 'c', 'b', 'x'], 2, counted(3)).source, memory);
		expect([cut.came, cut.memory.roster?.reading]).toEqual([[], { seen: ['d', 'c', 'b'], count: 3, token: '3' }]);
		const asked = list(fewer, { more: counted(3) });
		const first = await next(byAbsence, asked.source, memory);
		expect(first.came).toEqual(['a']);
		// Twice, as one reading may miss whoever moves.
		expect(asked.asked).toHaveLength(2);
		const quiet = list(fewer, { more: counted(3) });
		expect((await next(byAbsence, quiet.source, first.memory)).came).toEqual([]);
		expect(quiet.asked).toEqual([]);
	});

	it('a fall of the counter that takes nobody away is read once', async () => {
		const { memory } = await started(byAbsence, list(['b', 'a'], { more: counted(3) }).source);
		const { source, asked } = list(['b', 'a'], { more: counted(2) });
		expect((await next(byAbsence, source, memory)).came).toEqual([]);
		expect(asked).toHaveLength(1);
	});
});

describe('lists', () => {
	const way = byList({ quiet: 2, depth: 3 });

	it('say what they cannot tell', async () => {
		const { memory } = await started(way, list(['c', 'b', 'a', 'z'], { page: 9 }).source);
		const { unsure } = await way.next(
			list(['l', 'k', 'j', 'i', 'h'], { page: 9 }).source,
			{
				list: { ...memory.list!, whole: undefined },
			},
			10,
		);
		expect([way.canBeUnsure, unsure]).toEqual([true, true]);
	});

	it('that are read whole end where a limit meets them; the first request has to work', async () => {
		const ids = ['d', 'c', 'b', 'a'];
		expect((await next(byWholeList, limited(ids, 2).source, { known: ['a'] })).memory).toEqual({ known: ['a'] });
		expect(String(await rejection(byWholeList.next(limited(ids, 1).source, { known: [] }, 10)))).toContain('limit');
	});
});

describe('lists of posts', () => {
	const way = byPost({ quiet: 2, depth: 4 });
	const order = ['x', 'y', 'z', 'w'];
	const known = (id: string, count: number) => ({ id, list: { order, met: 4, gone: [], count, at: 0 } });
	const posts = (...counts: Array<[string, number]>): Partial<Source> => ({
		posts: async () => await Promise.resolve(counts.map(([id, count]) => ({ id, count }))),
	});

	it('say what they cannot tell in any of them', async () => {
		const memory: Memory = { perPost: [known('8', 9), known('9', 9)] };
		const gone = list(['f', 'e', 'd', 'c', 'b', 'a'], { page: 9, more: posts(['8', 8]) });
		expect(await way.next(gone.source, memory, 10)).toMatchObject({ unsure: true });
		const there = list(['f', ...order], { page: 9, more: posts(['8', 10]) });
		expect(await way.next(there.source, memory, 10)).not.toHaveProperty('unsure');
		const both = list([], { more: posts(['9', 10], ['8', 4]) });
		both.source.read = async ({ post }) =>
			await Promise.resolve({ listed: (post === '8' ? ['c', 'b', 'a', 'd'] : ['f', ...order]).map((id) => ({ id })) });
		const found = await way.next(both.source, memory, 10);
		expect([way.canBeUnsure, found.unsure, found.listed.map(({ id, post }) => `${post}${id}`)]).toEqual([
			true,
			true,
			['9f'],
		]);
	});

	it('are read from the oldest post on, and remembered by age', async () => {
		const { source, asked } = list(['a'], { more: posts(['10', 1], ['9', 1], ['8', 0]) });
		const { memory } = await way.next(source, { perPost: [] }, 10);
		expect(asked.map(({ post }) => post)).toEqual(['9', '10']);
		expect(memory.perPost?.map(({ id }) => id)).toEqual(['9', '10']);
	});

	it('are read again where more waits, though the counter is as it was', async () => {
		const { source, asked } = list(['f', ...order], { page: 9, more: posts(['8', 9], ['9', 9], ['10', 0]) });
		const found = await way.next(source, { perPost: [{ ...known('8', 9), more: true }, known('9', 9)] }, 10);
		expect([found.listed.map(({ id }) => id), asked.map(({ post }) => post)]).toEqual([['f'], ['8']]);
	});
});

it('a start reads as many pages as it has to', async () => {
	const ids = Array.from({ length: 8 }, (_, i) => String(90 - i));
	const { source, asked } = list(ids, { page: 1 });
	expect((await started(byId, source, 7)).shown).toEqual(ids.slice(0, 7).reverse());
	expect(asked).toHaveLength(7);
});

describe('a list that is remembered', () => {
	it.each([
		[0, 0, true],
		[0, 1, false],
		[1, 4, true],
		[1, 5, false],
		[10, 20, true],
		[10, 21, false],
	])('of which %d were read can have %d members: %s', (read, count, can) => expect(agrees(read, count)).toBe(can));

	const many = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

	it('has a bound, beyond which it is not known whole', () => {
		const { order, met, gone, whole } = remembered({
			order: [...many('a', 1001), 'a0'],
			met: 1001,
			gone: [...many('g', 1200), 'g0', 'a1'],
			whole: true,
		});
		expect([order, met, gone, whole]).toEqual([many('a', 1000), 1000, many('g', 1000), undefined]);
		expect(remembered({ order: many('a', 1000), met: 5, gone: ['a1', 'b'], whole: true })).toEqual({
			order: many('a', 1000),
			met: 5,
			gone: ['b'],
			whole: true,
		});
		expect(remembered({ order: ['a'], met: 1, gone: [] })).not.toHaveProperty('whole');
	});
});
