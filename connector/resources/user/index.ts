import { userOrMe } from '../../fields';
import { operation, resource, type Batch, type Endpoint } from '../../types';
import { relations } from './relations';

const access = { user: ['users.read', 'tweet.read'], app: true } as const;
const limits = { user: ['900/15min'], app: ['300/15min'] } as const;
const price = 'User: Read';

const byIds: Batch = { endpoint: 'GET /2/users', access, limits, price, parameter: 'ids', size: 100, key: 'id' };
const byUsernames: Batch = {
	endpoint: 'GET /2/users/by',
	access,
	limits,
	price,
	parameter: 'usernames',
	size: 100,
	key: 'username',
};

/** Whose account it is. */
export const getMe: Endpoint = {
	endpoint: 'GET /2/users/me',
	access: { user: access.user },
	limits: { user: ['75/15min'] },
	price,
};

const getUser = operation({
	name: 'get',
	displayName: 'Get',
	action: 'Get user',
	description: 'Look up a profile by @handle, link or ID, or your own: bio, number of followers and more',
	endpoint: 'GET /2/users/{id}',
	access,
	limits,
	price,
	fields: [userOrMe],
	batch: byIds,
	lookups: {
		username: { endpoint: 'GET /2/users/by/username/{username}', access, limits, price, batch: byUsernames },
		me: getMe,
	},
	returns: 'user',
});

export const getManyUsers = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many users by handle or ID',
	description: 'Retrieve many users at once, 100 per request',
	endpoint: 'GET /2/users',
	access,
	limits,
	price,
	fields: [
		{
			name: 'users',
			displayName: 'Users',
			kind: 'users',
			to: 'query.ids',
			required: true,
			placeholder: 'e.g. @n8n_io, 2244994945',
			description: '@handles, links or IDs, separated by commas, or a list',
		},
	],
	batch: byIds,
	lookups: { username: { endpoint: 'GET /2/users/by', access, limits, price, batch: byUsernames }, me: getMe },
	returns: 'user',
});

const searchUsers = operation({
	name: 'search',
	displayName: 'Search',
	action: 'Search users',
	description: 'Find accounts by name, handle or words in their profile',
	endpoint: 'GET /2/users/search',
	access: { user: access.user },
	limits,
	price,
	fields: [
		{
			name: 'query',
			displayName: 'Query',
			kind: 'text',
			to: 'query.query',
			required: true,
			pattern: /^[A-Za-z0-9_' ]{1,50}$/,
			placeholder: 'e.g. workflow automation',
			description: 'Up to 50 letters, digits, underscores, apostrophes and spaces',
		},
	],
	page: { size: { min: 1, max: 1000 }, token: 'next_token' },
	returns: 'user',
});

export const user = resource({
	name: 'user',
	displayName: 'User',
	node: 'X',
	operations: [getUser, getManyUsers, searchUsers, ...relations],
});
