/** Puts the posts of a conversation together as people read it. Pure; posts are in the `post` vocabulary. */
import { objects } from '../json/members';
import type { XObject } from './includes';

const idOf = ({ id }: XObject): string => String(id);

/** The post that this one replies to. */
export function parentOf({ referenced_posts: references }: XObject): string | undefined {
	const found = objects(references).find(({ type }) => type === 'replied_to');
	return found && idOf(found);
}

/** IDs are numbers that grow with time and outgrow what a number can hold: the longer one is the younger one. */
function oldestFirst(a: XObject, b: XObject): number {
	const [one, other] = [idOf(a), idOf(b)];
	return one.length - other.length || (one < other ? -1 : 1);
}

/** The replies to each post, oldest first. */
function repliesTo(posts: readonly XObject[]): Map<string, XObject[]> {
	const replies = new Map<string, XObject[]>();
	for (const post of [...posts].sort(oldestFirst)) {
		const parent = parentOf(post) ?? '';
		const siblings = replies.get(parent);
		if (siblings) siblings.push(post);
		else replies.set(parent, [post]);
	}
	return replies;
}

/** A post and everything below it, each reply right after what it replies to; what was placed before is left out. */
function below(
	start: XObject,
	replies: ReadonlyMap<string, XObject[]>,
	placed: Set<string>,
): Array<{ post: XObject; depth: number }> {
	const found: Array<{ post: XObject; depth: number }> = [];
	const open = [{ post: start, depth: 0 }];
	for (let next = open.pop(); next; next = open.pop()) {
		const { post, depth } = next;
		// X's references could lead in a circle.
		if (placed.has(idOf(post))) continue;
		placed.add(idOf(post));
		found.push(next);
		for (const reply of [...(replies.get(idOf(post)) ?? [])].reverse()) open.push({ post: reply, depth: depth + 1 });
	}
	return found;
}

const distinct = (posts: readonly XObject[]): XObject[] => [
	...new Map(posts.map((post) => [idOf(post), post])).values(),
];

/**
 * All posts as a tree: `order`, `depth` below the first post of the conversation, and `parent_id`. Replies whose parent
 * is not among them come last, without a depth.
 */
export function asTree(all: readonly XObject[], rootId: string): XObject[] {
	const posts = distinct(all);
	const known = new Set(posts.map(idOf));
	const replies = repliesTo(posts);
	const isStart = (post: XObject) => idOf(post) === rootId || !known.has(parentOf(post) ?? '');
	const starts = posts.filter(isStart).sort(oldestFirst);
	const root = starts.filter((each) => idOf(each) === rootId);
	const placed = new Set<string>();
	return [...root, ...starts, ...[...posts].sort(oldestFirst)]
		.flatMap((start) => below(start, replies, placed).map((each) => ({ ...each, isOfRoot: idOf(start) === rootId })))
		.map(({ post, depth, isOfRoot }, i) => ({
			...post,
			order: i + 1,
			...(isOfRoot ? { depth } : {}),
			...(parentOf(post) ? { parent_id: parentOf(post) } : {}),
		}));
}

/** The first post and what its author wrote below it in an unbroken line: the thread. */
export function ownThread(all: readonly XObject[], rootId: string, authorId: string): XObject[] {
	const posts = distinct(all);
	const [root] = posts.filter((post) => idOf(post) === rootId);
	const own = posts.filter(({ author_id }) => author_id === undefined || author_id === authorId);
	return root ? below(root, repliesTo(own), new Set()).map(({ post }) => post) : [];
}
