import { field, operation, resource, type Batch } from '../../types';

const readers = ['space.read', 'tweet.read', 'users.read'] as const;
const access = { user: readers, app: true } as const;
const limits = { user: ['300/15min'], app: ['300/15min'] } as const;
const price = 'Space: Read';
const page = { size: { min: 1, max: 100 }, token: 'pagination_token' } as const;
/** X no longer returns a Space once it has ended (docs.x.com/x-api/spaces/introduction). */
const notice = 'X only returns a Space while it is scheduled or live';

const spaceField = field({
	name: 'space',
	displayName: 'Space',
	kind: 'object',
	of: 'space',
	to: 'path.id',
	required: true,
	description: 'ID or link of the Space',
});
const batch: Batch = { endpoint: 'GET /2/spaces', access, limits, price, parameter: 'ids', size: 100, key: 'id' };

const getSpace = operation({
	name: 'get',
	displayName: 'Get',
	action: 'Get space',
	description: 'Retrieve the title, hosts and state of a Space',
	notice,
	endpoint: 'GET /2/spaces/{id}',
	access,
	limits,
	price,
	fields: [spaceField],
	batch,
	returns: 'space',
});

const getManySpaces = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many spaces by ID',
	description: 'Retrieve any number of Spaces by ID or link, 100 per request',
	notice,
	endpoint: 'GET /2/spaces',
	access,
	limits,
	price,
	fields: [
		{
			name: 'spaces',
			displayName: 'Spaces',
			kind: 'objects',
			of: 'space',
			to: 'query.ids',
			required: true,
			placeholder: 'e.g. 1DXxyRYNejbKM, https://x.com/i/spaces/1nAJELYEEPvGL',
			description: 'IDs or links, separated by commas, or a list',
		},
	],
	batch,
	returns: 'space',
});

export const getSpacesByCreators = operation({
	name: 'getByCreators',
	displayName: 'Get Many by Creators',
	action: 'Get many spaces by creators',
	description: 'Retrieve the live and scheduled Spaces created by accounts',
	endpoint: 'GET /2/spaces/by/creator_ids',
	access,
	limits: { user: ['300/15min', '1/1s'], app: ['300/15min', '1/1s'] },
	price,
	fields: [
		{
			name: 'creators',
			displayName: 'Creators',
			kind: 'users',
			to: 'query.user_ids',
			required: true,
			min: 1,
			max: 100,
			placeholder: 'e.g. @n8n_io, 2244994945',
			description: 'Up to 100 @handles, links or IDs, separated by commas, or a list',
		},
	],
	returns: 'space',
});

const searchSpaces = operation({
	name: 'search',
	displayName: 'Search',
	action: 'Search spaces',
	description: 'Find live and scheduled audio rooms about a topic, by words in their title. X returns at most 100.',
	endpoint: 'GET /2/spaces/search',
	access,
	limits,
	price,
	fields: [
		{
			name: 'query',
			displayName: 'Query',
			kind: 'text',
			to: 'query.query',
			required: true,
			maxLength: 2048,
			placeholder: 'e.g. automation',
			description: 'Words in the title',
		},
		{
			name: 'state',
			displayName: 'State',
			kind: 'choice',
			to: 'query.state',
			default: 'all',
			choices: [
				{ name: 'All', value: 'all' },
				{ name: 'Live', value: 'live' },
				{ name: 'Scheduled', value: 'scheduled' },
			],
		},
	],
	page: { size: page.size },
	returns: 'space',
});

const getSpacePosts = operation({
	name: 'getPosts',
	displayName: 'Get Many Posts',
	action: 'Get many posts shared in space',
	description: 'Retrieve the posts shared in a Space',
	notice,
	endpoint: 'GET /2/spaces/{id}/tweets',
	access,
	limits,
	price: 'Posts: Read',
	fields: [spaceField],
	page,
	returns: 'post',
});

const getSpaceBuyers = operation({
	name: 'getBuyers',
	displayName: 'Get Many Buyers',
	action: 'Get many ticket buyers of space',
	description: 'Retrieve the accounts that bought a ticket to a Space',
	notice: 'X shows the buyers only to the account that created the Space',
	endpoint: 'GET /2/spaces/{id}/buyers',
	access: { user: readers },
	limits,
	price: 'User: Read',
	fields: [spaceField],
	page,
	returns: 'user',
});

export const space = resource({
	name: 'space',
	displayName: 'Space',
	node: 'X',
	operations: [searchSpaces, getSpace, getManySpaces, getSpacesByCreators, getSpacePosts, getSpaceBuyers],
});
