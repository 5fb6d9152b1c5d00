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
	for (const token of tokens) {
		const style = STYLES[token.tag];
		if (style && token.nesting > 0) open.push(style);
		else if (style) open.splice(open.lastIndexOf(style), 1);
		else if (token.type === 'link_open') links.push(token.attrGet('href') ?? '');
		else if (token.type === 'link_close') links.pop();
		else if (token.type === 'image')
			spans.push({ text: plainText(token.children ?? []), styles: new Set(), image: token.attrGet('src') ?? '' });
		else add(spans, { text: textOf(token), styles: new Set(open), link: links.at(-1) });
	}
	return spans;
}

function add(spans: Span[], span: Span): void {
	const last = spans[spans.length - 1];
	if (span.text === '') return;
	if (last && last.image === undefined && last.link === span.link && sameStyles(last, span)) last.text += span.text;
	else spans.push(span);
}

const sameStyles = ({ styles: a }: Span, { styles: b }: Span) =>
	a.size === b.size && [...a].every((style) => b.has(style));

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
