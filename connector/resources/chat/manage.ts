/** What can be done with messages that are there: deleting, reading, showing that an answer is being typed. */
import { fields, operation, type ValuesOf } from '../../types';
import { directoryCalls, events } from './calls';
import { conversation, write, sequenceId } from './shared';

const deleteFields = fields([
	conversation,
	{
		name: 'messages',
		displayName: 'Message IDs',
		kind: 'words',
		required: true,
		min: 1,
		...sequenceId,
		description: 'IDs from Get Many Messages, separated by commas, or a list',
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
	{
		name: 'mediaHashKeys',
		displayName: 'Media Hash Keys',
		kind: 'words',
		to: 'body.media_hash_keys',
		description: 'Files to delete too, when deleting for everyone',
	},
]);
export type DeleteValues = ValuesOf<typeof deleteFields>;

export const deleteMessages = operation({
	name: 'deleteMessages',
	displayName: 'Delete Messages',
	action: 'Delete chat messages',
	description: 'Delete messages for the connected account, or its own messages for everyone',
	endpoint: 'POST /2/chat/conversations/{id}/messages/delete',
	proof: 'deleted',
	repeatable: true,
	access: write,
	fields: deleteFields,
	also: directoryCalls,
	returns: 'result',
	run: async (call) => await (await import('./run/manage')).deleteThem(call),
});

const readFields = fields([
	conversation,
	{
		name: 'seenUntil',
		displayName: 'Seen Until',
		kind: 'text',
		to: 'body.seen_until_sequence_id',
		...sequenceId,
		description: 'ID of the last message that was read. By default, the newest.',
	},
]);
export type ReadValues = ValuesOf<typeof readFields>;

export const markRead = operation({
	name: 'markRead',
	displayName: 'Mark as Read',
	action: 'Mark chat conversation as read',
	description: 'Mark a conversation as read, up to its newest message or another one',
	endpoint: 'POST /2/chat/conversations/{id}/read',
	proof: 'success',
	repeatable: true,
	access: write,
	fields: readFields,
	also: [events],
	returns: 'result',
	run: async (call) => await (await import('./run/manage')).markAsRead(call),
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
