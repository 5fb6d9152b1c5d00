const EPOCH_MS = 1288834974657n;

/** When an ID was created. */
export const timeOf = (id: string): number => Number((BigInt(id) >> 22n) + EPOCH_MS);

/** Snowflake IDs like X's: milliseconds since X's epoch, then 22 bits that keep them strictly increasing. */
export class Snowflakes {
	private last = 0n;

	next(atMs: number): string {
		const first = (BigInt(Math.trunc(atMs)) - EPOCH_MS) << 22n;
		this.last = first > this.last ? first : this.last + 1n;
		return this.last.toString();
	}

	/** An ID for an earlier time (seeded posts); does not move the counter back. */
	at(atMs: number, sequence: number): string {
		const id = ((BigInt(Math.trunc(atMs)) - EPOCH_MS) << 22n) + BigInt(sequence);
		if (id > this.last) this.last = id;
		return id.toString();
	}

	/** Never issue an ID at or below this one again (a loaded state). */
	startAfter(id: string): void {
		if (BigInt(id) > this.last) this.last = BigInt(id);
	}
}

/** The first ID of a moment, for `start_time` and `end_time`. */
export const firstIdAt = (ms: number): bigint => (BigInt(Math.trunc(ms)) - EPOCH_MS) << 22n;

export const compareIds = (a: string, b: string): number => {
	const left = BigInt(a);
	const right = BigInt(b);
	if (left === right) return 0;
	return left < right ? -1 : 1;
};
