/**
 * Respects X's rate limits: remembers what the headers said and until when an endpoint is closed. Pure except for
 * this state.
 */
import type { Exhausted } from '../errors/problem';

type Headers = Readonly<Record<string, string | undefined>>;

/**
 * X's three families of headers (docs.x.com/x-api/fundamentals/rate-limits; the 24-hour ones are observed in
 * practice).
 */
const WINDOWS = [
	{ window: '15-minute', prefix: 'x-rate-limit' },
	{ window: '24-hour app', prefix: 'x-app-limit-24hour' },
	{ window: '24-hour user', prefix: 'x-user-limit-24hour' },
] as const;

/** How long an endpoint stays closed after a 429 that named no reset; doubles with each consecutive one. */
const BLIND_WAIT_MS = 60_000;
/** The same after a 429 whose window reset while the response was in transit (at most LATE_MS). */
const LATE_WAIT_MS = 1_000;
const LATE_MS = 5_000;

export interface Limiter {
	/** The window that keeps the endpoint closed at `now`, if any. */
	shut(endpoint: string, now: number): Exhausted | undefined;
	/** Updates the limits from a response. */
	note(endpoint: string, status: number, headers: Headers, now: number): void;
	/** Set while the requests in flight use up the known windows; resolves when one of them has ended. */
	turn(endpoint: string, now: number): Promise<void> | undefined;
	/** Spaces requests where X has a per-second limit. @returns how long the next one has to wait, in milliseconds */
	pace(endpoint: string, perSecond: number | undefined, now: number): number;
	/** Registers a request in flight. @returns what to call when it has ended and its response was noted */
	enter(endpoint: string): () => void;
}

/** A window as reported in a response. */
interface Window extends Exhausted {
	limit?: number;
	remaining?: number;
}

/** What is known about one endpoint. */
interface EndpointState {
	/** The windows of the latest response that named any. */
	windows: readonly Window[];
	shutBy?: Exhausted;
	/** Consecutive 429s that named no reset. */
	blind: number;
	/** When the next request may be sent where X has a per-second limit, in milliseconds since 1970. */
	nextAt: number;
	underWay: number;
	waiting: Array<() => void>;
}

const header = (headers: Headers, name: string): number | undefined => {
	const value = headers[name];
	return value === undefined || value === '' || Number.isNaN(Number(value)) ? undefined : Number(value);
};

/**
 * Milliseconds by which X's clock is ahead of ours. The Date header has whole seconds, so a computed reset may be up
 * to a second late, but never early.
 */
const skew = (headers: Headers, now: number): number => {
	const theirs = Date.parse(headers.date ?? '');
	return Number.isNaN(theirs) ? 0 : theirs - now;
};

const windowsIn = (headers: Headers, now: number): Window[] =>
	WINDOWS.flatMap(({ window, prefix }) => {
		const reset = header(headers, `${prefix}-reset`);
		if (reset === undefined) return [];
		const [limit, remaining] = [header(headers, `${prefix}-limit`), header(headers, `${prefix}-remaining`)];
		return [{ window, limit, remaining, resetsAt: reset * 1000 - skew(headers, now) }];
	});

const isUsedUp = ({ remaining }: Window): boolean => remaining !== undefined && remaining <= 0;

const latest = (windows: readonly Window[]): Window | undefined =>
	windows.reduce<Window | undefined>((late, each) => (late && late.resetsAt >= each.resetsAt ? late : each), undefined);

/** Number of requests that the windows still allow; a window that has reset since allows its whole limit. */
const places = ({ windows }: EndpointState, now: number): number => {
	const open = windows.map(({ limit, remaining, resetsAt }) => (now < resetsAt ? remaining : limit) ?? Infinity);
	return Math.max(1, Math.min(...open));
};

/**
 * The window that resets last keeps the endpoint closed, whatever a shorter one says; a guessed wait is replaced by
 * what X reports.
 */
function shutUntil(state: EndpointState, { window, resetsAt }: Exhausted): void {
	const { shutBy, blind } = state;
	if (!shutBy || blind > 0 || resetsAt > shutBy.resetsAt) state.shutBy = { window, resetsAt };
	state.blind = 0;
}

/** A 429 that names no exhausted window: the wait is a guess. */
function shutBlindly(state: EndpointState, reported: readonly Window[], now: number): void {
	// Concurrent requests met the same limit, not several in a row; and a known window is more reliable than a guess.
	if (state.shutBy && state.shutBy.resetsAt > now) return;
	state.blind++;
	// Requests remain, or the window reset while the response was in transit: a short wait is enough.
	const passing = reported.some(({ resetsAt }) => now - resetsAt < LATE_MS);
	const first = passing ? LATE_WAIT_MS : BLIND_WAIT_MS;
	state.shutBy = { window: '15-minute', resetsAt: now + first * 2 ** (state.blind - 1), guessed: true };
}

export function createLimiter(): Limiter {
	const states = new Map<string, EndpointState>();
	const stateOf = (endpoint: string): EndpointState => {
		const state = states.get(endpoint) ?? { windows: [], blind: 0, nextAt: 0, underWay: 0, waiting: [] };
		states.set(endpoint, state);
		return state;
	};
	return {
		turn(endpoint, now) {
			const state = stateOf(endpoint);
			if (state.underWay < places(state, now)) return undefined;
			return new Promise((resolve) => void state.waiting.push(resolve));
		},
		pace(endpoint, perSecond, now) {
			if (!perSecond) return 0;
			const state = stateOf(endpoint);
			const at = Math.max(now, state.nextAt);
			state.nextAt = at + 1000 / perSecond;
			return at - now;
		},
		enter(endpoint) {
			const state = stateOf(endpoint);
			state.underWay++;
			return () => {
				state.underWay--;
				for (const goOn of state.waiting.splice(0)) goOn();
			};
		},
		shut(endpoint, now) {
			const state = stateOf(endpoint);
			if (state.shutBy && state.shutBy.resetsAt <= now) delete state.shutBy;
			return state.shutBy;
		},
		note(endpoint, status, headers, now) {
			const state = stateOf(endpoint);
			const reported = windowsIn(headers, now);
			const ahead = reported.filter(({ resetsAt }) => resetsAt > now);
			if (ahead.length > 0) state.windows = ahead;
			const usedUp = latest(ahead.filter(isUsedUp));
			if (status !== 429) {
				if (usedUp) shutUntil(state, usedUp);
				state.blind = 0;
				return;
			}
			if (usedUp) shutUntil(state, usedUp);
			else shutBlindly(state, reported, now);
		},
	};
}
