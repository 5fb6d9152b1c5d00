/** Refuses a query that X would refuse, and says what to write instead. Pure. */
import { InputError } from '../../api/errors/errors';
import type { Values } from '../types';
import { oldWordsIn, type Use } from './old-words';

/** The longest query, in characters, of apps that are not Enterprise. */
export const LONGEST = { recent: 512, all: 1024, rule: 1024 } as const;
/** The longest query that X takes of any app. */
export const LONGEST_OF_ALL = 4096;

/** @returns the query if it is short enough */
export function withinLength(query: string, longest: number, advice: string): string {
	const { length } = [...query];
	if (length > longest) throw new InputError(`The query has ${length} characters; the limit is ${longest}`, advice);
	return query;
}

/** Fields that X accepts on their own; the others only narrow a query. */
const POSITIVE = [
	'allWords',
	'anyWords',
	'country',
	'from',
	'linking',
	'mentioning',
	'minFollowers',
	'minLikes',
	'minReplies',
	'minReposts',
	'place',
	'to',
];

export function checkWords(written: string, use: Use): void {
	const old = oldWordsIn(written, use);
	if (old.length === 0) return;
	throw new InputError(
		`X does not know ${old.map((each) => `'${each.written}'`).join(' and ')} here`,
		old.map((each) => `Instead of ${each.written}, ${each.instead}.`).join(' '),
	);
}

/** @param name what the query is called in the panel */
export function checkQuery(written: string | undefined, values: Values, use: Use, name = 'Query'): void {
	if (!written?.trim() && POSITIVE.every((each) => values[each] === undefined))
		throw new InputError(
			`'${name}' is empty`,
			"Fill it in, or add words or accounts under 'Filters'. X accepts no query of exclusions alone.",
		);
	checkWords(written ?? '', use);
}

/**
 * What X refuses in a rule, whatever else it says: rules are added one after the other, and a bad last one must not
 * leave the first ones behind.
 * @param filters what else the rule consists of
 */
export function checkForm(written: string, filters: Values = {}): void {
	const { quotes, depth } = countsOf(written);
	if (quotes % 2 === 1)
		throw new InputError(
			`A quotation mark is missing in the rule: ${written.slice(0, 60)}`,
			'Each " needs another one.',
		);
	if (depth !== 0)
		throw new InputError(`A bracket is missing in the rule: ${written.slice(0, 60)}`, 'Each ( needs a ).');
	const words = written.trim().split(/\s+/);
	if (POSITIVE.every((each) => filters[each] === undefined) && words.every((word) => /^-\w/.test(word)))
		throw new InputError(
			`The rule only excludes: ${written.slice(0, 60)}`,
			'X needs at least one word or operator without a minus that the posts have to match.',
		);
}

/** Quotation marks, and brackets outside of them that are still open; -1 where one closes that is not. */
function countsOf(written: string): { quotes: number; depth: number } {
	let [quotes, depth] = [0, 0];
	for (const [sign] of written.matchAll(/\\.|["()]/g)) {
		if (sign === '"') quotes++;
		else if (quotes % 2 === 0 && sign === '(') depth++;
		else if (quotes % 2 === 0 && sign === ')') depth--;
		if (depth < 0) break;
	}
	return { quotes, depth };
}
