/** Encrypted chat, with X's own Chat XDK as everybody else. */
import type { IDataObject } from 'n8n-workflow';
import { readWorkflow } from '../../../demo/workflows';
import { chatsOn, inConversation, toConversation } from '../../support/chat-xdk/chats';
import { Person } from '../../support/chat-xdk/person';
import { itemWith } from '../../support/inputs/files';
import { useLocalX } from '../../support/x/local-x';

const x = useLocalX();

const { chat, idOf, ok, read, send, setUp, toUser } = chatsOn(x);
const sent = (endpoint: string) => x.requests.filter((request) => request.endpoint === endpoint);
const MESSAGES = 'POST /2/chat/conversations/{id}/messages';
const KEYS = 'POST /2/chat/conversations/{id}/keys';

describe('Chat > Set Up Keys', () => {
	test('registers the public keys, and hands out the private ones once', async () => {
		const connection = x.connect();
		const { json, error } = await x.run(chat('setUpKeys'), { connection, input: [{ json: {} }, { json: {} }] });
		expect(error).toBeUndefined();
		expect(sent('POST /2/users/{id}/public_keys')).toHaveLength(1);
		expect(json[0]).toEqual(json[1]);
		expect(json[0]).toMatchObject({ user_id: idOf('ourbrand'), chat_key_version: expect.stringMatching(/^\d{13}$/) });
		expect(Buffer.from(String(json[0].private_chat_keys), 'base64')).toHaveLength(64);
		const again = await x.run(chat('setUpKeys'), { connection });
		expect(again.error?.message).toContain('This account has chat keys already');
		expect(sent('POST /2/users/{id}/public_keys')).toHaveLength(1);
	});

	test('finds out that X has registered them although its answer was lost', async () => {
		x.faults.set({ rules: [{ match: 'POST /2/users/{id}/public_keys', kind: 'cutAfter', times: 1 }] });
		const connection = await setUp();
		const other = await Person.join(x, 'reader_one');
		await send(connection, toUser('reader_one'), { text: 'Hello' });
		expect(await other.texts(idOf('ourbrand'))).toEqual(['Hello']);
	});
});

