/** Decrypts what X delivers of chats, where the credential holds the account's chat keys. */
import { conversationId } from '../../api/chat/ids';
import { shown } from '../../api/chat/message';
import { openEvent } from '../../api/chat/open';
import type { ChatEngine, ChatEventRow } from '../../api/chat/types';
import type { XClient } from '../../api/client/call';
import { messageOf, settle } from '../../api/errors/outcome';
import { inner, strings, text } from '../../api/json/members';
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
	if (!chatPrivateKey) return events;
	const session = await openSession(context, credential, ACTIVATION);
	const { client, me } = session;
	const opened = await settle(
		withKeys({ chat: openChat(session), client, me }, async (engine) => {
			const all: Delivered[] = [];
			for (const event of events)
				all.push(isSealed(event) ? await openedOrNot(engine, client, await me(), event) : event);
			return all;
		}),
	);
	if (opened.ok) return opened.value;
	return events.map((event) => (isSealed(event) ? unreadable(event, opened.error) : event));
}

const unreadable = (event: Delivered, error: unknown): Delivered => ({
	...event,
	payload: { ...inner(event.payload), unreadable_because: messageOf(error) },
});

/** What hinders one event, such as a group that the account has left, does not hinder those beside it. */
async function openedOrNot(engine: ChatEngine, client: XClient, me: string, event: Delivered): Promise<Delivered> {
	const opened = await settle(openOne(engine, client, me, event));
	return opened.ok ? opened.value : unreadable(event, opened.error);
}

async function openOne(engine: ChatEngine, client: XClient, me: string, event: Delivered): Promise<Delivered> {
	const payload = inner(event.payload);
	const row: ChatEventRow = { id: '', encoded_event: text(payload.encoded_event), sender_id: text(payload.sender_id) };
	const id = conversationId(text(payload.conversation_id) ?? '', me);
	await knowSigners(engine, client, [row], id.pair ?? (await membersOf(client, id.path)).all);
	const events = strings([payload.conversation_key_change_event, payload.encoded_event]);
	const { keys } = engine.extractConversationKeys(events);
	const opened = openEvent(engine, row, keys, id.signed);
	const position = opened.event?.sequenceId ?? '';
	return { ...event, payload: { ...payload, ...shown({ ...opened, row: { ...row, id: position } }) } };
}
