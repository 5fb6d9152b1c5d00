/** Shared by the operations of X Chat. */
import { field } from '../../types';

export const read = { user: ['dm.read', 'tweet.read', 'users.read'] } as const;
export const write = { user: ['dm.write', 'tweet.read', 'users.read'] } as const;
export const mediaAccess = { user: ['media.write'] } as const;
export const page = { size: { min: 1, max: 100 }, token: 'pagination_token' } as const;

export const conversation = field({
	name: 'conversation',
	displayName: 'Conversation',
	kind: 'object',
	of: 'chatConversation',
	to: 'path.id',
	required: true,
	description: 'ID of the conversation, or of the other account',
});
export const members = field({
	name: 'members',
	displayName: 'Members',
	kind: 'users',
	required: true,
	placeholder: 'e.g. @n8n_io, 2244994945',
	description: '@handles, links or IDs, separated by commas, or a list',
});
export const sequenceId = { placeholder: 'e.g. 1849000000000000000', pattern: /^[0-9]{1,19}$/ } as const;
