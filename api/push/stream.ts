/**
 * The pure parts of consuming one of X's streams (docs.x.com/x-api/fundamentals/consuming-streaming-data): lines,
 * messages, back-off.
 */
import { inner, isObject, label, objects } from '../json/members';
import { partialProblems, type Problem } from '../errors/problem';

/** Splits incoming data into lines; X ends them with CR LF, and a chunk may end within a line or within a character. */
export function createLines(): (piece: Uint8Array) => string[] {
	const decoder = new TextDecoder();
	let rest = '';
	return (piece) => {
		const lines = (rest + decoder.decode(piece, { stream: true })).split(/\r?\n/);
		rest = lines.pop() ?? '';
		return lines.filter((line) => line.trim() !== '');
	};
}

/** One post with the rules it matched, in the shape of a response from X. */
export interface Match {
	id: string;
	answer: Record<string, unknown>;
	rules: Array<{ id: string; tag?: string }>;
}

/** The meaning of a line: a post, X's notice that it is about to disconnect, or something a reader has to tolerate. */
export type Message = { match: Match } | { disconnect: Problem } | { unknown: true };

export function readLine(line: string): Message {
	const body = parseLine(line);
	const id = label(inner(body?.data).id);
	if (body && id !== undefined) {
		return { match: { id, answer: body, rules: objects(body.matching_rules).flatMap(ruleIn) } };
	}
	const [problem] = partialProblems(body);
	return problem ? { disconnect: problem } : { unknown: true };
}

function ruleIn({ id, tag }: Readonly<Record<string, unknown>>): Match['rules'] {
	const known = label(id);
	return known === undefined ? [] : [{ id: known, ...(typeof tag === 'string' ? { tag } : {}) }];
}

export function parseLine(line: string): Record<string, unknown> | undefined {
	// A line that is not valid JSON must not end the stream.
	try {
		const value: unknown = JSON.parse(line);
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/**
 * Why a connection ended or was refused: it broke or fell silent, X returned an error, X returned 429, or something that
 * a person has to mend.
 */
export type Cut = 'network' | 'http' | 'limit' | 'lasting';

/** Milliseconds. */
export interface Pace {
	/** After a network fault: increases linearly, up to the maximum. */
	networkStep: number;
	networkMost: number;
	/** After an HTTP error: doubles, up to the maximum. */
	httpFirst: number;
	httpMost: number;
	/** After 429: doubles. */
	limitFirst: number;
	limitMost: number;
	/** While a person has to mend something: doubles. */
	lastingFirst: number;
	lastingMost: number;
	/** How long a trigger's subscriptions stay at X after its end: longer than n8n takes to stop, so that a restart loses nothing. */
	leaving: number;
	/** Silence after which a connection is considered dead; X sends something every 20 s. */
	silence: number;
	/** Minimum age of posts that recent search finds (X: 10 to 30 s). */
	searchLag: number;
}

export const PACE: Pace = {
	networkStep: 250,
	networkMost: 16_000,
	httpFirst: 5_000,
	httpMost: 320_000,
	limitFirst: 60_000,
	limitMost: 960_000,
	lastingFirst: 60_000,
	lastingMost: 3_600_000,
	leaving: 35_000,
	silence: 22_000,
	searchLag: 30_000,
};

/** The back-off state: how often in a row the same thing happened. */
export interface Waiting {
	cut?: Cut;
	times: number;
}

/**
 * How long to wait after a disconnection, and the new back-off state; a connection that delivered anything starts
 * over with `{ times: 0 }`.
 */
export function afterCut(before: Waiting, cut: Cut, pace: Pace): { ms: number; waiting: Waiting } {
	const times = before.cut === cut ? before.times + 1 : 1;
	const doubled = (first: number, most: number) => Math.min(most, first * 2 ** (times - 1));
	const waits: Record<Cut, number> = {
		network: Math.min(pace.networkMost, pace.networkStep * times),
		http: doubled(pace.httpFirst, pace.httpMost),
		limit: doubled(pace.limitFirst, pace.limitMost),
		lasting: doubled(pace.lastingFirst, pace.lastingMost),
	};
	return { ms: waits[cut], waiting: { cut, times } };
}

/** X's name for refusing a connection because others are open; sent as a 429. */
export const isTooManyConnections = (problem: Problem, body: unknown): boolean =>
	/TooManyConnections/i.test(`${problem.title} ${problem.detail} ${label(inner(body).connection_issue) ?? ''}`) ||
	(problem.type === 'streaming-connection' &&
		/connection/i.test(problem.detail) &&
		/maximum|too many|allowed|limit/i.test(problem.detail));
