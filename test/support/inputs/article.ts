/** What an article has to look like, as the reference implementation of CommonMark reads the Markdown: an independent reader to compare with. */
import { Parser, type Node } from 'commonmark';
import type { ContentState } from '../../../api/article/content-state';

/** A block in a form that can be compared: each character with what it looks like. */
export interface Seen {
	type: string;
	/** `x|bold,italic|https://example.com` for each character of a text, or what an embed holds. */
	content: string[];
}

const TRIMMED = /^[ \t\n]$/;
const HEADINGS = ['header-one', 'header-two', 'header-three', 'header-three', 'header-three', 'header-three'];

/** Characters, cut at pictures. */
type Piece = { picture: string } | { chars: string[] };

interface Look {
	styles: readonly string[];
	link: string;
}

const PLAIN: Look = { styles: [], link: '' };

function children(node: Node): Node[] {
	const all: Node[] = [];
	for (let child = node.firstChild; child; child = child.next) all.push(child);
	return all;
}

const captionOf = (node: Node): string =>
	children(node)
		.map((child) => (/break$/.test(child.type) ? ' ' : (child.literal ?? captionOf(child))))
		.join('');

/** What an image cannot lead to follows it, where nothing else does. */
function withAddress(held: Piece[], address: string): Piece[] {
	const isBlank = held.every((piece) => 'picture' in piece || piece.chars.every((char) => /^\s/.test(char)));
	return isBlank && held.some((piece) => 'picture' in piece)
		? [...held, { chars: [...address].map((char) => `${char}||${address}`) }]
		: held;
}

function pieces(node: Node, look: Look): Piece[] {
	const styled = (style: string): Look => ({ ...look, styles: [...new Set([...look.styles, style])].sort() });
	const inside = (inner: Look) => children(node).flatMap((child) => pieces(child, inner));
	const text = (literal: string): Piece[] => [
		{ chars: [...literal].map((char) => [char, look.styles.join(','), look.link].join('|')) },
	];
	switch (node.type) {
		case 'strong':
			return inside(styled('bold'));
		case 'emph':
			return inside(styled('italic'));
		case 'link':
			return withAddress(inside({ ...look, link: node.destination || 'nothing' }), node.destination ?? '');
		case 'image':
			return [{ picture: `${node.destination}|${captionOf(node)}` }];
		case 'softbreak':
			return text(' ');
		case 'linebreak':
			return text('\n');
		default:
			return text(node.literal ?? '');
	}
}

const textOf = (node: Node): Piece[] => children(node).flatMap((child) => pieces(child, PLAIN));

function trim(chars: string[]): string[] {
	const isText = (char: string) => !TRIMMED.test([...char][0]);
	const first = chars.findIndex(isText);
	return first < 0 ? [] : chars.slice(first, chars.findLastIndex(isText) + 1);
}

/** Texts with pictures between them. */
function put(type: string, all: readonly Piece[]): Seen[] {
	const seen: Seen[] = [];
	let chars: string[] = [];
	const flush = () => {
		if (trim(chars).length > 0) seen.push({ type, content: trim(chars) });
		chars = [];
	};
	for (const piece of all) {
		if ('chars' in piece) chars.push(...piece.chars);
		else {
			flush();
			seen.push({ type: 'image', content: [piece.picture] });
		}
	}
	flush();
	return seen;
}

function ofItem(item: Node, type: string): Seen[] {
	const inside = children(item);
	const end = inside.findIndex((child) => child.type !== 'paragraph');
	const [first, rest] = end < 0 ? [inside, []] : [inside.slice(0, end), inside.slice(end)];
	const lines = first.flatMap((paragraph, i) => [...(i > 0 ? [{ chars: ['\n||'] }] : []), ...textOf(paragraph)]);
	return [...put(type, lines), ...rest.flatMap((child) => ofBlock(child, 'unstyled'))];
}

function ofBlock(node: Node, type: string): Seen[] {
	switch (node.type) {
		case 'heading':
			return put(HEADINGS[node.level - 1], textOf(node));
		case 'thematic_break':
			return [{ type: 'divider', content: [] }];
		case 'code_block':
			return [{ type: 'code', content: [(node.info ?? '').trim(), (node.literal ?? '').replace(/\s+$/, '')] }];
		case 'block_quote':
			return children(node).flatMap((child) => ofBlock(child, 'blockquote'));
		case 'list':
			return children(node).flatMap((item) =>
				ofItem(item, `${node.listType === 'bullet' ? 'un' : ''}ordered-list-item`),
			);
		default:
			return put(type, textOf(node));
	}
}

const isWrong = ({ type, content }: Seen): boolean =>
	type === 'image'
		? !/^(\d{1,19}|https?:\/\/[^|\s]+)\|/.test(content[0])
		: !['code', 'divider'].includes(type) &&
			content.some((char) => !/^(https?:\/\/|mailto:)\S+$|^$/.test(char.split('|').at(-1) ?? ''));

/** Names pictures and links that are no addresses, which an article refuses. */
export function expected(markdown: string): { blocks: Seen[]; refused: boolean } {
	const blocks = children(new Parser().parse(markdown)).flatMap((node) => ofBlock(node, 'unstyled'));
	return { blocks, refused: blocks.some(isWrong) };
}

/** The same form of a content state. */
export function seen({ blocks, entities }: ContentState): Seen[] {
	return blocks.map(({ type, text, inline_style_ranges, entity_ranges }): Seen => {
		if (type === 'atomic') {
			const { type: kind, data } = entities[entity_ranges[0].key].value;
			if (kind === 'image')
				return {
					type: kind,
					content: [`${(data.media_items as Array<{ media_id: string }>)[0].media_id}|${String(data.caption ?? '')}`],
				};
			if (kind !== 'markdown') return { type: kind, content: [] };
			const [, , info, code] = /^(`{3,})(.*)\n([^]*)\n`{3,}$/.exec(String(data.markdown)) ?? [];
			return { type: 'code', content: [info, code.replace(/\s+$/, '')] };
		}
		const content = [...text].map((char, at) => {
			const has = (range: { offset: number; length: number }) => at >= range.offset && at < range.offset + range.length;
			const styles = (['bold', 'italic', 'strikethrough'] as const).filter((style) =>
				inline_style_ranges.some((range) => range.style === style && has(range)),
			);
			const link = entity_ranges.find(has);
			return [char, styles.join(','), link ? String(entities[link.key].value.data.url) : ''].join('|');
		});
		return { type, content };
	});
}
