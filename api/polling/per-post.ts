/** Finds who is new in a list that each of some posts has, by a counter of the post: a list is read only when its counter has changed. */
import { findNew, type Known, type NewcomerSource } from './known-list';
import { byAge, type Thing } from './listed';

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

/** @returns the new ones of all posts, each with the ID of its post */
export async function findNewPerPost(
	before: readonly Watched[],
	posts: readonly PostWithCount[],
	most: number,
	sourceOf: (post: string) => NewcomerSource,
): Promise<{ things: Array<{ thing: Thing; post: string }>; state: Watched[] }> {
	const state = new Map(before.map((watched) => [watched.id, watched]));
	const things: Array<{ thing: Thing; post: string }> = [];
	for (const [i, { id, count }] of [...posts].sort(byAge).entries()) {
		const watched = state.get(id) ?? { id, known: [], count: 0 };
		if (watched.count === count && !watched.token) continue;
		const source = sourceOf(id);
		const room = most - things.length;
		// What is not looked at now is as it was, and looked at by the next poll.
		if (room <= 0 || (i > 0 && !source.mayGoOn())) continue;
		const found = await findNew(watched, room, source);
		for (const thing of found.things) things.push({ thing, post: id });
		const more = found.state.token !== undefined || found.things.length === room;
		state.set(id, { ...found.state, id, count: more ? -1 : count });
	}
	return { things, state: [...state.values()].sort(byAge).slice(-MOST_POSTS) };
}
