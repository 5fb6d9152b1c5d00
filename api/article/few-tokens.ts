/** Keeps the parser quick where a text has tens of thousands of blocks: most of its time goes to what it keeps for each. */
import type MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import { InputError } from '../errors/errors';

/** Maximum nesting of lists and quotes; the parser drops deeper content, and its time grows with depth. */
export const MAX_NESTING = 40;

/**
 * A paragraph is its text alone, without tokens that open and close it. What closes a block says nothing more: all of its
 * kind are one token.
 */
export function pushFewTokens(parser: MarkdownIt): void {
	const { State } = parser.block;
	parser.block.State = class extends State {
		private readonly shared: Record<string, Token> = {};

		override push(type: string, tag: string, nesting: Token.Nesting): Token {
			const isParagraph = type.startsWith('paragraph');
			if (nesting >= 0 && !isParagraph) return notTooDeep(super.push(type, tag, nesting));
			const token = (this.shared[type] ??= new this.Token(type, tag, nesting));
			if (!isParagraph) {
				this.level--;
				this.tokens.push(token);
			}
			return token;
		}
	};
}

function notTooDeep(token: Token): Token {
	if (token.level >= MAX_NESTING - 1 && (token.type === 'blockquote_open' || token.type === 'list_item_open'))
		throw new InputError(
			'Lists or quotes of the Markdown are nested too deeply',
			'An article shows one level of lists: write them side by side.',
		);
	return token;
}

/** What a text has wherever the rule applies. */
const SIGNS: Readonly<Record<string, RegExp>> = {
	blockquote: />/,
	comment: /<!--/,
	fence: /```|~~~/,
	footnote: /\[\^/,
	heading: /#/,
	lheading: /(?:^|[\s>])(?:=+|-+)[ \t]*$/m,
	math: /\$\$/,
	reference: /\]:/,
	table: /\|/,
};

/** The parser asks every rule about every line. What is inside a block is parsed by whoever reads the block. */
export function leaveOutRules(parser: MarkdownIt, text: string): void {
	parser.disable(['inline', ...Object.keys(SIGNS).filter((rule) => !SIGNS[rule].test(text))]);
}
