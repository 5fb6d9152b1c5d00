/** Pure parts of holding a stream of X open (docs.x.com/x-api/fundamentals/consuming-streaming-data): lines, messages, back-off. */
import { partialProblems, type Problem } from '../client/problem';

/** Cuts what arrives into lines; X ends them with `\r\n`, and a piece may end within a line or within a character. */
export function createLines(): (piece: Uint8Array) => string[] {
	const decoder = new TextDecoder();
	let rest = '';
	return (piece) => {
		const lines = (rest + decoder.decode(piece, { stream: true })).split(/\r?\n/);
		rest = lines.pop() ?? '';
		return lines.filter((line) => line.trim() !== '');
	};
}

/** One post with the rules it matched, in the form of an answer of X. */
export interface Match {
	id: string;
	answer: Record<string, unknown>;
	rules: Array<{ id: string; tag?: string }>;
}

/** What a line says: a post, X's notice that it is about to disconnect, or something a reader has to tolerate. */
export type Message = { match: Match } | { disconnect: Problem } | { unknown: true };

export function readLine(line: string): Message {
	const body = parsed(line);
	const data = body?.data as { id?: unknown } | undefined;
	if (body && data?.id !== undefined) {
		const rules = Array.isArray(body.matching_rules) ? (body.matching_rules as Match['rules']) : [];
		return { match: { id: String(data.id), answer: body, rules } };
	}
	const [problem] = partialProblems(body);
	return problem ? { disconnect: problem } : { unknown: true };
}

function parsed(line: string): Record<string, unknown> | undefined {
	// JSON's own grammar is the judge of what X sent; a broken line must not end the stream.
	try {
		const value: unknown = JSON.parse(line);
		return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}

/** Why a connection ended or was refused: the line broke or fell silent, X answered with an error, X said 429. */
export type Cut = 'network' | 'http' | 'limit';

/** Milliseconds. */
export interface Pace {
	/** After a network fault: a step longer each time, up to the longest. */
	networkStep: number;
	networkMost: number;
	/** After an HTTP error: doubling, up to the longest. */
	httpFirst: number;
	httpMost: number;
	/** After 429: doubling. */
	limitFirst: number;
	limitMost: number;
	/** Silence after which a connection counts as dead; X sends something every 20 s. */
	silence: number;
	/** Recent search finds posts that are this old at least (X: 10 to 30 s). */
	searchLag: number;
}

export const PACE: Pace = {
	networkStep: 250,
	networkMost: 16_000,
	httpFirst: 5_000,
	httpMost: 320_000,
	limitFirst: 60_000,
	limitMost: 960_000,
	silence: 22_000,
	searchLag: 30_000,
};

/** Where the waiting stands: how often in a row the same thing happened. */
export interface Waiting {
	cut?: Cut;
	times: number;
}

/** How long to wait after a cut, and where that leaves the waiting; a connection that delivered anything starts anew with `{ times: 0 }`. */
export function afterCut(before: Waiting, cut: Cut, pace: Pace): { ms: number; waiting: Waiting } {
	const times = before.cut === cut ? before.times + 1 : 1;
	const doubled = (first: number, most: number) => Math.min(most, first * 2 ** (times - 1));
	const waits: Record<Cut, number> = {
		network: Math.min(pace.networkMost, pace.networkStep * times),
		http: doubled(pace.httpFirst, pace.httpMost),
		limit: doubled(pace.limitFirst, pace.limitMost),
	};
	return { ms: waits[cut], waiting: { cut, times } };
}

/** X's word for a connection that it refuses because others are open; it comes as a 429. */
export const isTooManyConnections = (problem: Problem, body: unknown): boolean =>
	/TooManyConnections/i.test(
		`${problem.title} ${problem.detail} ${(body as { connection_issue?: string } | undefined)?.connection_issue ?? ''}`,
	) ||
	(problem.type === 'streaming-connection' &&
		/connection/i.test(problem.detail) &&
		/maximum|too many|allowed|limit/i.test(problem.detail));
