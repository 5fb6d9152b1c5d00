/** Remembers which events have been emitted, so that repeats are detected. Bounded: the oldest are forgotten first. */

export interface Seen {
	/** Records an ID. @returns whether it was new */
	fresh(id: string): boolean;
	/** Oldest first. */
	ids(): string[];
}

/**
 * @param most maximum number of IDs to remember
 * @param known IDs remembered earlier, oldest first
 */
export function createSeen(most: number, known: readonly string[] = []): Seen {
	// A Set keeps insertion order.
	const seen = new Set(known.slice(-most));
	return {
		fresh(id) {
			if (seen.has(id)) return false;
			seen.add(id);
			if (seen.size > most) seen.delete(seen.values().next().value as string);
			return true;
		},
		ids: () => [...seen],
	};
}
