/** Shared by the operations of lists. */
import { field } from '../../types';

export const read = { user: ['list.read', 'tweet.read', 'users.read'], app: true } as const;
export const write = { user: ['list.write', 'tweet.read', 'users.read'] } as const;
export const managing = { user: ['300/15min'] } as const;
export const following = { user: ['50/15min'] } as const;
export const lookup = { user: ['75/15min'], app: ['75/15min'] } as const;
export const often = { user: ['900/15min'], app: ['900/15min'] } as const;
export const page = { size: { min: 1, max: 100 }, token: 'pagination_token' } as const;

export const listField = field({
	name: 'list',
	displayName: 'List',
	kind: 'object',
	of: 'list',
	to: 'path.id',
	required: true,
	description: 'The list. Choose one of your own, or enter an ID or link.',
});
