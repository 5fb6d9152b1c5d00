/** X Chat, what plain HTTP can do by itself and what it can pass on: conversations, groups, messages. */
import { field, operation } from '../../types';

/** Messages, group names and files of X Chat are encrypted and signed by its clients (docs.x.com/xchat/introduction). */
export const SEALED =
	"X Chat is end-to-end encrypted. This operation sends what X's Chat XDK has already encrypted and signed; it cannot encrypt or sign by itself.";
export const UNREAD =
	"X Chat is end-to-end encrypted. The result can only be decrypted with X's Chat XDK and the account's keys.";

const read = { user: ['dm.read', 'tweet.read', 'users.read'] } as const;
const write = { user: ['dm.write', 'tweet.read', 'users.read'] } as const;
const page = { size: { min: 1, max: 100 }, token: 'pagination_token' } as const;

export const conversation = field({
	name: 'conversation',
	displayName: 'Conversation',
	kind: 'object',
	of: 'chatConversation',
	to: 'path.id',
	required: true,
	description: 'ID of the conversation. For a conversation with one other account, the ID of that account works too.',
});
const members = field({
	name: 'members',
	displayName: 'Members',
	kind: 'users',
	required: true,
	placeholder: 'e.g. @n8n_io, 2244994945',
	description: '@handles, links or IDs, separated by commas, or a list',
});
const keyVersion = field({
	name: 'keyVersion',
	displayName: 'Key Version',
	kind: 'text',
	to: 'body.conversation_key_version',
	front: true,
	placeholder: 'e.g. 1769472000000',
	description: 'Version of the conversation key, from the Chat XDK',
});
const participantKeys = field({
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
const signatures = field({
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
const keyRotation = field({
	name: 'keyRotation',
	displayName: 'Key Rotation',
	kind: 'text',
	to: 'body.base64_encoded_key_rotation',
	description: 'Payload of the key rotation in Base64, from the Chat XDK',
});

export const getConversation = operation({
	name: 'get',
	displayName: 'Get',
	action: 'Get chat conversation',
	description: 'Retrieve the members and settings of a conversation. The name of a group may be encrypted.',
	endpoint: 'GET /2/chat/conversations/{id}',
	access: read,
	fields: [conversation],
	returns: 'chatConversation',
});

export const getManyConversations = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many chat conversations',
	description: 'Retrieve the X Chat inbox of the connected account, without the messages',
	endpoint: 'GET /2/chat/conversations',
	access: { user: ['dm.read', 'users.read'] },
	fields: [],
	page,
	returns: 'chatConversation',
});

export const getEvents = operation({
	name: 'getEvents',
	displayName: 'Get Many Events',
	action: 'Get many chat events',
	description:
		"Retrieve the encrypted messages and key changes of a conversation. 'Raw' output also includes the key events needed for decryption.",
	notice: UNREAD,
	endpoint: 'GET /2/chat/conversations/{id}/events',
	access: read,
	fields: [conversation],
	page,
	returns: 'chatEvent',
});

export const initializeGroup = operation({
	name: 'initializeGroup',
	displayName: 'Initialize Group',
	action: 'Initialize chat group',
	description: 'Get a conversation ID for a new group, for use with Create Group',
	endpoint: 'POST /2/chat/conversations/group/initialize',
	access: { user: ['dm.write'] },
	fields: [],
	returns: 'result',
});

export const createGroup = operation({
	name: 'createGroup',
	displayName: 'Create Group',
	action: 'Create chat group',
	description: 'Create a group with the ID that Initialize Group returned',
	notice: SEALED,
	endpoint: 'POST /2/chat/conversations/group',
	access: write,
	fields: [
		{ ...conversation, to: 'body.conversation_id' },
		{ ...members, to: 'body.group_members' },
		{ ...keyVersion, required: true },
		{ ...participantKeys, required: true },
		signatures,
		{
			name: 'admins',
			displayName: 'Admins',
			kind: 'users',
			to: 'body.group_admins',
			placeholder: 'e.g. @n8n_io, 2244994945',
			description: '@handles, links or IDs, separated by commas, or a list; by default only the creator',
		},
		{
			name: 'avatarUrl',
			displayName: 'Avatar URL',
			kind: 'text',
			to: 'body.group_avatar_url',
			description: "Address of the group's picture",
		},
		{ name: 'description', displayName: 'Description', kind: 'text', to: 'body.group_description' },
		keyRotation,
		{
			name: 'ttl',
			displayName: 'Message Lifetime (Milliseconds)',
			kind: 'text',
			to: 'body.ttl_msec',
			pattern: /^[0-9]+$/,
			placeholder: 'e.g. 86400000',
			description: 'How long until messages disappear',
		},
		{ name: 'groupName', displayName: 'Name', kind: 'text', to: 'body.group_name' },
	],
	returns: 'result',
});

export const addMembers = operation({
	name: 'addMembers',
	displayName: 'Add Members',
	action: 'Add chat group members',
	description: 'Add accounts to a group, with a new conversation key for everyone',
	notice: SEALED,
	endpoint: 'POST /2/chat/conversations/{id}/members',
	access: write,
	fields: [
		conversation,
		{ ...members, to: 'body.user_ids' },
		keyVersion,
		participantKeys,
		signatures,
		{
			name: 'encryptedAvatarUrl',
			displayName: 'Encrypted Avatar URL',
			kind: 'text',
			to: 'body.encrypted_avatar_url',
			description: "Address of the group's picture, encrypted with the new key",
		},
		{
			name: 'encryptedTitle',
			displayName: 'Encrypted Title',
			kind: 'text',
			to: 'body.encrypted_title',
			description: 'Title of the group, encrypted with the new key',
		},
	],
	returns: 'result',
});

export const addConversationKeys = operation({
	name: 'addConversationKeys',
	displayName: 'Add Conversation Keys',
	action: 'Add chat conversation keys',
	description: 'Set up or rotate the key of a conversation. Required before its first message.',
	notice: SEALED,
	endpoint: 'POST /2/chat/conversations/{id}/keys',
	access: write,
	fields: [
		conversation,
		{ ...keyVersion, required: true },
		{ ...participantKeys, required: true },
		signatures,
		keyRotation,
	],
	returns: 'result',
});

export const sendMessage = operation({
	name: 'sendMessage',
	displayName: 'Send Message',
	action: 'Send chat message',
	description: 'Send a message that is already encrypted and signed',
	notice: SEALED,
	endpoint: 'POST /2/chat/conversations/{id}/messages',
	access: write,
	fields: [
		conversation,
		{
			name: 'messageId',
			displayName: 'Message ID',
			kind: 'text',
			to: 'body.message_id',
			required: true,
			description: 'ID of the message, from the Chat XDK (message_id)',
		},
		{
			name: 'encryptedMessage',
			displayName: 'Encrypted Message',
			kind: 'text',
			to: 'body.encoded_message_create_event',
			required: true,
			description: 'The message in Base64, from the Chat XDK (encrypted_content)',
		},
		{
			name: 'messageSignature',
			displayName: 'Message Signature',
			kind: 'text',
			to: 'body.encoded_message_event_signature',
			front: true,
			description: 'The signature in Base64, from the Chat XDK (encoded_event_signature)',
		},
		{
			name: 'conversationToken',
			displayName: 'Conversation Token',
			kind: 'text',
			secret: true,
			to: 'body.conversation_token',
		},
	],
	returns: 'result',
});

export const deleteMessages = operation({
	name: 'deleteMessages',
	displayName: 'Delete Messages',
	action: 'Delete chat messages',
	description: 'Delete messages for the connected account, or its own messages for everyone',
	notice: SEALED,
	endpoint: 'POST /2/chat/conversations/{id}/messages/delete',
	access: write,
	fields: [
		conversation,
		{
			name: 'sequenceIds',
			displayName: 'Sequence IDs',
			kind: 'words',
			to: 'body.sequence_ids',
			required: true,
			min: 1,
			placeholder: 'e.g. 1849000000000000000',
			description: 'Sequence IDs of the messages, separated by commas, or a list',
		},
		{
			name: 'deleteFor',
			displayName: 'Delete For',
			kind: 'choice',
			to: 'body.delete_message_action',
			required: true,
			default: 'delete_for_self',
			choices: [
				{
					name: 'Everybody',
					value: 'delete_for_all',
					description: 'Your own messages, or any message in groups that you administer',
				},
				{ name: 'Yourself', value: 'delete_for_self' },
			],
		},
		{ ...signatures, required: true },
		{
			name: 'mediaHashKeys',
			displayName: 'Media Hash Keys',
			kind: 'words',
			to: 'body.media_hash_keys',
			description: 'Files to delete too, when deleting for everyone',
		},
	],
	returns: 'result',
});

export const markRead = operation({
	name: 'markRead',
	displayName: 'Mark as Read',
	action: 'Mark chat conversation as read',
	description: 'Mark a conversation as read up to a message',
	endpoint: 'POST /2/chat/conversations/{id}/read',
	access: write,
	fields: [
		conversation,
		{
			name: 'seenUntil',
			displayName: 'Seen Until',
			kind: 'text',
			to: 'body.seen_until_sequence_id',
			required: true,
			placeholder: 'e.g. 1849000000000000000',
			description: 'Sequence ID of the last message read',
		},
	],
	returns: 'result',
});

export const sendTyping = operation({
	name: 'sendTyping',
	displayName: 'Send Typing Indicator',
	action: 'Send chat typing indicator',
	description: 'Show the other participants that the connected account is typing',
	endpoint: 'POST /2/chat/conversations/{id}/typing',
	access: write,
	fields: [conversation],
	returns: 'result',
});
