import fc from 'fast-check';
import { buildQuery, namesMe } from '../../../connector/query/build';
import { checkQuery, withinLength } from '../../../connector/query/check';
import { searchFields } from '../../../connector/query/fields';
import { checkSearch } from '../../../connector/query/search';
import { oldWordsIn } from '../../../connector/query/old-words';
import type { Values } from '../../../connector';
import { parseQuery } from '../../../sandbox/search/parse';

describe('queries from fields', () => {
	test.each([
		['coffee', {}, 'coffee'],
		['  coffee OR tea ', {}, 'coffee OR tea'],
		['coffee OR tea', { language: 'en' }, '(coffee OR tea) lang:en'],
		['(coffee OR tea)', { language: 'en' }, '(coffee OR tea) lang:en'],
		['(coffee) OR (tea)', { language: 'en' }, '((coffee) OR (tea)) lang:en'],
		[
			'',
			{ allWords: ['coffee', 'open now'], noneWords: ['free'], exclude: ['reply', 'retweet'] },
			'coffee "open now" -free -is:reply -is:retweet',
		],
		[
			'',
			{ anyWords: ['#tea', 'chai latte'], from: ['@n8n_io', '2244994945', 'me'], verified: true },
			'(#tea OR "chai latte") (from:n8n_io OR from:2244994945 OR from:7) is:verified',
		],
		[
			'',
			{ mentioning: ['n8n_io'], having: ['images', 'links'], minLikes: 5, minReplies: 2, minReposts: 1 },
			'@n8n_io min_likes:5 min_replies:2 min_reposts:1 has:images has:links',
		],
		[
			'ferry',
			{ linking: ['n8n.io', 'docs.n8n.io'], place: 'new york', country: 'us', notFrom: ['@spam', 'me'] },
			'ferry (url:"n8n.io" OR url:"docs.n8n.io") place:"new york" place_country:US -from:spam -from:7',
		],
		['', { allWords: ['OR', 'AND', 'say "hi"'] }, '"OR" "AND" "say  hi"'],
		['', { allWords: ['coffee', '"'] }, 'coffee'],
	])('%j with %j', (written, values, query) => {
		expect(buildQuery(written, values, '7')).toBe(query);
	});

	it('knows when the ID of the connected account is needed', () => {
		expect([namesMe({ from: ['me'] }), namesMe({ notFrom: ['me'] }), namesMe({ from: ['@me'] })]).toEqual([
			true,
			true,
			false,
		]);
	});

	const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((each) => /[\p{L}\p{N}]/u.test(each));
	const list = fc.array(text, { minLength: 1, maxLength: 3 });
	const handles = fc.array(fc.stringMatching(/^@?[A-Za-z0-9_]{1,15}$/), { minLength: 1, maxLength: 3 });
	const count = fc.integer({ min: 1, max: 1e6 });
	const of = (name: string, what: fc.Arbitrary<unknown>) => [name, what] as const;
	const values = fc.record(
		Object.fromEntries([
			of('anyWords', list),
			of('noneWords', list),
			of('from', handles),
			of('notFrom', handles),
			of('to', handles),
			of('mentioning', handles),
			of('linking', list),
			of('place', text),
			of('country', fc.constantFrom('us', 'DE')),
			of('minLikes', count),
			of('minReplies', count),
			of('minReposts', count),
			of('language', fc.constantFrom('en', 'zh-CN')),
			of('having', fc.subarray(['media', 'geo', 'links'])),
			of('verified', fc.boolean()),
			of('exclude', fc.subarray(['quote', 'reply', 'retweet'])),
		]),
		{ requiredKeys: [] },
	);

	it('X can read every one of them, whatever the words are', () =>
		fc.assert(
			fc.property(list, values, (allWords, others) => {
				expect(() => parseQuery(buildQuery('', { ...others, allWords } as Values), 1e6)).not.toThrow();
			}),
			{ numRuns: 500 },
		));

	it('no field is forgotten', () => {
		const sample: Record<string, unknown> = {
			text: 'us',
			words: ['word'],
			users: ['@n8n_io'],
			number: 3,
			boolean: true,
		};
		for (const field of searchFields) {
			const value = field.kind === 'choices' ? [field.choices[0].value] : sample[field.kind];
			expect([field.name, buildQuery('', { [field.name]: value } as Values)]).not.toEqual([field.name, '']);
		}
	});
});

