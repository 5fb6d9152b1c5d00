import { onlyCanReply, repliable } from '../../shared/can-reply';
import { bounds, post as postField, posts } from '../../fields';
import { searchFilters } from '../../query/fields';
import { builtQuery, checkSearch, longQuery, query, searchIn } from '../../query/search';
import { operation, resource, type Batch } from '../../types';
import { getConversation } from './conversation';
import { createPost } from './create';
import { engagement } from './engagement';
import { getMedia } from './media';
import { insight } from './insight';
import { previewPost } from './preview';
import { lookUp } from './look-up';
import { searching } from './searching';
import { createThread } from './thread/thread';

const access = { user: ['tweet.read', 'users.read'], app: true } as const;
const batch: Batch = {
	...lookUp,
	parameter: 'ids',
	size: 100,
	key: 'id',
};

const getPost = operation({
	name: 'get',
	displayName: 'Get',
	action: 'Get post by ID or link',
	description: 'Read one post (tweet) by its ID or link (URL)',
	endpoint: 'GET /2/tweets/{id}',
	access,
	limits: { user: ['900/15min'], app: ['450/15min'] },
	price: 'Posts: Read',
	fields: [postField],
	batch,
	returns: 'post',
});

export const getManyPosts = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many posts by ID or link',
	description: 'Look up several posts at once, 100 per request',
	endpoint: 'GET /2/tweets',
	access,
	limits: batch.limits,
	price: batch.price,
	fields: [posts],
	batch,
	returns: 'post',
});

const deletePost = operation({
	name: 'delete',
	displayName: 'Delete',
	action: 'Delete post',
	description:
		'Delete (remove) one of your own posts (tweets). Deleting one version of an edited post deletes all versions.',
	endpoint: 'DELETE /2/tweets/{id}',
	proof: 'deleted',
	access: { user: ['tweet.write', 'users.read', 'tweet.read'] },
	limits: { user: ['50/15min'] },
	price: 'Content: Manage',
	fields: [postField],
	returns: 'result',
});

export const searchPosts = operation({
	name: 'search',
	displayName: 'Search',
	action: 'Search posts',
	description:
		"Find posts (tweets) that mention a keyword or hashtag, or match X's search operators, of the last week or of all time",
	...searching,
	fields: [
		query,
		searchFilters,
		searchIn,
		{
			name: 'sortOrder',
			displayName: 'Sort Order',
			kind: 'choice',
			to: 'query.sort_order',
			default: 'recency',
			choices: [
				{ name: 'Newest First', value: 'recency' },
				{ name: 'Most Relevant First', value: 'relevancy' },
			],
		},
		onlyCanReply,
		...bounds,
		longQuery,
	],
	filter: repliable,
	built: builtQuery,
	check: checkSearch,
	exclusive: [
		['sinceId', 'startTime'],
		['untilId', 'endTime'],
	],
	returns: 'post',
});

export const post = resource({
	name: 'post',
	displayName: 'Post',
	node: 'X',
	operations: [
		createPost,
		createThread,
		searchPosts,
		getPost,
		getManyPosts,
		getConversation,
		getMedia,
		previewPost,
		deletePost,
		...engagement,
		...insight,
	],
});
