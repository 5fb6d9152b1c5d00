/**
 * Finds what is new in a list of X that has no growing IDs (followers, likes, bookmarks): by what was seen there before.
 * X lists the most recent first. Entries leave such a list and come back, so that an unknown ID alone proves nothing: older
 * entries move up when others leave, and accounts that were suspended return to their old places. New is what is unknown
 * and stands above the entries that still follow each other as they did at the last look.
 */
import { settle } from '../client/outcome';
import { idsOf, type Bounds, type Listed, type Page } from './listed';

export interface SeenList {
	/** What the list has, as far down as it was read, most recent first. */
	order: readonly string[];
	/** How many of these the last look has met; those below were met earlier. */
	met: number;
	/** Seen before and gone since: who comes again is not new. */
	gone: readonly string[];
	/** `order` goes down to the end of the list. */
	whole?: boolean;
	/** X's counter of the list at the last look. */
	count?: number;
	/** Pages at which walks were cut, the lowest last. What is below the last one is handed out first. */
	cuts?: readonly Cut[];
	/** The page that begins with what was handed out last. */
	floor?: string;
}

interface Cut {
	token: string;
	/** Entries above it. */
	above: number;
}

export interface ListSource extends Bounds {
	read(token: string | undefined, size: number): Promise<Page>;
	/** X's counter of the list now, where there is one. */
	count?: number;
}

export interface Depth {
	/** Entries that a poll looks at first. */
	quiet: number;
	/** Entries to know at least, so that what leaves the list does not take all that is known with it. */
	depth: number;
	/** X shows no more of the list than so many. */
	window?: number;
}

export interface NewEntries {
	/** Oldest first. */
	listed: Listed[];
	list: SeenList;
	/** There is more to hand out, whether the list changes or not. */
	more?: true;
	/** None of what was known was met: there may be more new ones than those that are certain. */
	unsure?: true;
}

/** IDs remembered of each kind. */
const MOST_SEEN = 1000;
/** So many entries that follow each other as before are no accident: fewer may have left and come back meanwhile. */
const ANCHOR = 3;
/** Cuts remembered; without those above a walk starts from the top again. */
const MOST_CUTS = 50;
/** Largest page of X. */
const MOST_PER_PAGE = 100;

/** What there is at the start; all of it counts as seen. */
export function startList(page: Page, depth: Depth, count?: number): SeenList {
	const order = idsOf(page.listed);
	const whole = !page.next && showsAll(order.length, depth);
	return remembered({ order, met: order.length, gone: [], ...(whole ? { whole } : {}), ...counted(count) });
}

/** The end of what X shows may not be the end of the list. */
const showsAll = (read: number, { window = Infinity }: Depth): boolean => read < window;

const counted = (count: number | undefined) => (count === undefined ? {} : { count });

function remembered(list: SeenList): SeenList {
	const { whole, ...rest } = list;
	const order = [...new Set(list.order)];
	const there = new Set(order);
	return {
		...rest,
		order: order.slice(0, MOST_SEEN),
		met: Math.min(list.met, MOST_SEEN),
		gone: [...new Set(list.gone)].filter((id) => !there.has(id)).slice(0, MOST_SEEN),
		...(whole && order.length <= MOST_SEEN ? { whole } : {}),
	};
}

/** What was read of a list in one go, with the places of those that were there before. */
interface Look {
	entries: readonly Listed[];
	/** Entries that follow each other as at the last look, down to the last one met; the first may have come back. */
	inPlace: ReadonlyArray<{ at: number; was: number }>;
	/** The page ended with one of them. */
	endsKnown: boolean;
	/** The list has nothing below. */
	ended: boolean;
}

function lookAt(entries: readonly Listed[], { order }: SeenList, ended: boolean): Look {
	const places = new Map(order.map((id, was) => [id, was]));
	const known = entries.flatMap(({ id }, at) => {
		const was = places.get(id);
		return was === undefined ? [] : [{ at, was }];
	});
	let start = known.length - 1;
	while (start > 0 && known[start - 1].was < known[start].was) start--;
	return {
		entries,
		inPlace: known.slice(Math.max(0, start)),
		endsKnown: known.at(-1)?.at === entries.length - 1 && entries.length > 0,
		ended,
	};
}

