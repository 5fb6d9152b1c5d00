/**
 * Finds new entries in the lists of several posts (likes, reposts ...): a post's list is read only when its counter
 * has changed.
 */
import { listOf } from './by-list';
import type { FindNew, Found, PostWithCount, Source, Watched } from '../find-new';
import { byAge, newestFirst, type Listed } from '../listed';
import { findNewIn } from '../find-in-list';
import { startList, type Depth, type SeenList } from '../seen-list';

/** Maximum number of posts remembered, including ones no longer watched, as they may come back. */
const MOST_POSTS = 50;

const EMPTY: SeenList = { order: [], met: 0, gone: [], whole: true, count: 0 };

const ofPost =
	(post: string) =>
	(entry: Listed): Listed => ({ ...entry, post });

export const byPost = (depth: Depth): FindNew => ({
	tellsBy: 'the number of a post has changed, and it stands above what was there before',
	rereads: 0,
	canBeUnsure: true,
	/** The order is known only within one list: entries of the newest post count as the newest. */
	async start(source, wanted) {
		const perPost: Watched[] = [];
		const there: Listed[] = [];
		for (const { id, count } of newestFirst(await source.posts())) {
			const size = Math.max(wanted, depth.depth);
			const at = source.now();
			const page = count > 0 ? await source.read({ post: id, size }) : { listed: [] };
			perPost.push({ id, list: startList(page, depth, at, count) });
			there.push(...page.listed.map(ofPost(id)));
		}
		return { listed: there.slice(0, wanted).reverse(), memory: { perPost } };
	},
	async next(source, { perPost }, most) {
		if (!perPost) return await this.start(source, 0);
		return await findNewPerPost(source, perPost, most, depth);
	},
	async newest(source) {
		const [post] = newestFirst((await source.posts()).filter(({ count }) => count > 0));
		if (!post) return [];
		const { listed } = await source.read({ post: post.id, size: 1 });
		return listed.map(ofPost(post.id));
	},
});

async function findNewPerPost(source: Source, before: readonly Watched[], most: number, depth: Depth): Promise<Found> {
	const watched = new Map(before.map((each) => [each.id, each]));
	const changed = (await source.posts()).filter((post) => hasChanged(post, watched.get(post.id))).sort(byAge);
	const listed: Listed[] = [];
	let unsure = false;
	for (const { id, count } of changed) {
		const room = most - listed.length;
		// A list that is not read now keeps its state and is read by the next poll.
		if (room <= 0 || (id !== changed[0].id && !source.mayGoOn())) break;
		const found = await findNewIn(listOfPost(watched.get(id)), room, listOf(source, count, id), depth);
		listed.push(...found.listed.map(ofPost(id)));
		watched.set(id, { id, list: found.list, ...(found.more ? { more: true } : {}) });
		unsure ||= found.unsure === true;
	}
	const perPost = [...watched.values()].sort(byAge).slice(-MOST_POSTS);
	return { listed, memory: { perPost }, ...(unsure ? { unsure } : {}) };
}

const listOfPost = (watched: Watched | undefined): SeenList => watched?.list ?? EMPTY;

/** The counter is not the one of the last poll, or that poll left something to read. */
function hasChanged({ count }: PostWithCount, watched: Watched | undefined): boolean {
	const { cuts = [], count: counted } = listOfPost(watched);
	return count !== counted || cuts.length > 0 || watched?.more === true;
}
