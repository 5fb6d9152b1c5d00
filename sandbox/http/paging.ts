import type { Call } from '../context';
import { invalidParameter, invalidRequest } from './errors';
import { compareIds, firstIdAt } from '../world/ids';

const DAY_MS = 86_400_000;
const ALPHABET = '0123456789abcdefghijklmnopqrstuv';

/** X's tokens are base32hex; their contents are private to this file. */
const encode = (text: string): string => BigInt(`0x${Buffer.from(text).toString('hex')}`).toString(32);
function decode(token: string): string {
	let value = 0n;
	for (const character of token) {
		const digit = ALPHABET.indexOf(character);
		if (digit < 0) return '';
		value = value * 32n + BigInt(digit);
	}
	const hex = value.toString(16);
	return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex').toString();
}

function numberParameter(
	query: Record<string, string>,
	name: string,
	bounds: { min: number; max: number; standard: number },
): number {
	const given = query[name];
	if (given === undefined) return bounds.standard;
	const value = Number(given);
	if (!/^-?\d+$/.test(given) || value < bounds.min || value > bounds.max)
		throw invalidParameter(name, given, `is not between ${bounds.min} and ${bounds.max}`);
	return value;
}

export interface Page<T> {
	items: T[];
	meta: Record<string, unknown>;
}

/**
 * One page of objects sorted newest first. `next_token` continues below the last object, `previous_token` goes back
 * above the first, so that new objects never shift a page.
 */
export function page<T extends { id: string }>(
	call: Call,
	items: T[],
	limits: { min: number; max: number; standard: number },
	options: { tokens?: string[]; ids?: boolean } = {},
): Page<T> {
	const { oddities } = call.ctx;
	const there = items.filter(({ id }) => !oddities.hides(id, call.endpoint));
	const size = numberParameter(call.query, 'max_results', limits);
	const start = startOf(there, placeOf(call, options.tokens), size);
	if (start < there.length && comesEmpty(call)) return emptyPage(there, start);
	// Repeats the last objects of the previous page if that oddity is on.
	const again = start > 0 ? (oddities.strikes('repeated-objects', call.endpoint)?.count ?? 0) : 0;
	const from = Math.max(0, start - Math.min(again, size - 1));
	const shown = there.slice(from, from + size);
	const meta: Record<string, unknown> = { result_count: shown.length };
	if (shown.length === 0) return { items: shown, meta };
	if (options.ids) Object.assign(meta, span(shown));
	if (from + size < there.length) meta.next_token = encode(`n${shown[shown.length - 1].id}`);
	if (start > 0) meta.previous_token = encode(`p${shown[0].id}`);
	return { items: shown, meta };
}

/** The position that a token encodes. */
interface Place {
	direction: string;
	anchor: string;
}

function placeOf(call: Call, names = ['pagination_token']): Place | undefined {
	const given = names.filter((name) => call.query[name] !== undefined);
	if (given.length > 1) throw invalidRequest({ message: `\`${given.join('` and `')}\` are mutually exclusive` });
	if (given.length === 0) return undefined;
	const token = call.query[given[0]];
	const place = /^([np])(\d+)$/.exec(decode(token));
	if (!place) throw invalidParameter(given[0], token, 'is not valid');
	return { direction: place[1], anchor: place[2] };
}

const comesEmpty = ({ ctx, endpoint }: Call): boolean =>
	ctx.faults.takeEmptyPage() || ctx.oddities.strikes('empty-page', endpoint) !== undefined;

/** An empty page that is not the last: X filters after cutting the page. */
function emptyPage<T extends { id: string }>(items: T[], start: number): Page<T> {
	const before = start > 0 ? items[start - 1].id : (BigInt(items[0].id) + 1n).toString();
	return { items: [], meta: { result_count: 0, next_token: encode(`n${before}`) } };
}

const span = (shown: Array<{ id: string }>) => ({
	newest_id: shown.reduce((a, b) => (compareIds(a.id, b.id) > 0 ? a : b)).id,
	oldest_id: shown.reduce((a, b) => (compareIds(a.id, b.id) < 0 ? a : b)).id,
});

