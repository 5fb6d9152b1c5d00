/** Builds a query in X's search language from fields. Pure. */
import { label, strings } from '../../api/json/members';
import type { Values } from '../types';

const entries = (values: Values, name: string): string[] => strings(values[name]);

/** `OR` and `AND` are operators unless they are quoted. */
const isPlain = (word: string): boolean => /^[#$@]?[\p{L}\p{N}_]+$/u.test(word) && !/^(OR|AND)$/.test(word);
const quoted = (text: string): string => `"${text.replace(/"/g, ' ').trim()}"`;
const term = (word: string): string => (isPlain(word) ? word : quoted(word));
const anyOf = (terms: readonly string[]): string[] => (terms.length > 1 ? [`(${terms.join(' OR ')})`] : [...terms]);

/** Whether the connected account is among the accounts, so that its ID is needed. */
export const namesMe = (values: Values): boolean =>
	['from', 'notFrom', 'to'].some((name) => entries(values, name).includes('me'));

/** X reads AND before OR: a query of alternatives keeps its meaning only in parentheses. */
const closed = (query: string): string => (/\sOR\s/.test(query) && !/^\([^()]*\)$/.test(query) ? `(${query})` : query);

/** @param me the ID that replaces `me` */
function termsOf(values: Values, me: string): string[] {
	const accounts = (name: string) => entries(values, name).map((key) => (key === 'me' ? me : key.replace(/^@/, '')));
	const one = (name: string, termOf: (value: string) => string) => {
		const value = label(values[name]);
		return value === undefined ? [] : [termOf(value)];
	};
	const number = (name: string, operator: string) => one(name, (value) => `${operator}:${value}`);
	return [
		...entries(values, 'allWords').map(term),
		...anyOf(entries(values, 'anyWords').map(term)),
		...anyOf(accounts('from').map((account) => `from:${account}`)),
		...anyOf(accounts('to').map((account) => `to:${account}`)),
		...anyOf(entries(values, 'mentioning').map((handle) => `@${handle.replace(/^@/, '')}`)),
		...anyOf(entries(values, 'linking').map((link) => `url:${quoted(link)}`)),
		...one('place', (place) => `place:${term(place)}`),
		...one('country', (country) => `place_country:${country.toUpperCase()}`),
		...entries(values, 'noneWords').map((word) => `-${term(word)}`),
		...accounts('notFrom').map((account) => `-from:${account}`),
		...number('minLikes', 'min_likes'),
		...number('minReplies', 'min_replies'),
		...number('minReposts', 'min_reposts'),
		...number('minFollowers', 'min_followers'),
		...one('language', (language) => `lang:${language}`),
		...entries(values, 'having').map((what) => `has:${what}`),
		...(values.verified === true ? ['is:verified'] : []),
		...entries(values, 'exclude').map((what) => `-is:${what}`),
	].filter((each) => !/^-?(url:|place:)?""$/.test(each));
}

/**
 * A query that stands alone is sent as it was written.
 * @param written the part that is written in X's search language
 * @param me the ID that replaces `me`
 */
export function buildQuery(written: string, values: Values, me = ''): string {
	const start = written.trim();
	const terms = termsOf(values, me);
	return terms.length === 0 ? start : [...(start ? [closed(start)] : []), ...terms].join(' ');
}
