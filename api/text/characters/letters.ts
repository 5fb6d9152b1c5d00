/**
 * Which characters a hashtag may contain. X fixed the set at the letters, marks and digits of Unicode 7 (and some
 * private-use characters from Apple's encodings), so \p{L}, which grows with the JavaScript engine, would find
 * hashtags X does not.
 *
 * The tables are ranges of code points in base 36: distance from the end of the previous range, then "-" and length
 * minus one.
 */
import { remembered } from './characters';
import { lazily } from './lazily';

const LETTERS_AND_MARKS =
	'1t-p 7-p 1c b 5 6-m 2-u 2-cp 5-b f-4 8 2 i-38 2-1 3-3 2 7 2-2 2 2-j 2-2a 2-3u 2-4s 2-11 3 8-12 a-18 2 2-1 2-1 2 9-q 6-2 u-a 6-1r f-2t 2-7 3-9 2-5 b-2 3 h-1m 3-2s p-17 5 6-19 j-r 1x-i 1e-3j e-i 2-7 3-1 3-l 2-6 2 4-3 3-8 3-1 3-3 9 5-1 2-4 d-1 g-2 2-5 5-1 3-l 2-6 2-1 2-1 2-1 3 2-4 5-1 3-2 4 8-3 2 i-5 c-2 2-8 2-2 2-l 2-6 2-1 2-4 3-9 2-2 2-2 3 g-3 u-2 2-7 3-1 3-l 2-6 2-1 2-4 3-8 3-1 3-2 9-1 5-1 2-4 e h-1 2-5 4-2 2-3 4-1 2 2-1 4-1 4-2 4-b 5-4 4-2 2-3 3 7 15-3 2-7 2-2 2-m 2-f 4-7 2-2 2-3 8-1 2-1 7-3 u-2 2-7 2-2 2-m 2-9 2-4 3-8 2-2 2-3 8-1 8 2-3 e-1 f-2 2-7 2-2 2-14 3-7 2-2 2-4 9 9-3 n-5 3-1 2-h 4-n 2-8 2 3-6 4 5-5 2 2-7 j-1 e-1l 6-e 1f-1 2 3-1 2 3 7-3 2-6 2-2 2 2 3-1 2-c 2-2 3-4 2 2-5 f-3 x o-1 s 2 2 5-9 2-z 5-j 2-h 2-z a 1m-1r h-1r b-3 3-11 2 6 3-16 2-98 2-3 3-6 2 2-3 3-14 2-3 3-w 2-3 3-6 2 2-3 3-e 2-1k 2-3 3-1u 3-2 x-f h-2c d-h7 3-g 2-p 6-22 7-7 8-c 2-6 c-k c-j d-c 2-2 2-1 d-2b 4 5-1 1a-2 j-2f 9-16 6-1x b-u 2-b 5-b l-t 3-4 c-17 5-p 1j-r 5-1q 2-s 3 14 9-e 1u-23 w-8 d-1b b-1l d-1j m-2 b-z 2b-2 2-y 2-1 7-6t 7-7t 3-5 3-11 3-5 3-7 2 2 2 2-u 3-1g 2-6 2 4-2 2-6 4-3 3-5 5-c 6-2 2-6 39 e h-c 1g-w i 5 3-9 2 4-4 7 2 2 2-3 2-a 3-3 6-4 5 1h-1 22k-1a 2-1a 2-3o 7-8 d-11 2 6 3-1j 8 g-n a-6 2-6 2-6 2-6 2-6 2-6 2-6 2-6 2-v 1c d2-1 10-5 2-4 6-1 5-2d 3-1 3-2 2-2h 2-3 6-14 4-2l i-q 1i-f e9-52t 23-g5o 1g-wc 1w-19 3-7g 4-f b-1 l-1e 2-9 2-u 2-1y b-1 12-8 3-2u 3-3 2-t 3-1 1y-1c p-1f d-1w s-n 4 f-z 3-z d-s 4-1s f h-f b-4 2-1i a-d j-m 4-20 p-2 3-f 3-4 b-5 3-5 3-5 a-6 2-6 2-16 2-3 5-1 2j-16 2-1 j-8mb d-m 5-1c 6et-f 3 2-r p 9-l 16-a5 3-2x 13-6 d-4 6-b 2-c 2-4 2 2-1 2-1 2-2z y-a2 j-1r 3-1h 15-b 5-f h-d 1v-4 2-3q 11-p 7-p c-2g 4-5 3-5 3-5 3-2 10-b 2-p 2-i 2-1 2-e 3-d z-3e 77 3n-s 4-1c g w-v h-g 2-7 7-16 6-t 3-z 5-7 1d-4d 2r-13 9-1f 4d-8m a-l b-7 49-5 3 2-17 2-1 4 3-m b-m a-u 2q-l b-p 1z-1j 7-1 1t-3 2-1 6-7 2-2 2-q 5-2 5 x-s 4-s 10-7 2-t q-1h b-l b-i e-h 33-20 qg-1y 1l-1n m-o o-1g s-z 3 a-1w m 12-h 2-10 3d-1m n-2 2-7 3-1 3-l 2-6 2-1 2-4 3-8 3-1 3-2 a 6-6 3-6 4-4 7g-1x 2 55-1h 3-8 1s-1s 4 1o-1j dl-1r w ch-1k zs-pk 2g8-tq a8i-fs 8-u 36-t 3-4 c-1i a-3 w-k 6-i oh-1w c-1a h-g cpt-1 2db-2y 6-c 4-8 8-9 4-1 43r-4 4-5 9-7 3-6 v-3 45-2 cc-2c 2-1y 2-1 3 3-1 3-3 2-b 2 2-6 2-1s 2-3 3-7 2-6 2-r 2-3 2-4 2 4-6 2-9f 3-o 2-o 2-u 2-o 2-u 2-o 2-u 2-o 2-u 2-o 2-7 379-5g c-6 10q-3 2-q 2-1 2 3 2-9 2-3 2 2 7 5 2 2 2-2 2-1 2 3 2 2 2 2 2-1 2 3-3 2-6 2-3 2-3 2 2-9 2-g 6-2 2-4 2-g 3et-wye 16-378 c-65 cmb-f1 fhlv-6n';

