/**
 * X lists some objects late: an ID may appear below one that was handed out. So a little below the newest one is asked for
 * again, and what was handed out is remembered. An edited post has a new ID and names its earlier ones: it comes once.
 */
import { idsOf, isNewer, latestId, type Listed, type Page } from './listed';
import { idAt, type Watermark } from './watermark';

export interface Recent {
	/** Everything up to this ID has been listed by X by now. */
	settled: string;
	/** The newest IDs that were handed out or there at the start, with those of earlier versions. */
	recent: readonly string[];
}

/** The newest ID that was handed out, what of a burst is left, and what may still come late. */
export interface ById extends Watermark {
	late: Recent;
}

/** How late X may list something. */
const LATE_MS = 5 * 60_000;
const LATE_IDS = BigInt(LATE_MS) << 22n;
const MOST_RECENT = 500;

const earliest = (a: string, b: string): string => (isNewer(a, b) ? b : a);
const latest = (a: string, b: string): string => (isNewer(a, b) ? a : b);

/** Up to where nothing comes late any more. A clock that is behind or ahead moves it no further than X may be late. */
export function settledAt(newest: string, now: number): string {
	const least = BigInt(newest) - LATE_IDS;
	return latest(String(least > 0n ? least : 0n), earliest(newest, idAt(now - LATE_MS)));
}

const versionsOf = ({ id, versions = [] }: Listed): readonly string[] => [id, ...versions];

/** What is there at the start. @param more whether X has more below */
export function startRecent(there: readonly Listed[], since: string, now: number): Recent {
	const [first, ...others] = idsOf(there);
	const settled = settledAt(since, now);
	// What is older than the first page was there before.
	const lowest = first === undefined ? since : others.reduce(earliest, first);
	return { settled: latest(settled, earliest(lowest, since)), recent: there.flatMap(versionsOf).slice(0, MOST_RECENT) };
}

/** A page without what has been handed out, and without edits of it. What is not newer than `since` stays: it ends a walk. */
export function withoutKnown(page: Page, since: string, { recent }: Recent): Page {
	const known = new Set(recent);
	const isKnown = (entry: Listed) => isNewer(entry.id, since) && versionsOf(entry).some((id) => known.has(id));
	return { ...page, listed: page.listed.filter((entry) => !isKnown(entry)) };
}

/** So many are asked for again at most: they fit on the first page, so that a poll gets on in any case. */
const MOST_AGAIN = 50;

/** From which ID on to ask. @param since the newest that was handed out */
export function askedSince(since: string, { settled, recent }: Recent): string {
	const again = recent.filter((id) => isNewer(id, settled));
	return again.length > MOST_AGAIN ? since : earliest(settled, since);
}

/** Of several versions of a post only the newest. */
export function newestVersions(listed: readonly Listed[]): Listed[] {
	const replaced = new Set(listed.flatMap(({ id, versions = [] }) => versions.filter((each) => each !== id)));
	return listed.filter(({ id }) => !replaced.has(id));
}

/** @param ended whether everything up to the newest one, `since`, has been handed out */
export function remembered(
	before: Recent,
	listed: readonly Listed[],
	ended: boolean,
	since: string,
	now: number,
): Recent {
	const all = [...new Set([...[...listed].reverse().flatMap(versionsOf), ...before.recent])];
	const settled = ended ? settledAt(since, now) : before.settled;
	const forgotten = all.slice(MOST_RECENT).filter((id) => isNewer(id, settled));
	return {
		// What is no longer remembered cannot be told from what comes late.
		settled: forgotten.length > 0 ? latestId(forgotten) : latest(settled, before.settled),
		recent: all.slice(0, MOST_RECENT),
	};
}
