/**
 * Finds new entries in lists whose IDs do not increase (followers, likes, bookmarks) by comparing with earlier polls.
 *
 * X lists the most recent entries first. Entries leave such lists and come back, so an unknown ID alone proves nothing:
 * older entries move up when others leave, and suspended accounts return to their old places. An entry is new if it is
 * unknown and stands above known entries whose order has not changed since the last poll.
 */
import { settle } from '../errors/outcome';
import { idsOf, type Bounds, type Listed, type Page } from './listed';

export interface SeenList {
	/** The IDs in the list, as far down as it was read, most recent first. */
	order: readonly string[];
	/** How many of these the last poll saw; those below were seen earlier. */
	met: number;
	/** Seen before and gone since: not new when they return. */
	gone: readonly string[];
	/** `order` reaches the end of the list. */
	whole?: boolean;
	/** X's counter for the list at the last poll. */
	count?: number;
	/** Pages at which reading was cut off, the lowest last. What is below the last one is emitted first. */
	cuts?: readonly Cut[];
	/** The page that begins with the last emitted entry. */
	floor?: string;
}

interface Cut {
	token: string;
	/** Number of entries above it. */
	above: number;
}

export interface ListSource extends Bounds {
	read(token: string | undefined, size: number): Promise<Page>;
	/** X's current counter for the list, where there is one. */
	count?: number;
}

export interface Depth {
	/** Number of entries that a poll reads first. */
	quiet: number;
	/** Minimum number of entries to know, so that some known ones remain when others leave the list. */
	depth: number;
	/** Maximum number of entries of the list that X shows. */
	window?: number;
}

export interface NewEntries {
	/** Oldest first. */
	listed: Listed[];
	list: SeenList;
	/** More entries are waiting to be emitted, whether or not the list changes. */
	more?: true;
	/** No known entry was found: there may be more new ones than those that are certain. */
	unsure?: true;
}

/** Maximum number of IDs remembered of each kind. */
const MOST_SEEN = 1000;
/** This many entries in unchanged order are no accident: fewer may have left and come back meanwhile. */
const ANCHOR = 3;
/** Maximum number of cuts remembered; if those above are dropped, reading starts from the top again. */
const MOST_CUTS = 50;
/** X's largest page. */
const MOST_PER_PAGE = 100;

/** The list at the start; all of its entries count as seen. */
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

/** What one poll read of a list, with the positions of entries that were known before. */
interface Look {
	entries: readonly Listed[];
	/** Known entries in the same order as at the last poll, down to the last one found; the first may have come back. */
	inPlace: ReadonlyArray<{ at: number; was: number }>;
	/** The page ended with a known entry. */
	endsKnown: boolean;
	/** The end of the list was reached. */
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

/** Whether the known entries found show where the new ones end. */
function isAnchored({ inPlace, endsKnown }: Look, { order, whole }: SeenList): boolean {
	const last = inPlace.at(-1);
	// A list that is known to its end can be read to its end.
	if (!last || inPlace.length < (whole ? ANCHOR : Math.min(ANCHOR, order.length))) return false;
	// Everything below the last known entry is unknown, and older.
	return endsKnown || last.was === order.length - 1;
}

/** Where the new entries end, as far as is known, and whether that is certain. */
interface Boundary {
	/** Unknown entries among this many from the top are new. */
	at: number;
	sure: boolean;
}

function boundaryOf(look: Look, list: SeenList, now: number | undefined): Boundary {
	const { entries, inPlace, ended } = look;
	if (inPlace.length >= ANCHOR) return { at: inPlace[ANCHOR - 1].at, sure: true };
	// All earlier entries are known, so any unknown one is new.
	if (ended && list.whole) return { at: entries.length, sure: true };
	const last = inPlace.at(-1)?.at ?? 0;
	return isAnchored(look, list)
		? { at: last, sure: true }
		: { at: Math.max(last, certain(look, list, now)), sure: entries.length === 0 };
}

/**
 * When nothing shows where the new entries end, all that the last poll saw are gone, or more arrived than were read.
 * @returns how many from the top are new in either case
 */
function certain({ entries }: Look, { met, count }: SeenList, now: number | undefined): number {
	if (count === undefined || now === undefined) return 0;
	return Math.min(entries.length, Math.max(0, now - count + met));
}

interface Reading {
	look: Look;
	/** Token of the next page down. */
	next?: string;
	/** Number of entries above, as read by an earlier poll. */
	above: number;
	/** The page on which reading began, if not the first. */
	token?: string;
	/** Reading reached what was emitted last. */
	joined?: true;
	/** Time or money ran out before reading was complete. */
	cut?: true;
}

/** Reads down until it finds known entries, and no further than where they can be expected. */
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
			// A token kept from an earlier poll may have expired: start from the top.
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

/** The counter shows how far down the last poll's entries can be, if they still exist. */
function mostToRead({ met, count }: SeenList, { count: now }: ListSource, quiet: number): number {
	if (count === undefined || now === undefined) return Infinity;
	return Math.max(0, now - count) + met + quiet;
}

/** @param most maximum number of entries to emit */
export async function findNewIn(before: SeenList, most: number, source: ListSource, depth: Depth): Promise<NewEntries> {
	const { look, next, above, token, joined, cut } = await readDown(before, source, depth);
	const cuts = above > 0 ? (before.cuts ?? []).slice(-MOST_CUTS) : [];
	// Nothing is emitted before what is below it; the next poll continues there.
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
		// What is above the page at which this poll continued is left to the next poll.
		...(rest > 0 || above > 0 ? { more: true } : {}),
		...(boundary.sure ? {} : { unsure: true }),
	};
}

/** The next poll starts from the current list. */
async function startAnew(before: SeenList, source: ListSource, depth: Depth): Promise<NewEntries> {
	const list = startList(await source.read(undefined, depth.depth), depth, source.count);
	return { listed: [], list: remembered({ ...list, gone: [...before.order, ...before.gone] }), unsure: true };
}

interface Outcome {
	sure: boolean;
	above: number;
	listed: readonly Listed[];
	/** Number of new entries still to be emitted. */
	rest: number;
	count: number | undefined;
}

/** What is remembered after a poll: what was read, and below it what earlier polls had read. */
function after(before: SeenList, { entries, inPlace, ended }: Look, outcome: Outcome): SeenList {
	const { listed, rest, sure, above, count } = outcome;
	// Entries still to be emitted must count as unseen in the next poll.
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

/** Reads further where too few entries are known, if time and money allow. */
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
	// The next poll can do it instead.
	if (!got.ok) return list;
	const read = [...order.slice(0, met), ...idsOf(got.value.listed)];
	return remembered({
		...list,
		order: [...read, ...order.slice(met)],
		met: new Set(read).size,
		...(!got.value.next && showsAll(read.length, bounds) ? { whole: true } : {}),
	});
}
