/** Rows that must not be. */
import { endpoint, more, type Wrong } from './changes';

export const wrongRows: readonly Wrong[] = [
	[
		'exclusive with an unknown field',
		'post.search',
		more({ exclusive: [['query', 'until']] }),
		"exclusive names 'until', which is no field",
	],
	[
		'exclusive with a needed field',
		'news.search',
		more({ exclusive: [['query', 'maxAgeHours']] }),
		"exclusive names 'query', which is required",
	],
	['exclusive with itself', 'post.search', more({ exclusive: [['untilId']] }), 'exclusive has a set of less than two'],
	[
		'instead of an unknown field',
		'post.search',
		more({ instead: { field: 'in', value: 'all', endpoint } }),
		"instead names 'in', which is no field",
	],
	[
		'instead of an unknown value',
		'post.search',
		more({ instead: { field: 'searchIn', value: 'old', endpoint } }),
		"instead is for 'old', which 'searchIn' does not have",
	],
	[
		'a wrong endpoint instead',
		'post.search',
		more({ instead: { field: 'searchIn', value: 'all', endpoint: { ...endpoint, access: {} } } }),
		"'GET /2/tweets/search/all' can be called with no credential",
	],
	[
		'together with no list',
		'complianceJob.uploadIds',
		more({ together: 'job' }),
		"together names 'job', which is no list",
	],
	['together without a function', 'complianceJob.uploadIds', more({ run: undefined }), 'together needs run'],
	[
		'gathering an unknown field',
		'post.createThread',
		more({ together: { when: { field: 'source', value: 'items' }, of: ['txt'], as: 'parts' } }),
		"together names 'txt', which is no field",
	],
	[
		'gathering for an unknown value',
		'post.createThread',
		more({ together: { when: { field: 'source', value: 'item' }, of: ['text'], as: 'parts' } }),
		"together is for 'item', which 'source' does not have",
	],
	[
		'a price that X does not have',
		'post.search',
		more({ price: 'Posts: Write' }),
		"'GET /2/tweets/search/recent' has the price 'Posts: Write', which X's price list does not have",
	],
	[
		'a limit that is none',
		'post.search',
		more({ limits: { user: ['300/15m'] } }),
		"'GET /2/tweets/search/recent' has '300/15m', which is no rate limit",
	],
	[
		'a limit of nothing',
		'post.search',
		more({ limits: { app: ['0/15min'] } }),
		"'GET /2/tweets/search/recent' has '0/15min', which is no rate limit",
	],
	[
		'a scope that X does not have',
		'post.search',
		more({ access: { user: ['tweet.raed'] } }),
		"'GET /2/tweets/search/recent' has the unknown scope 'tweet.raed'",
	],
	[
		'no credential',
		'post.search',
		more({ access: {} }),
		"'GET /2/tweets/search/recent' can be called with no credential",
	],
	['no endpoint', 'post.search', more({ endpoint: 'FETCH /2/tweets' }), "'FETCH /2/tweets' is no endpoint"],
	[
		'a key that the objects do not have',
		'post.get',
		more({ batch: { ...endpoint, parameter: 'ids', size: 100, key: 'post_id' } }),
		"batch.key is 'post_id', which is no property of post",
	],
	[
		'a batch of no size',
		'post.get',
		more({ batch: { ...endpoint, parameter: 'ids', size: 0, key: 'id' } }),
		'batch has the size 0',
	],
	[
		'a batch by the path',
		'post.get',
		more({ batch: { ...endpoint, endpoint: 'GET /2/tweets/{id}', parameter: 'ids', size: 9, key: 'id' } }),
		"batch 'GET /2/tweets/{id}' is no list",
	],
	[
		'pages without a span',
		'post.search',
		more({ page: { size: { min: 100, max: 10 } } }),
		'page has a size without a span',
	],
	['pages of a write', 'list.create', more({ page: {} }), 'page on what is no GET'],
	['an answer of an unknown kind', 'post.get', more({ returns: 'tweet' }), "it returns 'tweet', which is unknown"],
	['endpoints beside, and no function', 'post.create', more({ run: undefined }), 'also needs run'],
	['no description', 'post.get', more({ description: ' ' }), 'it has no description'],
];
