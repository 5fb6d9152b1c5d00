/**
 * Finds new objects in lists whose IDs increase with time, which X lists newest first.
 * The watermark is the newest emitted ID. Nothing is emitted before everything older has been read:
 * a burst too large for one poll is first read down to its end and then emitted from its oldest part upwards.
 */
import { settle } from '../errors/outcome';
import { byAge, isNewer, latestId, type Bounds, type Listed, type Page } from './listed';
import { readPage, tokenAfter } from './read-page';

/** Where a part of a burst ends that is emitted later; the parts below it have lower IDs. */
export interface Mark {
	id: string;
	/** Token of the page it is on, for lists that accept no `until_id`. */
	token?: string;
}

export interface Watermark {
	/** ID of the newest emitted object. */
	since: string;
	/** Parts of a burst still to be emitted, newest first. */
	marks: readonly Mark[];
}

/** What to request: objects newer than `since` and older than `below`. */
export interface Range {
	since: string;
	below?: string;
	/** Token of the page to continue at. */
	token?: string;
	/** The first request of a poll, which often finds nothing new. */
	first: boolean;
}

export interface Source extends Bounds {
	/** X itself applies `since` and `below`; otherwise pages are read until one reaches `since`. */
	bounded: boolean;
	read(range: Range): Promise<Page>;
}

/** Above this many, parts are merged in pairs; each then takes a little longer. */
const MOST_MARKS = 100;

const X_EPOCH_MS = 1_288_834_974_657n;
const RECENT_MS = 7 * 86_400_000;
/** Margin at the edge of the seven days, for clock differences. */
const EDGE_MS = 5 * 60_000;

/** The lowest ID that X can have assigned at a time, in milliseconds since 1970. */
export function idAt(ms: number): string {
	const since = BigInt(Math.trunc(ms)) - X_EPOCH_MS;
	return String((since > 0n ? since : 0n) << 22n);
}

/** When X assigned an ID, in milliseconds since 1970; undefined for IDs that do not tell. */
export const timeIn = (id: string): number | undefined =>
	/^\d{15,19}$/.test(id) ? Number((BigInt(id) >> 22n) + X_EPOCH_MS) : undefined;

/** Recent search rejects a `since_id` older than seven days, and finds nothing older anyway. @param now by X's clock */
export function withinRecent(since: string, now: number): string {
	const oldest = idAt(now - RECENT_MS + EDGE_MS);
	return isNewer(since, oldest) ? since : oldest;
}

/** Whether two bounds lie further apart than clocks differ that are right. */
export const isElsewhere = (a: string, b: string): boolean => {
	const apart = BigInt(a) - BigInt(b);
	return (apart < 0n ? -apart : apart) > BigInt(EDGE_MS) << 22n;
};

/** An object and the token of its page. */
interface Found {
	id: string;
	entry: Listed;
	token?: string;
}

/** One range, oldest first; if reading was cut off, `rest` is where, unless nothing was found above it. */
interface Walk {
	found: Found[];
	isCut: boolean;
	rest?: Mark;
}

const sorted = (found: ReadonlyMap<string, Found>): Found[] => [...found.values()].sort(byAge);

/** The token matters only where X accepts no `until_id`. */
const markAt = (id: string, token: string | undefined, { bounded }: Source): Mark => ({
	id,
	...(token && !bounded ? { token } : {}),
});

/** Reads a range, of which nothing is emitted before all of it is read. */
async function walk(source: Source, since: string, below: Mark | undefined, first: boolean): Promise<Walk> {
	const found = new Map<string, Found>();
	let token = source.bounded ? undefined : below?.token;
	for (let pages = 0; ; pages++) {
		const range: Range = { since, below: below?.id, token, first: first && pages === 0 };
		const progress = { pages, keeps: found.size > 0, token };
		const step = await readPage(source, progress, async () => await source.read(range));
		if (step.kind === 'cut') return cutOff(sorted(found), token, below, source);
		if (step.kind === 'expired') {
			// Without the page that an earlier poll kept, reading starts from the top.
			token = undefined;
			continue;
		}
		for (const entry of step.page.listed.filter((each) => isWithin(each, since, below)))
			found.set(entry.id, { id: entry.id, entry, token });
		if (isLast(step.page, token, since)) return { found: sorted(found), isCut: false };
		token = step.page.next;
	}
}

/** Reading continues below the lowest entry found; where nothing was found, it starts again. */
const cutOff = (found: Found[], token: string | undefined, below: Mark | undefined, source: Source): Walk => ({
	found,
	isCut: true,
	rest: found.length > 0 ? markAt(found[0].id, token, source) : below,
});

/** Whether an object is in the range: newer than `since` and older than `below`. */
const isWithin = ({ id }: Listed, since: string, below: Mark | undefined): boolean =>
	isNewer(id, since) && (!below || isNewer(below.id, id));

/** Only a missing token ends the list: X may return an empty page with more after it. */
const isLast = (page: Page, token: string | undefined, since: string): boolean =>
	!tokenAfter(page, token) || page.listed.some(({ id }) => !isNewer(id, since));

export interface CaughtUp {
	/** Oldest first. */
	listed: Listed[];
	state: Watermark;
	/** The last reading did not reach its end. */
	isCut: boolean;
}

/** @param most maximum number of objects to emit */
export async function catchUp(before: Watermark, most: number, source: Source): Promise<CaughtUp> {
	const listed: Listed[] = [];
	const marks = [...before.marks];
	let { since } = before;
	const done = (isCut = false): CaughtUp => ({ listed, state: { since, marks: thinned(marks) }, isCut });
	for (;;) {
		const below = marks.at(-1);
		const part = await readPart(source, since, below, listed.length === 0);
		if (!part) return done();
		const { found, isCut, rest } = part;
		if (isCut) {
			if (rest && rest.id !== below?.id) marks.push(...partsOf(found, most, source), rest);
			return done(true);
		}
		const out = found.slice(0, most - listed.length);
		const left = found.slice(out.length);
		for (const { entry } of out) listed.push(entry);
		since = latestId([since, ...out.map(({ id }) => id)]);
		if (left.length > 0) {
			marks.push(...partsOf(left, most, source));
			return done();
		}
		marks.pop();
		if (!below || listed.length >= most || !source.mayGoOn()) return done();
	}
}

/** @returns undefined if a limit ends the poll: what was read before is complete and is emitted */
async function readPart(
	source: Source,
	since: string,
	below: Mark | undefined,
	isFirst: boolean,
): Promise<Walk | undefined> {
	const walked = await settle(walk(source, since, below, isFirst));
	if (walked.ok) return walked.value;
	if (!isFirst && source.isCut(walked.error)) return undefined;
	throw walked.error;
}

/** Marks after every `size` objects, newest first: one part per poll. */
const partsOf = (found: readonly Found[], size: number, source: Source): Mark[] =>
	found
		.filter((_, at) => at > 0 && at % size === 0)
		.map(({ id, token }) => markAt(id, token, source))
		.reverse();

/**
 * Any mark may be dropped, as its part is then read with the one above; the lowest stays, as reading continues there.
 */
const thinned = (marks: readonly Mark[]): Mark[] =>
	marks.length <= MOST_MARKS ? [...marks] : thinned(marks.filter((_, i) => i % 2 === 0 || i === marks.length - 1));
