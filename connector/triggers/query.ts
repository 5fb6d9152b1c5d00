/** Builds a query in X's search language from fields (docs.x.com/x-api/posts/search/integrate/operators). Pure. */
import { InputError } from '../../api/errors/errors';
import type { Field, FieldOf, Values } from '../types';

/** Longest query of recent search for apps that are not Enterprise. */
const LONGEST = 512;

const language: Field = {
	name: 'language',
	displayName: 'Language',
	kind: 'text',
	pattern: /^[a-z]{2,3}(-[a-z]+)?$/,
	placeholder: 'e.g. en',
	description: 'Only match posts in this language (BCP 47 code)',
};
const having: Field = {
	name: 'having',
	displayName: 'Having',
	kind: 'choices',
	default: [],
	description: 'Only match posts that have all of these',
	choices: [
		{ name: 'Hashtags', value: 'hashtags' },
		{ name: 'Images', value: 'images' },
		{ name: 'Links', value: 'links' },
		{ name: 'Media', value: 'media' },
		{ name: 'Mentions', value: 'mentions' },
		{ name: 'Videos', value: 'video_link' },
	],
};
const verified: Field = {
	name: 'verified',
	displayName: 'Verified Only',
	kind: 'boolean',
	default: false,
	description: 'Whether to match only posts of verified accounts',
};

/** Filters for every event that uses X's search. */
export const filters: readonly Field[] = [language, having, verified];

const words = (name: string, displayName: string, description: string, placeholder: string): FieldOf<'words'> => ({
	name,
	displayName,
	kind: 'words',
	description,
	placeholder,
});

/** The fields of a query besides the query text itself. */
export const builder: readonly Field[] = [
	words(
		'allWords',
		'All of These Words',
		'Words or phrases that must all be in the post, separated by commas',
		'e.g. coffee, open now',
	),
	words(
		'anyWords',
		'Any of These Words',
		'Words, phrases or #hashtags of which at least one must be in the post, separated by commas',
		'e.g. espresso, #coffee',
	),
	words(
		'noneWords',
		'None of These Words',
		'Words or phrases that must not be in the post, separated by commas',
		'e.g. giveaway',
	),
	{
		name: 'from',
		displayName: 'From Users',
		kind: 'users',
		placeholder: 'e.g. @n8n_io, @x',
		description: 'Only match posts of these accounts, separated by commas',
	},
	{
		name: 'to',
		displayName: 'To Users',
		kind: 'users',
		placeholder: 'e.g. @n8n_io',
		description: 'Only match replies to these accounts, separated by commas',
	},
	{
		...words(
			'mentioning',
			'Mentioning',
			'Only match posts that mention one of these accounts, separated by commas',
			'e.g. @n8n_io',
		),
		pattern: /^@?[A-Za-z0-9_]{1,15}$/,
	},
	{
		name: 'exclude',
		displayName: 'Exclude',
		kind: 'choices',
		default: [],
		description: 'Kinds of posts to leave out',
		choices: [
			{ name: 'Quotes', value: 'quote' },
			{ name: 'Replies', value: 'reply' },
			{ name: 'Reposts', value: 'retweet' },
		],
	},
	{
		name: 'minLikes',
		displayName: 'Minimum Likes',
		kind: 'number',
		min: 1,
		description:
			'Only match posts that have at least this many likes when X first lists them. Posts that reach it later are not found.',
	},
	...filters,
];

const entries = (values: Values, name: string): string[] => ((values[name] ?? []) as readonly string[]).map(String);
const term = (word: string): string => (/^[#$@]?[\p{L}\p{N}_]+$/u.test(word) ? word : `"${word.replace(/"/g, '')}"`);
const anyOf = (terms: readonly string[]): string[] => (terms.length > 1 ? [`(${terms.join(' OR ')})`] : [...terms]);

/** @param start the event's own part of the query; @param me the ID that replaces `me` */
export function searchQuery(start: string, values: Values, me = ''): string {
	const accounts = (name: string) => entries(values, name).map((key) => (key === 'me' ? me : key.replace(/^@/, '')));
	const query = [
		...(start ? [/\sOR\s/.test(start) && !/^\([^()]*\)$/.test(start) ? `(${start})` : start] : []),
		...entries(values, 'allWords').map(term),
		...anyOf(entries(values, 'anyWords').map(term)),
		...anyOf(accounts('from').map((account) => `from:${account}`)),
		...anyOf(accounts('to').map((account) => `to:${account}`)),
		...anyOf(entries(values, 'mentioning').map((handle) => `@${handle.replace(/^@/, '')}`)),
		...entries(values, 'noneWords').map((word) => `-${term(word)}`),
		...(values.minLikes ? [`min_likes:${values.minLikes as number}`] : []),
		...(values.language ? [`lang:${values.language as string}`] : []),
		...entries(values, 'having').map((what) => `has:${what}`),
		...(values.verified === true ? ['is:verified'] : []),
		...entries(values, 'exclude').map((what) => `-is:${what}`),
	].join(' ');
	if (query.length > LONGEST)
		throw new InputError(
			`The search query has ${query.length} characters; the limit is ${LONGEST}`,
			'Remove words, accounts or posts, or use two triggers.',
		);
	return query;
}

/** A search term is required: X does not accept a query of filters alone. */
export function checkQuery(values: Values): void {
	const positive = ['query', 'allWords', 'anyWords', 'from', 'to', 'mentioning', 'minLikes'];
	if (positive.every((name) => values[name] === undefined))
		throw new InputError('The search is empty', "Enter a 'Query', or add words or accounts under 'Filters'.");
}
