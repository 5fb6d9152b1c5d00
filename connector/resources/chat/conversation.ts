/** Conversations: the inbox, with the names of groups decrypted. */
import { operation } from '../../types';
import { aboutConversation, directoryCalls, events } from './calls';
import { conversation, page } from './shared';

/** For the names of groups. */
const also = [...directoryCalls, events, aboutConversation];

export const getConversation = operation({
	name: 'get',
	displayName: 'Get',
	action: 'Get chat conversation',
	description: 'Retrieve the members and settings of a conversation',
	...aboutConversation,
	fields: [conversation],
	also: [...directoryCalls, events],
	returns: 'chatConversation',
	run: async (call) => await (await import('./run/conversations')).readOne(call),
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
	also,
	returns: 'chatConversation',
	run: async (call) => await (await import('./run/conversations')).readMany(call),
});
