/** Keeps to X's rate limits: remembers what the headers said and tells until when an endpoint is shut. Pure but for its memory. */
import type { Exhausted } from './errors';

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
	/** A request is under way. @returns what to call when it has ended and its answer was noted */
	enter(endpoint: string): () => void;
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

export function createLimiter(): Limiter {
	const shutBy = new Map<string, Exhausted>();
	const blind = new Map<string, number>();
	const windows = new Map<string, ReadonlyArray<{ limit?: number; remaining?: number; resetsAt: number }>>();
	const underWay = new Map<string, number>();
	const waiting = new Map<string, Array<() => void>>();
	const places = (endpoint: string, now: number) =>
		Math.max(
			1,
			Math.min(
				...(windows.get(endpoint) ?? []).map(
					({ limit, remaining, resetsAt }) => (now < resetsAt ? remaining : limit) ?? Infinity,
				),
			),
		);
	/** A window that opens later keeps the endpoint shut, whatever a shorter one says meanwhile; a blind wait gives way to what X tells. */
	const shutUntil = (endpoint: string, { window, resetsAt }: Exhausted, now: number) => {
		const before = shutBy.get(endpoint);
		if (!before || before.resetsAt <= now || blind.has(endpoint) || resetsAt > before.resetsAt)
			shutBy.set(endpoint, { window, resetsAt });
	};
	return {
		turn(endpoint, now) {
			if ((underWay.get(endpoint) ?? 0) < places(endpoint, now)) return undefined;
			return new Promise((resolve) => void waiting.set(endpoint, [...(waiting.get(endpoint) ?? []), resolve]));
		},
		enter(endpoint) {
			underWay.set(endpoint, (underWay.get(endpoint) ?? 0) + 1);
			return () => {
				underWay.set(endpoint, (underWay.get(endpoint) ?? 1) - 1);
				const all = waiting.get(endpoint) ?? [];
				waiting.delete(endpoint);
				for (const goOn of all) goOn();
			};
		},
		shut(endpoint, now) {
			const exhausted = shutBy.get(endpoint);
			if (exhausted && exhausted.resetsAt <= now) shutBy.delete(endpoint);
			return shutBy.get(endpoint);
		},
		note(endpoint, status, headers, now) {
			const reported = WINDOWS.flatMap(({ window, prefix }) => {
				const reset = header(headers, `${prefix}-reset`);
				return reset === undefined
					? []
					: [
							{
								window,
								limit: header(headers, `${prefix}-limit`),
								remaining: header(headers, `${prefix}-remaining`),
								resetsAt: reset * 1000 - skew(headers, now),
							},
						];
			});
			const known = reported.filter(({ resetsAt }) => resetsAt > now);
			if (known.length > 0) windows.set(endpoint, known);
			const used = known.filter(({ remaining }) => remaining !== undefined && remaining <= 0);
			const latest = (windows: typeof known) =>
				windows.reduce<(typeof known)[number] | undefined>(
					(late, each) => (!late || each.resetsAt > late.resetsAt ? each : late),
					undefined,
				);
			if (status !== 429) {
				const exhausted = latest(used);
				if (exhausted) shutUntil(endpoint, exhausted, now);
				blind.delete(endpoint);
				return;
			}
			// A 429 with remaining above zero in every window: the shortest one is the only honest guess.
			const guess = latest(used) ?? known.find(({ window }) => window === '15-minute');
			if (guess) {
				shutUntil(endpoint, guess, now);
				blind.delete(endpoint);
				return;
			}
			// Requests that were under way together met one wall, not several in a row; a window that is known tells more than this.
			if ((shutBy.get(endpoint)?.resetsAt ?? 0) > now) return;
			const times = (blind.get(endpoint) ?? 0) + 1;
			blind.set(endpoint, times);
			const first = reported.some(({ resetsAt }) => resetsAt <= now && now - resetsAt < LATE_MS)
				? LATE_WAIT_MS
				: BLIND_WAIT_MS;
			shutBy.set(endpoint, { window: '15-minute', resetsAt: now + first * 2 ** (times - 1) });
		},
	};
}
