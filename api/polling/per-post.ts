/** Finds who is new in a list that each of some posts has, by a counter of the post: a list is read only when its counter has changed. */
import { listOf } from './by-list';
import type { FindNew, Source } from './find-new';
import { findNewIn, type Known } from './known-list';
import { byAge, idsOf, newestFirst, type Listed } from './listed';

export interface PostWithCount {
	id: string;
	count: number;
}

export interface Watched extends Known {
	id: string;
	/** The counter when the list was read; -1 when it has to be read again. */
	count: number;
}

/** Posts remembered after they left the ones that are watched, so that they may come back. */
const MOST_POSTS = 50;

const ofPost =
	(post: string) =>
	(entry: Listed): Listed => ({ ...entry, post });

/** @param quiet entries of a list that a poll looks at first */
export const byPost = (quiet: number): FindNew => ({
	tellsBy: 'the number of a post has changed, and it stands above what was there before',
	rereads: 0,
	/** Who came when is known within a list only: those of the newest post count as the newest. */
	async start(source, wanted) {
		const perPost: Watched[] = [];
		const there: Listed[] = [];
		for (const { id, count } of newestFirst(await source.posts())) {
			const { listed } = count > 0 ? await source.read({ post: id, size: Math.max(wanted, quiet) }) : { listed: [] };
			perPost.push({ id, count, known: idsOf(listed) });
			there.push(...listed.map(ofPost(id)));
		}
		return { listed: there.slice(0, wanted).reverse(), memory: { perPost } };
	},
	async next(source, { perPost = [] }, most) {
		return await findNewPerPost(source, perPost, most, quiet);
	},
	async newest(source) {
		const [post] = newestFirst((await source.posts()).filter(({ count }) => count > 0));
		if (!post) return [];
		const { listed } = await source.read({ post: post.id, size: 1 });
		return listed.map(ofPost(post.id));
	},
});

async function findNewPerPost(source: Source, before: readonly Watched[], most: number, quiet: number) {
	const watched = new Map(before.map((each) => [each.id, each]));
	const listed: Listed[] = [];
	for (const [i, { id, count }] of [...(await source.posts())].sort(byAge).entries()) {
		const known = watched.get(id) ?? { id, known: [], count: 0 };
		if (known.count === count && !known.token) continue;
		const room = most - listed.length;
		// What is not looked at now is as it was, and looked at by the next poll.
		if (room <= 0 || (i > 0 && !source.mayGoOn())) continue;
		const found = await findNewIn(known, room, listOf(source, quiet, id));
		listed.push(...found.listed.map(ofPost(id)));
		// A walk that went on further down has not seen what stands above.
		const more = known.token !== undefined || found.state.token !== undefined || found.listed.length === room;
		watched.set(id, { ...found.state, id, count: more ? -1 : count });
	}
	return { listed, memory: { perPost: [...watched.values()].sort(byAge).slice(-MOST_POSTS) } };
}
