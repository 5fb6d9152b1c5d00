/** Files of X Chat, which are encrypted. */
import { operation } from '../../types';
import { aboutConversation, directoryCalls, events } from './calls';
import { conversation, mediaAccess as access } from './shared';

export const downloadFile = operation({
	name: 'downloadFile',
	displayName: 'Download File',
	action: 'Download chat file',
	description: 'Download and decrypt a file of a conversation',
	endpoint: 'GET /2/chat/media/{id}/{media_hash_key}',
	access,
	fields: [
		conversation,
		{
			name: 'mediaHashKey',
			displayName: 'Media Hash Key',
			kind: 'text',
			to: 'path.media_hash_key',
			required: true,
			pattern: /^[a-zA-Z0-9]{1,50}$/,
			description: 'From the attachments of the message',
		},
	],
	also: [...directoryCalls, events, aboutConversation],
	returns: 'file',
	run: async (call) => await (await import('./run/files')).download(call),
});
