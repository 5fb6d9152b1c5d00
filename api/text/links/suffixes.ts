/** Finds where a top-level domain known to X ends in a text. */
import { endOf, isAlphanumeric } from '../characters/characters';
import { TLDS } from './tlds';

const [PLUS, HYPHEN, AT] = [43, 45, 64];

const SHORTEST_ASCII = 'at'.length;

/** Nothing found. */
export const NONE = -1;

/**
 * Upper case, unit by unit, as regular expressions fold case: only where one unit maps to one unit and non-ASCII does
 * not map to ASCII.
 */
function fold(text: string): string {
	let folded = '';
	for (let at = 0; at < text.length; at++) folded += foldUnit(text[at]);
	return folded;
}

const folded = new Map<string, string>();

function foldUnit(unit: string): string {
	const known = folded.get(unit);
	if (known !== undefined) return known;
	const upper = unit.toUpperCase();
	const folds = upper.length === 1 && !(unit.charCodeAt(0) > 127 && upper.charCodeAt(0) < 128);
	folded.set(unit, folds ? upper : unit);
	return folds ? upper : unit;
}

interface Suffixes {
	all: ReadonlySet<string>;
	longest: number;
	firstUnits: ReadonlySet<string>;
}
let suffixes: Suffixes | undefined;

/** Built on first use: loading the module must cost nothing. */
function knownSuffixes(): Suffixes {
	if (suffixes) return suffixes;
	const all = TLDS.split(' ').map(fold);
	suffixes = {
		all: new Set(all),
		longest: Math.max(...all.map(({ length }) => length)),
		firstUnits: new Set(all.map((suffix) => suffix[0])),
	};
	return suffixes;
}

const ENCODED_SUFFIX = /xn--[-0-9a-z]+/iy;

/** Where the top-level domain that starts at `start` ends, or {@link NONE}. */
export function suffixEnd(text: string, start: number): number {
	const { all, longest, firstUnits } = knownSuffixes();
	let end = start;
	while (isAlphanumeric(text.charCodeAt(end))) end++;
	const isWhole = end - start >= SHORTEST_ASCII && end - start <= longest && endsSuffix(text, end);
	if (isWhole && all.has(text.slice(start, end).toUpperCase())) return end;
	if (text.charCodeAt(end) > 127 && firstUnits.has(foldUnit(text[start]))) {
		const window = fold(text.slice(start, endOfLetters(text, start, longest)));
		for (let length = window.length; length > 0; length--) {
			if (endsSuffix(text, start + length) && all.has(window.slice(0, length))) return start + length;
		}
	}
	return encodedEnd(text, start);
}

function encodedEnd(text: string, start: number): number {
	if (text[start] !== 'x' && text[start] !== 'X') return NONE;
	const encoded = endOf(ENCODED_SUFFIX, text, start);
	return encoded > start ? encoded : NONE;
}

/** Where no suffix can go on: at an ASCII sign, or after the longest of them. */
function endOfLetters(text: string, start: number, longest: number): number {
	let end = start;
	for (; end < text.length && end - start < longest; end++) {
		const code = text.charCodeAt(end);
		if (code <= 127 && !isAlphanumeric(code)) break;
	}
	return end;
}

function endsSuffix(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	return !(isAlphanumeric(code) || code === AT || code === PLUS || code === HYPHEN);
}
