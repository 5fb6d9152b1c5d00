/**
 * User-perceived characters (Unicode Standard Annex 29, extended grapheme clusters), slightly generous: where the
 * engine has no property for a rule, more is kept together, never less.
 */
import { endOf, remembered } from './characters';
import { lazily } from './lazily';

const INDIC_JOINER = '[\\u094D\\u09CD\\u0ACD\\u0B4D\\u0C4D\\u0D4D\\u1039\\u17D2]';
const EXTENDS = '[\\p{Grapheme_Extend}\\p{M}\\p{Emoji_Modifier}\\u200D\\u0E33\\u0EB3]';
const HANGUL =
	'[\\u1100-\\u115F\\uA960-\\uA97C]*[\\uAC00-\\uD7A3\\u1160-\\u11A7\\uD7B0-\\uD7C6][\\u1160-\\u11FF\\uD7B0-\\uD7FB]*|[\\u1100-\\u115F\\uA960-\\uA97C]+|[\\u11A8-\\u11FF\\uD7CB-\\uD7FB]+';
const INDIC = `\\p{L}\\p{M}*(?:${INDIC_JOINER}[\\p{M}\\u200D]*\\p{L}\\p{M}*)+`;
const JOINED_EMOJI = `\\p{Extended_Pictographic}(?:[\\p{Grapheme_Extend}\\p{Emoji_Modifier}]*\\u200D\\p{Extended_Pictographic})*`;
const PREPENDED =
	'[\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\u0D4E\\u{110BD}\\u{110CD}\\u{111C2}\\u{111C3}\\u{113D1}\\u{1193F}\\u{11941}' +
	'\\u{11A3A}\\u{11A84}-\\u{11A89}\\u{11D46}\\u{11F02}]';

const cluster = lazily(
	() =>
		new RegExp(
			`\\r\\n|[\\p{Cc}\\u2028\\u2029]|${PREPENDED}*(?:\\p{RI}{2}|${JOINED_EMOJI}|${HANGUL}|${INDIC}|[^])${EXTENDS}*`,
			'uy',
		),
);

/** Below the first mark that combines with what stands before it, all but CRLF is a cluster of its own. */
const FIRST_MARK = 0x300;
const RETURN = 13;

/* Of most other clusters, too, one look at two units says that they are one unit. No half of a surrogate pair is so. */
const opening = lazily(() => new RegExp(`^(?:\\r|[\\uD800-\\uDFFF]|${PREPENDED}|${HANGUL})$`, 'u'));
const extending = lazily(() => new RegExp(`^(?:[\\uD800-\\uDFFF]|${EXTENDS})$`, 'u'));
/** Whether more than what extends it may follow a unit in its cluster. */
const mayOpen = remembered((code) => opening().test(String.fromCharCode(code)));
const mayExtend = remembered((code) => extending().test(String.fromCharCode(code)));

/** @param next the unit that follows; NaN at the end of a text */
const isCluster = (unit: number, next: number): boolean =>
	unit < FIRST_MARK && !(next >= FIRST_MARK) ? unit !== RETURN : !mayOpen(unit) && !mayExtend(next);

/** The grapheme clusters of `text`, in order; joined they are `text`. */
export function graphemes(text: string): string[] {
	const all: string[] = [];
	for (let at = 0; at < text.length;) {
		const isUnit = isCluster(text.charCodeAt(at), text.charCodeAt(at + 1));
		const end = isUnit ? at + 1 : endOf(cluster(), text, at);
		all.push(isUnit ? text[at] : text.slice(at, end));
		at = end;
	}
	return all;
}
