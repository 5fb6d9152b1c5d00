import { contentState, givenState, type ContentState } from '../../../api/article/content-state';
import { InputError } from '../../../api/client/errors';
import { mediaCategory } from '../../../api/media/media';
import { operation, resource, type Call, type Endpoint, type MediaValue, type Values } from '../../types';
import { uploadToPost } from '../media/upload';

const access = { user: ['tweet.write'] } as const;
const draft: Endpoint = { endpoint: 'POST /2/articles/draft', access };
const IMAGE = 'tweet_image';

const categoryOf = ({ mediaIdsAre }: Values) => String(mediaIdsAre ?? IMAGE);
const bodyOf = (values: Values): ContentState =>
	values.contentAs === 'contentState'
		? givenState(values.contentState)
		: contentState(String(values.markdown), categoryOf(values));

/** Everything that X would refuse is told before a cover goes up. */
function check(values: Values): void {
	bodyOf(values);
	const { files, ids } = (values.cover ?? { files: [], ids: [] }) as MediaValue;
	if (files.length + ids.length > 1)
		throw new InputError(
			`An article can have one cover, not ${files.length + ids.length}`,
			"Keep only one in 'Cover'.",
		);
	if (files.some(({ kind }) => kind === 'subtitles'))
		throw new InputError('A cover cannot be subtitles', "Choose an image in 'Cover'.");
}

async function create({ client, values, body }: Call) {
	const {
		files: [file],
		ids: [id],
	} = (values.cover ?? { files: [], ids: [] }) as MediaValue;
	const cover = file
		? { media_category: mediaCategory(file.kind, 'post'), media_id: await uploadToPost(client, file, file.altText) }
		: id && { media_category: categoryOf(values), media_id: id };
	return await client.call(draft.endpoint, {
		body: { ...body, content_state: bodyOf(values), ...(cover ? { cover_media: cover } : {}) },
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
	fields: [
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
				'Supports headings, bold, italic, strikethrough, lists, quotes, links, code, tables and dividers. Add an image as ![caption](media ID). A link to a post on its own line becomes the post.',
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
	],
	also: uploadToPost.endpoints,
	returns: 'result',
	check,
	run: create,
});

const publish = operation({
	name: 'publish',
	displayName: 'Publish',
	action: 'Publish article',
	description: 'Publish a draft. Returns the ID of the post that carries it.',
	endpoint: 'POST /2/articles/{article_id}/publish',
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
	returns: 'result',
});

export const article = resource({
	name: 'article',
	displayName: 'Article',
	node: 'X',
	operations: [createDraft, publish],
});
