/**
 * Respects X's rate limits: remembers what the headers said and until when an endpoint is closed. Pure except for
 * this state.
 */
import type { Exhausted } from '../errors/problem';
import { aheadIn, retryAfterIn, type XClock } from './clock';

type Headers = Readonly<Record<string, string | undefined>>;

/**
 * X's three families of headers (docs.x.com/x-api/fundamentals/rate-limits; the 24-hour ones are observed in
 * practice).
 */
const WINDOWS = [
	{ window: '15-minute', prefix: 'x-rate-limit', lasts: 15 * 60_000 },
	{ window: '24-hour app', prefix: 'x-app-limit-24hour', lasts: 24 * 3_600_000 },
	{ window: '24-hour user', prefix: 'x-user-limit-24hour', lasts: 24 * 3_600_000 },
] as const;

/** No window of X lasts longer. */
const LONGEST_MS = 24 * 3_600_000;

/** How long an endpoint stays closed after a 429 that named no reset; doubles with each consecutive one. */
const BLIND_WAIT_MS = 60_000;
/** By then, a window has passed. */
const LONGEST_BLIND_MS = 15 * 60_000;
/** The same after a 429 whose window reset while the response was in transit (at most LATE_MS). */
const LATE_WAIT_MS = 1_000;
const LATE_MS = 5_000;

export interface Limiter {
	/** The window that keeps the endpoint closed at `now`, if any. */
	shut(endpoint: string, now: number): Exhausted | undefined;
	/** Updates the limits from a response. */
	note(endpoint: string, status: number, headers: Headers, now: number, clock?: XClock): void;
	/**
	 * Set while the requests in flight use up the known windows, or while the first one has no answer yet; resolves when
	 * one of them has ended.
	 */
	turn(endpoint: string, now: number): Promise<void> | undefined;
	/** Spaces requests where X has a per-second limit. @returns how long the next one has to wait, in milliseconds */
	pace(endpoint: string, perSecond: number | undefined, now: number): number;
	/** Registers a request in flight. @returns what to call when it has ended and its response was noted */
	enter(endpoint: string): () => void;
}

/** A window as reported in a response. */
interface Window extends Exhausted {
	remaining?: number;
}

/** What has been used of a window since the first response that named it. */
interface Use {
	resetsAt: number;
	/** Remaining requests in that response. */
	from: number;
	/** Requests of this process that had ended, or were not sent yet, at that response. */
	ownBefore: number;
}

/** What is known about one endpoint. */
interface EndpointState {
	/** Whether there was a response since the start. */
	isKnown: boolean;
	/** The windows of the latest response that named any. */
	windows: readonly Window[];
	shutBy?: Exhausted;
	/** Consecutive 429s that named no reset. */
	blind: number;
	/** When the next request may be sent where X has a per-second limit, in milliseconds since 1970. */
	nextAt: number;
	underWay: number;
	/** Requests of this process so far. */
	sent: number;
	uses: Map<string, Use>;
	/** How many times its own requests the window has lost, because other processes share the account; at least 1. */
	share: number;
	waiting: Array<() => void>;
}

const header = (headers: Headers, name: string): number | undefined => {
	const value = headers[name];
	return value === undefined || value === '' || Number.isNaN(Number(value)) ? undefined : Number(value);
};

/** From here on, a number of seconds since 1970 would lie beyond the year 5000: it is milliseconds. */
const IN_MILLISECONDS = 1e11;
/** Up to here it is the number of seconds to wait, as gateways write it. */
const RELATIVE_SECONDS = 86_400;

/** @returns how long until a reset, in milliseconds */
function untilReset(reset: number, ahead: number, now: number): number {
	if (reset <= RELATIVE_SECONDS) return reset * 1000;
	return (reset < IN_MILLISECONDS ? reset * 1000 : reset) - ahead - now;
}

/**
 * X gives resets by its own clock. The Date header has whole seconds, so a computed reset may be up to a second late,
 * but never early. As long as X's clock is not known, a reset is no later than a window lasts.
 */
function windowsIn(headers: Headers, now: number, clock: XClock): Window[] {
	const ahead = aheadIn(headers, now) ?? clock.ahead;
	return WINDOWS.flatMap(({ window, prefix, lasts }) => {
		const reset = header(headers, `${prefix}-reset`);
		if (reset === undefined) return [];
		const left = untilReset(reset, ahead ?? 0, now);
		const remaining = header(headers, `${prefix}-remaining`);
		return [{ window, remaining, resetsAt: now + Math.min(left, ahead === undefined ? lasts : LONGEST_MS) }];
	});
}

