/** X's clock, as far as known from its responses: times that X takes or gives are by it, not by this computer's. */

type Headers = Readonly<Record<string, string | undefined>>;

export interface XClock {
	/** How far X's clock is ahead of this computer's, in milliseconds; undefined until a response has told. */
	ahead?: number;
}

/**
 * How far X's clock is ahead by the Date header, in milliseconds. The header has whole seconds, so the clock is
 * estimated too early, by up to a second plus the latency of the response.
 */
export function aheadIn({ date = '' }: Headers, now: number): number | undefined {
	const reported = Date.parse(date);
	return Number.isNaN(reported) ? undefined : reported - now;
}

/** Learns from a response. */
export function noteTime(clock: XClock, headers: Headers, now: number): void {
	clock.ahead = aheadIn(headers, now) ?? clock.ahead;
}

/** A time of this computer's clock by X's. */
export const toXTime = ({ ahead = 0 }: XClock, ms: number): number => ms + ahead;

/** A time by X's clock by this computer's. */
export const fromXTime = ({ ahead = 0 }: XClock, ms: number): number => ms - ahead;

/** How long Retry-After asks to wait, in milliseconds: it is a number of seconds, or a time. */
export function retryAfterIn(headers: Headers, now: number, { ahead = 0 }: XClock): number | undefined {
	const written = headers['retry-after']?.trim();
	if (!written) return undefined;
	const ms = /^\d+$/.test(written)
		? Number(written) * 1000
		: Date.parse(written) - (aheadIn(headers, now) ?? ahead) - now;
	return ms > 0 ? ms : undefined;
}
