/** What is new where only the list itself shows it: what is asked for, handed out and remembered. */
import { byList, byWholeList } from '../../../../api/polling/ways/by-list';
import { type Memory, type PageRequest, type Source } from '../../../../api/polling/find-new';
import { idsIn, list, started, next } from '../../../support/unwired/lists';
import { idAt } from '../../../../api/polling/watermark';
import { START } from '../../../support/unwired/surroundings';

describe('by what was there', () => {
	const way = byList({ quiet: 2, depth: 3 });

	it('remembers what is there, and hands out as many of the first as are wanted, oldest first', async () => {
		const { source, asked } = list(['d', 'c', 'b', 'a']);
		expect(await started(way, source)).toEqual({
			shown: [],
			memory: { list: { order: ['d', 'c', 'b'], met: 3, gone: [], at: START } },
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

	it.each([
		[undefined, 2, ['a', 'b']],
		[0, 1, []],
	])('an empty list is read again where no counter (%p) tells that it is empty', async (counter, reads, shown) => {
		const { source, asked } = list(['b', 'a']);
		const read = async (request: PageRequest) => {
			const page = await source.read(request);
			return asked.length === 1 ? { listed: [] } : page;
		};
		const count = counter === undefined ? undefined : async () => await Promise.resolve(counter);
		const first = await started(way, { ...source, read, ...(count ? { count } : {}) }, 5);
		expect([first.shown, asked.length]).toEqual([shown, reads]);
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

	it('tells by their age which are new where all others are gone', async () => {
		const at = (seconds: number): Partial<Source> => ({ now: () => START + seconds * 1000 });
		const { memory } = await started(way, list(['d', 'c', 'b', 'a']).source);
		const quiet = await next(way, list(['d', 'c', 'b', 'a'], { more: at(60) }).source, memory);
		const [before, after] = [idAt(START + 50_000), idAt(START + 90_000)];
		const { source } = list([after, before, 'z', 'y', 'x', 'w'], { more: at(120) });
		expect((await next(way, source, quiet.memory)).came).toEqual([after]);
	});

	it('tells by the counter how many are new where all others are gone', async () => {
		const counted = (count: number) => ({ more: { count: async () => await Promise.resolve(count) } });
		const { memory } = await started(way, list(['d', 'c', 'b', 'a'], counted(4)).source);
		const { source } = list(['z', 'y', 'x', 'w', 'v', 'u'], counted(6));
		expect((await next(way, source, memory)).came).toEqual(['v', 'w', 'x', 'y', 'z']);
	});

	it('starts where nothing is remembered, and shows the first', async () => {
		const { source, asked } = list(['b', 'a']);
		expect(await next(way, source, {})).toEqual({ came: [], memory: (await started(way, source)).memory });
		asked.length = 0;
		expect(idsIn(await way.newest(source))).toEqual(['b', 'a']);
		expect(asked).toEqual([{ size: 2 }]);
	});
});

describe('by what was an event', () => {
	const events = (...ids: string[]): Partial<Source> => ({ isEvent: ({ id }) => ids.includes(id) });
	const whole = (ids: readonly string[], ...right: string[]) => list(ids, { more: events(...right) });

	it('more than a poll takes comes with the next ones, oldest first', async () => {
		const { memory } = await started(byWholeList, list(['a'], { page: 9 }).source);
		const { source } = list(['d', 'c', 'b', 'a'], { page: 9 });
		const second = await next(byWholeList, source, memory, 2);
		const third = await next(byWholeList, source, second.memory, 2);
		expect([second.came, third.came]).toEqual([['b', 'c'], ['d']]);
	});

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