const DIGITS =
	'1c-9 17r-9 3r-9 5j-9 bh-9 3b-9 3b-9 3b-9 3b-9 3b-9 3b-9 3b-9 3b-9 3b-9 2p-9 3b-9 1z-9 7r-9 1z-9 1fr-9 13-9 8d-9 3l-9 4n-9 7-9 53-9 2f-9 3r-9 7-9 r7r-9 iv-9 13-9 5j-9 n-9 2f-9 bb-9 gev-9 13b-9 2bh-9 3l-9 1p-9 41-9 7r-9 d3-9 af-9 2v-9 ev-9 g3b-9 6f-9 lf9-1d';

/**
 * Besides letters and digits: underscore, joiners, and the dots, marks and dashes that some scripts write inside
 * words.
 */
const INSIDE_WORDS =
	'_\u00B7\u05BE\u05F3\u05F4\u0F0B\u0F0C\u200C\u200D\u3003\u301C\u309B\u309C\u30A0\u30FB\uA67E\uFF5E';

type Range = readonly [first: number, last: number];

function unpack(table: string): Range[] {
	let last = 0;
	return table.split(' ').map((entry) => {
		const [distance, length = '0'] = entry.split('-');
		const first = last + parseInt(distance, 36);
		last = first + parseInt(length, 36);
		return [first, last];
	});
}

/** Splits ranges at the end of the Basic Multilingual Plane; no range crosses it. */
function byPlane(ranges: Range[]): { basic: string; astral: Range[] } {
	const hex = (code: number) => '\\u' + code.toString(16).padStart(4, '0');
	const basic = ranges.filter(([, last]) => last <= 0xffff).map(([first, last]) => `${hex(first)}-${hex(last)}`);
	return { basic: basic.join(''), astral: ranges.filter(([first]) => first > 0xffff) };
}

const tables = lazily(() => {
	const [letters, digits] = [LETTERS_AND_MARKS, DIGITS].map((table) => byPlane(unpack(table)));
	return {
		/* Case-blind like X's own: a letter newer than the table is in when its other case is. Not /u, which folds differently. */
		basicLetter: new RegExp(`[${letters.basic}]`, 'i'),
		basicTagCharacter: new RegExp(`[${letters.basic}${digits.basic}${INSIDE_WORDS}]`, 'i'),
		astralLetter: letters.astral,
		astralTagCharacter: [...letters.astral, ...digits.astral].sort(([a], [b]) => a - b),
	};
});

const isBasicLetter = remembered((code) => tables().basicLetter.test(String.fromCharCode(code)));
const isBasicTagCharacter = remembered((code) => tables().basicTagCharacter.test(String.fromCharCode(code)));

function within(ranges: Range[], code: number): boolean {
	let low = 0;
	let high = ranges.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (ranges[middle][1] < code) low = middle + 1;
		else high = middle;
	}
	return low < ranges.length && ranges[low][0] <= code;
}

/** True for a letter or mark; a hashtag contains at least one. `character` is one code point. */
export function isLetter(character: string): boolean {
	return character.length === 1
		? isBasicLetter(character.charCodeAt(0))
		: within(tables().astralLetter, character.codePointAt(0)!);
}

/** True for what a hashtag may contain after its sign. `character` is one code point. */
export function isTagCharacter(character: string): boolean {
	return character.length === 1
		? isBasicTagCharacter(character.charCodeAt(0))
		: within(tables().astralTagCharacter, character.codePointAt(0)!);
}