describe('Chat > Send', () => {
	test('hands out the keys with the first message, and the other person reads it', async () => {
		const connection = await setUp();
		const other = await Person.join(x, 'reader_one');
		const [first] = await send(connection, toUser('reader_one'), { text: 'Hello 👋' });
		await send(connection, toUser('reader_one'), { text: 'And another' });
		expect(sent(KEYS)).toHaveLength(1);
		expect(await other.texts(String(first.conversation_id))).toEqual(['Hello 👋', 'And another']);
	});

	test('answers, edits and reacts to what is there', async () => {
		const connection = await setUp();
		const other = await Person.join(x, 'reader_one');
		const id = await other.begin(idOf('ourbrand'));
		await other.say(id, 'Where is my parcel?');
		const [question] = await read(connection, id);
		expect(question).toMatchObject({ type: 'text', text: 'Where is my parcel?', verified: true, sender_id: other.id });
		await send(connection, toConversation(id), { text: 'On its way', replyTo: question.id });
		await ok(connection, chat('send', { ...toConversation(id), what: 'reaction', emoji: '👍', target: question.id }));
		const [, answer] = await read(connection, id);
		expect(answer).toMatchObject({ reply_to: { id: question.id, text: 'Where is my parcel?', verified: true } });
		await ok(
			connection,
			chat('send', { ...toConversation(id), what: 'edit', text: 'It arrives today', target: answer.id }),
		);
		await ok(connection, chat('send', { ...toConversation(id), what: 'unreaction', emoji: '👍', target: question.id }));
		const events = await other.read(id);
		expect(events.map(({ event }) => event.replyPreviewValidation).filter(Boolean)).toEqual(['valid']);
		expect(events.flatMap(({ event: { content } }) => content?.content_type ?? [])).toEqual([
			'text',
			'text',
			'reaction',
			'edit',
			'reactionRemoved',
		]);
		expect(await read(connection, id)).toMatchObject([
			{ type: 'reaction_removed', emoji: '👍', target_id: question.id },
			{ type: 'edit', text: 'It arrives today', target_id: answer.id },
			{ type: 'reaction', emoji: '👍', target_id: question.id },
			{ type: 'text', text: 'On its way' },
			{ type: 'text', text: 'Where is my parcel?' },
		]);
	});

	test('encrypts files of any type, and gets them back', async () => {
		const connection = await setUp();
		const other = await Person.join(x, 'reader_one');
		const secret = Buffer.alloc(3_000_001, 'a file that X must not see');
		const [{ conversation_id }] = await send(connection, toUser('reader_one'), { text: '', files: 'data' }, [
			itemWith({ data: secret }),
		]);
		const id = String(conversation_id);
		const [{ attachments }] = await read(connection, id);
		const [file] = attachments as IDataObject[];
		expect(file).toMatchObject({ type: 'file', file_name: 'data.bin', file_size: secret.length });
		const { items } = await x.run(chat('downloadFile', { ...inConversation(id), mediaHashKey: file.media_hash_key }), {
			connection,
		});
		expect(Buffer.from(items[0].binary!.data.data, 'base64').equals(secret)).toBe(true);
		const [, said] = await other.read(id);
		expect(said.event.attachments).toMatchObject([{ mediaHashKey: file.media_hash_key, filesizeBytes: secret.length }]);
		expect([...x.chat.files.values()].some((bytes) => bytes.includes('a file that X'))).toBe(false);
	});

	test('to an account without keys is refused, and nothing is sent', async () => {
		const connection = await setUp();
		const hello = chat('send', { ...toUser('reader_one'), what: 'message', text: 'Hello' });
		const { error } = await x.run(hello, { connection });
		expect(error?.message).toContain('has no keys for X Chat');
		expect(sent(KEYS)).toEqual([]);
	});

	test('without keys in the credential says where they come from', async () => {
		const { error } = await x.run(chat('send', { ...toUser('reader_one'), what: 'message', text: 'Hello' }));
		expect(error?.message).toBe('The credential holds no chat keys');
		expect(error?.description).toContain('docs/chat.md');
	});

	test.each(['other', 'no'])('with keys that are not those of the account: X knows %s keys', async (known) => {
		const connection = known === 'no' ? x.connect() : await setUp();
		const { chatPrivateKey } = (await setUp('reader_one')).data;
		Object.assign(connection.data, { chatPrivateKey, chatKeyVersion: '' });
		const { error } = await x.run(chat('send', { ...toUser('newsroom'), what: 'message', text: 'Hi' }), { connection });
		expect(error?.message).toContain('not those of the connected account');
		expect(error?.description).toContain(`X knows ${known} chat keys of this account`);
		expect(JSON.stringify(error)).not.toContain(String(chatPrivateKey));
	});

	test('finds the message when the answer was lost, and sends it once', async () => {
		const connection = await setUp();
		const other = await Person.join(x, 'reader_one');
		x.faults.set({ rules: [{ match: MESSAGES, kind: 'cutAfter', times: 1 }] });
		const [{ message_id, conversation_id }] = await send(connection, toUser('reader_one'), { text: 'Once' });
		expect(message_id).toEqual(expect.stringMatching(/^[0-9a-f-]{36}$/));
		expect(await other.texts(String(conversation_id))).toEqual(['Once']);
	});

	test('does not write with a key that nobody has signed', async () => {
		const connection = await setUp();
		const other = await Person.join(x, 'reader_one');
		const id = await other.begin(idOf('ourbrand'));
		const [change] = x.chat.conversations.get(id)!.events;
		const bytes = Buffer.from(change.encoded, 'base64');
		bytes[bytes.length - 40] ^= 1;
		change.encoded = bytes.toString('base64');
		const { error } = await x.run(chat('send', { ...toConversation(id), what: 'message', text: 'Hi' }), { connection });
		expect(error?.message).toBe('Nobody vouches for the key of this conversation');
		await ok(connection, chat('rotateKeys', inConversation(id)));
		await send(connection, toConversation(id), { text: 'Now' });
	});
});

