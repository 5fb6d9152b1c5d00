import type { IDataObject } from 'n8n-workflow';
import { bytesOf, itemWith } from '../../support/inputs/files';
import { useLocalX } from '../../support/x/local-x';

const x = useLocalX();

const message = (operation: string, parameters: IDataObject): IDataObject => ({
	resource: 'directMessage',
	operation,
	...parameters,
});
const handle = (value: string) => ({ mode: 'username', value });
const id = (value: string) => ({ mode: 'id', value });
const sent = (endpoint: string) => x.requests.filter((request) => request.endpoint === endpoint);
const TO_USER = 'POST /2/dm_conversations/with/{participant_id}/messages';

describe('Direct Message > Send', () => {
	test('uploads the file for a message first, then sends text and file', async () => {
		const { json, error } = await x.run(
			message('send', {
				user: handle('newsroom'),
				text: 'Look at this',
				media: { item: { source: 'binary', binaryFields: 'photo', altText: 'Red' } },
			}),
			{ input: [itemWith({ photo: bytesOf('png') })] },
		);
		expect(error).toBeUndefined();
		expect(sent('POST /2/media/upload')[0].body).toMatchObject({ media_category: 'dm_image' });
		expect(sent('POST /2/media/metadata')[0].body).toMatchObject({ metadata: { alt_text: { text: 'Red' } } });
		const [request] = sent(TO_USER);
		expect(request.path).toContain(x.world.needUser('newsroom').id);
		expect(request.body).toEqual({ text: 'Look at this', attachments: [{ media_id: expect.stringMatching(/^\d+$/) }] });
		expect(json).toEqual([
			expect.objectContaining({ dm_event_id: expect.any(String), dm_conversation_id: expect.any(String) }),
		]);
	});

	test('takes a media ID instead of a file, without text', async () => {
		const { error } = await x.run(
			message('sendToConversation', {
				conversation: id('2244994945-6253282'),
				media: { item: { source: 'ids', mediaIds: '1849000000000000001' } },
			}),
		);
		expect(error).toBeUndefined();
		const [request] = sent('POST /2/dm_conversations/{dm_conversation_id}/messages');
		expect(request.path).toBe('/2/dm_conversations/2244994945-6253282/messages');
		expect(request.body).toEqual({ attachments: [{ media_id: '1849000000000000001' }] });
	});

	test('starts a group with everybody and the first message', async () => {
		x.world.addMedia({ owner: 'ourbrand', id: '1849000000000000001', category: 'dm_image' });
		const { error } = await x.run(
			message('createGroup', {
				participants: '@newsroom, @meteo',
				text: 'Hi all',
				media: { item: { source: 'ids', mediaIds: '1849000000000000001' } },
			}),
		);
		expect(error).toBeUndefined();
		expect(sent('POST /2/dm_conversations')[0].body).toEqual({
			conversation_type: 'Group',
			participant_ids: [x.world.needUser('newsroom').id, x.world.needUser('meteo').id],
			message: { text: 'Hi all', attachments: [{ media_id: '1849000000000000001' }] },
		});
	});

	test.each<[string, string, IDataObject, string]>([
		['neither text nor file', 'send', { user: id('1'), text: '  ' }, 'The message is empty'],
		[
			'two attachments',
			'send',
			{ user: id('1'), media: { item: { source: 'ids', mediaIds: '1, 2' } } },
			'A direct message can have one attachment, not 2',
		],
		[
			'subtitles',
			'send',
			{ user: id('1'), media: { item: { source: 'binary', binaryFields: 'subtitles' } } },
			'Subtitles cannot be attached to a direct message',
		],
		['a group of one', 'createGroup', { participants: '@newsroom', text: 'Hi' }, 'it has 1 entries'],
		[
			'an ID that is no conversation',
			'sendToConversation',
			{ conversation: id('={{ 12345 }}'), text: 'Hi' },
			"'12345' is not the ID of a direct message conversation",
		],
	])('refuses %s before any request', async (_what, operation, parameters, said) => {
		const { error } = await x.run(message(operation, parameters), { input: [itemWith({ subtitles: bytesOf('vtt') })] });
		expect(error?.message).toContain(said);
		expect(x.requests).toEqual([]);
	});
});

describe('Direct Message > Read', () => {
	test('asks for the chosen types of event of a conversation, by its link', async () => {
		const { error } = await x.run(
			message('getManyOfConversation', {
				conversation: { mode: 'url', value: 'https://x.com/messages/2244994945-6253282' },
				limit: 5,
				options: { eventTypes: ['MessageCreate', 'ParticipantsJoin'] },
			}),
		);
		expect(error).toBeUndefined();
		const [{ path, query }] = sent('GET /2/dm_conversations/{id}/dm_events');
		expect(path).toBe('/2/dm_conversations/2244994945-6253282/dm_events');
		expect(query).toMatchObject({
			event_types: 'MessageCreate,ParticipantsJoin',
			max_results: '5',
			expansions: 'attachments.media_keys,sender_id',
		});
	});

	test('downloads the file of a message as binary data', async () => {
		const { items, error } = await x.run(
			message('downloadMedia', {
				message: id('1034828552951160836'),
				mediaId: '1034828533812486145',
				resourceId: 'oP5p359h.jpg',
			}),
		);
		expect(error).toBeUndefined();
		expect(x.requests[0].path).toBe('/2/dm_conversations/media/1034828552951160836/1034828533812486145/oP5p359h.jpg');
		expect(items[0].binary?.data).toBeDefined();
	});
});
