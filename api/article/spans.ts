/** The text of a block, cut where its look changes. Pure. */
import type { Token } from 'markdown-it';

export type Style = 'bold' | 'italic' | 'strikethrough';

export interface Span {
	text: string;
	styles: ReadonlySet<Style>;
	/** Address that the text links to. */
	link?: string;
	/** Address or media ID of a picture; `text` is its caption. */
	image?: string;
}

const STYLES: Readonly<Record<string, Style>> = { strong: 'bold', em: 'italic', s: 'strikethrough' };

/** Neighbours that look the same are one span. A line break is `\n`; a code span is plain text, as articles have no style for it. */
export function spansOf(tokens: readonly Token[]): Span[] {
	const spans: Span[] = [];
	/** One entry for each mark that is open: the same mark may be open twice. */
	const open: Style[] = [];
	/** An address in pointed brackets may lie in the text of another link. */
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

/** A caption shows no marks. */
const plainText = (tokens: readonly Token[]): string =>
	tokens
		.map((token) => (token.type === 'image' ? plainText(token.children ?? []) : textOf(token)))
		.join('')
		.replace(/\n/g, ' ');
