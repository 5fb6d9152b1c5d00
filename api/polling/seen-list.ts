/** What is remembered about a list whose IDs do not increase, and how far down it is known. */
import { idsOf, type Bounds, type Page } from './listed';

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
	/** When it was last read from its top, by X's clock. */
	at?: number;
	/** Pages at which reading was cut off, the lowest last. What is below the last one is emitted first. */
	cuts?: readonly Cut[];
	/** The page that begins with the last emitted entry. */
	floor?: string;
	/** Since when X's answers end where the list cannot end, by X's clock. */
	shortSince?: number;
}

export interface Cut {
	token: string;
	/** Number of entries above it. */
	above: number;
}

export interface ListSource extends Bounds {
	read(token: string | undefined, size: number): Promise<Page>;
	/** X's current counter for the list, where there is one. */
	count?: number;
	/** X's clock, in milliseconds since 1970. */
	now(): number;
}

export interface Depth {
	/** Number of entries that a poll reads first. */
	quiet: number;
	/** Minimum number of entries to know, so that some known ones remain when others leave the list. */
	depth: number;
	/** Maximum number of entries of the list that X shows. */
	window?: number;
}

/** Maximum number of IDs remembered of each kind. */
const MOST_SEEN = 1000;

/** The list at the start; all of its entries count as seen. @param at when it was read, by X's clock */
export function startList(page: Page, depth: Depth, at: number, count?: number): SeenList {
	const order = idsOf(page.listed);
	const whole = !page.next && agrees(order.length, count ?? order.length) && showsAll(order.length, depth);
	return remembered({ order, met: order.length, gone: [], at, ...(whole ? { whole } : {}), ...counted(count) });
}

/** The end of what X shows may not be the end of the list. */
export const showsAll = (read: number, { window = Infinity }: Depth): boolean => read < window;

/** X counts accounts that it does not show, but hardly as many as it shows. */
const MOST_HIDDEN = 3;

/** Whether so many entries can be all of a list, by X's counter for it. */
export const agrees = (read: number, count: number): boolean =>
	read === 0 ? count === 0 : read + Math.max(read, MOST_HIDDEN) >= count;

export const counted = (count: number | undefined) => (count === undefined ? {} : { count });

/** At most as much as may be remembered, each ID once. */
export function remembered(list: SeenList): SeenList {
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
