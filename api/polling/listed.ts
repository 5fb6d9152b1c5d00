/** What the ways of finding news share. */

/** An object of X with the ID by which it is told from others. */
export interface Thing {
	id: string;
	[name: string]: unknown;
}

/** One page, as X lists it: newest first. */
export interface Things {
	things: Thing[];
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
export const byAge = (a: { id: string }, b: { id: string }): number =>
	a.id === b.id ? 0 : isNewer(a.id, b.id) ? 1 : -1;

export const latestId = (ids: readonly string[]): string =>
	ids.reduce((latest, id) => (isNewer(id, latest) ? id : latest));

/** The outcome of a request as a value. */
export const attempt = async <T>(request: Promise<T>): Promise<{ value: T } | { error: unknown }> =>
	await request.then(
		(value) => ({ value }),
		(error: unknown) => ({ error }),
	);
