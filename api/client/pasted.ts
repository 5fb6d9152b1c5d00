/** Tokens and keys as people paste them. Pure. */

/** What consoles, terminals and mails add: line breaks within, invisible characters, spaces around. */
const BETWEEN = /[\s\u200B-\u200D\u2060\uFEFF]/g;
const QUOTES = /^["'`]+|["'`]+$/g;
/** From an example of a request. */
const SCHEME = /^(?:authorization\s*:\s*)?bearer\s+/i;

/** An API key or its secret, which have no spaces. */
export const pastedKey = (typed: string): string => typed.replace(BETWEEN, '');

/** A token alone. */
export const pastedToken = (typed: string): string =>
	pastedKey(typed.trim().replace(QUOTES, '').trim().replace(SCHEME, ''));
