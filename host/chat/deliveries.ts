/** Decrypts what X delivers of chats, where the credential holds the account's chat keys. */
import { conversationId } from '../../api/chat/ids';
import { shown } from '../../api/chat/message';
import { openEvent } from '../../api/chat/open';
import type { ChatEngine } from '../../api/chat/types';
import type { XClient } from '../../api/client/call';
import { settle, messageOf } from '../../api/errors/outcome';
import { inner } from '../../api/json/members';
import { isSealed, type Delivered } from '../../api/push/activity';
import { withKeys } from '../../connector/resources/chat/run/directory';
import { knowSigners, membersOf } from '../../connector/resources/chat/run/history';
import type { HostContext } from '../session/context';
import type { CredentialType, StoredCredential } from '../session/credential';
import { openSession } from '../session/session';
import { ACTIVATION } from '../shared/settings';
import { openChat } from './open';

/** See `openChats`. */
export async function opened(
	context: HostContext,
	credential: CredentialType,
	events: readonly Delivered[],
): Promise<readonly Delivered[]> {
	const { chatPrivateKey } = await context.getCredentials<StoredCredential>(credential);
	if (credential !== 'xUserOAuth2Api' || !chatPrivateKey) return events;
	const session = await openSession(context, credential, ACTIVATION);
	const { client, me } = session;
	const opened = await settle(
		withKeys({ chat: openChat(session), client, me }, async (engine) => {
			const all: Delivered[] = [];
			for (const event of events) all.push(isSealed(event) ? await openOne(engine, client, await me(), event) : event);
			return all;
		}),
	);
	if (opened.ok) return opened.value;
	const because = { unreadable_because: messageOf(opened.error) };
	return events.map((event) =>
		isSealed(event) ? { ...event, payload: { ...inner(event.payload), ...because } } : event,
	);
}

async function openOne(engine: ChatEngine, client: XClient, me: string, event: Delivered): Promise<Delivered> {
	const payload = inner(event.payload);
	const text = (name: string): string => (typeof payload[name] === 'string' ? payload[name] : '');
	const [encoded_event, keyChange, sender_id] = ['encoded_event', 'conversation_key_change_event', 'sender_id'].map(
		text,
	);
	const id = conversationId(text('conversation_id'), me);
	await knowSigners(engine, client, [{ id: '', sender_id }], id.pair ?? (await membersOf(client, id.path)).all);
	const { keys } = engine.extractConversationKeys([...(keyChange ? [keyChange] : []), encoded_event]);
	const opened = openEvent(engine, { id: '', encoded_event, sender_id }, keys, id.signed);
	const position = opened.event?.sequenceId;
	const row = { ...opened.row, id: position ?? '' };
	return { ...event, payload: { ...payload, ...shown({ ...opened, row }) } };
}
