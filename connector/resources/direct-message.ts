import { user } from '../fields';
import { operation, resource, type Field } from '../types';
import { conversation, createGroup, sendToConversation, sendToUser } from './direct-message.send';

const read = { user: ['dm.read', 'tweet.read', 'users.read'] } as const;
const reads = { user: ['15/15min'] } as const;
const block = { user: ['dm.write', 'tweet.read', 'users.read'] } as const;
const blocks = { user: ['10/15min', '400/24h'], app: ['25/15min', '1000/24h'] } as const;
const price = 'DM Event: Read';
const page = { size: { min: 1, max: 100 }, token: 'pagination_token' } as const;
/** docs.x.com/x-api/direct-messages/lookup/integrate: events of up to 30 days ago. */
const notice = 'X gives the messages of the last 30 days, newest first; encrypted conversations are under Chat';

const message: Field = { name: 'message', displayName: 'Message', kind: 'object', of: 'dmEvent', to: 'path.event_id', required: true, description: 'The message, by the ID of its event' };
const eventTypes: Field = {
	name: 'eventTypes', displayName: 'Event Types', kind: 'choices', to: 'query.event_types', default: [],
	description: 'Only events of these types; all when none is chosen',
	choices: [
		{ name: 'Account Joined', value: 'ParticipantsJoin' },
		{ name: 'Account Left', value: 'ParticipantsLeave' },
		{ name: 'Message', value: 'MessageCreate' },
	],
};

export const getMessage = operation({
	name: 'get', displayName: 'Get', action: 'Get direct message', description: 'Read one message by its ID', notice,
	endpoint: 'GET /2/dm_events/{event_id}', access: read, limits: reads, price,
	fields: [message],
	returns: 'dmEvent',
});

export const getManyMessages = operation({
	name: 'getMany', displayName: 'Get Many', action: 'Get many direct messages', description: 'Read the messages of all conversations of the connected account', notice,
	endpoint: 'GET /2/dm_events', access: read, limits: reads, price,
	fields: [eventTypes],
	page,
	returns: 'dmEvent',
});

export const getConversationMessages = operation({
	name: 'getManyOfConversation', displayName: 'Get Many of Conversation', action: 'Get many direct messages of conversation', description: 'Read the messages of one conversation', notice,
	endpoint: 'GET /2/dm_conversations/{id}/dm_events', access: read, limits: reads, price,
	fields: [conversation, eventTypes],
	page,
	returns: 'dmEvent',
});

export const getMessagesWithUser = operation({
	name: 'getManyWithUser', displayName: 'Get Many With User', action: 'Get many direct messages with user', description: 'Read the messages between the connected account and another one', notice,
	endpoint: 'GET /2/dm_conversations/with/{participant_id}/dm_events', access: read, limits: reads, price,
	fields: [{ ...user, to: 'path.participant_id' }, eventTypes],
	page,
	returns: 'dmEvent',
});

export const deleteMessage = operation({
	name: 'delete', displayName: 'Delete', action: 'Delete direct message', description: 'Delete a message of the connected account',
	endpoint: 'DELETE /2/dm_events/{event_id}', access: { user: ['dm.read', 'dm.write'] }, limits: { user: ['300/15min', '1500/24h'], app: ['4000/24h'] }, price: 'Interaction: Delete',
	fields: [message],
	returns: 'result',
});

export const downloadMessageMedia = operation({
	name: 'downloadMedia', displayName: 'Download Media', action: 'Download direct message media', description: 'Download the file of a message; the address of its media ends in the three parts asked for here',
	endpoint: 'GET /2/dm_conversations/media/{dm_id}/{media_id}/{resource_id}', access: { user: ['dm.read'] },
	fields: [
		{ ...message, to: 'path.dm_id' },
		{ name: 'mediaId', displayName: 'Media ID', kind: 'text', to: 'path.media_id', required: true, placeholder: 'e.g. 1034828533812486145', description: 'The second last part of the address of the media' },
		{ name: 'resourceId', displayName: 'Resource ID', kind: 'text', to: 'path.resource_id', required: true, placeholder: 'e.g. oP5p359h.jpg', description: 'The last part of the address of the media' },
	],
	returns: 'file',
});

export const blockMessages = operation({
	name: 'block', displayName: 'Block', action: 'Block direct messages from user', description: 'Take no more messages from an account',
	endpoint: 'POST /2/users/{id}/dm/block', access: block, limits: blocks, price: 'Privacy: Update',
	fields: [user],
	returns: 'result',
});

export const unblockMessages = operation({
	name: 'unblock', displayName: 'Unblock', action: 'Unblock direct messages from user', description: 'Take messages from a blocked account again',
	endpoint: 'POST /2/users/{id}/dm/unblock', access: block, limits: blocks, price: 'Privacy: Update',
	fields: [user],
	returns: 'result',
});

export const directMessage = resource({
	name: 'directMessage', displayName: 'Direct Message', node: 'X',
	operations: [sendToUser, sendToConversation, createGroup, blockMessages, deleteMessage, downloadMessageMedia, getMessage, getManyMessages, getConversationMessages, getMessagesWithUser, unblockMessages],
});
