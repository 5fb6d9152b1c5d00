/** Lists that are read completely, whose first poll could not read them to their end. */
import { byFullList, byWholeList } from '../../../api/polling/ways/by-list';
import type { Source } from '../../../api/polling/find-new';

const LIMIT = new Error('limit');

/** Two entries a page; `pages` is how many can be read before a limit. */
function list(ids: readonly string[], pages: number, limit: 'time' | 'money'): Source {
	let read = 0;
	return {
		read: async ({ token }) => {
			if (limit === 'money' && read >= pages) throw LIMIT;
			read++;
			const from = Number(token ?? 0);
			return {
				listed: ids.slice(from, from + 2).map((id) => ({ id })),
				...(from + 2 < ids.length ? { next: String(from + 2) } : {}),
			};
		},
		posts: async () => [],
		isEvent: () => true,
		now: () => 0,
		mayGoOn: () => limit !== 'time' || read < pages,
		isCut: (error) => error === LIMIT,
	};
}

const idsIn = (listed: ReadonlyArray<{ id: string }>) => listed.map(({ id }) => id);

describe.each(['time', 'money'] as const)('a first poll that %s ends', (limit) => {
	it('takes nothing for new that was there', async () => {
		const start = await byWholeList.start(list(['c', 'b', 'a'], 1, limit), 2);
		expect(start.listed).toEqual([]);
		const second = await byWholeList.next(list(['c', 'b', 'a'], 9, limit), start.memory, 100);
		expect(second.listed).toEqual([]);
		const third = await byWholeList.next(list(['d', 'c', 'b', 'a'], 9, limit), second.memory, 100);
		expect(idsIn(third.listed)).toEqual(['d']);
	});

	it('keeps what a later poll could not read to its end', async () => {
		const { memory } = await byWholeList.start(list(['b', 'a'], 9, limit), 0);
		const cut = await byWholeList.next(list(['d', 'c', 'b', 'a'], 1, limit), memory, 100);
		expect(cut.listed).toEqual([]);
		const whole = await byWholeList.next(list(['d', 'c', 'b', 'a'], 9, limit), cut.memory, 100);
		expect(idsIn(whole.listed)).toEqual(['c', 'd']);
	});
});

it('forgets nothing that is still there, however long the list is', async () => {
	const ids = Array.from({ length: 1100 }, (_, i) => `m${i}`);
	const start = await byWholeList.start(list(ids, 600, 'time'), 0);
	const same = await byWholeList.next(list(ids, 600, 'time'), start.memory, 100);
	expect(same.listed).toEqual([]);
	const more = await byWholeList.next(list([...ids, 'new'], 600, 'time'), same.memory, 100);
	expect(idsIn(more.listed)).toEqual(['new']);
	expect((await byWholeList.next(list(ids.slice(0, 900), 600, 'time'), more.memory, 100)).memory.known).toHaveLength(
		1000,
	);
});

it('remembers as many of those that left, which are not new when they return', async () => {
	const ids = Array.from({ length: 1000 }, (_, i) => `m${i}`);
	const start = await byWholeList.start(list(ids, 600, 'time'), 0);
	const fewer = await byWholeList.next(list(ids.slice(0, 900), 600, 'time'), start.memory, 100);
	expect((await byWholeList.next(list(ids, 600, 'time'), fewer.memory, 100)).listed).toEqual([]);
});

describe('an empty answer at the start', () => {
	const read = (ids: readonly string[]) => list(ids, 9, 'time');

	it('says nothing of a list that is never empty: the next answer is the start', async () => {
		const start = await byFullList.start(read([]), 0);
		expect(start.memory).toEqual({});
		const second = await byFullList.next(read(['b', 'a']), start.memory, 100);
		expect(second.listed).toEqual([]);
		expect(idsIn((await byFullList.next(read(['c', 'b', 'a']), second.memory, 100)).listed)).toEqual(['c']);
		expect((await byFullList.next(read([]), second.memory, 100)).memory).toEqual(second.memory);
	});

	it('is one of a list that may be empty: what comes next is new', async () => {
		const start = await byWholeList.start(read([]), 0);
		expect(idsIn((await byWholeList.next(read(['a']), start.memory, 100)).listed)).toEqual(['a']);
	});
});
