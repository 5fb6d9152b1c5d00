/**
 * Finds what is new among objects whose IDs grow with time, newest first as X lists them.
 * The watermark is the newest ID that was handed out. Nothing is handed out before everything older is there:
 * a burst too large for one poll is walked down first and then handed out from its oldest part upwards.
 */
import { settle } from '../client/outcome';
import { byAge, isNewer, latestId, type Bounds, type Listed, type Page } from './listed';

/** Where a part of a burst ends that is handed out later; the parts below it have lower IDs. */
export interface Mark {
	id: string;
	/** Token of the page it is on, for lists of X that take no `until_id`. */
	token?: string;
}

export interface Watermark {
	/** ID of the newest object handed out. */
	since: string;
	/** Parts of a burst still to be handed out, newest first. */
	marks: readonly Mark[];
}

/** What to ask X for: objects newer than `since` and older than `below`. */
export interface Range {
	since: string;
	below?: string;
	/** Goes on at a page further down. */
	token?: string;
	/** The first request of a poll: it may well be that nothing is new. */
	first: boolean;
}

export interface Source extends Bounds {
	/** X itself keeps to `since` and `below`; else its pages are read until one reaches `since`. */
	bounded: boolean;
	read(range: Range): Promise<Page>;
}

/** More parts than this are put together two by two; each then takes a little longer. */
const MOST_MARKS = 100;

const X_EPOCH_MS = 1_288_834_974_657n;
const RECENT_MS = 7 * 86_400_000;
/** Kept away from the edge of the seven days, for clocks that differ. */
const EDGE_MS = 5 * 60_000;

/** The lowest ID that X can have given at a moment, in milliseconds since 1970. */
export const idAt = (ms: number): string => String((BigInt(Math.trunc(ms)) - X_EPOCH_MS) << 22n);

/** Recent search refuses a `since_id` of more than seven days ago; what is older it does not find anyway. */
export function withinRecent(since: string, now: number): string {
	const oldest = idAt(now - RECENT_MS + EDGE_MS);
	return isNewer(since, oldest) ? since : oldest;
}

/** An object and the token of its page. */
interface Found {
	id: string;
	entry: Listed;
	token?: string;
}

/** One range, oldest first; `rest` says where the walk was cut, when it was. */
interface Walk {
	found: Found[];
	rest?: Mark;
}

async function walk(source: Source, since: string, below: Mark | undefined, first: boolean): Promise<Walk> {
	const found = new Map<string, Found>();
	const sorted = () => [...found.values()].sort(byAge);
	const cutAt = (token: string | undefined): Walk => {
		const [lowest] = sorted();
		return {
			found: sorted(),
			rest: lowest ? { id: lowest.id, ...(token && !source.bounded ? { token } : {}) } : below,
		};
	};
	let token = source.bounded ? undefined : below?.token;
	for (let page = 0; ; page++) {
		if (page > 0 && !source.mayGoOn()) return cutAt(token);
		const got = await settle(source.read({ since, below: below?.id, token, first: first && page === 0 }));
		if (!got.ok) {
			if (source.isCut(got.error) && found.size > 0) return cutAt(token);
			// A token kept from an earlier poll may have grown too old: from the top then.
			if (page > 0 || !token || source.isCut(got.error)) throw got.error;
			token = undefined;
			continue;
		}
		const { listed, next } = got.value;
		for (const entry of listed) {
			const wanted = isNewer(entry.id, since) && (!below || isNewer(below.id, entry.id));
			if (wanted && !found.has(entry.id)) found.set(entry.id, { id: entry.id, entry, ...(token ? { token } : {}) });
		}
		// Only a missing token ends: X may answer an empty page that has more behind it.
		if (!next || next === token || listed.some(({ id }) => !isNewer(id, since))) return { found: sorted() };
		token = next;
	}
}

export interface CaughtUp {
	/** Oldest first. */
	listed: Listed[];
	state: Watermark;
}

/** @param most how many to hand out at most */
export async function catchUp(before: Watermark, most: number, source: Source): Promise<CaughtUp> {
	const listed: Listed[] = [];
	const marks = [...before.marks];
	let { since } = before;
	const done = (): CaughtUp => ({ listed, state: { since, marks: thinned(marks) } });
	for (;;) {
		const below = marks.at(-1);
		const walked = await settle(walk(source, since, below, listed.length === 0));
		if (!walked.ok) {
			// Parts handed out before it are complete; a refusal of the first one is the poll's.
			if (listed.length > 0 && source.isCut(walked.error)) return done();
			throw walked.error;
		}
		const { found, rest } = walked.value;
		if (rest) {
			if (rest.id !== below?.id) marks.push(...partsOf(found, most, source), rest);
			return done();
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

/** Marks after every `size` objects, newest first: each part is one poll's. */
function partsOf(found: readonly Found[], size: number, { bounded }: Source): Mark[] {
	return found
		.filter((_, at) => at > 0 && at % size === 0)
		.map(({ id, token }): Mark => ({ id, ...(token && !bounded ? { token } : {}) }))
		.reverse();
}

/** Any mark may go, as its part is then read with the one above; the lowest is where the walk goes on, so it stays. */
const thinned = (marks: readonly Mark[]): Mark[] =>
	marks.length <= MOST_MARKS ? [...marks] : thinned(marks.filter((_, i) => i % 2 === 0 || i === marks.length - 1));
