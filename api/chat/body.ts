/** What the engine has signed, as X's endpoints take it. */
import { InputError } from '../errors/errors';
import { attempt, messageOf } from '../errors/outcome';
import type { ActionSignature, ChatEngine, PreparedConversationChange, SendPayload } from './types';

export const messageBody = ({ messageId, encryptedContent, encodedEventSignature }: SendPayload) => ({
	message_id: messageId,
	encoded_message_create_event: encryptedContent,
	encoded_message_event_signature: encodedEventSignature,
});

export const signatureBody = (engine: ChatEngine, signature: ActionSignature) => ({
	message_id: signature.messageId,
	encoded_message_event_detail: signature.encodedMessageEventDetail,
	...(signature.signaturePayload ? { signature_payload: signature.signaturePayload } : {}),
	message_event_signature: {
		signature: signature.signature,
		signature_version: signature.signatureVersion,
		public_key_version: signature.publicKeyVersion,
		signing_public_key: engine.getPublicKeys().signing,
	},
});

/** A new conversation key, encrypted for each participant. */
export const changeBody = (engine: ChatEngine, change: PreparedConversationChange) => ({
	conversation_key_version: change.conversationKeyVersion,
	conversation_participant_keys: change.participantKeys.map(({ userId, encryptedKey, publicKeyVersion }) => ({
		user_id: userId,
		encrypted_conversation_key: encryptedKey,
		public_key_version: publicKeyVersion,
	})),
	action_signatures: change.actionSignatures.map((signature) => signatureBody(engine, signature)),
});

/** What the engine does not take is the user's input. @throws InputError */
export function prepared<T>(prepare: () => T): T {
	const made = attempt(prepare);
	if (made.ok) return made.value;
	const said = messageOf(made.error).replace(/^([A-Z]\w+ error: )+/, '');
	throw new InputError('X Chat cannot encrypt this', `${said.slice(0, 200)}.`);
}
