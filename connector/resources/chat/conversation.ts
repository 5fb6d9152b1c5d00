/** Conversations of X Chat and their groups. */
import { field, operation } from '../../types';
import {
	conversation,
	keyRotation,
	keyVersion,
	page,
	participantKeys,
	read,
	SEALED,
	signatures,
	write,
} from './shared';

const members = field({
	name: 'members',
	displayName: 'Members',
	kind: 'users',
	required: true,
	placeholder: 'e.g. @n8n_io, 2244994945',
	description: '@handles, links or IDs, separated by commas, or a list',
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

export const initializeGroup = operation({
	name: 'initializeGroup',
	displayName: 'Initialize Group',
	action: 'Initialize chat group',
	description: 'Get a conversation ID for a new group, for use with Create Group',
	endpoint: 'POST /2/chat/conversations/group/initialize',
	proof: 'conversation_id',
	unique: true,
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
	proof: 'conversation_id',
	unique: true,
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
	unique: true,
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
	unique: true,
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
