/**
 * Emphasis in languages without spaces: CommonMark ends it behind punctuation only where a space or more punctuation
 * follows, so `**重要：**これ` would keep its asterisks. A letter of these languages counts as a boundary of words.
 */
import type MarkdownIt from 'markdown-it';

const LETTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u;
const SPACE = /\s/;

export function emphasizeBetweenLetters(parser: MarkdownIt): void {
	const { State } = parser.inline;
	parser.inline.State = class extends State {
		override scanDelims(start: number, canSplitWord: boolean) {
			const scanned = super.scanDelims(start, canSplitWord);
			const [before = ' ', after = ' '] = [this.src[start - 1], this.src[start + scanned.length]];
			return {
				...scanned,
				can_open: scanned.can_open || (canSplitWord && LETTER.test(before) && !SPACE.test(after)),
				can_close: scanned.can_close || (canSplitWord && LETTER.test(after) && !SPACE.test(before)),
			};
		}
	};
}
