import { articleDraft, givenState, type ArticleDraft, type MediaItem } from '../../../api/article/content-state';
import { InputError } from '../../../api/errors/errors';
import { mediaCategory, type CheckedMedia } from '../../../api/media/file';
import { fields, operation, resource, type Call, type Endpoint, type MediaValue, type ValuesOf } from '../../types';
import { takenOnce } from '../../shared/repeated';
import { forPremium } from '../../shared/premium';
import { uploadCalls, uploading, uploadToPost } from '../media/upload';

const access = { user: ['tweet.write'] } as const;
const draft: Endpoint = { endpoint: 'POST /2/articles/draft', proof: 'id', access };
const IMAGE = 'tweet_image';

const draftFields = fields([
	{
		name: 'title',
		displayName: 'Title',
		kind: 'text',
		to: 'body.title',
		required: true,
		placeholder: 'e.g. How we automate our release notes',
		description: 'Headline of the article',
	},
	{
		name: 'contentAs',
		displayName: 'Content As',
		kind: 'choice',
		required: true,
		default: 'markdown',
		choices: [
			{
				name: 'Content State (JSON)',
				value: 'contentState',
				description: "Blocks and entities in X's own form, based on Draft.js",
			},
			{ name: 'Markdown', value: 'markdown' },
		],
	},
	{
		name: 'markdown',
		displayName: 'Markdown',
		kind: 'longText',
		required: true,
		showFor: { contentAs: ['markdown'] },
		placeholder: 'e.g. ## What is new',
		description:
			'Supports headings, bold, italic, strikethrough, lists, quotes, links, code, tables, formulas ($$) and dividers. Add an image as ![caption](https://...), which is uploaded, or as ![caption](media ID). A link to a post on its own line becomes the post.',
	},
	{
		name: 'contentState',
		displayName: 'Content State (JSON)',
		kind: 'json',
		required: true,
		showFor: { contentAs: ['contentState'] },
		placeholder: 'e.g. { "blocks": [{ "type": "unstyled", "text": "Hello" }], "entities": [] }',
		description: "Blocks and entities in X's own form",
	},
	{
		name: 'cover',
		displayName: 'Cover',
		kind: 'media',
		max: 1,
		description: 'Image above the title: a file of the input item or previously uploaded media',
	},
	{
		name: 'mediaIdsAre',
		displayName: 'Media IDs Are',
		kind: 'choice',
		default: IMAGE,
		description: 'What the media given by ID was uploaded as',
		choices: [
			{ name: 'GIFs', value: 'tweet_gif' },
			{ name: 'Images', value: IMAGE },
			{ name: 'Videos', value: 'tweet_video' },
		],
	},
]);
type Draft = ValuesOf<typeof draftFields>;

const categoryOf = ({ mediaIdsAre = IMAGE }: Draft) => mediaIdsAre;
const isMarkdown = ({ contentAs }: Draft) => contentAs !== 'contentState';
const coverOf = ({ cover = { files: [], ids: [] } }: Draft): MediaValue => cover;

function check(values: Draft): void {
	if (!isMarkdown(values)) givenState(values.contentState);
	const { files, ids } = coverOf(values);
	if (files.length + ids.length > 1)
		throw new InputError(
			`An article can have one cover, not ${files.length + ids.length}`,
			"Keep only one in 'Cover'.",
		);
	if (files.some(({ kind }) => kind === 'subtitles'))
		throw new InputError('A cover cannot be subtitles', "Choose an image in 'Cover'.");
}

/** Articles that were read before the run began, to be written in it. */
const read = new WeakMap<object, ArticleDraft>();

/** The web images in the Markdown, still to be uploaded. Rejects what X would refuse, before any upload. */
async function picturesOnTheWeb(values: Draft): Promise<string[]> {
	if (!isMarkdown(values)) return [];
	const article = await articleDraft(values.markdown ?? '');
	read.set(values, article);
	return article.pictures.flatMap((picture) => ('url' in picture ? picture.url : []));
}

/** Let go of once it is written: an article may take many times the memory of its Markdown. */
async function draftOf(values: Draft): Promise<ArticleDraft> {
	const article = read.get(values) ?? (await articleDraft(values.markdown ?? ''));
	read.delete(values);
	return article;
}

async function create({ client, values, body, files, reading }: Call<Draft>) {
	const up = async (file: CheckedMedia, altText?: string): Promise<MediaItem> => ({
		media_category: mediaCategory(file.kind, 'post'),
		media_id: await uploadToPost(client, file, altText),
	});
	const given = (id: string): MediaItem => ({ media_category: categoryOf(values), media_id: id });
	const {
		files: [file],
		ids: [id],
	} = coverOf(values);
	const cover = file ? await up(file, file.altText) : id && given(id);
	const pictures = new Map<string, MediaItem>();
	for (const [url, picture] of files) pictures.set(url, await up(picture));
	const article = isMarkdown(values) ? await draftOf(values) : undefined;
	if (article?.tag)
		reading.tell(
			`The Markdown has HTML in it ('${article.tag}'): articles have none, so its tags appear as text. Look at the draft before you publish it.`,
		);
	const state = article
		? article.state((picture) => ('id' in picture ? given(picture.id) : (pictures.get(picture.url) ?? given(''))))
		: givenState(values.contentState);
	return await client.call(draft.endpoint, {
		body: { ...body, content_state: state, ...(cover ? { cover_media: cover } : {}) },
	});
}

const createDraft = operation({
	name: 'createDraft',
	displayName: 'Create Draft',
	action: 'Create draft article',
	description:
		"Create a draft of a long article from Markdown or from X's content state. Nothing is public until it is published.",
	notice: 'Articles need X Premium',
	...draft,
	fields: draftFields,
	also: uploadCalls,
	leadsTo: ({ cover }, files) => (files.size > 0 ? uploadCalls : uploading(cover)),
	returns: 'result',
	check,
	checkAccount: forPremium('articles'),
	fileUrls: picturesOnTheWeb,
	run: create,
});

const publish = operation({
	name: 'publish',
	displayName: 'Publish',
	action: 'Publish article',
	description: 'Publish a draft. Returns the ID of the post that carries it.',
	endpoint: 'POST /2/articles/{article_id}/publish',
	proof: 'post_id',
	unique: true,
	access,
	fields: [
		{
			name: 'article',
			displayName: 'Article',
			kind: 'object',
			of: 'article',
			to: 'path.article_id',
			required: true,
			description: 'ID of the draft, as returned by Create Draft',
		},
	],
	unrepeatable: ({ article }) => takenOnce('article', article),
	returns: 'result',
});

export const article = resource({
	name: 'article',
	displayName: 'Article',
	node: 'X',
	operations: [createDraft, publish],
});
