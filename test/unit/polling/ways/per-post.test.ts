/** What is new in lists that belong to posts: what is asked for, handed out and remembered. */
import { START } from '../../../support/unwired/surroundings';
import { type Memory, type PageRequest, type Source } from '../../../../api/polling/find-new';
import { byPost } from '../../../../api/polling/ways/per-post';
import { entries, list, started, next } from '../../../support/unwired/lists';

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
				{ id: '10', list: { order: ['b', 'a'], met: 2, gone: [], at: START, whole: true, count: 2 } },
				{ id: '9', list: { order: [], met: 0, gone: [], at: START, whole: true, count: 0 } },
				{ id: '8', list: { order: ['c'], met: 1, gone: [], at: START, whole: true, count: 1 } },
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
		const first = await next(way, posts(likers).source, { perPost: [] }, 2);
		expect(first.came).toEqual(['a', 'b']);
		expect(first.memory.perPost).toMatchObject([{ id: '8', list: { order: ['b', 'a'] }, more: true }]);
		const second = await next(way, posts(likers).source, first.memory, 100);
		expect(second.came).toEqual(['c', 'd']);
		expect((await next(way, posts(likers).source, second.memory, 100)).came).toEqual([]);
	});

	it('goes on in the list where time ended the poll before', async () => {
		const likers = { '8': ['c', 'b', 'a'], '9': ['d'] };
		const late = posts(likers, {}, { mayGoOn: () => false });
		const first = await next(way, late.source, { perPost: [] });
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
		const { memory: first } = await started(way, posts({ '150': ['a'] }).source);
		const { memory } = await next(way, posts(many).source, first);
		expect(memory.perPost?.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, i) => String(101 + i)));
	});

	it('starts where nothing is remembered', async () => {
		const { source } = posts({ '8': ['b', 'a'] });
		expect(await next(way, source, {})).toEqual({ came: [], memory: (await started(way, source)).memory });
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
