/** Keeps to X's rate limits: remembers what the headers said and tells until when an endpoint is shut. Pure but for its memory. */
import type { Exhausted } from './problem';

type Headers = Readonly<Record<string, string | undefined>>;

/** The three header families of X (docs.x.com/x-api/fundamentals/rate-limits; the 24-hour ones are seen in the field). */
const WINDOWS = [
	{ window: '15-minute', prefix: 'x-rate-limit' },
	{ window: '24-hour app', prefix: 'x-app-limit-24hour' },
	{ window: '24-hour user', prefix: 'x-user-limit-24hour' },
] as const;

/** Shut for this long after a 429 that named no reset, doubling with each one in a row. */
const BLIND_WAIT_MS = 60_000;
/** The same after a 429 whose window has opened while its answer was on the way, which takes no longer than LATE_MS. */
const LATE_WAIT_MS = 1_000;
const LATE_MS = 5_000;

export interface Limiter {
	/** The window that keeps the endpoint shut at `now`, if any. */
	shut(endpoint: string, now: number): Exhausted | undefined;
	/** Learns from an answer. */
	note(endpoint: string, status: number, headers: Headers, now: number): void;
	/** While as many requests are under way as the windows still take, as far as is known: until one of them has ended. */
	turn(endpoint: string, now: number): Promise<void> | undefined;
	/** Keeps requests apart where X counts by the second. @returns how long the next one has to wait, in milliseconds */
	pace(endpoint: string, perSecond: number | undefined, now: number): number;
	/** A request is under way. @returns what to call when it has ended and its answer was noted */
	enter(endpoint: string): () => void;
}

/** A window as an answer reported it. */
interface Window extends Exhausted {
	limit?: number;
	remaining?: number;
}

/** What is known of one endpoint. */
interface EndpointState {
	/** The windows of the newest answer that named any. */
	windows: readonly Window[];
	shutBy?: Exhausted;
	/** 429s in a row that named no reset. */
	blind: number;
	/** When the next request may go where X counts by the second, in milliseconds since 1970. */
	nextAt: number;
	underWay: number;
	waiting: Array<() => void>;
}

const header = (headers: Headers, name: string): number | undefined => {
	const value = headers[name];
	return value === undefined || value === '' || Number.isNaN(Number(value)) ? undefined : Number(value);
};

/** Milliseconds by which X's clock is ahead of ours. The Date header has whole seconds, so a reset comes out up to a second late, and never early. */
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

/** Requests that the windows take at once; a window that has opened since takes its whole limit. */
const places = ({ windows }: EndpointState, now: number): number => {
	const open = windows.map(({ limit, remaining, resetsAt }) => (now < resetsAt ? remaining : limit) ?? Infinity);
	return Math.max(1, Math.min(...open));
};

/** A window that opens later keeps the endpoint shut, whatever a shorter one says meanwhile; a blind wait gives way to what X reports. */
function shutUntil(state: EndpointState, { window, resetsAt }: Exhausted, now: number): void {
	const { shutBy, blind } = state;
	if (!shutBy || shutBy.resetsAt <= now || blind > 0 || resetsAt > shutBy.resetsAt) state.shutBy = { window, resetsAt };
	state.blind = 0;
}

/** A refusal that names no window which is used up: for how long is a guess. */
function shutBlindly(state: EndpointState, reported: readonly Window[], now: number): void {
	// Requests that were under way together met one wall, not several in a row; a window that is known tells more than this.
	if (state.shutBy && state.shutBy.resetsAt > now) return;
	state.blind++;
	// Something remains, or the window has opened while the answer was on its way: it passes in a moment.
	const passing = reported.some(({ resetsAt }) => resetsAt > now || now - resetsAt < LATE_MS);
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
				if (usedUp) shutUntil(state, usedUp, now);
				state.blind = 0;
				return;
			}
			if (usedUp) shutUntil(state, usedUp, now);
			else shutBlindly(state, reported, now);
		},
	};
}
