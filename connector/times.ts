/** Draws the times of a request in to what X takes, or refuses what would then mean something else. Pure. */
import { InputError } from '../api/errors/errors';

/** The times that X takes at an endpoint. */
export interface Times {
	/** How far back it reaches, in days, or the first moment it takes. */
	from: { days: number } | { moment: string };
	/** How many seconds ago End Time must be. */
	endLag?: number;
}

/** Recent search and counts (docs.x.com/x-api/posts/search). */
export const RECENT_TIMES: Times = { from: { days: 7 }, endLag: 10 };
/** The archive begins with the first post. */
export const ARCHIVE_TIMES: Times = { from: { moment: '2006-03-26T00:00:00Z' }, endLag: 10 };
/** Timelines take no time before X gave its posts the IDs that grow with time. */
export const TIMELINE_TIMES: Times = { from: { moment: '2010-11-06T00:00:00Z' } };

const DAY_MS = 86_400_000;
const SECOND_MS = 1000;
/** The request is on its way for a while, and clocks differ. */
const MARGIN_MS = 60_000;

type Query = Readonly<Record<string, unknown>>;

const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

function timeIn(query: Query, name: string): number | undefined {
	const written = query[name];
	const ms = typeof written === 'string' ? Date.parse(written) : NaN;
	return Number.isNaN(ms) ? undefined : ms;
}

/** @param now X's clock, in milliseconds since 1970 */
export const earliestOf = ({ from }: Times, now: number): number =>
	'days' in from ? now - from.days * DAY_MS + MARGIN_MS : Date.parse(from.moment);

interface Period {
	start?: number;
	end?: number;
}

/** X counts in seconds. */
const isEmpty = ({ start, end }: Period): boolean =>
	start !== undefined && end !== undefined && end - start < SECOND_MS;

/** @throws InputError where nothing would be left of the period */
function checkPeriod({ start = -Infinity, end = Infinity }: Period, earliest: number, latest: number): void {
	if (end <= earliest)
		throw new InputError(
			"'End Time' lies before what X has here",
			`X goes back to ${iso(earliest)} here. Choose a later time.`,
		);
	if (start >= latest)
		throw new InputError("'Start Time' is too late", `X takes times up to ${iso(latest)} here. Choose an earlier one.`);
	if (isEmpty({ start: Math.max(start, earliest), end: Math.min(end, latest) }))
		throw new InputError("'Start Time' is not before 'End Time'", 'Choose an earlier start or a later end.');
}

/**
 * @param now X's clock, in milliseconds since 1970
 * @returns the query with its times drawn in, and what was drawn in, in words
 * @throws InputError where nothing would be left of the period
 */
export function withinTimes<Q extends Query>(
	query: Q,
	times: Times | undefined,
	now: number,
): { query: Q; note?: string } {
	const [start, end] = [timeIn(query, 'start_time'), timeIn(query, 'end_time')];
	if (!times || (start === undefined && end === undefined)) return { query };
	const earliest = earliestOf(times, now);
	const latest = times.endLag === undefined ? Infinity : now - times.endLag * SECOND_MS;
	checkPeriod({ start, end }, earliest, latest);
	const drawn = {
		...(start !== undefined && start < earliest ? { start_time: iso(earliest) } : {}),
		...(end !== undefined && end > latest ? { end_time: iso(latest) } : {}),
	};
	const said = [
		drawn.start_time && `'Start Time' to ${drawn.start_time}, as X goes back no further here`,
		drawn.end_time && `'End Time' to ${drawn.end_time}, as X takes none later than ${times.endLag} seconds ago`,
	].filter(Boolean);
	if (said.length === 0) return { query };
	return { query: { ...query, ...drawn }, note: `The period was drawn in: ${said.join('; ')}.` };
}