/** Does what was met tell where the new ones end? */
function isAnchored({ inPlace, endsKnown }: Look, { order, whole }: SeenList): boolean {
	const last = inPlace.at(-1);
	// A list that is known to its end can be read to its end.
	if (!last || inPlace.length < (whole ? ANCHOR : Math.min(ANCHOR, order.length))) return false;
	// Below the last one that is known everything is unknown, and older.
	return endsKnown || last.was === order.length - 1;
}

/** Where the new ones end, as far as that can be told, and whether it can be told for sure. */
interface Boundary {
	/** So many entries from the top are new, if they are unknown. */
	at: number;
	sure: boolean;
}

function boundaryOf(look: Look, list: SeenList, now: number | undefined): Boundary {
	const { entries, inPlace, ended } = look;
	if (inPlace.length >= ANCHOR) return { at: inPlace[ANCHOR - 1].at, sure: true };
	// All there was is known, so that whatever is unknown is new.
	if (ended && list.whole) return { at: entries.length, sure: true };
	const last = inPlace.at(-1)?.at ?? 0;
	return isAnchored(look, list)
		? { at: last, sure: true }
		: { at: Math.max(last, certain(look, list, now)), sure: entries.length === 0 };
}

/**
 * When nothing tells where the new ones end, either all that the last look has met is gone, or more came than was read.
 * @returns how many from the top are new in either case
 */
function certain({ entries }: Look, { met, count }: SeenList, now: number | undefined): number {
	if (count === undefined || now === undefined) return 0;
	return Math.min(entries.length, Math.max(0, now - count + met));
}

interface Reading {
	look: Look;
	/** Where it goes on below. */
	next?: string;
	/** Entries above, as an earlier poll has read them. */
	above: number;
	/** The page on which it began, when that is not the first. */
	token?: string;
	/** It came to what was handed out last. */
	joined?: true;
	/** Time or money ended it before it came to an end. */
	cut?: true;
}

/** Reads down until it meets what was there before, and no further than it can be expected. */
async function readDown(list: SeenList, source: ListSource, depth: Depth): Promise<Reading> {
	const { quiet } = depth;
	const entries = new Map<string, Listed>();
	const cut = list.cuts?.at(-1);
	let [token, size] = [cut?.token, cut ? MOST_PER_PAGE : quiet];
	const above = cut?.above ?? 0;
	const most = mostToRead(list, source, quiet);
	const reading = (next: string | undefined, ended: boolean): Reading => ({
		look: lookAt([...entries.values()], list, ended && showsAll(above + entries.size, depth)),
		above,
		...(cut ? { token: cut.token } : {}),
		...(next ? { next } : {}),
	});
	for (let page = 0; ; page++) {
		if (page > 0 && !source.mayGoOn()) return { ...reading(token, false), cut: true };
		const got = await settle(source.read(token, size));
		if (!got.ok) {
			if (page > 0 && source.isCut(got.error)) return { ...reading(token, false), cut: true };
			// A token kept from an earlier poll may have grown too old: from the top then.
			if (page > 0 || !token || source.isCut(got.error)) throw got.error;
			return await readDown({ ...list, cuts: undefined }, source, depth);
		}
		const { listed, next } = got.value;
		for (const entry of listed) if (!entries.has(entry.id)) entries.set(entry.id, entry);
		const below = next === token ? undefined : next;
		const read = reading(below, !below);
		if (below && below === list.floor) return { ...read, joined: true };
		if (!below || isAnchored(read.look, list) || above + entries.size >= most) return read;
		token = below;
		size = Math.min(MOST_PER_PAGE, size * 2, most - above - entries.size);
	}
}

