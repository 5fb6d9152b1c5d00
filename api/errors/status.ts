/** What an HTTP status says of a request that was not answered as documented. */

/** Something gave up waiting, or did not want to begin: as with a fault of X, the next attempt may succeed. */
const GAVE_UP: ReadonlySet<number> = new Set([408, 425, 499]);

/** A fault of X, or of what lies in between. */
export const isFaultStatus = (status: number): boolean => status >= 500 || GAVE_UP.has(status);

/** X's content delivery network has no connection to X: down, unreachable, no TLS, no name. */
const UNREACHED: ReadonlySet<number> = new Set([521, 523, 525, 526, 530]);

/** The request did not come as far as X, so nothing was done. */
export const isUnreached = (status: number): boolean => UNREACHED.has(status);
