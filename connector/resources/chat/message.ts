/** Messages of X Chat: what is possible over plain HTTP, and what only forwards encrypted data. */
import { operation } from '../../types';
import { conversation, page, read, SEALED, signatures, UNREAD, write } from './shared';

export const getEvents = operation({
	name: 'getEvents',
	displayName: 'Get Many Events',
	action: 'Get many events of chat conversation',
	description:
		"Retrieve the encrypted messages and key changes of a conversation. 'Raw' output also includes the key events needed for decryption.",
	notice: UNREAD,
	endpoint: 'GET /2/chat/conversations/{id}/events',
	access: read,
	fields: [conversation],
	page,
	returns: 'chatEvent',
});

export const sendMessage = operation({
	name: 'sendMessage',
	displayName: 'Send Message',
	action: 'Send chat message',
	description: 'Send a message that is already encrypted and signed',
	notice: SEALED,
	endpoint: 'POST /2/chat/conversations/{id}/messages',
	proof: 'encoded_message_event',
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
	proof: 'deleted',
	repeatable: true,
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
	proof: 'success',
	repeatable: true,
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
	proof: 'success',
	repeatable: true,
	access: write,
	fields: [conversation],
	returns: 'result',
});
