/** The body of an article as X has it (spec: ArticleCreateDraftContentState, modelled on Draft.js). */
import type { Style } from './spans';

export type TextType =
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
		type: 'post' | 'link' | 'image' | 'markdown' | 'divider' | 'latex';
		mutability: 'immutable' | 'mutable';
		data: Record<string, unknown>;
	};
}

export interface ContentState {
	blocks: ContentBlock[];
	entities: ContentEntity[];
}

/** X media as referenced in an article. */
export interface MediaItem {
	media_category: string;
	media_id: string;
}

/** How an image is given in Markdown: by media ID or by web URL. */
export type Picture = { id: string } | { url: string };
