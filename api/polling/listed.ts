/** What the ways of finding what is new share. */

/** An entry of a list of X, with the ID by which it is told from others. */
export interface Listed {
	id: string;
	/** The object itself, as it is handed on. */
	object?: object;
	/** Of an edited post: the IDs of all its versions. */
	versions?: readonly string[];
	/** The post whose list it stands in, for lists that posts have. */
	post?: string;
}

/** One page, as X lists it: newest first. */
export interface Page {
	listed: Listed[];
	/** Token of the page below. */
	next?: string;
}

/** What keeps a poll within its bounds. */
export interface Bounds {
	/** False when time does not allow another request. */
	mayGoOn(): boolean;
	/** Is this a limit that ends the poll early, so that what has come counts? */
	isCut(error: unknown): boolean;
}

/** Compares IDs without making numbers of them: they are larger than a number can hold. */
export const isNewer = (a: string, b: string): boolean => BigInt(a) > BigInt(b);

/** For sorting, oldest first. */
export function byAge(a: { id: string }, b: { id: string }): number {
	if (a.id === b.id) return 0;
	return isNewer(a.id, b.id) ? 1 : -1;
}

export const newestFirst = <T extends { id: string }>(entries: readonly T[]): T[] => [...entries].sort(byAge).reverse();

export const latestId = (ids: readonly string[]): string =>
	ids.reduce((latest, id) => (isNewer(id, latest) ? id : latest));

export const idsOf = (entries: ReadonlyArray<{ id: string }>): string[] => entries.map(({ id }) => id);
