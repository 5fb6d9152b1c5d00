/** What earlier tries of a run have written for an item, also where its expressions give something else now. */
import type { Attempt } from '../../../api/write/attempt';
import { nameOf, writtenBy } from '../../../host/action/earlier';

const attempt = (ended: number): Attempt => ({ began: 0, ended, id: String(ended) });
type Kept = ReadonlyArray<readonly [item: number, key: string, ended: number, part?: number]>;
const of = (kept: Kept) =>
	new Map(kept.map(([item, key, ended, part]) => [nameOf(item, key, part), attempt(ended)] as const));
const find = (kept: Kept, kind: 'single' | 'chain' = 'single', { item = 0, unchanged = true } = {}) => {
	const { attempts, names } = writtenBy(of(kept), unchanged)(item, 'now', kind);
	return { ids: attempts.map(({ id }) => id), differs: attempts.map(({ differs }) => differs === true), names };
};
const nothing = { ids: [], differs: [], names: [] };

it('is what is kept under the same key', () =>
	expect(
		find([
			[0, 'now', 1],
			[0, 'before', 2],
		]),
	).toEqual({ ids: ['1'], differs: [false], names: ['0 now'] }));

it.each<[Kept, string]>([
	[
		[
			[0, 'a', 1],
			[0, 'b', 2],
		],
		'2',
	],
	[
		[
			[0, 'a', 2],
			[0, 'b', 1],
		],
		'2',
	],
	[
		[
			[0, 'a', 3],
			[0, 'b', 3],
			[0, 'c', 1],
		],
		'3',
	],
])('is otherwise the latest one of the item: of %j, %s', (kept, id) =>
	expect(find(kept)).toMatchObject({ ids: [id], differs: [true] }),
);

it('is, of two that ended together, the one that was kept later', () =>
	expect(
		find([
			[0, 'a', 3],
			[0, 'b', 3],
		]).names,
	).toEqual(['0 b']));

it('is of the same kind', () => {
	const kept: Kept = [
		[0, 'a', 1],
		[0, 'b', 2, 0],
		[0, 'b', 3, 1],
	];
	expect(find(kept)).toEqual({ ids: ['1'], differs: [true], names: ['0 a'] });
	expect(find(kept, 'chain')).toEqual({ ids: ['2', '3'], differs: [true, true], names: ['0 b 0', '0 b 1'] });
});

it('is of the item itself', () => {
	expect(find([[12, 'a', 1]], 'single', { item: 1 })).toEqual(nothing);
	expect(find([[12, 'a', 1]], 'single', { item: 12 })).toMatchObject({ ids: ['1'] });
});

it('is none where nothing was written, or where the parameters are others', () => {
	expect(find([])).toEqual(nothing);
	expect(find([[0, 'a', 1]], 'single', { unchanged: false })).toEqual(nothing);
});