describe('Chat > Get Many Messages', () => {
	async function conversation() {
		const connection = await setUp();
		const other = await Person.join(x, 'reader_one');
		const id = await other.begin(idOf('ourbrand'));
		await other.say(id, 'First');
		return { connection, other, id, events: x.chat.conversations.get(id)!.events };
	}

	test('shows what was said under every key', async () => {
		const { connection, other, id } = await conversation();
		await other.rotate(id, [other.id, idOf('ourbrand')]);
		await other.say(id, 'Second');
		await ok(connection, chat('rotateKeys', inConversation(id)));
		await send(connection, toConversation(id), { text: 'Third' });
		expect((await read(connection, id)).map(({ text }) => text)).toEqual(['Third', 'Second', 'First']);
		x.chat.keyChangesApart = true;
		expect((await read(connection, id)).map(({ text }) => text)).toEqual(['Third', 'Second', 'First']);
		expect(await other.texts(id)).toEqual(['First', 'Second', 'Third']);
	});

	test('makes an error of a message whose signature does not hold, or marks it', async () => {
		const { connection, other, id } = await conversation();
		await other.say(id, 'Second');
		const forged = x.chat.conversations.get(id)!.events.at(-1)!;
		const bytes = Buffer.from(forged.encoded, 'base64');
		bytes[bytes.indexOf(forged.messageId)] ^= 1;
		forged.encoded = bytes.toString('base64');
		const { error } = await x.run(chat('getMessages', inConversation(id)), { connection });
		expect(error?.message).toBe(`The signature of message ${forged.id} does not hold`);
		expect(error?.description).toContain('Return It Marked');
		const marked = await read(connection, id, { options: { unverified: 'mark' } });
		expect(marked).toMatchObject([
			{ text: 'Second', verified: false, unverified_because: expect.stringContaining('does not hold') },
			{ text: 'First', verified: true },
		]);
	});

	test('says why something cannot be read, and keeps it in the raw output', async () => {
		const { connection, id } = await conversation();
		const newcomer = await setUp('newsroom');
		Object.assign(connection.data, { chatPrivateKey: newcomer.data.chatPrivateKey, chatKeyVersion: '1' });
		const [unread] = await read(connection, id);
		expect(unread).toEqual({
			id: expect.any(String),
			conversation_id: id,
			sender_id: idOf('reader_one'),
			created_at: expect.any(String),
			unreadable_because: expect.stringContaining('was not handed to these chat keys'),
		});
		const [raw] = await read(connection, id, { output: 'raw' });
		expect(raw.data).toMatchObject([{ encoded_event: expect.any(String) }]);
	});

	test('without keys shows that there is something', async () => {
		const { id } = await conversation();
		const [unread] = await read(x.connect(), id);
		expect(unread.unreadable_because).toContain('holds no chat keys');
	});

	test('does not take a message of another conversation for one of this', async () => {
		const { connection, other, id, events } = await conversation();
		const group = await other.createGroup([idOf('ourbrand')]);
		await other.say(group, 'Said elsewhere');
		events.push({ ...x.chat.conversations.get(group)!.events.at(-1)! }, x.chat.conversations.get(group)!.events[0]);
		const { error } = await x.run(chat('getMessages', inConversation(id)), { connection });
		expect(error?.description).toContain('signed for another conversation');
	});

	test('shows changes and deletions on request', async () => {
		const { connection, id } = await conversation();
		await send(connection, toConversation(id), { text: 'Wrong chat' });
		const [{ id: own }] = await read(connection, id);
		await ok(connection, chat('deleteMessages', { ...inConversation(id), messages: own, deleteFor: 'delete_for_all' }));
		const all = await read(connection, id, { show: 'all' });
		expect(all).toMatchObject([
			{ type: 'message_deleted', deleted_ids: [own], verified: true },
			{ type: 'text', text: 'First' },
			{ type: 'key_change', verified: true },
		]);
	});
});

