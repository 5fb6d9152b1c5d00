/** Where the new entries of a list end: above known entries whose order has not changed. */
import type { Listed } from './listed';
import { timeIn } from './watermark';
import { agrees, type SeenList } from './seen-list';

/** This many entries in unchanged order are no accident: fewer may have left and come back meanwhile. */
const ANCHOR = 3;

/** What one poll read of a list, with the positions of entries that were known before. */
export interface Look {
	entries: readonly Listed[];
	/** Known entries in the same order as at the last poll, down to the last one found; the first may have come back. */
	inPlace: ReadonlyArray<{ at: number; was: number }>;
	/** The page ended with a known entry. */
	endsKnown: boolean;
	/** The end of the list was reached. */
	ended: boolean;
	/** The end of X's answer was reached, where the list cannot end. */
	isShort: boolean;
}

/** The end of X's last answer. */
export interface End {
	/** Number of entries in the list down to it. */
	read: number;
	/** X's counter for the list. */
	count?: number;
}

/** @param end what X says of the list, where nothing follows what was read */
export function lookAt(entries: readonly Listed[], list: SeenList, end: End | undefined): Look {
	const { order } = list;
	const places = new Map(order.map((id, was) => [id, was]));
	const known = entries.flatMap(({ id }, at) => {
		const was = places.get(id);
		return was === undefined ? [] : [{ at, was }];
	});
	let start = known.length - 1;
	while (start > 0 && known[start - 1].was < known[start].was) start--;
	const inPlace = known.slice(Math.max(0, start));
	const ended = end !== undefined && isCredible(end, inPlace.at(-1)?.was, list);
	return {
		entries,
		inPlace,
		endsKnown: known.at(-1)?.at === entries.length - 1 && entries.length > 0,
		ended,
		isShort: end !== undefined && !ended && end.read < Math.max(1, order.length),
	};
}

/**
 * Whether the list can end where X ended its answer. X may answer with nothing, or with a part, as if that were all:
 * what it then shows again would count as new.
 */
function isCredible({ read, count }: End, lowest: number | undefined, { order, whole }: SeenList): boolean {
	if (count !== undefined) return agrees(read, count);
	return whole === true || order.length === 0 || lowest === order.length - 1;
}

/** Whether the known entries found show where the new ones end. */
export function isAnchored({ inPlace, endsKnown }: Look, { order, whole }: SeenList): boolean {
	const last = inPlace.at(-1);
	// A list that is known to its end can be read to its end.
	if (!last || inPlace.length < (whole ? ANCHOR : Math.min(ANCHOR, order.length))) return false;
	// Everything below the last known entry is unknown, and older.
	return endsKnown || last.was === order.length - 1;
}

/** A clock is estimated by up to two seconds, and a list is read for a while. */
const MARGIN_MS = 10_000;

/**
 * An object that was made after the last poll cannot have been in the list before, and what is above it came later.
 * @returns how many from the top are new for that reason
 */
export function youngIn(entries: readonly Listed[], { at }: SeenList): number {
	if (at === undefined) return 0;
	for (let i = entries.length; i > 0; i--) if ((timeIn(entries[i - 1].id) ?? 0) > at + MARGIN_MS) return i;
	return 0;
}

/** Where the new entries end, as far as is known, and whether that is certain. */
export interface Boundary {
	/** Unknown entries among this many from the top are new. */
	at: number;
	sure: boolean;
	/** X's answer ended where the list cannot end, and above that nothing shows where the new entries end. */
	isShort: boolean;
}

export function boundaryOf(look: Look, list: SeenList, now: number | undefined): Boundary {
	const { entries, inPlace, ended } = look;
	const known = { sure: true, isShort: false };
	if (inPlace.length >= ANCHOR) return { at: inPlace[ANCHOR - 1].at, ...known };
	// All earlier entries are known, so any unknown one is new.
	if (ended && list.whole) return { at: entries.length, ...known };
	const last = inPlace.at(-1)?.at ?? 0;
	if (isAnchored(look, list)) return { at: last, ...known };
	return {
		at: Math.max(last, certain(look, list, now), youngIn(entries, list)),
		// Of an empty list that was empty before, nothing is missing.
		sure: entries.length === 0 && (ended || list.order.length === 0),
		isShort: look.isShort,
	};
}

/**
 * When nothing shows where the new entries end, all that the last poll saw are gone, or more arrived than were read.
 * @returns how many from the top are new in either case
 */
function certain({ entries }: Look, { met, count }: SeenList, now: number | undefined): number {
	if (count === undefined || now === undefined) return 0;
	return Math.min(entries.length, Math.max(0, now - count + met));
}
