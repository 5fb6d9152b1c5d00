/** What an article has to look like, as markdown-it reads the Markdown: an independent reader to compare with. */
import MarkdownIt from 'markdown-it';
import type { ContentState } from '../../api/article/content-state';

type Token = ReturnType<MarkdownIt['parse']>[number];

/** A block in a form that can be compared: each character with what it looks like. */
export interface Seen {
	type: string;
	/** `x|bold,italic|https://example.com` for each character of a text, or what an embed holds. */
	content: string[];
}

const TRIMMED = /^[ \t\n]$/;
const HEADINGS = ['header-one', 'header-two', 'header-three', 'header-three', 'header-three', 'header-three'];

function trim(chars: string[]): string[] {
	const [first, last] = [
		chars.findIndex((char) => !TRIMMED.test(char[0])),
		chars.length - [...chars].reverse().findIndex((char) => !TRIMMED.test(char[0])),
	];
	return first < 0 ? [] : chars.slice(first, last);
}

const reader = (() => {
	const it = new MarkdownIt({ html: false, linkify: false });
	it.validateLink = () => true;
	it.normalizeLink = (url) => url;
	it.normalizeLinkText = (url) => url;
	return it;
})();

/** Names pictures that are no media IDs and links that are no web addresses, which an article refuses. */
export function expected(markdown: string): { blocks: Seen[]; refused: boolean } {
	const blocks: Seen[] = [];
	let refused = false;
	let lines: Array<Array<{ picture?: string; chars: string[] }>> = [];
	const types = ['unstyled'];

	/** Pieces of text, cut at pictures. */
	const inline = (children: Token[]): Array<{ picture?: string; chars: string[] }> => {
		const pieces: Array<{ picture?: string; chars: string[] }> = [{ chars: [] }];
		const styles = { bold: 0, italic: 0, strikethrough: 0 };
		let link = '';
		const write = (text: string) =>
			pieces[pieces.length - 1].chars.push(
				...[...text].map((char) =>
					[
						char,
						Object.entries(styles)
							.filter(([, depth]) => depth > 0)
							.map(([style]) => style)
							.join(','),
						link,
					].join('|'),
				),
			);
		const KINDS = { strong: 'bold', em: 'italic', s: 'strikethrough' } as const;
		for (const token of children) {
			const style = KINDS[token.tag as keyof typeof KINDS];
			if (style) styles[style] += token.nesting;
			else if (token.type === 'link_open') link = token.attrGet('href') ?? '';
			else if (token.type === 'link_close') link = '';
			else if (token.type === 'image')
				pieces.push(
					{
						picture: `${token.attrGet('src')}|${reader.renderer.renderInlineAsText(token.children ?? [], reader.options, {}).replace(/\n/g, ' ')}`,
						chars: [],
					},
					{ chars: [] },
				);
			else write(token.type === 'softbreak' ? ' ' : token.type === 'hardbreak' ? '\n' : token.content);
			if (
				token.type === 'link_open' &&
				!/^(https?:\/\/|mailto:)\S+$/.test(link) &&
				children[children.indexOf(token) + 1]?.type !== 'link_close'
			)
				refused = true;
			if (token.type === 'image' && !/^\d{1,19}$/.test(token.attrGet('src') ?? '')) refused = true;
		}
		return pieces;
	};
	const put = (type: string, pieces: Array<{ picture?: string; chars: string[] }>) => {
		let chars: string[] = [];
		const flush = () => {
			if (trim(chars).length > 0) blocks.push({ type, content: trim(chars) });
			chars = [];
		};
		for (const piece of pieces) {
			if (piece.picture !== undefined) {
				flush();
				blocks.push({ type: 'image', content: [piece.picture] });
			} else chars.push(...piece.chars);
		}
		flush();
	};
	/** Paragraphs that an item starts with are one block. */
	const flushItem = () => {
		const type = types[types.length - 1];
		if (lines.length > 0)
			put(
				type,
				lines.flatMap((pieces, i) => (i > 0 ? [{ chars: ['\n||'] }, ...pieces] : pieces)),
			);
		lines = [];
		if (type.endsWith('list-item')) types[types.length - 1] = 'unstyled';
	};
	const tokens = reader.parse(markdown, {});
	const source = markdown.split(/\r\n|\n|\r/);
	let list: string[] = [];
	for (let i = 0; i < tokens.length; i++) {
		const token = tokens[i];
		const type = types[types.length - 1];
		if (type.endsWith('list-item') && !['paragraph_open', 'inline', 'paragraph_close'].includes(token.type))
			flushItem();
		if (token.type === 'bullet_list_open' || token.type === 'ordered_list_open')
			list.push(token.type === 'bullet_list_open' ? 'unordered-list-item' : 'ordered-list-item');
		else if (/_list_close$/.test(token.type)) list = list.slice(0, -1);
		else if (token.type === 'list_item_open') types.push(list[list.length - 1]);
		else if (token.type === 'blockquote_open') types.push('blockquote');
		else if (token.type === 'list_item_close' || token.type === 'blockquote_close') types.pop();
		else if (token.type === 'heading_open') put(HEADINGS[Number(token.tag[1]) - 1], inline(tokens[++i].children ?? []));
		else if (token.type === 'hr') blocks.push({ type: 'divider', content: [] });
		else if (token.type === 'fence' || token.type === 'code_block')
			blocks.push({ type: 'code', content: [token.info.trim().replace(/`/g, ''), token.content.replace(/\s+$/, '')] });
		else if (token.type === 'table_open') {
			while (tokens[i].type !== 'table_close') i++;
			blocks.push({
				type: 'table',
				content: token.level === 0 ? source.slice(...(token.map as [number, number])).map((line) => line.trim()) : [],
			});
		} else if (token.type === 'inline') {
			if (type.endsWith('list-item')) lines.push(inline(token.children ?? []));
			else put(type, inline(token.children ?? []));
		}
	}
	return { blocks, refused };
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
			const [, fence, info, code] = /^(`{3,})(.*)\n([^]*)\n`{3,}$/.exec(String(data.markdown)) ?? [];
			return fence
				? { type: 'code', content: [info, code.replace(/\s+$/, '')] }
				: { type: 'table', content: String(data.markdown).split('\n') };
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
