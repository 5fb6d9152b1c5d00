/** Remembers which events have been passed on, so that a repeat is noticed. Bounded: the oldest are forgotten first. */

export interface Seen {
	/** Notes an ID. @returns whether it was new */
	fresh(id: string): boolean;
	/** Oldest first. */
	ids(): string[];
}

/**
 * @param most IDs to remember
 * @param known IDs of an earlier memory, oldest first
 */
export function createSeen(most: number, known: readonly string[] = []): Seen {
	// A Set keeps the order in which its values came.
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
