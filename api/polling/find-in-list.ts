/**
 * Finds new entries in lists whose IDs do not increase (followers, likes, bookmarks) by comparing with earlier polls.
 *
 * X lists the most recent entries first. Entries leave such lists and come back, so an unknown ID alone proves nothing:
 * older entries move up when others leave, and suspended accounts return to their old places. An entry is new if it is
 * unknown and stands above known entries whose order has not changed since the last poll.
 */
import { settle } from '../errors/outcome';
import { boundaryOf, youngIn, type Boundary, type Look } from './boundary';
import { idsOf, type Listed } from './listed';
import { readDown, type CutOff, type Reading } from './read-down';
import {
	counted,
	remembered,
	showsAll,
	startList,
	type Cut,
	type Depth,
	type ListSource,
	type SeenList,
} from './seen-list';

export interface NewEntries {
	/** Oldest first. */
	listed: Listed[];
	list: SeenList;
	/** More entries are waiting to be emitted, whether or not the list changes. */
	more?: true;
	/** No known entry was found: there may be more new ones than those that are certain. */
	unsure?: true;
}

/** Maximum number of cuts remembered; if those above are dropped, reading starts from the top again. */
const MOST_CUTS = 50;

/** How long X may answer with less than the list has; what it answers for longer is the list. */
const LONGEST_SHORT_MS = 3_600_000;

/** @param most maximum number of entries to emit */
export async function findNewIn(before: SeenList, most: number, source: ListSource, depth: Depth): Promise<NewEntries> {
	const at = source.now();
	const reading = await readDown(before, source, depth);
	const cuts = cutsFrom(before, reading);
	// Nothing is emitted before what is below it; the next poll continues there.
	if (reading.kind === 'cut') return { listed: [], list: { ...before, cuts: [...cuts, reading.at] } };
	const boundary = endOfNew(reading, before, source);
	const { shortSince = at } = before;
	// The next poll asks again.
	if (boundary.isShort && at - shortSince < LONGEST_SHORT_MS) return { listed: [], list: { ...before, shortSince } };
	if (!boundary.sure && reading.above > 0) return await fromTop(before, most, source, depth);
	return await emitted({ before, reading, boundary, cuts, at }, most, source, depth);
}

interface Poll {
	before: SeenList;
	reading: Reading;
	boundary: Boundary;
	cuts: readonly Cut[];
	/** When it began, by X's clock. */
	at: number;
}

/** What is new above the boundary, as far as it may be emitted now. */
async function emitted(
	{ before, reading, boundary, cuts, at }: Poll,
	most: number,
	source: ListSource,
	depth: Depth,
): Promise<NewEntries> {
	const { next, above, token } = reading;
	const { count } = source;
	const look = { ...reading.look, ended: reading.look.ended || (boundary.isShort && count === undefined) };
	const fresh = unseen(look.entries.slice(0, boundary.at), before);
	const listed = fresh.slice(-most).reverse();
	const rest = fresh.length - listed.length;
	// What waits above was there before this poll.
	const known = rest > 0 || above > 0 ? before.at : at;
	const seen = after(before, look, { sure: boundary.sure, above, listed, rest, count, at: known });
	const list = await deepened(seen, next, source, depth);
	return {
		listed,
		list: { ...list, ...(rest > 0 ? { cuts, floor: before.floor } : { cuts: cuts.slice(0, -1), floor: token }) },
		// What is above the page at which this poll continued is left to the next poll.
		...(rest > 0 || above > 0 ? { more: true } : {}),
		...(boundary.sure ? {} : { unsure: true }),
	};
}

/** The cuts of earlier polls, unless reading began at the top. */
const cutsFrom = ({ cuts = [] }: SeenList, { above }: Reading | CutOff): readonly Cut[] =>
	above > 0 ? cuts.slice(-MOST_CUTS) : [];

function endOfNew({ look, joined }: Reading, before: SeenList, { count }: ListSource): Boundary {
	// Everything down to what was emitted last is new.
	if (joined) return { at: look.entries.length, sure: true, isShort: false };
	return boundaryOf(look, before, count);
}

function unseen(entries: readonly Listed[], { order, gone }: SeenList): Listed[] {
	const known = new Set([...order, ...gone]);
	return entries.filter(({ id }) => !known.has(id));
}

/** Reading on has not shown where the new entries end: the whole list shows it, if there is time to read so far. */
async function fromTop(before: SeenList, most: number, source: ListSource, depth: Depth): Promise<NewEntries> {
	const again = await findNewIn({ ...before, cuts: undefined, floor: undefined }, most, source, depth);
	const isCut = (again.list.cuts ?? []).length > 0;
	return isCut ? await startAnew(before, most, source, depth) : again;
}

/** The next poll starts from the current list. */
async function startAnew(before: SeenList, most: number, source: ListSource, depth: Depth): Promise<NewEntries> {
	const at = source.now();
	const page = await source.read(undefined, depth.depth);
	const young = unseen(page.listed.slice(0, youngIn(page.listed, before)), before);
	const listed = young.slice(-most).reverse();
	const rest = young.length - listed.length;
	// Entries still to be emitted must count as unseen in the next poll.
	const from = rest > 0 ? page.listed.findIndex(({ id }) => id === listed.at(-1)?.id) : 0;
	const list = startList({ ...page, listed: page.listed.slice(from) }, depth, at, source.count);
	return {
		listed,
		list: remembered({ ...list, gone: [...before.order, ...before.gone] }),
		...(rest > 0 ? { more: true } : {}),
		unsure: true,
	};
}

interface Outcome {
	sure: boolean;
	above: number;
	listed: readonly Listed[];
	/** Number of new entries still to be emitted. */
	rest: number;
	count: number | undefined;
	/** Up to when everything is known, by X's clock. */
	at: number | undefined;
}

/** X's counter without the entries still to be emitted. How many have come above a page kept earlier, it does not say. */
function countOfKnown(before: SeenList, { count, rest, above, listed }: Outcome): number | undefined {
	if (count === undefined) return undefined;
	return above > 0 && before.count !== undefined ? before.count + listed.length : count - rest - above;
}

/** What is remembered after a poll: what was read, and below it what earlier polls had read. */
function after(before: SeenList, { entries, inPlace, ended }: Look, outcome: Outcome): SeenList {
	const { listed, rest, sure, above, at } = outcome;
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
		...(at === undefined ? {} : { at }),
		...counted(countOfKnown(before, outcome)),
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
