/** Puts the posts of a conversation together as people read it. Pure; posts are in the `post` vocabulary. */
import type { XObject } from './includes';

const idOf = ({ id }: XObject): string => String(id);

/** The post that this one replies to. */
export function parentOf({ referenced_posts: references }: XObject): string | undefined {
	const found = (Array.isArray(references) ? (references as XObject[]) : []).find(({ type }) => type === 'replied_to');
	return found && idOf(found);
}

/** IDs grow with time. */
const oldestFirst = (a: XObject, b: XObject): number => (BigInt(idOf(a)) < BigInt(idOf(b)) ? -1 : 1);

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

/** A post and everything below it, each reply right after what it replies to. */
function below(start: XObject, replies: ReadonlyMap<string, XObject[]>): Array<{ post: XObject; depth: number }> {
	const found: Array<{ post: XObject; depth: number }> = [];
	const open = [{ post: start, depth: 0 }];
	for (let next = open.pop(); next; next = open.pop()) {
		const { post, depth } = next;
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
	const [root, others] = [
		starts.filter((each) => idOf(each) === rootId),
		starts.filter((each) => idOf(each) !== rootId),
	];
	return [...root, ...others]
		.flatMap((start) => below(start, replies).map((each) => ({ ...each, isOfRoot: idOf(start) === rootId })))
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
	return root ? below(root, repliesTo(own)).map(({ post }) => post) : [];
}
