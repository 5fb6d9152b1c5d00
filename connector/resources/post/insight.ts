import { bounds, period, posts } from '../../fields';
import { searchFilters } from '../../query/fields';
import { builtQuery, checkSearch, longQuery, query, searchIn } from '../../query/search';
import { operation, type Endpoint } from '../../types';
import { ARCHIVE_TIMES, COUNTED_TIMES, RECENT_TIMES } from '../../shared/times';

const perApp = { app: ['300/15min'] } as const;

const countPosts = operation({
	name: 'count',
	displayName: 'Count',
	action: 'Count posts that match search',
	description: 'Count how many posts about a topic there were each day, hour or minute, without reading them',
	endpoint: 'GET /2/tweets/counts/recent',
	times: RECENT_TIMES,
	access: { user: [], app: true },
	limits: perApp,
	price: 'Counts: Recent',
	fields: [
		query,
		searchFilters,
		searchIn,
		{
			name: 'granularity',
			displayName: 'Granularity',
			kind: 'choice',
			to: 'query.granularity',
			front: true,
			default: 'day',
			description: 'What each item counts',
			choices: [
				{ name: 'Per Day', value: 'day' },
				{ name: 'Per Hour', value: 'hour' },
				{ name: 'Per Minute', value: 'minute' },
			],
		},
		...bounds,
		longQuery,
	],
	built: builtQuery,
	check: checkSearch,
	// Charged per request, whatever it returns: a week is one request, and so are 31 days of the archive. Without Start
	// Time, X counts the last 30 days.
	page: { token: 'next_token', whole: true },
	instead: {
		field: 'searchIn',
		value: 'all',
		endpoint: {
			endpoint: 'GET /2/tweets/counts/all',
			access: { app: true },
			limits: perApp,
			price: 'Counts: All',
			times: ARCHIVE_TIMES,
		},
	},
	exclusive: [
		['sinceId', 'startTime'],
		['untilId', 'endTime'],
	],
	returns: 'result',
});

const analytics: Endpoint = {
	endpoint: 'GET /2/tweets/analytics',
	access: { user: ['users.read', 'tweet.read'] },
	limits: { user: ['300/15min'], app: ['300/15min'] },
	times: COUNTED_TIMES,
};

const getAnalytics = operation({
	name: 'getAnalytics',
	displayName: 'Get Analytics',
	action: 'Get analytics of posts',
	description:
		'Read how your posts (tweets) performed between two times: impressions (views), engagements, clicks and more',
	notice: 'X provides analytics to Enterprise apps only',
	...analytics,
	fields: [
		posts,
		...period,
		{
			name: 'granularity',
			displayName: 'Granularity',
			kind: 'choice',
			to: 'query.granularity',
			default: 'total',
			description: 'Whether to return totals or numbers per period',
			choices: [
				{ name: 'Daily', value: 'daily' },
				{ name: 'Hourly', value: 'hourly' },
				{ name: 'Total', value: 'total' },
				{ name: 'Weekly', value: 'weekly' },
			],
		},
	],
	batch: { ...analytics, parameter: 'ids', size: 100, key: 'id' },
	returns: 'analytics',
});

/** Post counts and analytics. */
export const insight = [countPosts, getAnalytics];
