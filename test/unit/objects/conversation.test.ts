import fc from 'fast-check';
import { asTree, ownThread, parentOf } from '../../../api/objects/conversation';
import type { XObject } from '../../../api/objects/includes';

const post = (id: number, parent?: number, author = 'a'): XObject => ({
	id: String(id),
	author_id: author,
	referenced_posts: [
		{ type: 'quoted', id: '999' },
		...(parent === undefined ? [] : [{ type: 'replied_to', id: String(parent) }]),
	],
});
const outline = (posts: readonly XObject[]) => posts.map(({ id, depth }) => `${String(id)}:${String(depth)}`).join(' ');

describe('The tree of a conversation', () => {
	it('puts each reply after what it replies to, older ones first, whatever order they come in', () => {
		const posts = [post(5, 2), post(4, 1), post(1), post(3, 2), post(2, 1), post(6, 4)];
		expect(outline(asTree(posts, '1'))).toBe('1:0 2:1 3:2 5:2 4:1 6:2');
	});

	it('compares IDs as numbers, which may be longer than a number can hold', () => {
		const long = { ...post(0, 1), id: '1849000000000000001' };
		expect(outline(asTree([long, post(9, 1), post(1)], '1'))).toBe('1:0 9:1 1849000000000000001:1');
	});

	it('puts replies whose parent is missing last, with what is below them, without a depth', () => {
		const found = asTree([post(1), post(3, 2), post(4, 3), post(5, 1)], '1');
		expect(outline(found)).toBe('1:0 5:1 3:undefined 4:undefined');
		expect(found.map(({ parent_id }) => parent_id)).toEqual([undefined, '1', '2', '3']);
	});

	it('is the same without the first post, but for the depths', () => {
		expect(outline(asTree([post(3, 2), post(2, 1)], '1'))).toBe('2:undefined 3:undefined');
	});

	it('returns each post once where references lead in a circle', () => {
		expect(outline(asTree([post(1, 2), post(2, 1), post(3, 4), post(4, 3)], '1'))).toBe(
			'1:0 2:1 3:undefined 4:undefined',
		);
		expect(ownThread([post(1, 2), post(2, 1)], '1', 'a').map(({ id }) => id)).toEqual(['1', '2']);
	});

	it('takes an object without an ID', () => {
		expect(asTree([post(1), { text: 'withheld' }, post(2, 1)], '1')).toHaveLength(3);
	});

	it('takes a line of any length', () => {
		const chain = Array.from({ length: 20_000 }, (_, i) => post(i + 1, i || undefined));
		expect(asTree(chain, '1').at(-1)).toMatchObject({ id: '20000', depth: 19_999, order: 20_000 });
	});

	it('has every post once, below its parent and numbered from 1', () => {
		const conversation = fc
			.array(fc.nat(), { minLength: 1, maxLength: 60 })
			.map((picks) => picks.map((pick, i) => post(i + 1, i === 0 ? undefined : (pick % i) + 1)));
		fc.assert(
			fc.property(conversation, fc.func(fc.nat()), (posts, mix) => {
				const shuffled = [...posts, ...posts.slice(0, 3)].sort((a, b) => mix(a.id) - mix(b.id));
				const found = asTree(shuffled, '1');
				expect(found.map(({ id }) => id).sort()).toEqual(posts.map(({ id }) => id).sort());
				expect(found.map(({ order }) => order)).toEqual(found.map((_, i) => i + 1));
				const at = new Map(found.map((each) => [each.id, each]));
				for (const each of found.slice(1)) {
					const parent = at.get(parentOf(each)) as { order: number; depth: number };
					expect(each.depth).toBe(parent.depth + 1);
					expect(Number(each.order)).toBeGreaterThan(parent.order);
				}
			}),
		);
	});
});

describe("The author's thread", () => {
	it('is the unbroken line of the author, and leaves out what he answers to others', () => {
		const posts = [post(1), post(2, 1), post(3, 1, 'b'), post(4, 3), post(5, 2), post(6, 5, 'c'), post(7, 6)];
		expect(ownThread(posts, '1', 'a').map(({ id }) => id)).toEqual(['1', '2', '5']);
	});

	it('is nothing without its first post', () => expect(ownThread([post(2, 1)], '1', 'a')).toEqual([]));
});
