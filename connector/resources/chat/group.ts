/** Groups, and the keys of conversations. */
import { fields, operation, type ValuesOf } from '../../types';
import { aboutConversation, addKeys, directoryCalls, events, initializeGroup } from './calls';
import { conversation, members, write } from './shared';

const groupFields = fields([
	{ ...members, description: `Other members: ${members.description}` },
	{
		name: 'groupName',
		displayName: 'Name',
		kind: 'text',
		to: 'body.group_name',
		front: true,
		description: 'X can read it: when a group is created, there is no key yet to encrypt its name with',
	},
	{
		name: 'admins',
		displayName: 'Admins',
		kind: 'users',
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
	{
		name: 'ttl',
		displayName: 'Message Lifetime (Milliseconds)',
		kind: 'text',
		to: 'body.ttl_msec',
		pattern: /^[0-9]+$/,
		placeholder: 'e.g. 86400000',
		description: 'How long until messages disappear',
	},
]);
export type GroupValues = ValuesOf<typeof groupFields>;

export const createGroup = operation({
	name: 'createGroup',
	displayName: 'Create Group',
	action: 'Create chat group',
	description: 'Create a group and hand its key to all members',
	endpoint: 'POST /2/chat/conversations/group',
	proof: 'conversation_id',
	access: write,
	fields: groupFields,
	also: [initializeGroup, ...directoryCalls],
	returns: 'result',
	run: async (call) => await (await import('./run/group')).create(call),
});

const memberFields = fields([conversation, { ...members, to: 'body.user_ids' }]);
export type MemberValues = ValuesOf<typeof memberFields>;

export const addMembers = operation({
	name: 'addMembers',
	displayName: 'Add Members',
	action: 'Add chat group members',
	description:
		'Add accounts to a group, with a new key for everyone: they can read what follows, not what was said before',
	endpoint: 'POST /2/chat/conversations/{id}/members',
	access: write,
	fields: memberFields,
	also: [...directoryCalls, events, aboutConversation],
	returns: 'result',
	run: async (call) => await (await import('./run/group')).add(call),
});

export const rotateKeys = operation({
	name: 'rotateKeys',
	displayName: 'Rotate Keys',
	action: 'Rotate chat conversation keys',
	description:
		'Give a conversation a new key. It protects what follows; whoever has an earlier key can still read what was sent with it.',
	...addKeys,
	fields: [conversation],
	also: [...directoryCalls, aboutConversation],
	returns: 'result',
	run: async (call) => await (await import('./run/group')).rotate(call),
});
