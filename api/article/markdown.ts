/** Parses Markdown into nested blocks with their text as spans. Pure. */
import type MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import { linkBareAddresses } from './bare-links';
import { pairBrackets } from './brackets';
import { emphasizeBetweenLetters } from './emphasis';
import { MAX_NESTING, leaveOutRules, pushFewTokens } from './few-tokens';
import { keepFootnotes } from './footnotes';
import { withoutFrontMatter } from './front-matter';
import { readHtml, type Seen } from './html';
import { readMath } from './math';
import { PLAIN, spansOf, type Span } from './spans';

export type Block =
	| { kind: 'paragraph'; spans: Span[] }
	| { kind: 'heading'; level: number; spans: Span[] }
	| { kind: 'code'; language: string; text: string }
	| { kind: 'formula'; text: string }
	| { kind: 'rule' }
	| { kind: 'table'; source: string }
	| { kind: 'quote'; blocks: Iterable<Block> }
	| { kind: 'list'; ordered: boolean; items: Iterable<Iterable<Block>> };

/**
 * Blocks come as they are read, which takes a fraction of the memory: each once, in order, with everything inside it read
 * before the next.
 * @param seen what else is found in them @throws InputError for blocks that are nested too deeply
 */
export async function readMarkdown(markdown: string, seen: Seen = {}): Promise<Iterable<Block>> {
	const { createParser } = await import('./parser');
	const parser = createParser(MAX_NESTING);
	pairBrackets(parser);
	linkBareAddresses(parser);
	readHtml(parser);
	keepFootnotes(parser);
	readMath(parser);
	emphasizeBetweenLetters(parser);
	pushFewTokens(parser);
	const text = withoutFrontMatter(inLines(markdown));
	leaveOutRules(parser, text);
	return new Reader(parser.parse(text, seen), parser, seen).blocks();
}

/** What CommonMark has replaced before anything else. */
const inLines = (markdown: string): string =>
	/[\r\0]/.test(markdown) ? markdown.replace(/\r\n?/g, '\n').replace(/\0/g, '\uFFFD') : markdown;

/** Letters and spaces only, as most of the items of a list are: nothing that a rule of the parser would look at. */
const PLAIN_TEXT = /^[\p{L}\p{N} .,;?'"()/%+=-]*$/u;

/** Converts the parser's flat list of opening and closing tokens into nested blocks. */
class Reader {
	private at = 0;

	constructor(
		private readonly tokens: readonly Token[],
		private readonly parser: MarkdownIt,
		/** The references of the text. */
		private readonly env: object,
	) {}

	/** Up to the token that closes the enclosing block. */
	*blocks(): Generator<Block> {
		for (let token = this.next(); token && token.nesting >= 0; token = this.next()) {
			const block = this.block(token);
			if (block) yield block;
		}
	}

	private next(): Token | undefined {
		return this.tokens[this.at++];
	}

	private block({ type, tag, info, content }: Token): Block | undefined {
		switch (type) {
			case 'inline':
				return { kind: 'paragraph', spans: this.spans(content) };
			case 'heading_open':
				return { kind: 'heading', level: Number(tag.slice(1)), spans: this.heading() };
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

	/** The text of a heading, and its end. */
	private heading(): Span[] {
		const { content = '' } = this.next() ?? {};
		this.at++;
		return this.spans(content);
	}

	private spans(content: string): Span[] {
		if (PLAIN_TEXT.test(content)) return content ? [{ text: content, styles: PLAIN }] : [];
		const tokens: Token[] = [];
		this.parser.inline.parse(content, this.parser, this.env, tokens);
		return spansOf(tokens);
	}

	private *items(): Generator<Iterable<Block>> {
		while (this.next()?.type === 'list_item_open') yield this.blocks();
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
