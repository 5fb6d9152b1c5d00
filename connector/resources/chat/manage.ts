/** What can be done with messages that are there: deleting, reading, showing that an answer is being typed. */
import { prepared, signatureBody } from '../../../api/chat/body';
import { conversationId } from '../../../api/chat/ids';
import { InputError } from '../../../api/errors/errors';
import { operation } from '../../types';
import { directoryCalls, withKeys } from './directory';
import { events, pageOf } from './history';
import { conversation, write, sequenceId } from './shared';

export const deleteMessages = operation({
	name: 'deleteMessages',
	displayName: 'Delete Messages',
	action: 'Delete chat messages',
	description: 'Delete messages for the connected account, or its own messages for everyone',
	endpoint: 'POST /2/chat/conversations/{id}/messages/delete',
	proof: 'deleted',
	repeatable: true,
	access: write,
	fields: [
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
	],
	also: directoryCalls,
	returns: 'result',
	run: async (call) =>
		await withKeys(call, async (engine) => {
			const { client, values, body, path, me } = call;
			const id = conversationId(path.id, await me());
			const sequenceIds = [...values.messages];
			const signature = prepared(() =>
				engine.prepareMessageDelete({
					conversationId: id.signed,
					sequenceIds,
					deleteForAll: values.deleteFor === 'delete_for_all',
				}),
			);
			return await client.call('POST /2/chat/conversations/{id}/messages/delete', {
				path: { id: id.path },
				body: { ...body, sequence_ids: sequenceIds, action_signatures: [signatureBody(engine, signature)] },
			});
		}),
});

export const markRead = operation({
	name: 'markRead',
	displayName: 'Mark as Read',
	action: 'Mark chat conversation as read',
	description: 'Mark a conversation as read, up to its newest message or another one',
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
			...sequenceId,
			description: 'ID of the last message that was read. By default, the newest.',
		},
	],
	also: [events],
	returns: 'result',
	run: async ({ client, path, values, body }) => {
		const seen = values.seenUntil ?? (await newestIn(client, path));
		return await client.call('POST /2/chat/conversations/{id}/read', {
			path,
			body: { ...body, seen_until_sequence_id: seen },
		});
	},
});

async function newestIn(client: Parameters<typeof withKeys>[0]['client'], path: Record<string, string>) {
	const query = { max_results: 1, 'chat_message_event.fields': ['id'] };
	const [newest] = pageOf(await client.call(events.endpoint, { path, query })).rows;
	if (newest) return newest.id;
	throw new InputError('The conversation has no messages', 'There is nothing to mark as read.');
}

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
