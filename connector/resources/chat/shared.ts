/** Shared by the operations of X Chat. */
import { field } from '../../types';

/**
 * Messages, group names and files of X Chat are encrypted and signed by its clients (docs.x.com/xchat/introduction).
 */
export const SEALED =
	"X Chat is end-to-end encrypted. This operation sends what X's Chat XDK has already encrypted and signed; it cannot encrypt or sign by itself.";
export const UNREAD =
	"X Chat is end-to-end encrypted. The result can only be decrypted with X's Chat XDK and the account's keys.";

export const read = { user: ['dm.read', 'tweet.read', 'users.read'] } as const;
export const write = { user: ['dm.write', 'tweet.read', 'users.read'] } as const;
export const page = { size: { min: 1, max: 100 }, token: 'pagination_token' } as const;

export const conversation = field({
	name: 'conversation',
	displayName: 'Conversation',
	kind: 'object',
	of: 'chatConversation',
	to: 'path.id',
	required: true,
	description: 'ID of the conversation. For a conversation with one other account, the ID of that account works too.',
});
export const keyVersion = field({
	name: 'keyVersion',
	displayName: 'Key Version',
	kind: 'text',
	to: 'body.conversation_key_version',
	front: true,
	placeholder: 'e.g. 1769472000000',
	description: 'Version of the conversation key, from the Chat XDK',
});
export const participantKeys = field({
	name: 'participantKeys',
	displayName: 'Participant Keys',
	kind: 'json',
	to: 'body.conversation_participant_keys',
	front: true,
	default: '',
	min: 1,
	description:
		'List of user_id, public_key_version and encrypted_conversation_key for each participant, from the Chat XDK',
});
export const signatures = field({
	name: 'signatures',
	displayName: 'Action Signatures',
	kind: 'json',
	to: 'body.action_signatures',
	front: true,
	default: '',
	min: 1,
	description:
		'List of message_id, encoded_message_event_detail and message_event_signature for each action, from the Chat XDK',
});
export const keyRotation = field({
	name: 'keyRotation',
	displayName: 'Key Rotation',
	kind: 'text',
	to: 'body.base64_encoded_key_rotation',
	description: 'Payload of the key rotation in Base64, from the Chat XDK',
});
