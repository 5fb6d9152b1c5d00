/** Where the new entries of a list end: above known entries whose order has not changed. */
import type { Listed } from './listed';
import { timeIn } from './watermark';
import type { SeenList } from './seen-list';

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
}

export function lookAt(entries: readonly Listed[], { order }: SeenList, ended: boolean): Look {
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
}

export function boundaryOf(look: Look, list: SeenList, now: number | undefined): Boundary {
	const { entries, inPlace, ended } = look;
	if (inPlace.length >= ANCHOR) return { at: inPlace[ANCHOR - 1].at, sure: true };
	// All earlier entries are known, so any unknown one is new.
	if (ended && list.whole) return { at: entries.length, sure: true };
	const last = inPlace.at(-1)?.at ?? 0;
	return isAnchored(look, list)
		? { at: last, sure: true }
		: { at: Math.max(last, certain(look, list, now), youngIn(entries, list)), sure: entries.length === 0 };
}

/**
 * When nothing shows where the new entries end, all that the last poll saw are gone, or more arrived than were read.
 * @returns how many from the top are new in either case
 */
function certain({ entries }: Look, { met, count }: SeenList, now: number | undefined): number {
	if (count === undefined || now === undefined) return 0;
	return Math.min(entries.length, Math.max(0, now - count + met));
}
