/**
 * Words of X's website search and of its earlier API that API v2 refuses, and what to use instead. Source: the list of
 * operators (docs.x.com/x-api/posts/search/integrate/operators) and the guide to migrating from v1.1. Pure.
 */

/** Where a query is used: a search has options for times, what waits for new posts needs none. */
export type Use = 'search' | 'trigger' | 'rule';

interface OldWord {
	/** As it was written, with its value: `filter:media`. */
	written: string;
	/** What to do instead, as a sentence without a full stop. */
	instead: string;
}

/** @param minus `-` if the word was negated */
type Explain = (value: string, minus: string, use: Use) => string;

const operator = (name: string, minus = ''): string => `use ${minus}${name}`;
const NOTHING = 'remove it: X has nothing like it';

const KINDS: Readonly<Record<string, string>> = {
	hashtags: 'has:hashtags',
	images: 'has:images',
	links: 'has:links',
	media: 'has:media',
	mentions: 'has:mentions',
	native_video: 'has:video_link',
	nativeretweets: 'is:retweet',
	quote: 'is:quote',
	replies: 'is:reply',
	retweets: 'is:retweet',
	blue_verified: 'is:verified',
	consumer_video: 'has:video_link',
	pro_video: 'has:video_link',
	twimg: 'has:images',
	verified: 'is:verified',
	videos: 'has:video_link',
};

const kind: Explain = (value, minus) => (KINDS[value] ? operator(KINDS[value], minus) : NOTHING);

const time =
	(option: string): Explain =>
	(_value, _minus, use) =>
		use === 'search' ? `use '${option}' under Options` : 'remove it: only new posts are matched anyway';

const number =
	(name: string): Explain =>
	(value, minus, use) =>
		use === 'rule'
			? 'remove it: a post that has just been published has no numbers yet'
			: operator(`${name}:${value}`, minus);

const area: Explain = () => 'use place:, place_country: or point_radius:[longitude latitude 16km]';
const nothing: Explain = () => NOTHING;

const WORDS: Readonly<Record<string, Explain>> = {
	card_domain: (value) => operator(`url:"${value}"`),
	card_name: nothing,
	exclude: (value) => kind(value, '-', 'search'),
	filter: kind,
	geocode: area,
	include: (value) => kind(value, '', 'search'),
	max_id: time('Until Post'),
	min_faves: number('min_likes'),
	min_retweets: number('min_reposts'),
	near: area,
	quoted_tweet_id: (value, minus) => operator(`quotes_of_tweet_id:${value}`, minus),
	quoted_user_id: nothing,
	since: time('Start Time'),
	since_id: time('Since Post'),
	since_time: time('Start Time'),
	until: time('End Time'),
	until_time: time('End Time'),
	within: area,
	within_time: time('Start Time'),
};

/** A quoted text is a phrase, whatever it contains. */
const PHRASES = /"[^"]*"/g;
const OPERATOR = /(?<=^|[\s(])(-?)([a-z_]+):([^\s()]*)/gi;

export function oldWordsIn(query: string, use: Use): OldWord[] {
	return [...query.replace(PHRASES, '').matchAll(OPERATOR)].flatMap(([written, minus, name, value]): OldWord[] => {
		const word = name.toLowerCase();
		return Object.hasOwn(WORDS, word) ? [{ written, instead: WORDS[word](value.toLowerCase(), minus, use) }] : [];
	});
}
