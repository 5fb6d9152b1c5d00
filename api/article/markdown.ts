/** Parses Markdown into nested blocks with their text as spans. Pure. */
import type MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import { InputError } from '../errors/errors';
import { linkBareAddresses } from './bare-links';
import { pairBrackets } from './brackets';
import { emphasizeBetweenLetters } from './emphasis';
import { keepFootnotes } from './footnotes';
import { withoutFrontMatter } from './front-matter';
import { readHtml } from './html';
import { readMath } from './math';
import { PLAIN, spansOf, type Span } from './spans';

export type Block =
	| { kind: 'paragraph'; spans: Span[] }
	| { kind: 'heading'; level: number; spans: Span[] }
	| { kind: 'code'; language: string; text: string }
	| { kind: 'formula'; text: string }
	| { kind: 'rule' }
	| { kind: 'table'; source: string }
	| { kind: 'quote'; blocks: Block[] }
	| { kind: 'list'; ordered: boolean; items: Block[][] };

/** Maximum nesting of lists and quotes; the parser drops deeper content, and its time grows with depth. */
const MAX_NESTING = 40;

/** @throws InputError for blocks that are nested too deeply */
export async function readMarkdown(markdown: string): Promise<Block[]> {
	const { createParser } = await import('./parser');
	const parser = createParser(MAX_NESTING);
	pairBrackets(parser);
	linkBareAddresses(parser);
	readHtml(parser);
	keepFootnotes(parser);
	readMath(parser);
	emphasizeBetweenLetters(parser);
	parseOnlyMarked(parser);
	const tokens = parser.parse(withoutFrontMatter(inLines(markdown)), {});
	if (tokens.some(isTooDeep))
		throw new InputError(
			'Lists or quotes of the Markdown are nested too deeply',
			'An article shows one level of lists: write them side by side.',
		);
	return new Reader(tokens).blocks();
}

/** What CommonMark has replaced before anything else. */
const inLines = (markdown: string): string =>
	/[\r\0]/.test(markdown) ? markdown.replace(/\r\n?/g, '\n').replace(/\0/g, '\uFFFD') : markdown;

/** Letters and spaces only, as most of the items of a list are: nothing that a rule of the parser would look at. */
const PLAIN_TEXT = /^[\p{L}\p{N} .,;?'"()/%+=-]*$/u;
const CELL = /^t[hd]_open$/;

/** Text that is plain, or goes to X as it is written, has no tokens. */
function parseOnlyMarked(parser: MarkdownIt): void {
	parser.core.ruler.at('inline', ({ tokens, md, env }) => {
		let before = '';
		for (const { type, content, children } of tokens) {
			if (type === 'inline' && children && !CELL.test(before) && !PLAIN_TEXT.test(content))
				md.inline.parse(content, md, env, children);
			before = type;
		}
	});
}

const isTooDeep = ({ type, level }: Token): boolean =>
	level >= MAX_NESTING - 1 && (type === 'blockquote_open' || type === 'list_item_open');

/** Converts the parser's flat list of opening and closing tokens into nested blocks. */
class Reader {
	private at = 0;

	constructor(private readonly tokens: readonly Token[]) {}

	/** Up to the token that closes the enclosing block. */
	blocks(): Block[] {
		const blocks: Block[] = [];
		for (let token = this.next(); token && token.nesting >= 0; token = this.next()) {
			const block = this.block(token);
			if (block) blocks.push(block);
		}
		return blocks;
	}

	private next(): Token | undefined {
		return this.tokens[this.at++];
	}

	private block({ type, tag, info, content }: Token): Block | undefined {
		switch (type) {
			case 'paragraph_open':
				return { kind: 'paragraph', spans: this.spans() };
			case 'heading_open':
				return { kind: 'heading', level: Number(tag.slice(1)), spans: this.spans() };
			case 'fence':
			case 'code_block':
				return codeOf(info.trim(), content.replace(/\n$/, ''));
			case 'math':
				return { kind: 'formula', text: content };
			case 'hr':
				return { kind: 'rule' };
			case 'table_open':
				return { kind: 'table', source: this.table() };
			case 'blockquote_open':
				return { kind: 'quote', blocks: this.blocks() };
			case 'bullet_list_open':
			case 'ordered_list_open':
				return { kind: 'list', ordered: type === 'ordered_list_open', items: this.items() };
			default:
				return undefined;
		}
	}

	/** The text of a block, and its end. */
	private spans(): Span[] {
		const { content = '', children } = this.next() ?? {};
		this.at++;
		if (children && children.length > 0) return spansOf(children);
		return content ? [{ text: content, styles: PLAIN }] : [];
	}

	private items(): Block[][] {
		const items: Block[][] = [];
		while (this.next()?.type === 'list_item_open') items.push(this.blocks());
		return items;
	}

	/** Rewritten from its cells: inside a list or quote, the source lines contain more than the table. */
	private table(): string {
		const rows: string[][] = [];
		const rules: string[] = [];
		for (let token = this.next(); token && token.type !== 'table_close'; token = this.next()) {
			if (token.type === 'tr_open') rows.push([]);
			if (token.type === 'th_open') rules.push(ruleOf(token));
			if (token.type === 'inline') rows[rows.length - 1].push(token.content.replace(/\|/g, '\\|'));
		}
		const [head, ...body] = rows;
		return [head, rules, ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
	}
}

/** As on GitHub, a fence of this language holds a formula; one of `latex` shows its source. */
const codeOf = (language: string, text: string): Block =>
	language === 'math' && text.trim() !== '' ? { kind: 'formula', text } : { kind: 'code', language, text };

/** The delimiter row below the header sets each column's alignment. */
function ruleOf(head: Token): string {
	const [, alignment = ''] = /text-align:(\w+)/.exec(head.attrGet('style') ?? '') ?? [];
	return { left: ':--', center: ':-:', right: '--:' }[alignment] ?? '---';
}
