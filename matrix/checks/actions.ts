/** The X node in workflows, in its most common uses. */
import type { Check } from '../checks';
import { expect, nodeOf, once, xNode } from '../stage';

const CREATE = { resource: 'post', operation: 'create' };

/** A one-pixel picture. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const create: Check = async (stage) => {
	const node = xNode(stage, { ...CREATE, text: '={{ $json.body.text }}' });
	const [{ id }] = await once(stage, [node], { text: 'From the matrix' });
	const post = stage.x.world.posts.get(id as string);
	expect(post?.rawText === 'From the matrix', () => `the post is ${JSON.stringify(post?.rawText)}`);
};

const thread: Check = async (stage) => {
	const text = Array.from({ length: 60 }, (_, i) => `Sentence number ${i + 1} of a long text.`).join(' ');
	const before = stage.x.world.posts.size;
	const node = xNode(stage, { resource: 'post', operation: 'createThread', text: '={{ $json.body.text }}' });
	await once(stage, [node], { text });
	const published = stage.x.world.posts.size - before;
	expect(published > 2, () => `${published} posts were published`);
};

const upload: Check = async (stage) => {
	const file = nodeOf(
		'File',
		'n8n-nodes-base.convertToFile',
		{
			operation: 'toBinary',
			sourceProperty: 'body.png',
			binaryPropertyName: 'data',
			options: { fileName: 'dot.png', mimeType: 'image/png' },
		},
		{ typeVersion: 1.1 },
	);
	const node = xNode(stage, { resource: 'media', operation: 'upload', file: 'data' });
	const [media] = await once(stage, [file, node], { png: PNG });
	expect(media.state === 'succeeded', () => `the state is ${JSON.stringify(media.state)}`);
};

const search: Check = async (stage) => {
	stage.x.faults.set({ searchDelaySeconds: -60 });
	stage.x.world.addPost({ by: 'newsroom', text: 'Matrixword of the day' });
	const items = await once(stage, [xNode(stage, { resource: 'post', operation: 'search', query: 'matrixword' })]);
	expect(items.length === 1, () => `${items.length} posts were found`);
};

const continueOnFail: Check = async (stage) => {
	const split = nodeOf('Split', 'n8n-nodes-base.splitOut', {
		fieldToSplitOut: 'body.texts',
		options: { destinationFieldName: 'text' },
	});
	const node = xNode(stage, { ...CREATE, text: '={{ $json.text }}' }, { onError: 'continueRegularOutput' });
	const items = await once(stage, [split, node], { texts: ['x'.repeat(25_001), 'The second one'] });
	expect(
		items.length === 2 && typeof items[0].error === 'string' && items[1].id !== undefined,
		() => `the items are ${JSON.stringify(items).slice(0, 200)}`,
	);
};

const bearer: Check = async (stage) => {
	const parameters = { authentication: 'bearerToken', resource: 'user', operation: 'get' };
	const user = { __rl: true, mode: 'username', value: 'newsroom' };
	const [{ username }] = await once(stage, [xNode(stage, { ...parameters, user })]);
	expect(username === 'newsroom', () => `the user is ${JSON.stringify(username)}`);
};

export const actions = {
	'Create post': create,
	'Create thread': thread,
	'Upload picture': upload,
	Search: search,
	'Bearer token from key and secret': bearer,
	'Continue On Fail': continueOnFail,
};