/** By the counter it is known where the last look's entries have to be, if they are still there. */
function mostToRead({ met, count }: SeenList, { count: now }: ListSource, quiet: number): number {
	if (count === undefined || now === undefined) return Infinity;
	return Math.max(0, now - count) + met + quiet;
}

/** @param most how many to hand out at most */
export async function findNewIn(before: SeenList, most: number, source: ListSource, depth: Depth): Promise<NewEntries> {
	const { look, next, above, token, joined, cut } = await readDown(before, source, depth);
	const cuts = above > 0 ? (before.cuts ?? []).slice(-MOST_CUTS) : [];
	// Nothing is handed out before what is below it; the next poll goes on there.
	if (cut && next)
		return { listed: [], list: { ...before, cuts: [...cuts, { token: next, above: above + look.entries.length }] } };
	const boundary = joined
		? { at: look.entries.length, sure: true }
		: boundaryOf(look, before, above > 0 ? undefined : source.count);
	if (!boundary.sure && above > 0) return await startAnew(before, source, depth);
	const known = new Set([...before.order, ...before.gone]);
	const fresh = look.entries.slice(0, boundary.at).filter(({ id }) => !known.has(id));
	const listed = fresh.slice(-most).reverse();
	const rest = fresh.length - listed.length;
	const seen = after(before, look, { sure: boundary.sure, above, listed, rest, count: source.count });
	const list = await deepened(seen, next, source, depth);
	return {
		listed,
		list: { ...list, ...(rest > 0 ? { cuts, floor: before.floor } : { cuts: cuts.slice(0, -1), floor: token }) },
		// What is above the page at which this one went on is the next poll's.
		...(rest > 0 || above > 0 ? { more: true } : {}),
		...(boundary.sure ? {} : { unsure: true }),
	};
}

/** What is there now is what the next poll starts from. */
async function startAnew(before: SeenList, source: ListSource, depth: Depth): Promise<NewEntries> {
	const list = startList(await source.read(undefined, depth.depth), depth, source.count);
	return { listed: [], list: remembered({ ...list, gone: [...before.order, ...before.gone] }), unsure: true };
}

interface Outcome {
	sure: boolean;
	above: number;
	listed: readonly Listed[];
	/** New ones that are left to hand out. */
	rest: number;
	count: number | undefined;
}

/** What is remembered after a look: what was read, and below it what earlier looks had read. */
function after(before: SeenList, { entries, inPlace, ended }: Look, outcome: Outcome): SeenList {
	const { listed, rest, sure, above, count } = outcome;
	// What is left to hand out has not been seen as far as the next poll is concerned.
	const from = rest > 0 ? entries.findIndex(({ id }) => id === listed.at(-1)?.id) : 0;
	const read = idsOf(entries.slice(from));
	const reached = ended || !sure ? before.order.length - 1 : (inPlace.at(-1)?.was ?? -1);
	const there = new Set(idsOf(entries));
	const below = before.order.slice(reached + 1).filter((id) => !there.has(id));
	const whole = (ended && above === 0) || (before.whole === true && sure);
	return remembered({
		order: [...read, ...below],
		met: read.length,
		gone: [...before.order.slice(0, reached + 1), ...before.order.filter((id) => there.has(id)), ...before.gone],
		...(whole ? { whole } : {}),
		...counted(count === undefined ? undefined : count - rest - above),
	});
}

/** Reads on where too little is known below, as long as nothing keeps it from doing so. */
async function deepened(
	list: SeenList,
	next: string | undefined,
	source: ListSource,
	bounds: Depth,
): Promise<SeenList> {
	const { depth } = bounds;
	const { order, met, whole } = list;
	if (whole || !next || order.length >= depth || !source.mayGoOn()) return list;
	const got = await settle(source.read(next, depth - met));
	// It can be done as well by the next poll.
	if (!got.ok) return list;
	const read = [...order.slice(0, met), ...idsOf(got.value.listed)];
	return remembered({
		...list,
		order: [...read, ...order.slice(met)],
		met: new Set(read).size,
		...(!got.value.next && showsAll(read.length, bounds) ? { whole: true } : {}),
	});
}
