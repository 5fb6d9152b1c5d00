/**
 * The body of an article as X accepts it (spec: ArticleCreateDraftContentState, modelled on Draft.js), from Markdown
 * or given as is. Pure.
 */
import { InputError } from '../errors/errors';
import { inner, isObject } from '../json/members';
import { measure } from '../text/measure';
import type { Seen } from './html';
import type { ContentEntity, ContentState, MediaItem, Picture } from './types';
import { Writer } from './writer';

export type { ContentState, MediaItem } from './types';

/** Maximum weighted characters of code and tables in one article (spec: `markdown` of an entity). */
export const MAX_MARKDOWN = 10_000;

/** An article whose images are still to be uploaded. */
export interface ArticleDraft {
	pictures: readonly Picture[];
	/** The name of the first HTML tag that stands in it as text. */
	tag?: string;
	/** @param mediaOf the X media for an image */
	state(mediaOf: (picture: Picture) => MediaItem): ContentState;
}

/**
 * Headings below the third level become third-level. Lists are flattened to one level. Code and tables become Markdown
 * entities, a link to a post on its own line embeds the post, an image is given by media ID or URL:
 * `![caption](1849000000000000000)`.
 * @throws InputError for what X would refuse
 */
export async function articleDraft(markdown: string): Promise<ArticleDraft> {
	// Loaded on demand: the nodes' rows load this file when n8n starts.
	const { readMarkdown } = await import('./markdown');
	const writer = new Writer();
	const seen: Seen = {};
	writer.write(await readMarkdown(markdown, seen), 'unstyled');
	if (writer.state.blocks.length === 0) throw new InputError('The article is empty', "Fill in 'Markdown'.");
	const { blocks, entities } = checked(writer.state);
	return {
		pictures: [...writer.pictures.values()],
		...(seen.tag === undefined ? {} : { tag: seen.tag }),
		state: (mediaOf) => ({
			blocks,
			entities: entities.map((entity, key) => {
				const picture = writer.pictures.get(key);
				return picture ? withMedia(entity, mediaOf(picture)) : entity;
			}),
		}),
	};
}

const withMedia = ({ key, value }: ContentEntity, item: MediaItem): ContentEntity => ({
	key,
	value: { ...value, data: { ...value.data, media_items: [item] } },
});

/** Of Draft.js itself, whose editors write it: X's form is like it, but ignores these. */
const OF_DRAFT_JS = ['entityMap', 'inlineStyleRanges', 'entityRanges'];

function checkForm(state: object, blocks: readonly unknown[], advice: string): void {
	const wrong = blocks.findIndex((block) => !isObject(block) || typeof block.text !== 'string');
	if (wrong >= 0) throw new InputError(`Block ${wrong + 1} of the content state has no text`, advice);
	const foreign = OF_DRAFT_JS.find((name) => [state, ...blocks].some((each) => name in inner(each)));
	if (foreign !== undefined)
		throw new InputError(
			`The content state is in the form of Draft.js: '${foreign}'`,
			"X uses other names: 'entities' is a list, blocks have 'inline_style_ranges' and 'entity_ranges', and style names are lowercase. Convert it, or give the article as Markdown.",
		);
}

/** Checks content state that the user wrote. @throws InputError */
export function givenState(given: unknown): ContentState {
	const state = given as Partial<ContentState> | undefined;
	const advice = 'It looks like { "blocks": [{ "type": "unstyled", "text": "Hello" }], "entities": [] }.';
	if (!Array.isArray(state?.blocks) || state.blocks.length === 0)
		throw new InputError('The content state has no blocks', advice);
	if (state.entities !== undefined && !Array.isArray(state.entities))
		throw new InputError('The entities of the content state are not a list', advice);
	checkForm(state, state.blocks, advice);
	return checked({ ...state, blocks: state.blocks, entities: state.entities ?? [] });
}

function checked(state: ContentState): ContentState {
	const weight = state.entities.reduce((sum, entity) => {
		const { markdown } = entity?.value?.data ?? {};
		return typeof markdown === 'string' ? sum + measure(markdown).weightedLength : sum;
	}, 0);
	if (weight > MAX_MARKDOWN)
		throw new InputError(
			`Code and tables have ${weight} characters as X counts them; an article takes ${MAX_MARKDOWN}`,
			'Shorten them.',
		);
	return state;
}
