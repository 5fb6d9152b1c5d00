/** The fields of a query in X's search language (docs.x.com/x-api/posts/search/integrate/operators). */
import { field, type Field, type FieldOf } from '../types';

const language = field({
	name: 'language',
	displayName: 'Language',
	kind: 'text',
	pattern: /^[a-z]{2,3}(-[A-Za-z]+)?$/,
	placeholder: 'e.g. en',
	description: 'BCP 47 code of the language',
});
const having = field({
	name: 'having',
	displayName: 'Having',
	kind: 'choices',
	default: [],
	description: 'What the posts must all have',
	choices: [
		{ name: 'Cashtags', value: 'cashtags' },
		{ name: 'Hashtags', value: 'hashtags' },
		{ name: 'Images', value: 'images' },
		{ name: 'Links', value: 'links' },
		{ name: 'Media', value: 'media' },
		{ name: 'Mentions', value: 'mentions' },
		{ name: 'Place', value: 'geo' },
		{ name: 'Videos', value: 'video_link' },
	],
});
const verified = field({
	name: 'verified',
	displayName: 'Verified Only',
	kind: 'boolean',
	default: false,
	description: 'Whether to match only posts of verified accounts',
});

/** Filters for every event that uses X's search. */
export const filters: readonly Field[] = [language, having, verified];

const words = (name: string, displayName: string, placeholder: string, description?: string): FieldOf<'words'> => ({
	name,
	displayName,
	kind: 'words',
	placeholder,
	...(description ? { description } : {}),
});
const users = (name: string, displayName: string, description?: string): FieldOf<'users'> => ({
	name,
	displayName,
	kind: 'users',
	placeholder: 'e.g. @n8n_io',
	...(description ? { description } : {}),
});

/** Operators that X's search and the rules of its stream have in common. */
const common: readonly Field[] = [
	words('allWords', 'All of These Words', 'e.g. coffee, open now', 'Words or phrases, separated by commas'),
	words('anyWords', 'Any of These Words', 'e.g. espresso, #coffee', 'Words, phrases or #hashtags, separated by commas'),
	words('noneWords', 'None of These Words', 'e.g. giveaway'),
	users('from', 'From Users', 'Accounts, separated by commas'),
	users('notFrom', 'Not From Users'),
	users('to', 'To Users', 'Only match replies to these accounts'),
	{ ...words('mentioning', 'Mentioning', 'e.g. @n8n_io'), pattern: /^@?[A-Za-z0-9_]{1,15}$/ },
	words('linking', 'Linking To', 'e.g. n8n.io', 'Addresses, or parts of them, of which a post must link to one'),
	{
		name: 'place',
		displayName: 'Place',
		kind: 'text',
		placeholder: 'e.g. New York City',
		description: "Name or X's ID. Few posts are tagged with a place.",
	},
	{
		name: 'country',
		displayName: 'Country of Place',
		kind: 'text',
		pattern: /^[A-Za-z]{2}$/,
		placeholder: 'e.g. US',
		description: 'Two-letter code',
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
	...filters,
];

const atLeast = (name: string, what: string): FieldOf<'number'> => ({
	name,
	displayName: `Minimum ${what}`,
	kind: 'number',
	min: 1,
});

/** The fields of a search, besides the text of the query itself. */
export const searchFields: readonly Field[] = [
	...common,
	atLeast('minLikes', 'Likes'),
	atLeast('minReplies', 'Replies'),
	atLeast('minReposts', 'Reposts'),
];

/** A post that the stream delivers has no likes yet, but its author has followers. */
export const ruleFields: readonly Field[] = [
	...common,
	{ ...atLeast('minFollowers', 'Followers'), description: 'Of the account that posts' },
];

/** The same, as one collection to which fields are added. */
export const searchFilters = field({
	name: 'filters',
	displayName: 'Filters',
	kind: 'group',
	front: true,
	add: 'Add filter',
	fields: searchFields,
	description: "Added to 'Query', which may then be empty",
});
export const ruleFilters = field({
	...searchFilters,
	fields: ruleFields,
	description: "Added to 'Rule', which may then be empty",
});
