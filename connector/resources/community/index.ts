import { operation, resource } from '../../types';

const limits = { user: ['300/15min'], app: ['300/15min'] } as const;
const price = 'Community: Read';

const getCommunity = operation({
	name: 'get',
	displayName: 'Get',
	action: 'Get community',
	description: 'Retrieve a community',
	endpoint: 'GET /2/communities/{id}',
	access: { user: ['tweet.read', 'users.read', 'list.read'], app: true },
	limits,
	price,
	fields: [
		{
			name: 'community',
			displayName: 'Community',
			kind: 'object',
			of: 'community',
			to: 'path.id',
			required: true,
			description: 'Link or ID of the community',
		},
	],
	returns: 'community',
});

const searchCommunities = operation({
	name: 'search',
	displayName: 'Search',
	action: 'Search communities',
	description: 'Find communities about a topic, by words in their name or description',
	endpoint: 'GET /2/communities/search',
	access: { user: ['users.read', 'tweet.read'] },
	limits,
	price,
	fields: [
		{
			name: 'query',
			displayName: 'Query',
			kind: 'text',
			to: 'query.query',
			required: true,
			maxLength: 4096,
			placeholder: 'e.g. home automation',
			description: 'Words to search for',
		},
	],
	page: { size: { min: 10, max: 100 }, token: 'next_token' },
	returns: 'community',
});

export const community = resource({
	name: 'community',
	displayName: 'Community',
	node: 'X',
	operations: [getCommunity, searchCommunities],
});
