/** Shared by the strategies for finding new entries. */

/** An entry of one of X's lists, with the ID that identifies it. */
export interface Listed {
	id: string;
	/** The object itself, as emitted. */
	object?: object;
	/** IDs of all versions of an edited post. */
	versions?: readonly string[];
	/** The post whose list it is in, for lists that belong to posts. */
	post?: string;
}

/** The members of one object that are compared between polls, as text. */
export type Compared = Readonly<Record<string, string>>;

/** One page in X's order: newest first. */
export interface Page {
	listed: Listed[];
	/** Token of the next page. */
	next?: string;
	/** IDs of named objects that X does not have. */
	missing?: readonly string[];
	/** X could not provide every requested field. */
	partial?: true;
}

/** Keeps a poll within its limits of time and money. */
export interface Bounds {
	/** False when there is no time for another request. */
	mayGoOn(): boolean;
	/** Whether this error is a limit that ends the poll early but keeps what was read. */
	isCut(error: unknown): boolean;
}

/** Compares IDs as strings: they exceed the safe range of numbers. */
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
