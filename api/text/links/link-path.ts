/** The part of a link after its domain: port, path and query. */
import { CYRILLIC, endOf, LATIN_ACCENTED } from '../characters/characters';

const SLASH = 47;

export const PORT = /:[0-9]+/y;
const PATH_CHARACTERS = `[a-z${CYRILLIC}0-9!*';:=+,.$/%#[\\]\\-\\u2013_~@|&${LATIN_ACCENTED}]`;
const PATH = new RegExp(`${PATH_CHARACTERS}+`, 'iy');
const PATH_LAST = new RegExp(`[a-z${CYRILLIC}0-9+\\-=_#/${LATIN_ACCENTED}]`, 'i');
/** Parentheses, nested at most once. */
const PATH_PARENTHESES = new RegExp(
	`\\((?:${PATH_CHARACTERS}+|${PATH_CHARACTERS}*\\(${PATH_CHARACTERS}+\\)${PATH_CHARACTERS}*)\\)`,
	'iy',
);
const QUERY_CHARACTERS = "a-z0-9!?*'@();:&=+$/%#[\\]\\-_.,~|";
const QUERY_LAST = 'a-z0-9\\-_&=#/';
export const QUERY = new RegExp(`\\?[${QUERY_CHARACTERS}]*[${QUERY_LAST}]`, 'iy');
/** X's own short links end with their key or query; any further path does not belong to them. */
export const SHORT_LINK = new RegExp(`^https?://t\\.co/([a-z0-9]+)(?:\\?[${QUERY_CHARACTERS}]*[${QUERY_LAST}])?`, 'i');

/**
 * The end of the path at `start`: after its last letter, digit or sign that may end a path, and any parenthesised parts
 * directly after it; "/a!" and "/a)" end at "/a", "/a(b)" is whole, "/a!(b)" ends at "/a".
 */
export function pathEnd(text: string, start: number): number {
	if (text.charCodeAt(start) !== SLASH) return start;
	let end = start + 1;
	let at = end;
	for (;;) {
		const runEnd = endOf(PATH, text, at);
		let last = runEnd;
		while (last > at && !PATH_LAST.test(text[last - 1])) last--;
		if (last > at) end = last;
		at = endOf(PATH_PARENTHESES, text, runEnd);
		if (at === runEnd) return end;
		if (end === runEnd) end = at;
	}
}
