/** The conversation key to send with; the first message to somebody makes it and hands it out. */
import { changeBody, prepared } from '../../../../api/chat/body';
import type { ConversationId } from '../../../../api/chat/ids';
import type { SendingKey } from '../../../../api/chat/open';
import type { ChatEngine, PreparedConversationChange } from '../../../../api/chat/types';
import type { Answer, XClient } from '../../../../api/client/call';
import { InputError } from '../../../../api/errors/errors';
import { addKeys } from '../calls';
import { keysFor } from './directory';
import type { Before } from './history';

/** @throws InputError where the account has no key that a participant has signed */
export async function sendingKey(
	engine: ChatEngine,
	client: XClient,
	id: ConversationId,
	{ sending, isNew, keys }: Before,
): Promise<SendingKey> {
	if (sending) return sending;
	if (isNew && id.pair) return (await handOut(engine, client, id, id.pair)).change;
	throw new InputError(
		Object.keys(keys).length > 0
			? 'Nobody vouches for the key of this conversation'
			: 'The chat keys in the credential cannot read this conversation',
		`${
			Object.keys(keys).length > 0
				? 'X delivers a key for it, but no participant whose public keys X still lists has signed it.'
				: 'Its key was handed to other keys, perhaps to earlier ones of this account.'
		} Nothing was sent. Chat > Rotate Keys gives the participants a new key: all participants see that it has changed, and earlier messages stay as they are.`,
	);
}

/** Makes a new conversation key and hands it to these accounts, encrypted for each. */
export async function handOut(
	engine: ChatEngine,
	client: XClient,
	{ path, signed, pair }: ConversationId,
	members: readonly string[],
): Promise<{ change: PreparedConversationChange; answer: Answer }> {
	const publicKeys = await keysFor(engine, client, members);
	const change = prepared(() =>
		engine.prepareConversationKeyChange({ publicKeys, ...(pair ? {} : { conversationId: signed }) }),
	);
	const answer = await client.call(addKeys.endpoint, { path: { id: path }, body: changeBody(engine, change) });
	return { change, answer };
}