describe('what X would refuse', () => {
	test.each([
		['nothing', () => checkQuery(undefined, {}, 'search'), "'Query' is empty"],
		['filters alone', () => checkQuery(' ', { language: 'en', exclude: ['reply'] }, 'search'), "'Query' is empty"],
		['an empty rule', () => checkQuery('', {}, 'rule', 'Rule'), "'Rule' is empty"],
		['a long one', () => withinLength('x'.repeat(513), 512, ''), '513 characters; the limit is 512'],
		['a long search', () => checkSearch({ query: 'x'.repeat(513) }), '513 characters; the limit is 512'],
		[
			'a long search once its filters are added',
			() => checkSearch({ query: 'x'.repeat(510), filters: { allWords: ['tea'] } }),
			'514 characters; the limit is 512',
		],
		[
			'a long search of the archive',
			() => checkSearch({ query: 'x'.repeat(1025), searchIn: 'all' }),
			'1025 characters; the limit is 1024',
		],
		[
			'longer than any app may send',
			() => checkSearch({ query: 'x'.repeat(4097), longQuery: true }),
			'4097 characters; the limit is 4096',
		],
		['an old word', () => checkSearch({ query: 'tea since:2026-01-01' }), "X does not know 'since:2026-01-01' here"],
	])('%s', (_, check, message) => expect(check).toThrow(message));

	it('what X takes passes', () => {
		expect(() => checkQuery(undefined, { from: ['@n8n_io'] }, 'search')).not.toThrow();
		expect(() => checkSearch({ query: 'x'.repeat(512) })).not.toThrow();
		expect(() => checkSearch({ query: 'x'.repeat(1024), searchIn: 'all' })).not.toThrow();
		expect(() => checkSearch({ query: 'x'.repeat(4096), longQuery: true })).not.toThrow();
	});
});

describe('old search words', () => {
	test.each([
		['tea since:2026-01-01', 'search', "use 'Start Time' under Options"],
		['tea until:2026-01-01', 'search', "use 'End Time' under Options"],
		['tea SINCE:2026-01-01', 'trigger', 'remove it: only new posts are matched anyway'],
		['tea max_id:7', 'search', "use 'Until Post' under Options"],
		['tea min_faves:100', 'search', 'use min_likes:100'],
		['tea -min_retweets:5', 'trigger', 'use -min_reposts:5'],
		['tea min_faves:100', 'rule', 'remove it: a post that has just been published has no numbers yet'],
		['tea filter:media', 'search', 'use has:media'],
		['(tea -filter:replies)', 'search', 'use -is:reply'],
		['tea filter:safe', 'search', 'remove it: X has nothing like it'],
		['tea exclude:retweets', 'search', 'use -is:retweet'],
		['tea include:nativeretweets', 'search', 'use is:retweet'],
		['tea near:"New York"', 'search', 'use place:, place_country: or point_radius:[longitude latitude 16km]'],
		['tea quoted_tweet_id:7', 'search', 'use quotes_of_tweet_id:7'],
	] as const)('%s (%s): %s', (query, use, instead) => {
		expect(oldWordsIn(query, use).map((each) => each.instead)).toEqual([instead]);
	});

	test.each([
		'"since: then" tea',
		'since then',
		'url:"https://example.com/since:2026"',
		'https://example.com/filter:a',
		'from:n8n_io lang:en min_likes:5 has:media -is:reply',
		'since',
		'constructor:x',
	])('%s has none', (query) => expect(oldWordsIn(query, 'search')).toEqual([]));

	it('all of them are told at once', () => {
		expect(() => checkSearch({ query: 'tea min_faves:5 -filter:replies' })).toThrow(
			expect.objectContaining({
				message: "X does not know 'min_faves:5' and '-filter:replies' here",
				advice: 'Instead of min_faves:5, use min_likes:5. Instead of -filter:replies, use -is:reply.',
			}),
		);
	});
});
