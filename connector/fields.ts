/**
 * Fields shared by several operations. Each is one object used by reference, so that n8n's panel includes it only
 * once.
 */
import { field, fields } from './types';

export const post = field({
	name: 'post',
	displayName: 'Post',
	kind: 'post',
	to: 'path.id',
	required: true,
	description: 'Link or ID of the post',
});

export const posts = field({
	name: 'posts',
	displayName: 'Posts',
	kind: 'posts',
	to: 'query.ids',
	required: true,
	placeholder: 'e.g. 1849000000000000000, https://x.com/n8n_io/status/1849000000000000001',
	description: 'IDs or links, separated by commas, or a list',
});

export const user = field({
	name: 'user',
	displayName: 'User',
	kind: 'user',
	to: 'path.id',
	required: true,
	description: '@handle, link or ID of the account',
});

/** For what an account cannot do to itself. */
export const otherUser = field({ ...user, others: true });

/** For operations that apply to other accounts as well as one's own. */
export const userOrMe = field({ ...user, default: 'me' });

/** Time and ID bounds that both timelines and search accept. */
export const bounds = fields([
	{
		name: 'startTime',
		displayName: 'Start Time',
		kind: 'time',
		to: 'query.start_time',
		description: 'Only return posts created at or after this time',
	},
	{
		name: 'endTime',
		displayName: 'End Time',
		kind: 'time',
		to: 'query.end_time',
		description: 'Only return posts created before this time',
	},
	{
		name: 'sinceId',
		displayName: 'Since Post',
		kind: 'post',
		to: 'query.since_id',
		placeholder: 'e.g. 1849000000000000000',
		description: 'Only return posts newer than this one (ID or link)',
	},
	{
		name: 'untilId',
		displayName: 'Until Post',
		kind: 'post',
		to: 'query.until_id',
		placeholder: 'e.g. 1849000000000000000',
		description: 'Only return posts older than this one (ID or link)',
	},
]);

/** The period that analytics cover. */
export const period = fields([
	{
		name: 'startTime',
		displayName: 'Start Time',
		kind: 'time',
		to: 'query.start_time',
		required: true,
		description: 'Only count what happened at or after this time',
	},
	{
		name: 'endTime',
		displayName: 'End Time',
		kind: 'time',
		to: 'query.end_time',
		required: true,
		description: 'Only count what happened before this time',
	},
]);

export const exclude = field({
	name: 'exclude',
	displayName: 'Exclude',
	kind: 'choices',
	to: 'query.exclude',
	default: [],
	description: 'Kinds of posts to leave out. Without replies, X goes back only 800 posts instead of 3,200.',
	choices: [
		{ name: 'Replies', value: 'replies' },
		{ name: 'Reposts', value: 'retweets' },
	],
});

/** Maximum length of alt text, in characters (spec: CreateMediaMetadataRequest). */
const MOST_ALT_TEXT = 1000;

export const altText = field({
	name: 'altText',
	displayName: 'Alt Text',
	kind: 'longText',
	maxLength: MOST_ALT_TEXT,
	placeholder: 'e.g. A red kite above the sea',
	description: `For people who cannot see the image, up to ${MOST_ALT_TEXT} characters`,
});
