import { field, operation } from '../../types';

const read = { user: ['broadcast.read'] } as const;
const write = { user: ['broadcast.read', 'broadcast.write'] } as const;
const running = 'Only while the broadcast is running, and only for its owner';

const broadcast = field({
	name: 'broadcast',
	displayName: 'Broadcast',
	kind: 'object',
	of: 'broadcast',
	to: 'path.id',
	required: true,
	description: 'One of your own broadcasts',
});
const message = field({
	name: 'message',
	displayName: 'Message',
	kind: 'object',
	of: 'broadcastMessage',
	required: true,
	description: 'ID of the chat message',
});
const viewer = field({
	name: 'user',
	displayName: 'User',
	kind: 'user',
	required: true,
	description: '@handle, link or ID of the account',
});

/** The chat of a live broadcast. */
export const chat = [
	operation({
		name: 'getManyMessages',
		displayName: 'Get Many Chat Messages',
		action: 'Get many broadcast chat messages',
		description: 'Retrieve what viewers wrote in the chat of one of your own broadcasts, newest first',
		endpoint: 'GET /2/broadcasts/{id}/chat',
		access: read,
		fields: [broadcast],
		page: { size: { min: 1, max: 200 }, token: 'pagination_token' },
		returns: 'broadcastMessage',
	}),
	operation({
		name: 'sendMessage',
		displayName: 'Send Chat Message',
		action: 'Send broadcast chat message',
		description: 'Send a message to the chat of a running broadcast',
		endpoint: 'POST /2/broadcasts/{id}/chat',
		proof: 'success',
		access: write,
		fields: [
			{ ...broadcast, description: 'One of your own running broadcasts' },
			{
				name: 'text',
				displayName: 'Text',
				kind: 'longText',
				to: 'body.text',
				required: true,
				maxLength: 140,
				placeholder: 'e.g. Welcome, everyone!',
				description: 'Up to 140 characters',
			},
			{
				name: 'replyTo',
				displayName: 'Reply to Message',
				kind: 'object',
				of: 'broadcastMessage',
				to: 'body.reply_to',
				placeholder: 'e.g. 1784124523456789012',
				description: 'ID of the message to reply to. For a message sent with this node, it is the returned timestamp.',
			},
		],
		returns: 'result',
	}),
	operation({
		name: 'deleteMessage',
		displayName: 'Delete Chat Message',
		action: 'Delete broadcast chat message',
		description: 'Delete a message from the chat of your own running broadcast',
		notice: running,
		endpoint: 'DELETE /2/broadcasts/{id}/chat/{message_id}',
		proof: 'deleted',
		access: write,
		fields: [broadcast, { ...message, to: 'path.message_id' }],
		returns: 'result',
	}),
	operation({
		name: 'muteUser',
		displayName: 'Mute Chat User',
		action: 'Mute user in broadcast chat',
		description: 'Stop an account from writing in the chat of your own running broadcast, permanently or for a time',
		notice: running,
		endpoint: 'POST /2/broadcasts/{id}/chat/mutes',
		proof: 'muted',
		repeatable: true,
		access: write,
		fields: [
			broadcast,
			{ ...viewer, to: 'body.user_id' },
			{
				name: 'messageToRemove',
				displayName: 'Message to Remove',
				kind: 'object',
				of: 'broadcastMessage',
				to: 'body.message_id',
				placeholder: 'e.g. 1784124523456789012',
				description: 'ID of a chat message to remove at the same time',
			},
			{
				name: 'until',
				displayName: 'Until',
				kind: 'time',
				as: 'epochMs',
				to: 'body.end_at_ms',
				description: 'When the account may write again. If empty, it stays muted.',
			},
		],
		returns: 'result',
	}),
	operation({
		name: 'unmuteUser',
		displayName: 'Unmute Chat User',
		action: 'Unmute user in broadcast chat',
		description: 'Allow a muted account to write in the chat of your own running broadcast again',
		notice: running,
		endpoint: 'DELETE /2/broadcasts/{id}/chat/mutes/{user_id}',
		proof: 'muted',
		access: write,
		fields: [broadcast, { ...viewer, to: 'path.user_id' }],
		returns: 'result',
	}),
];
