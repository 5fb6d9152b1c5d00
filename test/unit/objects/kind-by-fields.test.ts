import { simplify } from '../../../api/objects/simplify';

const FREE = ['conversation_id', 'entities'];
const post = { id: '10', conversation_id: '10', text: 'Hello' };
const mention = (username: string, start = 3) => ({
	mentions: [{ start, end: start + username.length + 1, username }],
});
const link = (expanded_url: string, more: object = {}) => ({ urls: [{ start: 0, end: 23, expanded_url, ...more }] });
const typeOf = (object: object, asked: readonly string[] = FREE) => simplify({ ...object }, 'post', asked).type;

describe('the type of a post whose references were not included', () => {
	it.each([
		['post', {}],
		['reply', { conversation_id: '3' }],
		['repost', { text: 'RT @ada: Hello', entities: mention('Ada') }],
		['repost', { text: 'RT @ada: Hello', conversation_id: '3', entities: mention('ada') }],
		['post', { text: 'RT @ada: typed, and X sees no mention' }],
		['post', { text: 'RT @ada: typed', entities: mention('ada', 20) }],
		['quote', { entities: link('https://twitter.com/ada/status/7') }],
		['quote', { entities: link('https://x.com/i/web/status/7?s=20') }],
		['reply', { conversation_id: '3', entities: link('https://x.com/ada/status/7') }],
		['post', { entities: link('https://x.com/ada/status/10/photo/1', { media_key: '3_1' }) }],
		['post', { entities: link('https://x.com/ada/status/7/analytics') }],
		['post', { entities: link('https://example.com/x.com/ada/status/7') }],
		['post', { entities: 'none', text: 5 }],
	])('is %s: %j', (type, more) => expect(typeOf({ ...post, ...more })).toBe(type));

	it('is left out where the fields that tell it were not asked for, or did not come', () => {
		expect(typeOf(post, [])).toBeUndefined();
		expect(typeOf(post, ['conversation_id'])).toBeUndefined();
		expect(typeOf({ id: '10', text: 'Hello' })).toBeUndefined();
	});

	it('is what X says where it does', () => {
		const referenced_posts = [{ type: 'quoted', id: '7' }];
		expect(typeOf({ ...post, conversation_id: '3', referenced_posts })).toBe('quote');
		expect(typeOf({ ...post, text: 'RT @ada: x', entities: mention('ada') }, [...FREE, 'referenced_posts'])).toBe(
			'post',
		);
	});
});

describe('the original of a post whose references were not included', () => {
	const originalOf = (object: object, asked: readonly string[] = FREE) =>
		simplify({ ...object }, 'post', asked).original;

	it.each([
		[
			{ entities: link('https://twitter.com/ada/status/7?s=20') },
			{ id: '7', url: 'https://x.com/ada/status/7', username: 'ada' },
		],
		[{ entities: link('https://x.com/i/web/status/7') }, { id: '7', url: 'https://x.com/i/status/7' }],
		[{ entities: link('https://x.com/i/status/7') }, { id: '7', url: 'https://x.com/i/status/7' }],
		[{ text: 'RT @Ada: Hello', entities: mention('Ada') }, { username: 'Ada' }],
		[{ text: 'RT @ada: typed, and X sees no mention' }, undefined],
		[{ entities: link('https://x.com/ada/status/10/photo/1', { media_key: '3_1' }) }, undefined],
		[{ entities: link('https://example.com') }, undefined],
		[{}, undefined],
	])('is what its text and links tell: %j', (more, original) =>
		expect(originalOf({ ...post, ...more })).toEqual(original),
	);

	it('is not guessed where X was asked for references, or not for what tells', () => {
		const quote = { ...post, entities: link('https://x.com/ada/status/7') };
		expect(originalOf(quote, [...FREE, 'referenced_posts'])).toBeUndefined();
		expect(originalOf(quote, ['entities'])).toBeUndefined();
	});
});
