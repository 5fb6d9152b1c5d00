import { checkQuery, searchQuery } from '../../../connector/triggers/query';

describe('search queries from fields', () => {
	test.each([
		[{ query: 'coffee' }, 'coffee'],
		[{ query: 'coffee OR tea', language: 'en' }, '(coffee OR tea) lang:en'],
		[{ query: '(coffee OR tea)', language: 'en' }, '(coffee OR tea) lang:en'],
		[
			{ allWords: ['coffee', 'open now'], noneWords: ['free'], exclude: ['reply', 'retweet'] },
			'coffee "open now" -free -is:reply -is:retweet',
		],
		[
			{ anyWords: ['#tea', 'chai latte'], from: ['@n8n_io', '2244994945', 'me'], verified: true },
			'(#tea OR "chai latte") (from:n8n_io OR from:2244994945 OR from:7) is:verified',
		],
		[{ mentioning: ['n8n_io'], having: ['images', 'links'], minLikes: 5 }, '@n8n_io min_likes:5 has:images has:links'],
	])('%j', (values, query) => {
		expect(searchQuery(String((values as { query?: string }).query ?? ''), values, '7')).toBe(query);
	});

	test('too long or empty ones are refused', () => {
		expect(() => searchQuery('x'.repeat(513), {})).toThrow('513 characters; the limit is 512');
		expect(() => checkQuery({ language: 'en' })).toThrow('The search is empty');
		expect(() => checkQuery({ from: ['@n8n_io'] })).not.toThrow();
	});
});
