import { operation, resource, type Choice, type Endpoint } from '../../types';

const access = { app: true } as const;

/** X's streams (spec: the enum of `endpoint_id`), by name. */
const streams: readonly Choice[] = [
	{ name: 'Filtered Stream', value: 'filtered_stream' },
	{ name: 'Firehose', value: 'firehose_stream' },
	{ name: 'Firehose, English', value: 'firehose_stream_lang_en' },
	{ name: 'Firehose, Japanese', value: 'firehose_stream_lang_ja' },
	{ name: 'Firehose, Korean', value: 'firehose_stream_lang_ko' },
	{ name: 'Firehose, Portuguese', value: 'firehose_stream_lang_pt' },
	{ name: 'Likes Compliance', value: 'likes_compliance_stream' },
	{ name: 'Likes Firehose', value: 'likes_firehose_stream' },
	{ name: 'Likes Sample 10%', value: 'likes_sample10_stream' },
	{ name: 'Post Labels', value: 'tweet_label_stream' },
	{ name: 'Posts Compliance', value: 'tweets_compliance_stream' },
	{ name: 'Sample 1%', value: 'sample_stream' },
	{ name: 'Sample 10%', value: 'sample10_stream' },
	{ name: 'Users Compliance', value: 'users_compliance_stream' },
];

const byIds: Endpoint = { endpoint: 'DELETE /2/connections', proof: 'successful_kills', access };

const getMany = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many connections',
	description: 'List the streams the app is connected to, and why earlier connections ended',
	endpoint: 'GET /2/connections',
	access,
	fields: [
		{
			name: 'status',
			displayName: 'Status',
			kind: 'choice',
			to: 'query.status',
			front: true,
			default: 'active',
			choices: [
				{ name: 'Active', value: 'active' },
				{ name: 'All', value: 'all' },
				{ name: 'Inactive', value: 'inactive' },
			],
		},
		{
			name: 'streams',
			displayName: 'Streams',
			kind: 'choices',
			to: 'query.endpoints',
			default: [],
			choices: streams,
			description: 'Only return connections to these streams',
		},
	],
	page: { size: { min: 1, max: 100 }, token: 'pagination_token' },
	returns: 'connection',
});

const close = operation({
	name: 'close',
	displayName: 'Close',
	action: 'Close connection',
	description: 'Close one connection to a stream',
	...byIds,
	fields: [
		{
			name: 'connection',
			displayName: 'Connection',
			kind: 'object',
			of: 'connection',
			required: true,
			description: 'An open connection',
		},
	],
	returns: 'result',
	run: async ({ client, values }) => await client.call(byIds.endpoint, { body: { uuids: [values.connection] } }),
});

const closeMany = operation({
	name: 'closeMany',
	displayName: 'Close Many',
	action: 'Close many connections',
	description: 'Close up to 100 connections to streams',
	...byIds,
	fields: [
		{
			name: 'connections',
			displayName: 'Connections',
			kind: 'objects',
			of: 'connection',
			to: 'body.uuids',
			required: true,
			min: 1,
			max: 100,
			placeholder: 'e.g. 6f1b9a52-4c2e-4d0b-9d3a-2f7f0c1e8a55',
			description: 'IDs, separated by commas, or a list',
		},
	],
	returns: 'result',
});

const closeStream = operation({
	name: 'closeStream',
	displayName: 'Close Stream',
	action: 'Close stream connections',
	description: 'Close all connections to one stream, to make room for a new one',
	endpoint: 'DELETE /2/connections/{endpoint_id}',
	proof: 'successful_kills',
	access,
	fields: [
		{
			name: 'stream',
			displayName: 'Stream',
			kind: 'choice',
			to: 'path.endpoint_id',
			required: true,
			default: 'filtered_stream',
			choices: streams,
		},
	],
	returns: 'result',
});

const closeAll = operation({
	name: 'closeAll',
	displayName: 'Close All',
	action: 'Close all connections',
	description: 'Close every connection of the app to a stream',
	endpoint: 'DELETE /2/connections/all',
	proof: 'successful_kills',
	access,
	limits: { user: ['25/15min'], app: ['25/15min'] },
	fields: [],
	returns: 'result',
});

export const connection = resource({
	name: 'connection',
	displayName: 'Connection',
	node: 'XDeveloper',
	operations: [getMany, close, closeMany, closeStream, closeAll],
});
