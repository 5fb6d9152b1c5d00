/**
 * The local X's own time: real time plus an offset set by tests, so that windows and lifetimes pass without waiting.
 */
export class Clock {
	skewMs = 0;

	now(): number {
		return Date.now() + this.skewMs;
	}

	iso(ms = this.now()): string {
		return new Date(ms).toISOString();
	}
}
