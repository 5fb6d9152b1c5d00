/**
 * The body of an article as X accepts it (spec: ArticleCreateDraftContentState, modelled on Draft.js), from Markdown
 * or given as is. Pure.
 */
import { InputError } from '../errors/errors';
import { postId } from '../objects/ids';
import type { Block } from './markdown';
import type { Span, Style } from './spans';
import { measure } from '../text/measure';

type TextType =
	| 'unstyled'
	| 'header-one'
	| 'header-two'
	| 'header-three'
	| 'unordered-list-item'
	| 'ordered-list-item'
	| 'blockquote';

/** Offsets and lengths count code points, as Draft.js stores them. */
export interface ContentBlock {
	type: TextType | 'atomic';
	text: string;
	inline_style_ranges: Array<{ offset: number; length: number; style: Style }>;
	/** `key` is the index in the list of entities. */
	entity_ranges: Array<{ offset: number; length: number; key: number }>;
}

export interface ContentEntity {
	key: string;
	value: {
		type: 'post' | 'link' | 'image' | 'markdown' | 'divider';
		mutability: 'immutable' | 'mutable';
		data: Record<string, unknown>;
	};
}

export interface ContentState {
	blocks: ContentBlock[];
	entities: ContentEntity[];
}

/** Maximum weighted characters of code and tables in one article (spec: `markdown` of an entity). */
export const MAX_MARKDOWN = 10_000;

