/** The text of a block, split where its style changes. Pure. */
import type { Token } from 'markdown-it';

export type Style = 'bold' | 'italic' | 'strikethrough';

export interface Span {
	text: string;
	styles: ReadonlySet<Style>;
	/** URL that the text links to. */
	link?: string;
	/** URL or media ID of an image; `text` is its caption. */
	image?: string;
}

const STYLES: Readonly<Record<string, Style>> = { strong: 'bold', em: 'italic', s: 'strikethrough' };

/** No styles; each other set is made once as well, so that equal sets are the same one. */
export const PLAIN: ReadonlySet<Style> = new Set();
const SETS = new Map<string, ReadonlySet<Style>>([['', PLAIN]]);

function setOf(open: readonly Style[]): ReadonlySet<Style> {
	const key = Object.values(STYLES)
		.filter((style) => open.includes(style))
		.join(' ');
	const known = SETS.get(key) ?? new Set(open);
	SETS.set(key, known);
	return known;
}

/**
 * Adjacent text of the same style is one span. A line break is `
 * `; a code span is plain text, as articles have no style for it.
 */
export function spansOf(tokens: readonly Token[]): Span[] {
	const spans: Span[] = [];
	/** One entry per open mark: the same mark may be open twice. */
	const open: Style[] = [];
	/** A URL in angle brackets may be inside the text of another link. */
	const links: string[] = [];
	let styles = PLAIN;
	for (const token of tokens) {
		const style = token.nesting === 0 ? undefined : STYLES[token.tag];
		if (style) {
			if (token.nesting > 0) open.push(style);
			else open.splice(open.lastIndexOf(style), 1);
			styles = setOf(open);
		} else if (token.type === 'link_open') links.push(token.attrGet('href') ?? '');
		else if (token.type === 'link_close') links.pop();
		else if (token.type === 'image')
			spans.push({ text: plainText(token.children ?? []), styles: PLAIN, image: token.attrGet('src') ?? '' });
		else add(spans, { text: textOf(token), styles, link: links.at(-1) });
	}
	return spans;
}

function add(spans: Span[], span: Span): void {
	const last = spans[spans.length - 1];
	if (span.text === '') return;
	if (last && last.image === undefined && last.link === span.link && last.styles === span.styles)
		last.text += span.text;
	else spans.push(span);
}

function textOf({ type, content }: Token): string {
	if (type === 'softbreak') return ' ';
	return type === 'hardbreak' ? '\n' : content;
}

/** Captions have no styles. */
const plainText = (tokens: readonly Token[]): string =>
	tokens
		.map((token) => (token.type === 'image' ? plainText(token.children ?? []) : textOf(token)))
		.join('')
		.replace(/\n/g, ' ');
