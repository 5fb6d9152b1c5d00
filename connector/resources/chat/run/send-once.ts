/** Sends a message once, and finds it when X's response was lost: its ID is made here and stands in the event. */
import { inner, label } from '../../../../api/json/members';
import { messageBody, prepared } from '../../../../api/chat/body';
import { conversationId, type ConversationId } from '../../../../api/chat/ids';
import type { SendingKey } from '../../../../api/chat/open';
import type { AttachmentDescriptor, ChatEngine, SendPayload } from '../../../../api/chat/types';
import type { Answer } from '../../../../api/client/call';
import { digest } from '../../../../api/write/digest';
import { once } from '../../../../api/write/write-once';
import { InputError } from '../../../../api/errors/errors';
import type { Call } from '../../../call';
import { events } from '../calls';
import type { SendValues } from '../send';
import { withKeys } from './directory';
import { attach } from './files';
import { pageOf, readBefore, type Before } from './history';
import { sendingKey } from './sending-key';

const ENDPOINT = 'POST /2/chat/conversations/{id}/messages';

export async function sendMessage(call: Call<SendValues>): Promise<Answer> {
	const { values, client, writes, path, me } = call;
	const id = conversationId(path.id, await me());
	const { what, text, emoji, target, replyTo, files = [] } = values;
	const content = digest([
		ENDPOINT,
		id.path,
		what,
		text,
		emoji,
		target,
		replyTo,
		files.map(({ name, size }) => [name, size]),
	]);
	const remembered = writes.single(content);
	const { earlier } = remembered;
	const done = earlier?.answer ?? (await find(call, id, earlier?.messageId))[0]?.answer;
	if (done) return done;
	const payload = await withKeys(call, async (engine) => await encrypt(call, engine, id));
	let { messageId } = earlier ?? payload;
	return await once(
		client,
		writes.ledger,
		{
			endpoint: ENDPOINT,
			content,
			send: async () => {
				({ messageId } = payload);
				remembered.note({ began: client.now(), ended: client.now(), messageId });
				const { data } = await client.call(ENDPOINT, { path: { id: id.path }, body: messageBody(payload) });
				return made(id, payload.messageId, data);
			},
			idOf: ({ data }) => label(inner(data).message_id),
			look: async () => ({ same: await find(call, id, messageId), others: [] }),
			refusesTwins: false,
			lookAt: 'at the conversation, with Get Many Messages,',
		},
		{ earlier, note: (attempt) => remembered.note(attempt && { ...attempt, messageId }) },
	);
}

const made = ({ path }: ConversationId, message_id: string, data?: unknown): Answer => ({
	data: { conversation_id: path, message_id, ...inner(data) },
});

async function find(
	{ client }: Call<SendValues>,
	id: ConversationId,
	messageId: string | undefined,
): Promise<Array<{ id: string; answer: Answer }>> {
	if (!messageId) return [];
	const query = { max_results: 100, 'chat_message_event.fields': ['encoded_event', 'id'] };
	const { rows } = pageOf(await client.call(events.endpoint, { path: { id: id.path }, query }));
	const own = rows.find(({ encoded_event = '' }) => Buffer.from(encoded_event, 'base64').includes(messageId));
	return own ? [{ id: messageId, answer: made(id, messageId, { id: own.id }) }] : [];
}

async function encrypt(call: Call<SendValues>, engine: ChatEngine, id: ConversationId): Promise<SendPayload> {
	const { values, client } = call;
	const target = values.target ?? values.replyTo;
	const before = await readBefore(engine, client, id, target);
	const targetEvent = target ? eventOf(before, target) : undefined;
	const key = await sendingKey(engine, client, id, before);
	const attachments: AttachmentDescriptor[] = [];
	for (const file of values.files ?? [])
		attachments.push(await attach(call, engine, file, { signed: id.signed, key: key.conversationKey }));
	return prepared(() =>
		payloadOf(engine, values, { conversationId: id.signed, ...pick(key) }, targetEvent, attachments),
	);
}

const pick = ({ conversationKey, conversationKeyVersion }: SendingKey): SendingKey => ({
	conversationKey,
	conversationKeyVersion,
});

interface Common extends SendingKey {
	conversationId: string;
}

function payloadOf(
	engine: ChatEngine,
	{ what, text = '', emoji = '' }: SendValues,
	common: Common,
	targetEvent: string | undefined,
	attachments: AttachmentDescriptor[],
): SendPayload {
	const withFiles = { ...common, text, ...(attachments.length > 0 ? { attachments } : {}) };
	if (what === 'edit') return engine.encryptEdit({ ...common, updatedText: text, targetEvent });
	if (what === 'reaction') return engine.encryptAddReaction({ ...common, emoji, targetEvent });
	if (what === 'unreaction') return engine.encryptRemoveReaction({ ...common, emoji, targetEvent });
	if (targetEvent) return engine.encryptReply({ ...withFiles, replyToEvent: targetEvent });
	return engine.encryptMessage(withFiles);
}

/** @throws InputError for a message that is not there, or whose signature does not hold */
function eventOf({ opened }: Before, id: string): string {
	const found = opened.find(({ row }) => row.id === id);
	if (found?.event && !found.why && found.row.encoded_event) return found.row.encoded_event;
	throw new InputError(
		found ? `The message ${id} cannot be referred to` : `The message ${id} is not in this conversation`,
		found?.why ?? 'It was looked for among the newest 1,000 events. Use the ID that Get Many Messages returns.',
	);
}
