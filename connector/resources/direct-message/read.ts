/** Reading direct messages. */
import { user } from '../../fields';
import { field, operation } from '../../types';

const read = { user: ['dm.read', 'tweet.read', 'users.read'] } as const;
const reads = { user: ['15/15min'] } as const;
const price = 'DM Event: Read';
const page = { size: { min: 1, max: 100 }, token: 'pagination_token' } as const;
/** docs.x.com/x-api/direct-messages/lookup/integrate: events from the last 30 days. */
const notice = 'X returns messages of the last 30 days, newest first. For encrypted conversations, use Chat.';

export const conversation = field({
	name: 'conversation',
	displayName: 'Conversation',
	kind: 'object',
	of: 'dmConversation',
	to: 'path.id',
	required: true,
	description:
		'ID or link of the conversation. For two accounts, it is both their IDs, the smaller one first, such as 2244994945-6253282.',
});

export const message = field({
	name: 'message',
	displayName: 'Message',
	kind: 'object',
	of: 'dmEvent',
	to: 'path.event_id',
	required: true,
	description: "ID of the message's event",
});
const eventTypes = field({
	name: 'eventTypes',
	displayName: 'Event Types',
	kind: 'choices',
	to: 'query.event_types',
	default: [],
	description: 'Only return events of these types. If none is chosen, all are returned.',
	choices: [
		{ name: 'Account Joined', value: 'ParticipantsJoin' },
		{ name: 'Account Left', value: 'ParticipantsLeave' },
		{ name: 'Message', value: 'MessageCreate' },
	],
});

export const getMessage = operation({
	name: 'get',
	displayName: 'Get',
	action: 'Get direct message',
	description: 'Retrieve a message',
	notice,
	endpoint: 'GET /2/dm_events/{event_id}',
	access: read,
	limits: reads,
	price,
	fields: [message],
	returns: 'dmEvent',
});

export const getManyMessages = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many direct messages',
	description: 'Read the inbox: the messages (DMs) of all conversations of the connected account',
	notice,
	endpoint: 'GET /2/dm_events',
	access: read,
	limits: reads,
	price,
	fields: [eventTypes],
	page,
	returns: 'dmEvent',
});

export const getConversationMessages = operation({
	name: 'getManyOfConversation',
	displayName: 'Get Many of Conversation',
	action: 'Get many direct messages of conversation',
	description: 'Retrieve the messages of one conversation',
	notice,
	endpoint: 'GET /2/dm_conversations/{id}/dm_events',
	access: read,
	limits: reads,
	price,
	fields: [conversation, eventTypes],
	page,
	returns: 'dmEvent',
});

export const getMessagesWithUser = operation({
	name: 'getManyWithUser',
	displayName: 'Get Many With User',
	action: 'Get many direct messages with user',
	description: 'Retrieve the messages between the connected account and another one',
	notice,
	endpoint: 'GET /2/dm_conversations/with/{participant_id}/dm_events',
	access: read,
	limits: reads,
	price,
	fields: [{ ...user, to: 'path.participant_id' }, eventTypes],
	page,
	returns: 'dmEvent',
});
