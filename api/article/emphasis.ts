/**
 * Emphasis in languages without spaces: CommonMark ends it behind punctuation only where a space or more punctuation
 * follows, so `**重要：**これ` would keep its asterisks. A letter of these languages counts as a boundary of words.
 */
import type MarkdownIt from 'markdown-it';

const LETTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u;
const SPACE = /\s/;
/** None of these letters comes before the first of Hangul. */
const FIRST = '\u1100';

export function emphasizeBetweenLetters(parser: MarkdownIt): void {
	const { State } = parser.inline;
	parser.inline.State = class extends State {
		override scanDelims(start: number, canSplitWord: boolean) {
			const scanned = super.scanDelims(start, canSplitWord);
			const before = this.src[start - 1] ?? ' ';
			const after = this.src[start + scanned.length] ?? ' ';
			if (!canSplitWord || (before < FIRST && after < FIRST)) return scanned;
			return {
				length: scanned.length,
				can_open: scanned.can_open || (LETTER.test(before) && !SPACE.test(after)),
				can_close: scanned.can_close || (LETTER.test(after) && !SPACE.test(before)),
			};
		}
	};
}
