/** Writes the blocks of an article as X has them. Pure. */
import { InputError } from '../errors/errors';
import { mediaId, postId } from '../objects/ids';
import type { Block } from './markdown';
import { PLAIN, type Span, type Style } from './spans';
import type { ContentBlock, ContentEntity, ContentState, Picture, TextType } from './types';

const POST_LINK =
	/^https?:\/\/(?:www\.|mobile\.)?(?:x|twitter)\.com\/(?:\w{1,15}|i\/web)\/status(?:es)?\/\d{1,19}(?:[/?#]\S*)?$/i;
const HEADINGS: readonly TextType[] = ['header-one', 'header-two', 'header-three'];
const STYLES: readonly Style[] = ['bold', 'italic', 'strikethrough'];

/** Code points. */
function lengthOf(text: string): number {
	let pairs = 0;
	for (let at = 0; at < text.length; at++) {
		if (text.codePointAt(at)! <= 0xffff) continue;
		pairs++;
		at++;
	}
	return text.length - pairs;
}

export class Writer {
	readonly state: ContentState = { blocks: [], entities: [] };
	/** The images, by the index of their entity. */
	readonly pictures = new Map<number, Picture>();

	/** @param type block type for paragraphs here */
	write(blocks: Iterable<Block>, type: TextType): void {
		for (const block of blocks) this.one(block, type);
	}

	private one(block: Block, type: TextType): void {
		switch (block.kind) {
			case 'paragraph':
				return this.paragraph(block.spans, type);
			case 'heading':
				return this.text(block.spans, HEADINGS[Math.min(block.level, 3) - 1]);
			case 'code':
				return this.atomic('markdown', 'mutable', { markdown: fenced(block.text, block.language) });
			case 'table':
				return this.atomic('markdown', 'mutable', { markdown: block.source });
			case 'formula':
				return this.atomic('latex', 'immutable', {}, block.text);
			case 'rule':
				return this.atomic('divider', 'immutable', {});
			case 'quote':
				return this.write(block.blocks, 'blockquote');
			case 'list':
				for (const item of block.items) this.item(item, block.ordered ? 'ordered-list-item' : 'unordered-list-item');
		}
	}

	/** The leading paragraphs of a list item are one block: a second block would be a second item. */
	private item(blocks: Iterable<Block>, type: TextType): void {
		let leading: Span[] | undefined;
		let isWritten = false;
		for (const block of blocks) {
			if (isWritten || block.kind !== 'paragraph') {
				if (!isWritten) this.text(leading ?? [], type);
				isWritten = true;
				this.one(block, 'unstyled');
			} else if (leading === undefined) leading = block.spans;
			else {
				leading.push(plain('\n'));
				for (const span of block.spans) leading.push(span);
			}
		}
		if (!isWritten) this.text(leading ?? [], type);
	}

	private paragraph(spans: readonly Span[], type: TextType): void {
		const posts = type === 'unstyled' ? postsOf(spans) : [];
		if (posts.length === 0) return this.text(spans, type);
		for (const link of posts) this.atomic('post', 'immutable', { post_id: postId(link) });
	}

	/** Images go between blocks of text. */
	private text(spans: readonly Span[], type: TextType): void {
		if (spans.every(({ image }) => image === undefined)) return this.block(spans, type);
		let pending: Span[] = [];
		for (const span of spans) {
			if (span.image === undefined) {
				pending.push(span);
				continue;
			}
			this.block(pending, type);
			pending = [];
			this.picture(span.image, span.text);
		}
		this.block(pending, type);
	}

	private block(all: readonly Span[], type: TextType): void {
		const spans = trimmed(all);
		if (spans.length === 0) return;
		const block: ContentBlock = { type, text: '', inline_style_ranges: [], entity_ranges: [] };
		let offset = 0;
		let before: Span['link'];
		for (const { text, styles, link } of spans) {
			const length = lengthOf(text);
			if (styles !== PLAIN)
				for (const style of STYLES) if (styles.has(style)) extend(block.inline_style_ranges, { offset, length, style });
			if (link !== undefined && link === before) block.entity_ranges[block.entity_ranges.length - 1].length += length;
			else if (link !== undefined)
				block.entity_ranges.push({ offset, length, key: this.entity('link', 'mutable', { url: webAddress(link) }) });
			before = link;
			block.text += text;
			offset += length;
		}
		this.state.blocks.push(block);
	}

	private picture(source: string, caption: string): void {
		this.pictures.set(this.state.entities.length, pictureOf(source));
		this.atomic('image', 'immutable', caption ? { caption } : {});
	}

	private atomic(
		type: ContentEntity['value']['type'],
		mutability: ContentEntity['value']['mutability'],
		data: Record<string, unknown>,
		text = ' ',
	): void {
		this.state.blocks.push({
			type: 'atomic',
			text,
			inline_style_ranges: [],
			entity_ranges: [{ offset: 0, length: lengthOf(text), key: this.entity(type, mutability, data) }],
		});
	}

	private entity(
		type: ContentEntity['value']['type'],
		mutability: ContentEntity['value']['mutability'],
		data: Record<string, unknown>,
	): number {
		const key = this.state.entities.length;
		this.state.entities.push({ key: String(key), value: { type, mutability, data } });
		return key;
	}
}

/** The posts that a paragraph consists of: links to them on lines of their own, as they are. */
function postsOf(spans: readonly Span[]): readonly string[] {
	const links: string[] = [];
	for (const { text, link, image } of spans) {
		if (link !== undefined && link === text && POST_LINK.test(link)) links.push(link);
		else if (image !== undefined || text.trim() !== '') return [];
	}
	return links;
}

const plain = (text: string): Span => ({ text, styles: PLAIN });

/** Trims white space at either end of a block, which is not visible. */
function trimmed(spans: readonly Span[]): readonly Span[] {
	if (spans.length > 0 && !startsOrEndsBlank(spans)) return spans;
	let first = 0;
	let last = spans.length - 1;
	while (first <= last && isBlank(spans[first])) first++;
	while (last > first && isBlank(spans[last])) last--;
	const kept = spans.slice(first, last + 1);
	if (kept.length === 0) return kept;
	kept[0] = cut(kept[0], startOf(kept[0].text));
	const end = kept.length - 1;
	kept[end] = cut(kept[end], 0, endOf(kept[end].text));
	return kept;
}

const startsOrEndsBlank = (spans: readonly Span[]): boolean => {
	const [first, { text: last }] = [spans[0].text, spans[spans.length - 1]];
	return isSpace(first[0]) || isSpace(last[last.length - 1]);
};

const isBlank = ({ text }: Span): boolean => startOf(text) === text.length;

const cut = (span: Span, start: number, end = span.text.length): Span =>
	end - start === span.text.length ? span : { ...span, text: span.text.slice(start, end) };

/**
 * Not \s: a no-break space is meant to be visible. Not a regular expression: one anchored at the end takes quadratic
 * time.
 */
const isSpace = (char: string) => char === ' ' || char === '\t' || char === '\n';

function startOf(text: string): number {
	let at = 0;
	while (at < text.length && isSpace(text[at])) at++;
	return at;
}

function endOf(text: string): number {
	let at = text.length;
	while (at > 0 && isSpace(text[at - 1])) at--;
	return at;
}

/** Adjacent ranges of the same style are merged. */
function extend(ranges: ContentBlock['inline_style_ranges'], range: ContentBlock['inline_style_ranges'][number]): void {
	const before = ranges.findLast(({ style }) => style === range.style);
	if (before && before.offset + before.length === range.offset) before.length += range.length;
	else ranges.push(range);
}

function pictureOf(source: string): Picture {
	if (/^(?:\d{1,3}_)?\d{1,19}$/.test(source)) return { id: mediaId(source) };
	if (/^(?:https?:\/\/|data:image\/)\S/i.test(source)) return { url: encoded(source) };
	throw new InputError(
		`The picture '${source.slice(0, 60)}' is neither a media ID nor a web address`,
		'Write ![caption](https://...), or upload it with Media > Upload first and write ![caption](media ID).',
	);
}

function webAddress(link: string): string {
	if (!/^(https?:\/\/|mailto:)\S/i.test(link))
		throw new InputError(
			`The link '${link.slice(0, 60)}' is not a web address`,
			'Links of an article start with https://',
		);
	return encoded(link);
}

/** In angle brackets Markdown allows blanks. */
const encoded = (address: string): string => address.replace(/\s/g, encodeURIComponent);

/** A fence longer than any run of backticks in the code. */
function fenced(code: string, language: string): string {
	const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = '`'.repeat(longest + 1);
	return `${fence}${language.replace(/`/g, '')}\n${code}\n${fence}`;
}
