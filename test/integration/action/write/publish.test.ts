import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { SEGMENT } from '../../../../api/media/append';
import { bytesOf, itemWith } from '../../../support/inputs/files';
import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();

const create = (parameters: IDataObject): IDataObject => ({ resource: 'post', operation: 'create', ...parameters });
const media = (...rows: IDataObject[]): IDataObject => ({ item: rows });
const sent = (path: string) => x.requests.filter((request) => request.path === path);
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('Post > Create', () => {
	test('publishes the text as it was given and hands back ID and link', async () => {
		const { json, error } = await x.run(create({ text: 'Grüße aus n8n – “as typed” 🚀' }));
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{
				id: expect.stringMatching(/^\d{19}$/),
				url: expect.stringContaining('https://x.com/i/status/'),
				text: 'Grüße aus n8n – “as typed” 🚀',
			},
		]);
	});

	test('does not refuse a text for emoji that are newer than the library of X', async () => {
		const text = `${'x'.repeat(278)}❤️‍🔥`;
		const { error } = await x.run({ resource: 'post', operation: 'create', text });
		expect(error).toBeUndefined();
		expect(x.requests.at(-1)?.body).toEqual({ text });
	});

	test('sends every field of the create body where X wants it', async () => {
		x.apps.web.enterprise = true;
		const parent = x.world.addPost({ by: 'newsroom', text: 'What do you think, @ourbrand?' });
		const { error } = await x.run(
			create({
				text: 'All of it',
				media: media({ source: 'binary', binaryFields: 'data', altText: 'Red' }),
				options: {
					replyTo: `https://x.com/newsroom/status/${parent.id}?s=20`,
					excludeReplyUsers: '@newsroom',
					replySettings: 'mentionedUsers',
					communityId: '1506778718064431106',
					shareWithFollowers: true,
					placeId: '01a9a39529b27f36',
					forSuperFollowersOnly: true,
					madeWithAi: true,
					paidPartnership: true,
					promotedOnly: true,
					taggedUsers: '@meteo, @transit',
					mediaDetails: {
						values: { title: 'T', description: 'D', embeddable: false, visitSite: 'https://example.com' },
					},
				},
			}),
			{ input: [itemWith({ data: bytesOf('png') })] },
		);
		expect(error).toBeUndefined();
		const id = (handle: string) => x.world.needUser(handle).id;
		expect(sent('/2/tweets')[0].body).toEqual({
			text: 'All of it',
			reply: { in_reply_to_tweet_id: parent.id, exclude_reply_user_ids: [id('newsroom')] },
			reply_settings: 'mentionedUsers',
			community_id: '1506778718064431106',
			share_with_followers: true,
			geo: { place_id: '01a9a39529b27f36' },
			for_super_followers_only: true,
			made_with_ai: true,
			paid_partnership: true,
			nullcast: true,
			media: {
				media_ids: [expect.any(String)],
				tagged_user_ids: [id('meteo'), id('transit')],
				title: 'T',
				description: 'D',
				embeddable: false,
				call_to_actions: { visit_site: { url: 'https://example.com' } },
			},
		});
	});

	test.each([
		[
			'poll',
			{ poll: { values: { choices: 'Yes, No', durationMinutes: 60 } } },
			{ poll: { options: ['Yes', 'No'], duration_minutes: 60 } },
		],
		['quote', { quote: 'https://twitter.com/newsroom/status/$post/photo/1' }, { quote_tweet_id: '$post' }],
		['card', { cardUri: 'card://1' }, { card_uri: 'card://1' }],
		[
			'DM deep link',
			{ directMessageDeepLink: 'https://x.com/messages/compose?recipient_id=1' },
			{ direct_message_deep_link: 'https://x.com/messages/compose?recipient_id=1' },
		],
	])('sends a %s', async (_name, options, body) => {
		x.apps.web.enterprise = true;
		const { id } = x.world.addPost({ by: 'newsroom', text: 'To be quoted' });
		const fill = (value: object): IDataObject => JSON.parse(JSON.stringify(value).replace('$post', id)) as IDataObject;
		const { error } = await x.run(create({ text: 'One', options: fill(options) }));
		expect(error).toBeUndefined();
		expect(sent('/2/tweets')[0].body).toEqual({ text: 'One', ...fill(body) });
	});

	test('edits an earlier post of the account', async () => {
		const first = await x.run(create({ text: 'Frist' }));
		const { json, error } = await x.run(create({ text: 'First', options: { editOf: first.json[0].id } }));
		expect(error).toBeUndefined();
		expect(json[0].id).not.toBe(first.json[0].id);
	});

	test('attaches four images and an uploaded one by its ID, with alt texts, and in that order', async () => {
		const uploaded = await x.run(
			{ resource: 'media', operation: 'upload', file: 'data' },
			{ input: [itemWith({ data: bytesOf('png', 500) })] },
		);
		const files = { a: bytesOf('png', 100), b: bytesOf('jpeg', 200), c: bytesOf('png', 300) };
		const { json, error } = await x.run(
			create({
				text: '',
				media: media(
					{ source: 'binary', binaryFields: 'a, b', altText: 'Both' },
					{ source: 'binary', binaryFields: 'c' },
					{ source: 'ids', mediaIds: uploaded.json[0].id },
				),
			}),
			{ input: [itemWith(files)] },
		);
		expect(error).toBeUndefined();
		const post = x.world.posts.get(String(json[0].id));
		const stored = post?.mediaKeys.map((key) => [...x.world.media.values()].find(({ mediaKey }) => mediaKey === key));
		expect(stored?.map((each) => each?.sha256)).toEqual([
			hash(files.a),
			hash(files.b),
			hash(files.c),
			hash(bytesOf('png', 500)),
		]);
		expect(stored?.map((each) => each?.altText)).toEqual(['Both', 'Both', undefined, undefined]);
	});

	test('publishes the items one after the other, in order', async () => {
		const input = ['One', 'Two', 'Three'].map((text) => ({ json: { text } }));
		const { items, error } = await x.run(create({ text: '={{ $json.text }}' }), { input });
		expect(error).toBeUndefined();
		expect(items.map(({ json, pairedItem }) => [json.text, pairedItem])).toEqual([
			['One', { item: 0 }],
			['Two', { item: 1 }],
			['Three', { item: 2 }],
		]);
		expect(sent('/2/tweets').map(({ body }) => (body as IDataObject).text)).toEqual(['One', 'Two', 'Three']);
	});

	test('a failure half way says what is public already and sends nothing more', async () => {
		x.world.addPost({ by: 'ourbrand', text: 'Two' });
		const input = ['One', 'Two', 'Three'].map((text) => ({ json: { text } }));
		const { error, items } = await x.run(create({ text: '={{ $json.text }}' }), { input });
		expect(items).toEqual([]);
		expect(error?.message).toBe('X refused: duplicate of a recent post');
		expect(error?.description).toMatch(
			/duplicate content.*Before this item, 1 had been carried out: item 0 \(\d{19}\)\. Do not run those again: n8n's Retry of this execution leaves them out, a new run does not\. Estimated cost of this run: 0\.015 USD\.$/,
		);
		expect(sent('/2/tweets')).toHaveLength(2);
	});
});