describe('Chat > groups', () => {
	test('are created, read by all, and grow; who joins later reads what follows', async () => {
		const connection = await setUp();
		const [one, two] = [await Person.join(x, 'reader_one'), await Person.join(x, 'newsroom')];
		const [{ conversation_id }] = await ok(
			connection,
			chat('createGroup', { members: one.id, groupName: 'Team', options: { admins: one.id } }),
		);
		const group = String(conversation_id);
		await send(connection, toConversation(group), { text: 'Welcome' });
		expect(await one.texts(group)).toEqual(['Welcome']);
		await ok(connection, chat('addMembers', { ...inConversation(group), members: two.id }));
		await send(connection, toConversation(group), { text: 'Three of us' });
		await two.say(group, 'Thanks').catch(() => undefined);
		expect(await one.texts(group)).toEqual(expect.arrayContaining(['Welcome', 'Three of us']));
		expect(x.chat.conversations.get(group)?.groupName).not.toContain('Team');
		const [listed] = await ok(connection, chat('getMany', { returnAll: true }));
		expect(listed).toMatchObject({ id: group, group_name: 'Team' });
		const [got] = await ok(connection, chat('get', inConversation(group)));
		expect(got.group_name).toBe('Team');
	});
});

test('the example of a support inbox answers what was asked', async () => {
	const connection = await setUp();
	const other = await Person.join(x, 'reader_one');
	const id = await other.begin(idOf('ourbrand'));
	await other.say(id, 'Where is my parcel?');
	const { nodes } = readWorkflow('encrypted-support-inbox.json');
	const known: IDataObject = { "$('New chat message').item.json.payload.conversation_id": id };
	known["$('Draft').item.json.answer"] = 'We are looking into it.';
	for (const { parameters } of nodes.filter(({ type }) => type === 'n8n-nodes-x.x')) {
		const filled = JSON.stringify(parameters).replace(/={{ (.*?) }}/g, (_all, said: string) => String(known[said]));
		const [first] = await ok(connection, JSON.parse(filled) as IDataObject);
		known["$('Newest').item.json.id"] ??= first.id;
	}
	expect(await other.texts(id)).toEqual(['Where is my parcel?', 'We are looking into it.']);
	const seen_until_sequence_id = x.chat.conversations.get(id)?.events.at(-1)?.id;
	expect(sent('POST /2/chat/conversations/{id}/read')[0].body).toEqual({ seen_until_sequence_id });
	await ok(connection, chat('sendTyping', inConversation(id)));
});

test('X sees nothing of what is said', async () => {
	const connection = await setUp();
	const other = await Person.join(x, 'reader_one');
	const words = ['a word that nobody else writes', 'the name of the answer'];
	const [{ conversation_id }] = await send(connection, toUser('reader_one'), { text: words[0] });
	await other.say(String(conversation_id), words[1]);
	const [question] = await read(connection, String(conversation_id));
	await ok(
		connection,
		chat('send', { ...toConversation(String(conversation_id)), what: 'reaction', emoji: '🦩', target: question.id }),
	);
	const stored = JSON.stringify([x.chat.state, x.requests]);
	const hidden = [...words, '🦩', String(connection.data.chatPrivateKey)];
	for (const each of hidden)
		for (const form of [
			each,
			Buffer.from(each).toString('base64').replace(/=+$/, ''),
			Buffer.from(each).toString('hex'),
		])
			expect(stored).not.toContain(form.slice(0, 40));
});
