/** Fields that several operations share. One object, used by reference: n8n's panel then carries it once. */
import type { Field } from './types';

export const post: Field = {
	name: 'post', displayName: 'Post', kind: 'post', to: 'path.id', required: true,
	description: 'The post, by link or ID',
};

export const user: Field = {
	name: 'user', displayName: 'User', kind: 'user', to: 'path.id', required: true,
	description: 'The account, by @handle, link or ID',
};

/** Bounds of time and ID that timelines and search take alike. */
export const bounds: readonly Field[] = [
	{ name: 'startTime', displayName: 'Start Time', kind: 'time', to: 'query.start_time', description: 'Only posts made at this time or later' },
	{ name: 'endTime', displayName: 'End Time', kind: 'time', to: 'query.end_time', description: 'Only posts made before this time' },
	{ name: 'sinceId', displayName: 'Since Post', kind: 'post', to: 'query.since_id', placeholder: 'e.g. 1849000000000000000', description: 'Only posts made after this one, by ID or link' },
	{ name: 'untilId', displayName: 'Until Post', kind: 'post', to: 'query.until_id', placeholder: 'e.g. 1849000000000000000', description: 'Only posts made before this one, by ID or link' },
];

export const exclude: Field = {
	name: 'exclude', displayName: 'Exclude', kind: 'choices', to: 'query.exclude', default: [],
	description: 'Leave these out. Without replies X goes back only 800 posts instead of 3,200.',
	choices: [
		{ name: 'Replies', value: 'replies' },
		{ name: 'Reposts', value: 'retweets' },
	],
};
