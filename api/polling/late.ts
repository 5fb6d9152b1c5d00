/**
 * X lists some objects late: an ID may appear below one that was already emitted. So each poll rereads a little below
 * the newest one and remembers what was emitted. An edited post has a new ID and names its earlier ones: it is
 * emitted once.
 */
import { idsOf, isNewer, latestId, type Listed, type Page } from './listed';
import { idAt, type Watermark } from './watermark';

export interface Recent {
	/** X has listed everything up to this ID. */
	settled: string;
	/** The newest IDs that were emitted or existed at the start, with those of earlier versions. */
	recent: readonly string[];
}

/** The newest emitted ID, what is left of a burst, and what may still arrive late. */
export interface ById extends Watermark {
	late: Recent;
}

/** How late X may list an object. */
const LATE_MS = 5 * 60_000;
const LATE_IDS = BigInt(LATE_MS) << 22n;
const MOST_RECENT = 1000;

const earliest = (a: string, b: string): string => (isNewer(a, b) ? b : a);
const latest = (a: string, b: string): string => (isNewer(a, b) ? a : b);

/** The ID up to which nothing arrives late any more. A wrong clock shifts it by LATE_MS at most. */
export function settledAt(newest: string, now: number): string {
	const least = BigInt(newest) - LATE_IDS;
	return latest(String(least > 0n ? least : 0n), earliest(newest, idAt(now - LATE_MS)));
}

const versionsOf = ({ id, versions = [] }: Listed): readonly string[] => [id, ...versions];

/** The entries that exist at the start. */
export function startRecent(there: readonly Listed[], since: string, now: number): Recent {
	const [first, ...others] = idsOf(there);
	const settled = settledAt(since, now);
	// Anything older than the first page existed before.
	const lowest = first === undefined ? since : others.reduce(earliest, first);
	return { settled: latest(settled, earliest(lowest, since)), recent: there.flatMap(versionsOf).slice(0, MOST_RECENT) };
}

/**
 * A page without entries that were already emitted, and without edits of them. Entries not newer than `since` stay:
 * they end the reading.
 */
export function withoutKnown(page: Page, since: string, { recent }: Recent): Page {
	const known = new Set(recent);
	const isKnown = (entry: Listed) => isNewer(entry.id, since) && versionsOf(entry).some((id) => known.has(id));
	return { ...page, listed: page.listed.filter((entry) => !isKnown(entry)) };
}

/** More entries than that are not reread by each poll, but once in LATE_MS. */
const MOST_AGAIN = 50;

/** The ID after which to read. @param since the newest emitted ID */
export function askedSince(since: string, { settled, recent }: Recent, now: number): string {
	const again = recent.filter((id) => isNewer(id, settled));
	const then = settledAt(since, now);
	const isDue = then === since || BigInt(then) - BigInt(settled) >= LATE_IDS;
	return again.length > MOST_AGAIN && !isDue ? since : earliest(settled, since);
}

/** Keeps only the newest of several versions of a post. */
export function newestVersions(listed: readonly Listed[]): Listed[] {
	const replaced = new Set(listed.flatMap(({ id, versions = [] }) => versions.filter((each) => each !== id)));
	return listed.filter(({ id }) => !replaced.has(id));
}

/** @param settles whether everything from `before.settled` to the newest one, `since`, has been emitted, or is given up */
export function remembered(
	before: Recent,
	listed: readonly Listed[],
	settles: boolean,
	since: string,
	now: number,
): Recent {
	const all = [...new Set([...[...listed].reverse().flatMap(versionsOf), ...before.recent])];
	const settled = settles ? settledAt(since, now) : before.settled;
	const forgotten = all.slice(MOST_RECENT).filter((id) => isNewer(id, settled));
	return {
		// An ID that is no longer remembered cannot be distinguished from one that arrives late.
		settled: forgotten.length > 0 ? latestId(forgotten) : latest(settled, before.settled),
		recent: all.slice(0, MOST_RECENT),
	};
}
