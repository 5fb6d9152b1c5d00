import { field, operation, resource, type Batch } from '../../types';
import { chat } from './chat';
import { schedule } from './schedule';

const access = { user: ['broadcast.read'] } as const;
const batch: Batch = { endpoint: 'GET /2/broadcasts', access, parameter: 'ids', size: 100, key: 'id' };
const own = field({
	name: 'broadcast',
	displayName: 'Broadcast',
	kind: 'object',
	of: 'broadcast',
	to: 'path.id',
	required: true,
	description: 'One of your own broadcasts',
});

const getBroadcast = operation({
	name: 'get',
	displayName: 'Get',
	action: 'Get broadcast',
	description: 'Retrieve one of your own broadcasts',
	endpoint: 'GET /2/broadcasts/{id}',
	access,
	fields: [own],
	batch,
	returns: 'broadcast',
});

const getManyBroadcasts = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many broadcasts',
	description: 'Retrieve the broadcasts of the connected account',
	endpoint: 'GET /2/broadcasts',
	access,
	fields: [],
	page: { size: { min: 1, max: 100 }, token: 'pagination_token' },
	returns: 'broadcast',
});

export const broadcast = resource({
	name: 'broadcast',
	displayName: 'Broadcast',
	node: 'X',
	operations: [getBroadcast, getManyBroadcasts, ...schedule, ...chat],
});
