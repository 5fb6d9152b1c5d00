import { graphemes } from '../../../api/text/characters/graphemes';

/** Where the pieces of a text end. */
function ends(pieces: readonly string[]): number[] {
	let at = 0;
	return pieces.map((piece) => (at += piece.length));
}

const segmenter = new Intl.Segmenter('en');
const segments = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** The engine takes quadratic time for a long text. */
const SOME = 256;
const UNITS = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
	(unit) => !/^[\uD800-\uDFFF]$/.test(unit),
);

/** A letter, what extends a cluster in one way or the other, and what begins or ends one of several. */
test.each(['a', '\u0301', '\u200d', '\ufe0f', '\u0e33', '\u1160', '🏽'])(
	'No character is cut off from %j behind it that the engine keeps together with it',
	(next) => {
		for (let first = 0; first < UNITS.length; first += SOME) {
			const text = UNITS.slice(first, first + SOME)
				.map((unit) => `${unit}${next}\n`)
				.join('');
			const kept = new Set(ends(segments(text)));
			const pieces = graphemes(text);
			if (pieces.join('') !== text || ends(pieces).some((end) => !kept.has(end)))
				expect(pieces).toEqual(segments(text));
		}
	},
);

test('A text is cut into no larger pieces than need be', () => {
	expect(graphemes('日本\r\na\u0301ｱﾞ🇩🇪e한')).toEqual(['日', '本', '\r\n', 'a\u0301', 'ｱﾞ', '🇩🇪', 'e', '한']);
});
