/** X Chat on the local X, spoken to by X's own Chat XDK. */
import { startLocalX, type LocalX } from '../../sandbox';
import { chatConversations } from '../../sandbox/routes/chat/conversations';
import { chatFiles } from '../../sandbox/routes/chat/files';
import { chatKeys } from '../../sandbox/routes/chat/keys';
import { chatMessages } from '../../sandbox/routes/chat/messages';
import { Person } from '../support/chat-xdk/person';

let x: LocalX;
beforeAll(async () => void (x = await startLocalX({ seed: 'demo' })));
afterAll(async () => await x.close());
beforeEach(() => x.reset());

/** What is not JSON. */
const BYTES = 'GET /2/chat/media/{id}/{media_hash_key}';

test('two people talk, and X answers as its specification says', async () => {
	const [one, two] = [await Person.join(x, 'ourbrand'), await Person.join(x, 'reader_one')];
	const third = await Person.join(x, 'newsroom');
	const id = await one.begin(two.id);
	await one.say(id, 'Hello');
	await two.say(id, 'Hi');
	expect(await one.texts(id)).toEqual(['Hello', 'Hi']);
	const [, hello] = await one.read(id);
	await one.call('POST', `chat/conversations/${id}/read`, { seen_until_sequence_id: hello.id });
	await one.call('POST', `chat/conversations/${id}/typing`);
	const deletion = one.xdk.prepareMessageDelete({ conversationId: id, sequenceIds: [hello.id], deleteForAll: true });
	const { action_signatures } = one.changeOf({
		conversationId: id,
		conversationKey: new Uint8Array(),
		conversationKeyVersion: '',
		participantKeys: [],
		actionSignatures: [deletion],
	});
	await one.call('POST', `chat/conversations/${id}/messages/delete`, {
		sequence_ids: [hello.id],
		delete_message_action: 'delete_for_all',
		action_signatures,
	});
	expect(await two.texts(id)).toEqual(['Hi']);

	const group = await one.createGroup([two.id], 'Team');
	const change = one.xdk.prepareGroupMembersChange({
		publicKeys: await one.keysOf([one.id, two.id, third.id]),
		conversationId: group,
		newMemberIds: [third.id],
		currentMemberIds: [one.id, two.id],
		currentAdminIds: [one.id],
		currentPendingMemberIds: [],
		currentTitle: 'Team',
	});
	await one.call('POST', `chat/conversations/${group}/members`, { user_ids: [third.id], ...one.changeOf(change) });
	await one.say(group, 'Welcome');
	expect(await third.read(group, [one.id]).catch(() => [])).toBeDefined();
	await one.call('GET', `chat/conversations/${group}?expansions=member_ids&chat_conversation.fields=group_name,type`);
	await one.call('GET', 'chat/conversations?chat_conversation.fields=group_name,type');
	await one.call('GET', `users/public_keys?ids=${one.id},${two.id}`);
	await upload(one, id);

	const endpoints = new Set(one.answers.map(({ endpoint }) => endpoint));
	const routes = [chatConversations, chatFiles, chatKeys, chatMessages].flatMap(Object.keys);
	expect(routes.filter((endpoint) => endpoint !== BYTES && !endpoints.has(endpoint))).toEqual([]);
	if (x.spec)
		for (const { endpoint, status, body } of one.answers)
			expect({ endpoint, problems: x.spec.checkAnswer(endpoint, status, body) }).toEqual({ endpoint, problems: [] });
	expect(x.violations()).toEqual([]);
});

async function upload(person: Person, conversation_id: string): Promise<void> {
	const media = Buffer.from('encrypted');
	const { session_id, media_hash_key } = await person.call<{ session_id: string; media_hash_key: string }>(
		'POST',
		'chat/media/upload/initialize',
		{ conversation_id, total_bytes: media.length },
	);
	const along = { conversation_id, media_hash_key };
	await person.call('POST', `chat/media/upload/${session_id}/append`, {
		...along,
		segment_index: 0,
		media: media.toString('base64'),
	});
	await person.call('POST', `chat/media/upload/${session_id}/finalize`, { ...along, num_parts: '1' });
}

describe('refuses', () => {
	test.each([
		['a change of keys that is not signed', { action_signatures: [] }],
		['a key that not all participants get', { conversation_participant_keys: [] }],
	])('%s', async (_what, wrong) => {
		const [one, two] = [await Person.join(x, 'ourbrand'), await Person.join(x, 'reader_one')];
		const change = one.xdk.prepareConversationKeyChange({ publicKeys: await one.keysOf([one.id, two.id]) });
		const body = { ...one.changeOf(change), ...wrong };
		await expect(one.call('POST', `chat/conversations/${two.id}/keys`, body)).rejects.toThrow('400');
	});

	test('a message encrypted with an earlier key', async () => {
		const [one, two] = [await Person.join(x, 'ourbrand'), await Person.join(x, 'reader_one')];
		const id = await one.begin(two.id);
		await one.read(id);
		const late = one.xdk.encryptMessage({ conversationId: id, text: 'Late' });
		await two.rotate(id, [one.id, two.id]);
		await expect(one.post(id, late)).rejects.toThrow('latest conversation key');
	});

	test('whoever is not in the conversation', async () => {
		const [one, two] = [await Person.join(x, 'ourbrand'), await Person.join(x, 'reader_one')];
		const third = await Person.join(x, 'newsroom');
		const id = await one.begin(two.id);
		await expect(third.read(id)).rejects.toThrow('403');
	});
});
