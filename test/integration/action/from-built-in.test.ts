/** What workflows of the built-in X node are rewritten to, run on the local X: the fields beyond those that every workflow has. */
import type { IDataObject, INode } from 'n8n-workflow';
import { picture } from '../../../sandbox/world/pictures';
import { convert } from '../../../tools/from-built-in/convert';
import { useLocalX } from '../../support/x/local-x';

const x = useLocalX();

function converted(parameters: IDataObject, typeVersion: number) {
	const node = {
		id: 'a',
		name: 'Twitter',
		type: 'n8n-nodes-base.twitter',
		typeVersion,
		position: [0, 0],
		parameters,
	} as unknown as INode;
	const { workflow, notes } = convert({ nodes: [node] });
	return { parameters: workflow.nodes[0].parameters as IDataObject, notes: notes.slice(1).map(({ text }) => text) };
}

const locator = (mode: string, value: string) => ({ __rl: true, mode, value });
const postOf = (handle: string) => {
	const { id } = x.world.needUser(handle);
	const post = [...x.world.posts.values()].find(({ authorId, references }) => authorId === id && !references.length);
	if (!post) throw new Error(`@${handle} has no post`);
	return post;
};
const bodies = () =>
	x.requests.filter(({ method }) => method !== 'GET').map(({ endpoint, body }) => ({ endpoint, body }));
const uploaded = () => x.world.addMedia({ owner: 'ourbrand', bytes: picture(1) }).id;
const file = { data: { data: picture(2).toString('base64'), mimeType: 'image/png', fileName: 'hills.png' } };

async function run(parameters: IDataObject, version: number) {
	const { parameters: now, notes } = converted(parameters, version);
	const { json, error } = await x.run(now, { input: [{ json: {}, binary: file }] });
	expect(error).toBeUndefined();
	return { json, notes };
}

describe('version 2', () => {
	it('creates a post with media that was uploaded, in reply to one of its own, at a place', async () => {
		const [media, post] = [uploaded(), postOf('ourbrand')];
		await run(
			{
				resource: 'tweet',
				text: 'See for yourself',
				additionalFields: {
					location: '4e696bef7e24d378',
					attachments: media,
					inReplyToStatusId: locator('url', `https://twitter.com/ourbrand/status/${post.id}`),
				},
			},
			2,
		);
		expect(bodies()).toEqual([
			{
				endpoint: 'POST /2/tweets',
				body: {
					text: 'See for yourself',
					geo: { place_id: '4e696bef7e24d378' },
					media: { media_ids: [media] },
					reply: { in_reply_to_tweet_id: post.id },
				},
			},
		]);
	});

	it('sends a message with media that was uploaded, to an ID', async () => {
		const media = uploaded();
		const { id } = x.world.needUser('reader_one');
		await run(
			{ resource: 'directMessage', user: locator('id', id), text: 'Look', additionalFields: { attachments: media } },
			2,
		);
		expect(bodies()).toMatchObject([{ body: { text: 'Look', attachments: [{ media_id: media }] } }]);
	});

	it('finds all of a search between two times, most relevant first, with the fields that were chosen', async () => {
		const { json, notes } = await run(
			{
				operation: 'search',
				searchText: 'from:newsroom',
				returnAll: true,
				additionalFields: {
					sortOrder: 'relevancy',
					startTime: new Date(x.world.clock.now() - 6 * 86_400_000).toISOString(),
					endTime: new Date(x.world.clock.now() - 3_600_000).toISOString(),
					tweetFieldsObject: ['created_at', 'public_metrics', 'author_id'],
				},
			},
			2,
		);
		expect(json.length).toBeGreaterThan(1);
		expect(json[0]).toMatchObject({
			created_at: expect.any(String),
			public_metrics: expect.any(Object),
			author_id: x.world.needUser('newsroom').id,
		});
		expect(notes).toEqual([expect.stringMatching(/^Fields > Include has author_id/)]);
		expect(x.requests[0].query).toMatchObject({
			sort_order: 'relevancy',
			start_time: expect.any(String),
			end_time: expect.any(String),
		});
	});

	it('gets the connected account', async () => {
		const { json } = await run({ resource: 'user', me: true }, 2);
		expect(json).toMatchObject([{ username: 'ourbrand' }]);
	});

	it('adds to a list that is given by its link', async () => {
		const list = x.world.social.addList('ourbrand', 'Friends', []);
		await run(
			{
				resource: 'list',
				list: locator('url', `https://twitter.com/i/lists/${list.id}`),
				user: locator('id', x.world.needUser('meteo').id),
			},
			2,
		);
		const { id: userId } = x.world.needUser('meteo');
		expect(x.requests.map(({ path, body }) => [path, body])).toContainEqual([
			`/2/lists/${list.id}/members`,
			{ user_id: userId },
		]);
	});
});

describe('version 1', () => {
	it('creates a post with a file of the item, and tells what X no longer takes', async () => {
		const post = postOf('ourbrand');
		const { json, notes } = await run(
			{
				text: 'With a picture',
				additionalFields: {
					attachments: 'data',
					inReplyToStatusId: post.id,
					possiblySensitive: true,
					displayCoordinates: false,
					locationFieldsUi: { locationFieldsValues: { latitude: '1', longitude: '2' } },
				},
			},
			1,
		);
		expect(x.world.posts.get(String(json[0].id))?.mediaKeys).toHaveLength(1);
		expect(bodies().at(-1)).toMatchObject({ body: { reply: { in_reply_to_tweet_id: post.id } } });
		expect(notes).toEqual([
			expect.stringMatching(/^Display Coordinates/),
			expect.stringMatching(/^Possibly Sensitive/),
		]);
	});

	it('searches in a language, popular ones first, until a time', async () => {
		const { notes } = await run(
			{
				operation: 'search',
				searchText: 'storm OR rain',
				limit: 5,
				additionalFields: {
					lang: 'en',
					resultType: 'popular',
					until: new Date(x.world.clock.now() - 3_600_000).toISOString(),
					tweetMode: 'extended',
					includeEntities: true,
				},
			},
			1,
		);
		expect(x.requests[0].query).toMatchObject({
			query: '(storm OR rain) lang:en',
			sort_order: 'relevancy',
			end_time: expect.any(String),
		});
		expect(notes).toEqual([expect.stringMatching(/^Include Entities/), expect.stringMatching(/^Tweet Mode/)]);
	});

	it.each([
		['delete', 'ourbrand', 'DELETE /2/tweets/{id}'],
		['like', 'newsroom', 'POST /2/users/{id}/likes'],
		['retweet', 'newsroom', 'POST /2/users/{id}/retweets'],
	])('does what it did to a post: %s', async (operation, handle, endpoint) => {
		x.apps.web.enterprise = true;
		await run({ operation, tweetId: postOf(handle).id, additionalFields: {} }, 1);
		expect(bodies().map(({ endpoint: at }) => at)).toEqual([endpoint]);
	});

	it('sends a message with a file of the item', async () => {
		const { id } = x.world.needUser('reader_one');
		await run({ resource: 'directMessage', userId: id, text: 'Look', additionalFields: { attachment: 'data' } }, 1);
		expect(bodies().at(-1)).toMatchObject({
			endpoint: 'POST /2/dm_conversations/with/{participant_id}/messages',
			body: { text: 'Look', attachments: [{ media_id: expect.any(String) }] },
		});
	});
});
