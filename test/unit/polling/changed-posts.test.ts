/** Lists of posts whose counters changed, in a poll that has little time. */
import type { Memory, Source } from '../../../api/polling/find-new';
import { byPost } from '../../../api/polling/ways/per-post';

const way = byPost({ quiet: 2, depth: 2 });

/** X with the likers of posts, newest first; `pages` is how many lists there is time for. */
function x(likers: Record<string, readonly string[]>, pages = Infinity) {
	const read: string[] = [];
	const source: Source = {
		posts: async () => Object.entries(likers).map(([id, who]) => ({ id, count: who.length })),
		read: async ({ post = '' }) => {
			read.push(post);
			return { listed: likers[post].map((id) => ({ id })) };
		},
		isEvent: () => true,
		now: () => 0,
		mayGoOn: () => read.length < pages,
		isCut: () => false,
	};
	return { source, read };
}

const start = async (likers: Record<string, readonly string[]>): Promise<Memory> =>
	(await way.start(x(likers).source, 0)).memory;

it('the first one that changed is read even if there is no time, so that a poll gets on', async () => {
	const memory = await start({ '1': ['a'], '2': ['b'], '3': ['c'] });
	const { source, read } = x({ '1': ['a'], '2': ['d', 'b'], '3': ['e', 'c'] }, 0);
	const found = await way.next(source, memory, 100);
	expect(read).toEqual(['2']);
	expect(found.listed).toEqual([{ id: 'd', post: '2' }]);
	const after = await way.next(x({ '1': ['a'], '2': ['d', 'b'], '3': ['e', 'c'] }, 0).source, found.memory, 100);
	expect(after.listed).toEqual([{ id: 'e', post: '3' }]);
});

it('those for which there is no room keep their state, and follow', async () => {
	const memory = await start({ '1': ['a'], '2': ['b'] });
	const now = { '1': ['d', 'c', 'a'], '2': ['e', 'b'] };
	const came: unknown[] = [];
	let state = memory;
	for (let poll = 0; poll < 4; poll++) {
		const found = await way.next(x(now).source, state, 1);
		came.push(...found.listed);
		state = JSON.parse(JSON.stringify(found.memory)) as Memory;
	}
	expect(came).toEqual([
		{ id: 'c', post: '1' },
		{ id: 'd', post: '1' },
		{ id: 'e', post: '2' },
	]);
	const { source, read } = x(now);
	await way.next(source, state, 1);
	expect(read).toEqual([]);
});