const isUsedUp = ({ remaining }: Window): boolean => remaining !== undefined && remaining <= 0;

const latest = (windows: readonly Window[]): Window | undefined =>
	windows.reduce<Window | undefined>((late, each) => (late && late.resetsAt >= each.resetsAt ? late : each), undefined);

/**
 * Number of requests that may be under way: this process's share of what the windows still allow. Before the first
 * response in a window, one request goes ahead of the others: other processes may have used the window up.
 */
const places = ({ windows, share, isKnown }: EndpointState, now: number): number => {
	if (!isKnown || windows.some(({ resetsAt }) => resetsAt <= now)) return 1;
	const open = windows.map(({ remaining }) => remaining ?? Infinity);
	return Math.max(1, Math.floor(Math.min(...open) / share));
};

/** The Date header has whole seconds, so the same reset may be computed with a difference of about a second. */
const SAME_RESET_MS = 5_000;

/** Compares what a window has lost with what this process has sent: nodes of other processes share nothing else. */
function noteUse(state: EndpointState, { window, remaining, resetsAt }: Window): void {
	if (remaining === undefined) return;
	const use = state.uses.get(window);
	if (!use || Math.abs(use.resetsAt - resetsAt) > SAME_RESET_MS) {
		state.uses.set(window, { resetsAt, from: remaining, ownBefore: state.sent - state.underWay + 1 });
		return;
	}
	const own = state.sent - use.ownBefore;
	if (own > 0) state.share = Math.max(1, (use.from - remaining) / own);
}

/**
 * The window that resets last keeps the endpoint closed, whatever a shorter one says; a guessed wait is replaced by
 * what X reports.
 */
function shutUntil(state: EndpointState, { window, resetsAt }: Exhausted): void {
	const { shutBy, blind } = state;
	if (!shutBy || blind > 0 || resetsAt > shutBy.resetsAt) state.shutBy = { window, resetsAt };
	state.blind = 0;
}

/** A 429 that names no exhausted window: the wait is what Retry-After asks for, or a guess. */
function shutBlindly(
	state: EndpointState,
	reported: readonly Window[],
	retryAfter: number | undefined,
	now: number,
): void {
	// Concurrent requests met the same limit, not several in a row; and a known window is more reliable than a guess.
	if (state.shutBy && state.shutBy.resetsAt > now) return;
	if (retryAfter !== undefined) {
		state.shutBy = { window: '15-minute', resetsAt: now + Math.min(LONGEST_MS, retryAfter), asked: true };
		return;
	}
	state.blind++;
	// Requests remain, or the window reset while the response was in transit: a short wait is enough.
	const passing = reported.some(({ resetsAt }) => now - resetsAt < LATE_MS);
	const first = passing ? LATE_WAIT_MS : BLIND_WAIT_MS;
	const wait = Math.min(LONGEST_BLIND_MS, first * 2 ** (state.blind - 1));
	state.shutBy = { window: '15-minute', resetsAt: now + wait, guessed: true };
}

export function createLimiter(): Limiter {
	const states = new Map<string, EndpointState>();
	const stateOf = (endpoint: string): EndpointState => {
		const state = states.get(endpoint) ?? {
			isKnown: false,
			windows: [],
			blind: 0,
			nextAt: 0,
			underWay: 0,
			sent: 0,
			uses: new Map(),
			share: 1,
			waiting: [],
		};
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
			state.sent++;
			return () => {
				state.underWay--;
				for (const goOn of state.waiting.splice(0)) goOn();
			};
		},
		shut(endpoint, now) {
			const state = stateOf(endpoint);
			const left = (state.shutBy?.resetsAt ?? now) - now;
			// Longer than any window: this computer's clock was set back meanwhile.
			if (left <= 0 || left > LONGEST_MS) delete state.shutBy;
			return state.shutBy;
		},
		note(endpoint, status, headers, now, clock = {}) {
			const state = stateOf(endpoint);
			const reported = windowsIn(headers, now, clock);
			const ahead = reported.filter(({ resetsAt }) => resetsAt > now);
			if (ahead.length > 0) state.windows = ahead;
			for (const window of ahead) noteUse(state, window);
			state.isKnown = true;
			const usedUp = latest(ahead.filter(isUsedUp));
			if (status !== 429) {
				if (usedUp) shutUntil(state, usedUp);
				state.blind = 0;
				return;
			}
			if (usedUp) shutUntil(state, usedUp);
			else shutBlindly(state, reported, retryAfterIn(headers, now, clock), now);
		},
	};
}
