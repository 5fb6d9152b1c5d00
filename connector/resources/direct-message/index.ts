import { otherUser } from '../../fields';
import { operation, resource } from '../../types';
import { getConversationMessages, getManyMessages, getMessage, getMessagesWithUser, message } from './read';
import { createGroup, sendToConversation, sendToUser } from './send';

const block = { user: ['dm.write', 'tweet.read', 'users.read'] } as const;
const blocks = { user: ['10/15min', '400/24h'], app: ['25/15min', '1000/24h'] } as const;

const deleteMessage = operation({
	name: 'delete',
	displayName: 'Delete',
	action: 'Delete direct message',
	description: 'Delete a message of the connected account',
	endpoint: 'DELETE /2/dm_events/{event_id}',
	proof: 'deleted',
	access: { user: ['dm.read', 'dm.write'] },
	limits: { user: ['300/15min', '1500/24h'], app: ['4000/24h'] },
	price: 'Interaction: Delete',
	fields: [message],
	returns: 'result',
});

const downloadMessageMedia = operation({
	name: 'downloadMedia',
	displayName: 'Download Media',
	action: 'Download direct message media',
	description:
		'Save the photo, GIF or video of a message as a file. The address of its media ends in the three parts needed here.',
	endpoint: 'GET /2/dm_conversations/media/{dm_id}/{media_id}/{resource_id}',
	access: { user: ['dm.read'] },
	fields: [
		{ ...message, to: 'path.dm_id' },
		{
			name: 'mediaId',
			displayName: 'Media ID',
			kind: 'text',
			to: 'path.media_id',
			required: true,
			placeholder: 'e.g. 1034828533812486145',
			description: "Second-to-last part of the media's address",
		},
		{
			name: 'resourceId',
			displayName: 'Resource ID',
			kind: 'text',
			to: 'path.resource_id',
			required: true,
			placeholder: 'e.g. oP5p359h.jpg',
			description: "Last part of the media's address",
		},
	],
	returns: 'file',
});

const blockMessages = operation({
	name: 'block',
	displayName: 'Block',
	action: 'Block direct messages from user',
	description: 'Stop receiving messages from an account',
	endpoint: 'POST /2/users/{id}/dm/block',
	proof: 'blocked',
	repeatable: true,
	access: block,
	limits: blocks,
	price: 'Privacy: Update',
	fields: [otherUser],
	returns: 'result',
});

const unblockMessages = operation({
	name: 'unblock',
	displayName: 'Unblock',
	action: 'Unblock direct messages from user',
	description: 'Receive messages from a blocked account again',
	endpoint: 'POST /2/users/{id}/dm/unblock',
	proof: 'blocked',
	repeatable: true,
	access: block,
	limits: blocks,
	price: 'Privacy: Update',
	fields: [otherUser],
	returns: 'result',
});

export const directMessage = resource({
	name: 'directMessage',
	displayName: 'Direct Message',
	node: 'X',
	operations: [
		sendToUser,
		sendToConversation,
		createGroup,
		getManyMessages,
		getMessagesWithUser,
		getConversationMessages,
		getMessage,
		downloadMessageMedia,
		deleteMessage,
		blockMessages,
		unblockMessages,
	],
});
