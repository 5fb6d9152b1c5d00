import { invalidRequest } from '../http/errors';

/** A query in X's search language. */
export type Query =
	| { kind: 'and' | 'or'; parts: Query[] }
	| { kind: 'not'; part: Query }
	| { kind: 'word' | 'phrase' | 'hashtag' | 'cashtag' | 'mention'; value: string }
	| { kind: 'operator'; name: string; value: string };

const STANDALONE = new Set([
	'from',
	'to',
	'url',
	'conversation_id',
	'in_reply_to_tweet_id',
	'retweets_of',
	'retweets_of_tweet_id',
	'quotes_of_tweet_id',
	'list',
	'place',
	'place_country',
	'min_likes',
	'min_replies',
	'min_reposts',
	// Of the filtered stream only.
	'min_followers',
]);
const NUMBER = /^\d+$/;
/** The values X knows. */
const VALUES: Record<string, RegExp> = {
	place_country: /^[a-z]{2}$/i,
	min_likes: NUMBER,
	min_replies: NUMBER,
	min_reposts: NUMBER,
	min_followers: NUMBER,
};
/** Operators that require a standalone one beside them, with the values X knows. */
const DEPENDENT: Record<string, RegExp> = {
	has: /^(media|images|videos|video_link|links|hashtags|cashtags|mentions|geo)$/,
	is: /^(reply|retweet|quote|verified|nullcast)$/,
	lang: /^[a-z]{2,3}(-[a-z]+)?$/i,
};

const TOKEN = /\s*(?:(\()|(\))|(-?)"([^"]*)"|(-?)([^\s()"]+(?:"[^"]*")?))/y;

type Token = { kind: '(' } | { kind: ')' } | { kind: 'or' } | { kind: 'term'; negated: boolean; query: Query };

const refuse = (message: string, query: string) =>
	invalidRequest({ message: `There were errors processing your request: ${message}`, parameters: { query: [query] } });

/** Parses a query or, like X, answers 400 for what it does not understand. AND binds tighter than OR. */
export function parseQuery(text: string, longest: number): Query {
	if (text.length > longest) throw refuse(`Rules must be no longer than ${longest} characters`, text);
	const tokens = tokenize(text);
	let position = 0;

	const either = (): Query => {
		const parts = [both()];
		while (tokens[position]?.kind === 'or') {
			position++;
			parts.push(both());
		}
		return parts.length === 1 ? parts[0] : { kind: 'or', parts };
	};
	const both = (): Query => {
		const parts: Query[] = [];
		for (
			let token = tokens[position];
			token && (token.kind === 'term' || token.kind === '(');
			token = tokens[position]
		) {
			position++;
			if (token.kind === 'term') parts.push(token.negated ? { kind: 'not', part: token.query } : token.query);
			else {
				parts.push(either());
				if (tokens[position]?.kind !== ')') throw refuse('missing closing parenthesis', text);
				position++;
			}
		}
		if (parts.length === 0) throw refuse(`no viable alternative at '${text}'`, text);
		return parts.length === 1 ? parts[0] : { kind: 'and', parts };
	};

	const query = either();
	if (position < tokens.length) throw refuse('mismatched parenthesis', text);
	if (!hasStandalone(query)) throw refuse('Rule must contain at least one positive, non-stopword clause', text);
	return query;
}

function tokenize(text: string): Token[] {
	const tokens: Token[] = [];
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < text.trimEnd().length) {
		const match = TOKEN.exec(text);
		if (!match) throw refuse(`no viable alternative at '${text}'`, text);
		const [, open, close, minusPhrase, phrase, minusTerm, term] = match;
		if (open) tokens.push({ kind: '(' });
		else if (close) tokens.push({ kind: ')' });
		else if (phrase !== undefined)
			tokens.push({ kind: 'term', negated: minusPhrase === '-', query: { kind: 'phrase', value: phrase } });
		else if (term === 'OR' && !minusTerm) tokens.push({ kind: 'or' });
		// X treats AND like a space.
		else if (term === 'AND' && !minusTerm) continue;
		else if (term === undefined) throw refuse('negated groups are not supported', text);
		else tokens.push({ kind: 'term', negated: minusTerm === '-', query: termOf(term, text, minusTerm === '-') });
	}
	if (/-\(/.test(text)) throw refuse('negating a group of operators is not supported', text);
	return tokens;
}

function termOf(term: string, text: string, negated: boolean): Query {
	if (/^#./.test(term)) return { kind: 'hashtag', value: term.slice(1) };
	if (/^\$\p{L}/u.test(term)) return { kind: 'cashtag', value: term.slice(1) };
	if (/^@\w/.test(term)) return { kind: 'mention', value: term.slice(1) };
	const operator = /^([a-z_]+):(.*)$/i.exec(term);
	if (!operator || term.startsWith('http')) return { kind: 'word', value: term };
	return operatorOf(operator[1].toLowerCase(), operator[2].replace(/^"(.*)"$/, '$1'), text, negated);
}

function operatorOf(name: string, value: string, text: string, negated: boolean): Query {
	if (!STANDALONE.has(name) && !(name in DEPENDENT))
		throw refuse(
			`Reference to invalid operator '${name}'. Operator is not available in current product or product packaging.`,
			text,
		);
	const known = DEPENDENT[name] ?? VALUES[name];
	if (value === '' || (known && !known.test(value)))
		throw refuse(`Reference to invalid value '${value}' of operator '${name}'`, text);
	if (name === 'is' && value === 'nullcast' && !negated) throw refuse(`'is:nullcast' must be negated`, text);
	return { kind: 'operator', name, value };
}

/** Whether at least one part can stand alone and is not negated. */
function hasStandalone(query: Query): boolean {
	if (query.kind === 'not') return false;
	if (query.kind === 'and') return query.parts.some(hasStandalone);
	if (query.kind === 'or') return query.parts.every(hasStandalone);
	return query.kind !== 'operator' || STANDALONE.has(query.name);
}