function startOf<T extends { id: string }>(items: T[], place: Place | undefined, size: number): number {
	if (!place) return 0;
	const { direction, anchor } = place;
	if (direction === 'p') {
		const end = items.findIndex((item) => compareIds(item.id, anchor) <= 0);
		return Math.max(0, (end < 0 ? items.length : end) - size);
	}
	const exact = items.findIndex((item) => item.id === anchor);
	if (exact >= 0) return exact + 1;
	const below = items.findIndex((item) => compareIds(item.id, anchor) < 0);
	return below < 0 ? items.length : below;
}

function timeParameter(query: Record<string, string>, name: string): number | undefined {
	const given = query[name];
	if (given === undefined) return undefined;
	if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(given) || Number.isNaN(Date.parse(given)))
		throw invalidParameter(name, given, 'is not a valid RFC3339 date-time');
	return Date.parse(given);
}

function idParameter(query: Record<string, string>, name: string): bigint | undefined {
	const given = query[name];
	if (given === undefined) return undefined;
	if (!/^[0-9]{1,19}$/.test(given)) throw invalidParameter(name, given, 'is not valid');
	return BigInt(given);
}

export interface BoundRules {
	/** `start_time` must not be earlier than this. */
	earliest: number;
	/** The newest object shown, if the request sets no end. */
	latest?: number;
	/** Search: an ID bound and a time bound on the same side are mutually exclusive. */
	exclusive?: boolean;
}

/** Combines since_id/until_id/start_time/end_time into one test of an ID. */
export function bounds(call: Call, rules: BoundRules): (id: string) => boolean {
	const { query } = call;
	const sinceId = idParameter(query, 'since_id');
	const untilId = idParameter(query, 'until_id');
	const start = timeParameter(query, 'start_time');
	const end = timeParameter(query, 'end_time');
	refuseContradictions(query, rules, { sinceId, untilId, start, end });

	const over = sinceId ?? firstIdAt(start ?? rules.earliest) - 1n;
	const latest = rules.latest === undefined ? undefined : firstIdAt(rules.latest);
	const under = untilId ?? (end !== undefined ? firstIdAt(end) : latest);
	return (id) => BigInt(id) > over && (under === undefined || BigInt(id) < under);
}

interface Bounds {
	sinceId?: bigint;
	untilId?: bigint;
	start?: number;
	end?: number;
}

function refuseTwoBounds({ sinceId, untilId, start, end }: Bounds): void {
	const clash = (a: string, b: string) => invalidRequest({ message: `\`${a}\` and \`${b}\` are mutually exclusive` });
	if (sinceId !== undefined && start !== undefined) throw clash('since_id', 'start_time');
	if (untilId !== undefined && end !== undefined) throw clash('until_id', 'end_time');
}

/** Search refuses IDs of before the time that it reaches back to. */
function refuseOldIds(query: Call['query'], { earliest }: BoundRules, { sinceId, untilId }: Bounds): void {
	for (const [name, id] of [
		['since_id', sinceId],
		['until_id', untilId],
	] as const)
		if (id !== undefined && id < firstIdAt(earliest))
			throw invalidParameter(
				name,
				query[name],
				`must be a tweet id created after ${new Date(earliest).toISOString()}. Please use a '${name}' that is larger than ${firstIdAt(earliest)}`,
			);
}

function refuseContradictions(query: Call['query'], rules: BoundRules, { sinceId, untilId, start, end }: Bounds): void {
	if (rules.exclusive) {
		refuseTwoBounds({ sinceId, untilId, start, end });
		refuseOldIds(query, rules, { sinceId, untilId });
	}
	if (start !== undefined && start < rules.earliest)
		throw invalidParameter(
			'start_time',
			query.start_time,
			`must be on or after ${new Date(rules.earliest).toISOString()}`,
		);
	refuseReversed(query, { sinceId, untilId, start, end });
}

function refuseReversed(query: Call['query'], { sinceId, untilId, start, end }: Bounds): void {
	if (start !== undefined && end !== undefined && start >= end)
		throw invalidRequest({
			message: '`start_time` must be before `end_time`',
			parameters: { start_time: [query.start_time], end_time: [query.end_time] },
		});
	if (sinceId !== undefined && untilId !== undefined && sinceId >= untilId)
		throw invalidRequest({
			message: '`since_id` must be smaller than `until_id`',
			parameters: { since_id: [query.since_id] },
		});
}

export const daysAgo = (call: Call, days: number): number => call.ctx.clock.now() - days * DAY_MS;
export const TIMELINES_BEGIN = Date.parse('2010-11-06T00:00:00Z');