const POST_LINK =
	/^https?:\/\/(?:www\.|mobile\.)?(?:x|twitter)\.com\/(?:\w{1,15}|i\/web)\/status(?:es)?\/\d{1,19}(?:[/?#]\S*)?$/i;
const HEADINGS: readonly TextType[] = ['header-one', 'header-two', 'header-three'];
const STYLES: readonly Style[] = ['bold', 'italic', 'strikethrough'];
const length = (text: string) => [...text].length;

/** X media as referenced in an article. */
export interface MediaItem {
	media_category: string;
	media_id: string;
}

/** How an image is given in Markdown: by media ID or by web URL. */
export type Picture = { id: string } | { url: string };

/**
 * Headings below the third level become third-level. Lists are flattened to one level. Code and tables become Markdown
 * entities, a link to a post on its own line embeds the post, an image is given by media ID or URL:
 * `![caption](1849000000000000000)`.
 * @param mediaOf the X media for an image
 * @throws InputError for what X would refuse
 */
export async function contentState(markdown: string, mediaOf: (picture: Picture) => MediaItem): Promise<ContentState> {
	// Loaded on demand: the nodes' rows load this file when n8n starts.
	const { readMarkdown } = await import('./markdown');
	const writer = new Writer(mediaOf);
	writer.write(await readMarkdown(markdown), 'unstyled');
	if (writer.state.blocks.length === 0) throw new InputError('The article is empty', "Fill in 'Markdown'.");
	return checked(writer.state);
}

/** Checks content state that the user wrote. @throws InputError */
export function givenState(given: unknown): ContentState {
	const state = given as Partial<ContentState> | undefined;
	const advice = 'It looks like { "blocks": [{ "type": "unstyled", "text": "Hello" }], "entities": [] }.';
	if (!Array.isArray(state?.blocks) || state.blocks.length === 0)
		throw new InputError('The content state has no blocks', advice);
	if (state.entities !== undefined && !Array.isArray(state.entities))
		throw new InputError('The entities of the content state are not a list', advice);
	return checked({ ...state, blocks: state.blocks, entities: state.entities ?? [] });
}

function checked(state: ContentState): ContentState {
	const weight = state.entities.reduce(
		(sum, entity) => sum + measure(String((entity?.value?.data?.markdown ?? '') as string)).weightedLength,
		0,
	);
	if (weight > MAX_MARKDOWN)
		throw new InputError(
			`Code and tables have ${weight} characters as X counts them; an article takes ${MAX_MARKDOWN}`,
			'Shorten them.',
		);
	return state;
}

class Writer {
	readonly state: ContentState = { blocks: [], entities: [] };

	constructor(private readonly mediaOf: (picture: Picture) => MediaItem) {}

	/** @param type block type for paragraphs here */
	write(blocks: readonly Block[], type: TextType): void {
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
			case 'rule':
				return this.atomic('divider', 'immutable', {});
			case 'quote':
				return this.write(block.blocks, 'blockquote');
			case 'list':
				for (const item of block.items) this.item(item, block.ordered ? 'ordered-list-item' : 'unordered-list-item');
		}
	}

	/** The leading paragraphs of a list item are one block: a second block would be a second item. */
	private item(blocks: readonly Block[], type: TextType): void {
		const end = blocks.findIndex(({ kind }) => kind !== 'paragraph');
		const paragraphs = blocks.slice(0, end < 0 ? blocks.length : end) as Array<Extract<Block, { kind: 'paragraph' }>>;
		this.text(
			paragraphs.flatMap(({ spans }, i) => [...(i > 0 ? [plain('\n')] : []), ...spans]),
			type,
		);
		this.write(blocks.slice(paragraphs.length), 'unstyled');
	}

	private paragraph(spans: readonly Span[], type: TextType): void {
		const [{ text, link }] = spans.length === 1 ? spans : [plain('')];
		if (type === 'unstyled' && link !== undefined && link === text && POST_LINK.test(link))
			this.atomic('post', 'immutable', { post_id: postId(link) });
		else this.text(spans, type);
	}

	/** Images go between blocks of text. */
	private text(spans: readonly Span[], type: TextType): void {
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
		let linked: { link: string; range: ContentBlock['entity_ranges'][number] } | undefined;
		for (const { text, styles, link } of spans) {
			const long = length(text);
			for (const style of STYLES)
				if (styles.has(style)) extend(block.inline_style_ranges, { offset, length: long, style });
			if (link !== undefined && linked?.link === link) linked.range.length += long;
			else if (link !== undefined) {
				linked = {
					link,
					range: { offset, length: long, key: this.entity('link', 'mutable', { url: webAddress(link) }) },
				};
				block.entity_ranges.push(linked.range);
			} else linked = undefined;
			block.text += text;
			offset += long;
		}
		this.state.blocks.push(block);
	}

	private picture(source: string, caption: string): void {
		this.atomic('image', 'immutable', {
			...(caption ? { caption } : {}),
			media_items: [this.mediaOf(pictureOf(source))],
		});
	}

	private atomic(
		type: ContentEntity['value']['type'],
		mutability: ContentEntity['value']['mutability'],
		data: Record<string, unknown>,
	): void {
		this.state.blocks.push({
			type: 'atomic',
			text: ' ',
			inline_style_ranges: [],
			entity_ranges: [{ offset: 0, length: 1, key: this.entity(type, mutability, data) }],
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

const plain = (text: string): Span => ({ text, styles: new Set() });

/** Trims white space at either end of a block, which is not visible. */
function trimmed(spans: readonly Span[]): Span[] {
	const isBlank = ({ text }: Span) => startOf(text) === text.length;
	const first = spans.findIndex((span) => !isBlank(span));
	const last = spans.findLastIndex((span) => !isBlank(span));
	return spans.slice(first, last + 1).map((span, i, { length: count }) => ({
		...span,
		text: span.text.slice(i === 0 ? startOf(span.text) : 0, i === count - 1 ? endOf(span.text) : undefined),
	}));
}

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
	if (/^[0-9]{1,19}$/.test(source)) return { id: source };
	if (/^(?:https?:\/\/|data:image\/)\S+$/i.test(source)) return { url: source };
	throw new InputError(
		`The picture '${source.slice(0, 60)}' is neither a media ID nor a web address`,
		'Write ![caption](https://...), or upload it with Media > Upload first and write ![caption](media ID).',
	);
}

function webAddress(link: string): string {
	if (!/^(https?:\/\/|mailto:)\S+$/i.test(link))
		throw new InputError(
			`The link '${link.slice(0, 60)}' is not a web address`,
			'Links of an article start with https://',
		);
	return link;
}

/** A fence longer than any run of backticks in the code. */
function fenced(code: string, language: string): string {
	const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = '`'.repeat(longest + 1);
	return `${fence}${language.replace(/`/g, '')}\n${code}\n${fence}`;
}
