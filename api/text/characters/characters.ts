/** A range of a text in UTF-16 units: `start` is inclusive, `end` exclusive. */
export interface Span {
	start: number;
	end: number;
}

/*
 * Sets of characters, written as the inside of a regular expression's class. Expressions made of them must not use /u:
 * X folds case without it (so "ſ" is not "s"), and sees the two halves of a surrogate pair separately.
 */

/** Latin letters beyond ASCII, and the marks that combine with them. */
export const LATIN_ACCENTED =
	'\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F\\u0253\\u0254\\u0256\\u0257\\u0259\\u025B\\u0263\\u0268\\u026F\\u0272\\u0289' +
	'\\u028B\\u02BB\\u0300-\\u036F\\u1E00-\\u1EFF';

export const CYRILLIC = '\\u0400-\\u04FF';

export const SPACES =
	'\\u0009-\\u000D\\u0020\\u0085\\u00A0\\u1680\\u180E\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000';

/** ASCII punctuation, without the double quote and the grave accent, which X omits. */
export const PUNCTUATION = "!'#%&()*+,\\-./:;<=>?@\\[\\\\\\]^_{|}~$";

/** Bidirectional control characters. */
export const DIRECTIONS = '\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069';

/** Characters not allowed in a post: the byte order mark and two non-characters. */
export const INVALID = '\\uFEFF\\uFFFE\\uFFFF';

/** True if `code`, a UTF-16 unit, is an ASCII letter or digit. False for NaN, the unit beyond a text's end. */
export function isAlphanumeric(code: number): boolean {
	return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);
}

/** Where a match of `sticky` at `start` ends; `start` itself if it does not match. */
export function endOf(sticky: RegExp, text: string, start: number): number {
	sticky.lastIndex = start;
	return sticky.test(text) ? sticky.lastIndex : start;
}

/** A test of texts that is made once for each text of one UTF-16 unit, as most are. */
export function quick(test: (text: string) => boolean): (text: string) => boolean {
	const ofUnit = remembered((code) => test(String.fromCharCode(code)));
	return (text) => (text.length === 1 ? ofUnit(text.charCodeAt(0)) : test(text));
}

/** A test of UTF-16 units that is made once for each: regular expressions are slow on single characters. */
export function remembered(test: (code: number) => boolean): (code: number) => boolean {
	let known: Uint8Array | undefined;
	return (code) => {
		known ??= new Uint8Array(0x10000);
		if (known[code] === 0) known[code] = test(code) ? 1 : 2;
		return known[code] === 1;
	};
}
