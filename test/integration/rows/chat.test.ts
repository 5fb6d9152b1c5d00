import type { IDataObject } from 'n8n-workflow';
import { SEGMENT } from '../../../api/media/upload';
import { itemWith } from '../../support/inputs/files';
import { useLocalX } from '../../support/x/local-x';

const x = useLocalX();

const chat = (operation: string, parameters: IDataObject): IDataObject => ({
	resource: 'chat',
	operation,
	...parameters,
});
const group = { mode: 'id', value: 'g1849000000000000000' };
const sent = (endpoint: string) => x.requests.filter((request) => request.endpoint === endpoint);
const signature = {
	message_id: '1',
	encoded_message_event_detail: 'aGk=',
	message_event_signature: { signature: 'aGk=', public_key_version: '1', signature_version: '1' },
};

describe('Chat > Upload Media', () => {
	test('sends encrypted bytes of no known type in segments and closes the upload', async () => {
		const sealed = Buffer.alloc(2 * SEGMENT + 1, 0x9d);
		const { json, error } = await x.run(
			chat('uploadMedia', { conversation: group, file: 'sealed', options: { messageId: 'm1', ttl: '86400000' } }),
			{ input: [itemWith({ sealed })] },
		);
		expect(error).toBeUndefined();
		expect(sent('POST /2/chat/media/upload/initialize')[0].body).toEqual({
			conversation_id: group.value,
			total_bytes: sealed.length,
		});
		const segments = sent('POST /2/chat/media/upload/{id}/append').map(({ body }) => body as Record<string, unknown>);
		expect(segments.map(({ segment_index }) => segment_index).sort()).toEqual(['0', '1', '2']);
		const [started] = json;
		for (const each of segments)
			expect(each).toMatchObject({ conversation_id: started.conversation_id, media_hash_key: started.media_hash_key });
		expect(sent('POST /2/chat/media/upload/{id}/finalize')[0].body).toEqual({
			conversation_id: started.conversation_id,
			media_hash_key: started.media_hash_key,
			num_parts: '3',
			message_id: 'm1',
			ttl_msec: '86400000',
		});
		expect(started).toHaveProperty('success');
	});

	test('refuses an empty file before any request', async () => {
		const { error } = await x.run(chat('uploadMedia', { conversation: group, file: 'sealed' }), {
			input: [itemWith({ sealed: Buffer.alloc(0) })],
		});
		expect(error?.message).toContain("The file 'sealed.bin' is empty");
		expect(x.requests).toEqual([]);
	});
});

describe('Chat > what the Chat XDK has made', () => {
	test('is passed on as it is, as text or as data', async () => {
		const { error } = await x.run(
			chat('deleteMessages', {
				conversation: group,
				sequenceIds: '1849, 1850',
				deleteFor: 'delete_for_all',
				signatures: JSON.stringify([signature]),
				options: { mediaHashKeys: 'abc' },
			}),
		);
		expect(error).toBeUndefined();
		expect(x.requests[0].body).toEqual({
			sequence_ids: ['1849', '1850'],
			delete_message_action: 'delete_for_all',
			action_signatures: [signature],
			media_hash_keys: ['abc'],
		});
	});

	test.each([
		['nothing', '', 'is empty'],
		['an empty list', '[]', 'is not a list'],
		['one object', JSON.stringify(signature), 'is not a list'],
		['broken JSON', '[{', 'it is not a list'],
	])('is refused when it is %s', async (_what, signatures, said) => {
		const { error } = await x.run(
			chat('deleteMessages', { conversation: group, sequenceIds: '1849', deleteFor: 'delete_for_self', signatures }),
		);
		expect(error?.message).toContain("'Action Signatures'");
		expect(error?.message).toContain(said);
		expect(x.requests).toEqual([]);
	});

	test('goes to the path form of a conversation that an event names', async () => {
		const { error } = await x.run(
			chat('markRead', { conversation: { mode: 'id', value: '={{ $json.conversation_id }}' }, seenUntil: '1849' }),
			{ input: [{ json: { conversation_id: '2244994945:6253282' } }] },
		);
		expect(error).toBeUndefined();
		expect(x.requests[0]).toMatchObject({
			path: '/2/chat/conversations/2244994945-6253282/read',
			body: { seen_until_sequence_id: '1849' },
		});
	});

	test('a public key is registered for the connected account, without a switch left off', async () => {
		const { error } = await x.run(
			chat('addPublicKey', { publicKey: { values: { publicKey: 'aWQ=', signingKey: 'c2ln' } }, version: '1' }),
		);
		expect(error).toBeUndefined();
		expect(sent('POST /2/users/{id}/public_keys')[0]).toMatchObject({
			path: `/2/users/${x.world.needUser('ourbrand').id}/public_keys`,
			body: { public_key: { public_key: 'aWQ=', signing_public_key: 'c2ln' }, version: '1' },
		});
	});
});
