/** Draws the times of a request in to what X takes, or refuses what would then mean something else. Pure. */
import { InputError } from '../../api/errors/errors';
import { isNewer } from '../../api/polling/listed';
import { idAt } from '../../api/polling/watermark';
import { toMinute, toSecond } from '../../api/objects/time';
import type { Field, Target, TimeForm, Value } from '../field';

/** The times that X takes at an endpoint. */
export interface Times {
	/** How far back it reaches, in days, or the first moment it takes. */
	from: { days: number } | { moment: string };
	/** How many seconds ago the end must be. */
	endLag?: number;
	/** Where the start and the end of the period are sent, if not as `start_time` and `end_time` of the query. */
	start?: Target;
	end?: Target;
}

/** Recent search and counts (docs.x.com/x-api/posts/search). */
export const RECENT_TIMES: Times = { from: { days: 7 }, endLag: 10 };
/** The archive begins with the first post. */
export const ARCHIVE_TIMES: Times = { from: { moment: '2006-03-26T00:00:00Z' }, endLag: 10 };
/** Timelines take no time before X gave its posts the IDs that grow with time. */
export const TIMELINE_TIMES: Times = { from: { moment: '2010-11-06T00:00:00Z' } };
/** What is counted has happened. */
export const COUNTED_TIMES: Times = { from: { moment: '2006-03-26T00:00:00Z' }, endLag: 0 };

const DAY_MS = 86_400_000;
const SECOND_MS = 1000;
/** The request is on its way for a while, and clocks differ. */
const MARGIN_MS = 60_000;

/** How times are written where X does not take ISO 8601. */
export const TIME_FORMS: Readonly<Record<TimeForm, (date: Date) => string | number>> = {
	epochMs: (date) => String(date.getTime()),
	epochSeconds: (date) => Math.floor(date.getTime() / SECOND_MS),
	yyyymmddhhmm: toMinute,
};

/** Reads a time as it is written in a request, in milliseconds since 1970. */
function momentOf(written: Value | undefined, as?: TimeForm): number {
	if (typeof written !== 'string' && typeof written !== 'number') return NaN;
	if (as === 'epochMs') return Number(written);
	if (as === 'epochSeconds') return Number(written) * SECOND_MS;
	if (as === undefined) return Date.parse(String(written));
	return Date.parse(String(written).replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:00Z'));
}

/** @param now X's clock, in milliseconds since 1970 */
export const earliestOf = ({ from }: Times, now: number): number =>
	'days' in from ? now - from.days * DAY_MS + MARGIN_MS : Date.parse(from.moment);

/** One bound of a period as it is sent. */
interface Bound {
	target: Target;
	displayName: string;
	as?: TimeForm;
	ms: number;
}

/** The parts of a request that hold times. */
export interface Timed {
	query: Record<string, unknown>;
	body?: Record<string, unknown>;
}

const keysOf = (target: Target) => target.split('.') as ['query' | 'body', string];

function boundAt(target: Target, fields: readonly Field[], request: Timed): Bound | undefined {
	const field = fields.find(({ to }) => to === target);
	const [root, name] = keysOf(target);
	const as = field?.kind === 'time' ? field.as : undefined;
	const ms = momentOf(request[root]?.[name] as Value | undefined, as);
	return field && !Number.isNaN(ms) ? { target, displayName: field.displayName, as, ms } : undefined;
}

interface Period {
	start?: Bound;
	end?: Bound;
}

/** X counts in seconds. */
const isEmpty = (start: number, end: number): boolean => end - start < SECOND_MS;

/** @throws InputError where nothing would be left of the period */
function checkPeriod({ start, end }: Period, earliest: number, latest: number): void {
	const [from, to] = [start?.ms ?? -Infinity, end?.ms ?? Infinity];
	if (end && to <= earliest)
		throw new InputError(
			`'${end.displayName}' lies before what X has here`,
			`X goes back to ${toSecond(earliest)} here. Choose a later time.`,
		);
	if (start && from >= latest)
		throw new InputError(
			`'${start.displayName}' is too late`,
			`X takes times up to ${toSecond(latest)} here. Choose an earlier one.`,
		);
	if (start && end && isEmpty(Math.max(from, earliest), Math.min(to, latest)))
		throw new InputError(
			`'${start.displayName}' is not before '${end.displayName}'`,
			'Choose an earlier start or a later end.',
		);
}

const set = (request: Timed, { target, as }: Bound, ms: number): Timed => {
	const [root, name] = keysOf(target);
	return { ...request, [root]: { ...request[root], [name]: as ? TIME_FORMS[as](new Date(ms)) : toSecond(ms) } };
};

const tooLate = ({ endLag = 0 }: Times): string =>
	endLag > 0 ? `as X takes none later than ${endLag} seconds ago` : 'as nothing later has happened yet';

/** Where a search reaches back some days, it refuses IDs of earlier posts, too. */
function withinIds(
	request: Timed,
	fields: readonly Field[],
	{ from }: Times,
	earliest: number,
): { request: Timed; said?: string } {
	const { since_id: since, until_id: until } = request.query;
	const oldest = idAt(earliest);
	const nameOf = (target: Target): string => fields.find(({ to }) => to === target)?.displayName ?? target;
	const isTooOld = (id: unknown): boolean =>
		'days' in from && typeof id === 'string' && /^\d+$/.test(id) && isNewer(oldest, id);
	if (isTooOld(until))
		throw new InputError(
			`'${nameOf('query.until_id')}' lies before what X has here`,
			`X goes back to ${toSecond(earliest)} here. Choose a later post.`,
		);
	if (!isTooOld(since)) return { request };
	return {
		request: { ...request, query: { ...request.query, since_id: oldest } },
		said: `'${nameOf('query.since_id')}' to ${toSecond(earliest)}, as X goes back no further here`,
	};
}

/**
 * @param request the parts of a request, with times as the fields write them
 * @param now X's clock, in milliseconds since 1970
 * @returns the request with its times drawn in, and what was drawn in, in words
 * @throws InputError where nothing would be left of the period
 */
export function withinTimes<T extends Timed>(
	request: T,
	fields: readonly Field[],
	times: Times | undefined,
	now: number,
): { request: T; note?: string } {
	if (!times) return { request };
	const start = boundAt(times.start ?? 'query.start_time', fields, request);
	const end = boundAt(times.end ?? 'query.end_time', fields, request);
	const earliest = earliestOf(times, now);
	const latest = times.endLag === undefined ? Infinity : now - times.endLag * SECOND_MS;
	checkPeriod({ start, end }, earliest, latest);
	const { request: within, said } = withinIds(request, fields, times, earliest);
	const isEarly = start !== undefined && start.ms < earliest;
	const isLate = end !== undefined && end.ms > latest;
	const notes = [
		isEarly && `'${start.displayName}' to ${toSecond(earliest)}, as X goes back no further here`,
		isLate && `'${end.displayName}' to ${toSecond(latest)}, ${tooLate(times)}`,
		said,
	].filter(Boolean);
	if (notes.length === 0) return { request };
	const begun = isEarly ? set(within, start, earliest) : within;
	const drawn = isLate ? set(begun, end, latest) : begun;
	return { request: { ...request, ...drawn }, note: `The period was drawn in: ${notes.join('; ')}.` };
}
