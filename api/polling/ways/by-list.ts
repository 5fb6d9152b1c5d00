/** Finds new entries in lists without increasing IDs, by comparing them with earlier polls. */
import { firstOf, type FindNew, type Source } from '../find-new';
import { idsOf, type Listed } from '../listed';
import { findNewIn } from '../find-in-list';
import { readPage, tokenAfter } from '../read-page';
import { startList, type Depth, type ListSource } from '../seen-list';

/**
 * For lists with the most recent first.
 * @param depth number of entries that a poll reads first, and that it has to know
 */
export const byList = (depth: Depth): FindNew => ({
	tellsBy: 'it stands above what was there before',
	rereads: depth.quiet,
	canBeUnsure: true,
	async start(source, wanted) {
		const count = await source.count?.();
		const at = source.now();
		const size = Math.max(wanted, depth.depth);
		const first = await firstPage(source, size);
		// Without X's counter, only a second reading shows that the list is empty. X charges nothing for it.
		const isDoubtful = first.listed.length === 0 && count === undefined;
		const { listed, next } = isDoubtful ? await firstPage(source, size) : first;
		return {
			listed: listed.slice(0, wanted).reverse(),
			memory: { list: startList({ listed, next }, depth, at, count) },
		};
	},
	async next(source, { list }, most) {
		if (!list) return await this.start(source, 0);
		const found = await findNewIn(list, most, listOf(source, await source.count?.()), depth);
		return { listed: found.listed, memory: { list: found.list }, ...(found.unsure ? { unsure: true } : {}) };
	},
	newest: async (source) => await firstOf(source, depth.quiet),
});

/** X may return empty pages before the first entries. */
async function firstPage(source: Source, size: number): Promise<{ listed: Listed[]; next?: string }> {
	let last: string | undefined;
	const read: Source['read'] = async (request) => {
		const page = await source.read(request);
		last = page.next;
		return page;
	};
	return { listed: await firstOf({ read }, size), ...(last ? { next: last } : {}) };
}

/** A list as read from the top; `post` is the post it belongs to. */
export const listOf = (source: Source, count: number | undefined, post?: string): ListSource => ({
	mayGoOn: () => source.mayGoOn(),
	isCut: (error: unknown) => source.isCut(error),
	now: () => source.now(),
	read: async (token, size) => await source.read({ token, size, post }),
	...(count === undefined ? {} : { count }),
});

/** Number of IDs up to which those that have left a list that is read completely are remembered as well. */
const MOST_KNOWN = 1000;

/**
 * For short, unordered lists that are read completely: only events count as known.
 * @param neverEmpty X always lists something: an empty answer says nothing of what is there
 */
function wholeList({ neverEmpty = false } = {}): FindNew {
	const start: FindNew['start'] = async (source, wanted) => {
		const events = await eventsOf(source);
		if (!events || (neverEmpty && events.length === 0)) return { listed: [], memory: {} };
		return { listed: events.slice(0, wanted).reverse(), memory: { known: idsOf(events) } };
	};
	return {
		tellsBy: 'it was not among them before',
		rereads: 0,
		start,
		async next(source, { known }, most) {
			// The first poll could not read all of the list: what it did not read must not count as new.
			if (!known) return await start(source, 0);
			const before = new Set(known);
			const events = (await eventsOf(source)) ?? [];
			const fresh = events.filter(({ id }) => !before.has(id)).reverse();
			const listed = fresh.slice(0, most);
			// What is still there is never forgotten, or it would come again as new.
			const there = new Set(idsOf(events));
			const [still, gone] = [known.filter((id) => there.has(id)), known.filter((id) => !there.has(id))];
			const kept = [...idsOf(listed), ...still];
			return { listed, memory: { known: [...kept, ...gone.slice(0, Math.max(0, MOST_KNOWN - kept.length))] } };
		},
		newest: async (source) => (await source.read({})).listed,
	};
}

export const byWholeList = wholeList();
export const byFullList = wholeList({ neverEmpty: true });

/** @returns undefined when a limit ends reading before the end of the list */
async function eventsOf(source: Source): Promise<Listed[] | undefined> {
	const events: Listed[] = [];
	let token: string | undefined;
	for (let pages = 0; ; pages++) {
		const step = await readPage(source, { pages, keeps: pages > 0 }, async () => await source.read({ token }));
		if (step.kind !== 'page') return undefined;
		events.push(...step.page.listed.filter((entry) => source.isEvent(entry)));
		token = tokenAfter(step.page, token);
		if (!token) return events;
	}
}
