import { list, mediaId, numericId, postId, postLink, user } from '../../../api/objects/ids';
import { inputError } from '../../support/unwired/surroundings';

const ID = '1849000000000000001';

describe('a post', () => {
	it.each([
		[ID],
		[`  ${ID}\n`],
		[`https://x.com/n8n_io/status/${ID}`],
		[`http://x.com/n8n_io/status/${ID}`],
		[`x.com/n8n_io/status/${ID}`],
		[`HTTPS://X.COM/n8n_io/status/${ID}`],
		[`https://www.x.com/n8n_io/status/${ID}`],
		[`https://mobile.x.com/n8n_io/status/${ID}`],
		[`https://twitter.com/n8n_io/status/${ID}`],
		[`https://www.twitter.com/n8n_io/status/${ID}`],
		[`https://mobile.twitter.com/n8n_io/status/${ID}`],
		[`twitter.com/n8n_io/status/${ID}`],
		[`https://twitter.com/n8n_io/statuses/${ID}`],
		[`https://twitter.com/statuses/${ID}`],
		[`https://x.com/i/web/status/${ID}`],
		[`https://x.com/i/status/${ID}`],
		[`https://x.com/n8n_io/status/${ID}/`],
		[`https://x.com/n8n_io/status/${ID}/photo/1`],
		[`https://x.com/n8n_io/status/${ID}/video/2`],
		[`https://x.com/n8n_io/status/${ID}?s=20&t=abc_D-e`],
		[`https://x.com/n8n_io/status/${ID}/photo/1?ref=x.com/y`],
		[`https://x.com/n8n_io/status/${ID}#m`],
		[`https://x.com/status/status/${ID}`],
		[`HTTPS://X.COM/N8N_IO/STATUS/${ID}`],
		[`https://m.twitter.com/n8n_io/status/${ID}`],
		[`https://pro.x.com/n8n_io/status/${ID}`],
		[`https://x.com/n8n_io/article/${ID}`],
		[`\u2066\u200b${ID}\u2069`],
		['１８４９００００００００００００００１'],
		[`<https://x.com/n8n_io/status/${ID}>`],
		[`<https://x.com/n8n_io/status/${ID}|the post>`],
		[`"${ID}"`],
		[`'https://x.com/n8n_io/status/${ID}'`],
		[`“${ID}”`],
	])('is read from %s', (given) => {
		expect(postId(given)).toBe(ID);
	});

	it('is read from a number that still has all its digits', () => {
		expect(postId(20)).toBe('20');
		expect(postId(Number.MAX_SAFE_INTEGER)).toBe('9007199254740991');
	});

	it.each([[Number.MAX_SAFE_INTEGER + 1], [1849000000000000001], [1e21]])(
		'is refused as the number %d, which has lost digits',
		(given) => {
			const error = inputError(() => postId(given));
			expect(error.message).toMatch(/lost digits/);
			expect(error.advice).toMatch(/as text/);
		},
	);

	it.each([
		[`https://example.com/n8n_io/status/${ID}`, 'example.com'],
		[`https://x.com.evil.org/n8n_io/status/${ID}`, 'x.com.evil.org'],
		[`https://notx.com/n8n_io/status/${ID}`, 'notx.com'],
		[`https://api.x.com/2/tweets/status/${ID}`, 'api.x.com'],
		[`nitter.net/n8n_io/status/${ID}`, 'nitter.net'],
		[`https://vxtwitter.com/n8n_io/status/${ID}`, 'vxtwitter.com'],
	])('is refused from another host: %s', (given, host) => {
		const error = inputError(() => postId(given));
		expect(error.message).toContain(host);
		expect(error.advice).toContain('https://x.com/');
	});

	it.each([
		['https://x.com/n8n_io'],
		['https://x.com/n8n_io/status/'],
		['https://x.com/n8n_io/status/abc'],
		['x.com'],
		['hello'],
		['@n8n_io'],
		[`${ID}0`],
		['-5'],
		['+5'],
		['0'],
		['000'],
		['007'],
		[`0${ID.slice(1)}`],
		['9223372036854775808'],
		['9'.repeat(19)],
		['https://x.com/n8n_io/status/0'],
		['12 34'],
		['1.5'],
		[`https://x.com@evil.org/a/status/${ID}`],
		[`https://x.com/a/status/${ID} https://x.com/b/status/5`],
		[`https://x.com/i/article/${ID}`],
		[`javascript:x.com/a/status/${ID}`],
	])('is refused from %s', (given) => {
		const error = inputError(() => postId(given));
		expect(error.message).toContain(given.slice(0, 50));
		expect(error.advice).not.toBe('');
	});

	it.each([[''], ['   '], [undefined], [null]])('that is missing (%p) is called empty', (given) => {
		expect(inputError(() => postId(given)).message).toMatch(/empty/);
	});

	it('that is very long is cut in the message', () => {
		expect(inputError(() => postId('x'.repeat(5000))).message.length).toBeLessThan(150);
	});
});

