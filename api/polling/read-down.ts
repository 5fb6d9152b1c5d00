/** Reads a list from its top down to the entries that are known. */
import { isAnchored, lookAt, youngIn, type End, type Look } from './boundary';
import type { Listed } from './listed';
import { readPage, tokenAfter } from './read-page';
import { showsAll, type Cut, type Depth, type ListSource, type SeenList } from './seen-list';

/** X's largest page. */
const MOST_PER_PAGE = 100;

/** What was read, down to known entries or to where they would be. */
export interface Reading {
	kind: 'read';
	look: Look;
	/** Token of the next page down. */
	next?: string;
	/** Number of entries above, as read by an earlier poll. */
	above: number;
	/** The page on which reading began, if not the first. */
	token?: string;
	/** Reading reached what was emitted last. */
	joined: boolean;
}

/** Time or money ran out before reading was complete. */
export interface CutOff {
	kind: 'cut';
	above: number;
	/** Where the next poll continues. */
	at: Cut;
}

/** Reads down until it finds known entries, and no further than where they can be expected. */
export async function readDown(list: SeenList, source: ListSource, depth: Depth): Promise<Reading | CutOff> {
	const start = startOf(list, depth);
	const most = mostToRead(list, source, depth) - start.above;
	const entries = new Map<string, Listed>();
	let { token, size } = start;
	for (let pages = 0; ; pages++) {
		const step = await readPage(source, { pages, keeps: pages > 0, token }, async () => await source.read(token, size));
		if (step.kind === 'cut' && token)
			return { kind: 'cut', above: start.above, at: { token, above: start.above + entries.size } };
		// Without the page that an earlier poll kept, reading starts from the top.
		if (step.kind !== 'page') return await readDown({ ...list, cuts: undefined }, source, depth);
		addTo(entries, step.page.listed);
		const next = tokenAfter(step.page, token);
		const read = start.above + entries.size;
		const look = lookAt([...entries.values()], list, next ? undefined : endOf(read, source, depth));
		const joined = next !== undefined && next === list.floor;
		const isDeep = entries.size >= most && youngIn(look.entries, list) < entries.size;
		if (!next || joined || isAnchored(look, list) || isDeep)
			return { kind: 'read', look, next, above: start.above, token: start.token, joined };
		token = next;
		size = Math.min(MOST_PER_PAGE, size * 2, Math.max(depth.quiet, most - entries.size));
	}
}

/** The end of what X shows may not be the end of the list. */
const endOf = (read: number, { count }: ListSource, depth: Depth): End | undefined =>
	showsAll(read, depth) ? { read, count } : undefined;

/** Entries may move down to the next page while it is read: a map keeps the first place. */
function addTo(entries: Map<string, Listed>, listed: readonly Listed[]): void {
	for (const entry of listed) entries.set(entry.id, entry);
}

interface Start {
	token?: string;
	size: number;
	above: number;
}

/** At the top, or where an earlier poll was cut off. */
function startOf({ cuts }: SeenList, { quiet }: Depth): Start {
	const cut = cuts?.at(-1);
	return cut ? { ...cut, size: MOST_PER_PAGE } : { size: quiet, above: 0 };
}

/** The counter shows how far down the last poll's entries can be, if they still exist. */
function mostToRead({ met, count }: SeenList, { count: now }: ListSource, { quiet }: Depth): number {
	if (count === undefined || now === undefined) return Infinity;
	return Math.max(0, now - count) + met + quiet;
}