describe('Post > Delete', () => {
	test('deletes by ID or link', async () => {
		const made = await x.run(create({ text: 'Short-lived' }));
		const { json, error } = await x.run({
			resource: 'post',
			operation: 'delete',
			post: { mode: 'url', value: String(made.json[0].url) },
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([{ deleted: true }]);
		expect(x.world.posts.get(String(made.json[0].id))?.deleted).toBe(true);
	});
});

describe('Media', () => {
	test('a GIF goes up in chunks and is waited for', async () => {
		x.faults.set({ mediaProcessingSeconds: 2 });
		const file = bytesOf('gif', 9 * 1024 * 1024);
		const { json, error } = await x.run(
			{ resource: 'media', operation: 'upload', file: 'data' },
			{ input: [itemWith({ data: file })] },
		);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id: expect.any(String), state: 'succeeded', size: file.length });
		expect(x.requests.map(({ endpoint }) => endpoint)).toEqual(
			expect.arrayContaining([
				'POST /2/media/upload/initialize',
				'POST /2/media/upload/{id}/finalize',
				'GET /2/media/upload',
			]),
		);
		expect(x.requests.filter(({ endpoint }) => endpoint.endsWith('/append'))).toHaveLength(
			Math.ceil(file.length / SEGMENT),
		);
		expect([...x.world.media.values()].at(-1)).toMatchObject({ sha256: hash(file), category: 'tweet_gif' });
	});

	test('without waiting, Get Status tells when it is ready', async () => {
		x.faults.set({ mediaProcessingSeconds: 1 });
		const { json } = await x.run(
			{ resource: 'media', operation: 'upload', file: 'data', options: { waitSeconds: 0 } },
			{ input: [itemWith({ data: bytesOf('mp4', 2000) })] },
		);
		expect(json[0].state).not.toBe('succeeded');
		await new Promise((resolve) => setTimeout(resolve, 1200));
		const later = await x.run({ resource: 'media', operation: 'getStatus', mediaId: json[0].id });
		expect(later.json[0]).toMatchObject({ id: json[0].id, state: 'succeeded' });
	});

	test("when processing fails, X's reason comes with the media ID", async () => {
		x.faults.set({ mediaProcessingFails: 'Video duration is too long' });
		const { error } = await x.run(
			{ resource: 'media', operation: 'upload', file: 'data' },
			{ input: [itemWith({ data: bytesOf('mp4', 2000) })] },
		);
		expect(error?.message).toBe('X could not process the file');
		expect(error?.description).toMatch(/^Video duration is too long.*Media ID \d+/);
	});

	test('when the wait is over, a later step goes on with the media ID', async () => {
		x.faults.set({ mediaProcessingSeconds: 3 });
		const { json, error } = await x.run(
			{ resource: 'media', operation: 'upload', file: 'data', options: { waitSeconds: 1 } },
			{ input: [itemWith({ data: bytesOf('mp4', 2000) })] },
		);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({
			id: expect.stringMatching(/^\d+$/),
			state: expect.stringMatching(/^(pending|in_progress)$/),
		});
		await new Promise((resolve) => setTimeout(resolve, 3000));
		const later = await x.run(create({ text: 'At last', media: media({ source: 'ids', mediaIds: json[0].id }) }));
		expect(later.error).toBeUndefined();
	});

	test('sets the alt text of an uploaded image', async () => {
		const { json } = await x.run(
			{ resource: 'media', operation: 'upload', file: 'data' },
			{ input: [itemWith({ data: bytesOf('png') })] },
		);
		const { error } = await x.run({
			resource: 'media',
			operation: 'setAltText',
			mediaId: json[0].id,
			altText: 'A red kite',
		});
		expect(error).toBeUndefined();
		expect([...x.world.media.values()].at(-1)?.altText).toBe('A red kite');
	});

	test.each([
		['dm', 'dm_image'],
		['', 'tweet_image'],
	])('category %p is sent as %s', async (category, expected) => {
		await x.run(
			{ resource: 'media', operation: 'upload', file: 'data', options: { category } },
			{ input: [itemWith({ data: bytesOf('png') })] },
		);
		expect([...x.world.media.values()].at(-1)?.category).toBe(expected);
	});
});

describe('Media > Upload for others', () => {
	const owners = () => [x.world.needUser('newsroom').id, x.world.needUser('meteo').id];

	test.each([
		['in one call', 'png', {}],
		['in chunks', 'gif', {}],
		['an image that is shared, in chunks', 'png', { shared: true }],
	] as const)('names the additional owners: %s', async (_, kind, more) => {
		const { json, error } = await x.run(
			{
				resource: 'media',
				operation: 'upload',
				file: 'data',
				options: { additionalOwners: `@newsroom, ${owners()[1]}`, ...more },
			},
			{ input: [itemWith({ data: bytesOf(kind) })] },
		);
		expect(error).toBeUndefined();
		expect(x.world.media.get(String(json[0].id))?.additionalOwners).toEqual(owners());
		expect(x.requests.some(({ endpoint }) => endpoint.endsWith('/initialize'))).toBe(
			kind === 'gif' || 'shared' in more,
		);
	});
});
