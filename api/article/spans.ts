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

/** Every set of styles, so that equal sets are the same one; the bits of its place say which are in it. */
const SETS: ReadonlyArray<ReadonlySet<Style>> = Array.from(
	{ length: 8 },
	(_, bits) => new Set(Object.values(STYLES).filter((__, bit) => bits & (1 << bit))),
);

/** No styles. */
export const [PLAIN] = SETS;

/** How often each mark is open. */
type Open = Record<Style, number>;
const setOf = ({ bold, italic, strikethrough }: Open): ReadonlySet<Style> =>
	SETS[(bold > 0 ? 1 : 0) + (italic > 0 ? 2 : 0) + (strikethrough > 0 ? 4 : 0)];

/**
 * Adjacent text of the same style is one span. A line break is `
 * `; a code span is plain text, as articles have no style for it.
 */
export function spansOf(tokens: readonly Token[]): Span[] {
	const spans: Span[] = [];
	/** The same mark may be open twice. */
	const open: Open = { bold: 0, italic: 0, strikethrough: 0 };
	/** A URL in angle brackets may be inside the text of another link. */
	const links: Array<string | undefined> = [];
	let linkStart = 0;
	let styles = PLAIN;
	for (const token of tokens) {
		const style = token.nesting === 0 ? undefined : STYLES[token.tag];
		if (style) {
			open[style] += token.nesting;
			styles = setOf(open);
		} else if (token.type === 'link_open') {
			links.push(targetOf(token));
			linkStart = spans.length;
		} else if (token.type === 'link_close') {
			closeLink(spans, linkStart, links.pop());
		} else if (token.type === 'image')
			spans.push({ text: plainText(token.children ?? []), styles: PLAIN, image: token.attrGet('src') ?? '' });
		else add(spans, textOf(token), styles, links.at(-1));
	}
	return spans;
}

/** An image of an article has no link of its own: where a link holds nothing but images, its address follows them. */
function closeLink(spans: Span[], start: number, link: string | undefined): void {
	const held = spans.slice(start);
	const hasText = held.some(({ image, text }) => image === undefined && text.trim() !== '');
	if (link && !hasText && held.some(({ image }) => image !== undefined)) add(spans, link, PLAIN, link);
}

/** An article has no places to link to: what leads to a heading of its own is text. */
function targetOf(token: Token): string | undefined {
	const href = token.attrGet('href') ?? '';
	return href.startsWith('#') ? undefined : href;
}

function add(spans: Span[], text: string, styles: Span['styles'], link: Span['link']): void {
	if (text === '') return;
	const last = spans[spans.length - 1];
	if (last && last.image === undefined && last.link === link && last.styles === styles) last.text += text;
	else spans.push({ text, styles, link });
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