describe('a user', () => {
	it.each([
		['@n8n_io'],
		['n8n_io'],
		[' @n8n_io '],
		['https://x.com/n8n_io'],
		['x.com/n8n_io/'],
		['https://twitter.com/n8n_io?lang=en'],
		['https://mobile.twitter.com/n8n_io/with_replies'],
		['https://x.com/@n8n_io'],
		['＠n8n_io'],
		['\u2066@n8n_io\u2069'],
		[`https://x.com/n8n_io/status/${ID}`],
	])('is a handle in %s', (given) => {
		expect(user(given)).toEqual({ by: 'username', username: 'n8n_io' });
	});

	it('of digits only is an ID, and a handle with @ or in a link', () => {
		expect(user('2244994945')).toEqual({ by: 'id', id: '2244994945' });
		expect(user(2244994945)).toEqual({ by: 'id', id: '2244994945' });
		expect(user('@2244994945')).toEqual({ by: 'username', username: '2244994945' });
		expect(user('https://x.com/2244994945')).toEqual({ by: 'username', username: '2244994945' });
		expect(user('https://x.com/i/user/2244994945')).toEqual({ by: 'id', id: '2244994945' });
	});

	it('is the connected account as me, but the account named me as @me', () => {
		expect(user('me')).toEqual({ by: 'me' });
		expect(user('@me')).toEqual({ by: 'username', username: 'me' });
	});

	it.each([
		['https://x.com/home'],
		['https://x.com/i/lists/1'],
		['https://x.com/search?q=a'],
		['https://x.com/Settings/profile'],
		['https://x.com/'],
		['x.com/hashtag/n8n'],
	])('is not read from a page of X: %s', (given) => {
		expect(inputError(() => user(given)).advice).toMatch(/15/);
	});

	it.each([
		['@sixteen_letters_'],
		['two words'],
		['ünicode'],
		['@'],
		['@@n8n_io'],
		['12345678901234567890'],
		['0'],
		['-1'],
		['007'],
	])('is refused as %s', (given) => {
		expect(inputError(() => user(given)).message).toContain(given);
	});

	it('whose handle is of digits with a zero in front can be named with an @', () => {
		expect(inputError(() => user('007')).advice).toBe(
			"X's IDs have up to 19 digits, of which the first is not 0. A handle of digits needs an @ before it.",
		);
		expect(user('@007')).toEqual({ by: 'username', username: '007' });
	});

	it('is refused from another host, when it lost digits, and when it is empty', () => {
		expect(inputError(() => user('https://github.com/n8n_io')).message).toContain('github.com');
		expect(inputError(() => user(1849000000000000001)).message).toMatch(/lost digits/);
		expect(inputError(() => user('')).message).toMatch(/empty/);
	});
});

describe('a numeric ID', () => {
	it('is text of 1 to 19 digits, named in the refusal', () => {
		expect(numericId(' 9223372036854775807 ')).toBe('9223372036854775807');
		for (const wrong of [
			'12345678901234567890',
			'abc',
			'1.0',
			'-1',
			'1e5',
			'0x1f',
			'1 2',
			'0',
			'012',
			'9223372036854775808',
		])
			expect(inputError(() => numericId(wrong, 'media ID')).message).toMatch(/media ID/);
		expect(inputError(() => numericId('', 'media ID')).message).toBe('The media ID is empty');
		expect(inputError(() => numericId(2 ** 60, 'media ID')).message).toMatch(/media ID .* lost digits/);
	});
});

describe('a list', () => {
	it.each([
		['1,2,3'],
		['1, 2, 3'],
		['1 2 3'],
		['1\n2\n3'],
		['1\r\n2\r\n3\r\n'],
		['1;2;3'],
		[' ,1,,2,\n\n 3, '],
		[['1', '2', '3']],
		[[1, 2, 3]],
		[['1', '', null, undefined, '  ', 2, ' 3 ']],
		[['1', '2', '1', '3', '2']],
		['1,2,1,3'],
	])('is read from %j, duplicates once, in order', (given) => {
		expect(list(given, postId)).toEqual(['1', '2', '3']);
	});

	it('may be one number, or nothing', () => {
		expect(list(20, postId)).toEqual(['20']);
		for (const nothing of ['', ' , ', [], undefined, null]) expect(list(nothing, postId)).toEqual([]);
	});

	it('mixes IDs and links to one and the same', () => {
		expect(list(`${ID}, https://x.com/a/status/${ID}?s=20`, postId)).toEqual([ID]);
	});

	it('is refused as a whole by one bad entry, and by a number that lost digits', () => {
		expect(inputError(() => list('1,nonsense,3', postId)).message).toContain('nonsense');
		expect(inputError(() => list([1, 2 ** 60], postId)).message).toMatch(/lost digits/);
	});

	it('tells entries that are objects apart by the key given', () => {
		expect(
			list('@a, @b, @A', user, (each) => (each.by === 'username' ? each.username.toLowerCase() : each.by)),
		).toHaveLength(2);
	});
});

it('the address of a post is on x.com and can be read back', () => {
	expect(postLink(ID, 'n8n_io')).toBe(`https://x.com/n8n_io/status/${ID}`);
	expect(postId(postLink(ID))).toBe(ID);
});

describe('A media ID', () => {
	it.each([['1849000000000000000'], ['3_1849000000000000000'], [' 16_1849000000000000000 ']])('is in %j', (given) =>
		expect(mediaId(given)).toBe('1849000000000000000'),
	);
	it.each([['3_'], ['_1849'], ['3_3_1849'], ['1849_1849'], ['3_0'], ['3-1849']])('is not in %j', (given) =>
		expect(inputError(() => mediaId(given, 'Media ID')).message).toBe(`'${given}' is not a valid Media ID`),
	);
});
