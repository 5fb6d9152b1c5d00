/** A group and a conversation as X lists them, each with a message in it, for tests that answer for X themselves. */
import { createEngine } from '../../../api/chat/engine';
import { makeKeys, unlock } from '../../../api/chat/keys';
import type { ChatEngine } from '../../../api/chat/types';
import { actionEvent, messageEvent } from '../../../sandbox/chat/wrap';
import type { Answer, Parts } from '../../../api/client/call';

const GROUP = 'g1849000000000000000';
const VERSION = '1769472000000';
const MEMBER = '6253282';

/** A change of keys and a message, as X wraps them. */
function history(engine: ChatEngine, me: string, publicKey: string, conversationId: string, messageId: string) {
	const change = engine.prepareConversationKeyChange({
		publicKeys: [{ userId: me, publicKey, keyVersion: VERSION }],
		conversationId,
	});
	const about = { senderId: me, conversationId, createdAt: 1_769_472_000_000 };
	const [signature] = change.actionSignatures;
	const keyEvent = actionEvent(
		{ ...about, sequenceId: '1' },
		{
			message_id: signature.messageId,
			encoded_message_event_detail: signature.encodedMessageEventDetail,
			message_event_signature: {
				signature: signature.signature,
				public_key_version: signature.publicKeyVersion,
				signature_version: signature.signatureVersion,
			},
		},
	);
	const { conversationKey, conversationKeyVersion } = change;
	const said = engine.encryptMessage({ conversationId, text: 'Hello', conversationKey, conversationKeyVersion });
	const encoded_event = messageEvent(
		{ ...about, sequenceId: messageId, messageId: said.messageId },
		said.encryptedContent,
		said.encodedEventSignature,
	);
	return {
		data: [{ id: messageId, sender_id: me, encoded_event }],
		meta: { conversation_key_events: [keyEvent] },
	};
}

/** @param me the account whose keys are returned, too */
export function smallChats(me: string, messageId: string) {
	const engine = createEngine();
	const { privateKeys, body } = makeKeys(engine);
	unlock(engine, { privateKeys, version: VERSION }, me);
	const row = {
		public_key_version: VERSION,
		public_key: body.public_key.public_key,
		signing_public_key: body.public_key.signing_public_key,
		identity_public_key_signature: body.public_key.identity_public_key_signature,
	};
	const [inGroup, toOneself] = [GROUP, `${me}:${me}`].map((id) => history(engine, me, row.public_key, id, messageId));
	engine.free();
	const answers: Record<string, (parts: Parts) => Answer> = {
		'GET /2/users/{id}/public_keys': () => ({ data: [row] }),
		'GET /2/users/public_keys': ({ query = {} }) => ({
			data: [query.ids ?? []].flat().map((user_id) => ({ user_id, ...row })),
		}),
		'GET /2/chat/conversations/{id}': () => ({
			data: { id: GROUP, group_name: 'Team', admin_ids: [MEMBER], member_ids: [MEMBER] },
		}),
		'GET /2/chat/conversations/{id}/events': ({ path = {} }) => (path.id.startsWith('g') ? inGroup : toOneself),
	};
	return { answers, chatKeys: { privateKeys, version: VERSION } };
}
