import * as fc from 'fast-check';
import { withoutLinks } from '../../../api/text/links/without-links';

test.each([
	['No link at all,  two  blanks \n\n\n and lines ', 'No link at all,  two  blanks \n\n\n and lines ', []],
	['It works.So nice, visit https://example.com/a', 'It works.So nice, visit', ['https://example.com/a']],
	['Mail foo@example.com or see example.com for M', 'Mail foo@example.com or see example.com for M', []],
	['Mail foo@example.com or see www.example.com for M', 'Mail foo@example.com or see for M', ['www.example.com']],
	['Say hi@www.example.com', 'Say hi@www.example.com', []],
	['Version 2.0.in is out: HTTP://n8n.io', 'Version 2.0.in is out', ['HTTP://n8n.io']],
	['https://example.com/a starts it', 'starts it', ['https://example.com/a']],
	['In https://example.com/a the middle', 'In the middle', ['https://example.com/a']],
	['At the end https://example.com/a.', 'At the end.', ['https://example.com/a']],
	['(https://example.com/a) and "https://example.com/b"', 'and', ['https://example.com/a', 'https://example.com/b']],
	['Twice https://example.com https://example.com now', 'Twice now', ['https://example.com']],
	['One\n\nhttps://example.com\n\nTwo', 'One\n\nTwo', ['https://example.com']],
	['One\nhttps://example.com\nTwo', 'One\nTwo', ['https://example.com']],
	['One\n\nhttps://example.com\nhttps://example.org', 'One', ['https://example.com', 'https://example.org']],
	['https://example.com\n\nOne  two\n\n\n\nThree', 'One  two\n\n\n\nThree', ['https://example.com']],
	['Tabs\tand  blanks stay, https://example.com  so', 'Tabs\tand  blanks stay,  so', ['https://example.com']],
	['https://example.com', '', ['https://example.com']],
	['https://example.com/a.', '', ['https://example.com/a']],
	['Read this:\nhttps://example.com/a!\nNow', 'Read this:\nNow', ['https://example.com/a']],
	['?! https://example.com/a', '?!', ['https://example.com/a']],
	['One\nhttps://example.com\u200b', 'One', ['https://example.com']],
	['\u200fhttps://example.com/a\u200f', '', ['https://example.com/a']],
	['Read https://example.com#top, please', 'Read, please', ['https://example.com#top']],
	['Read https://example.com#a=www.example.org.', 'Read.', ['https://example.com#a=www.example.org']],
	['Read https://example.com#日本', 'Read #日本', ['https://example.com']],
	['Read https://example.com #top', 'Read #top', ['https://example.com']],
	['cafe\u0301 at https://example.com', 'cafe\u0301 at', ['https://example.com']],
	['Our notes (https://example.com).', 'Our notes.', ['https://example.com']],
	['Our notes [ https://example.com ] are out', 'Our notes are out', ['https://example.com']],
	['Our notes （https://example.com）', 'Our notes', ['https://example.com']],
	['Our notes ("https://example.com")', 'Our notes', ['https://example.com']],
	[
		'Both (https://example.com, https://example.org) are up',
		'Both are up',
		['https://example.com', 'https://example.org'],
	],
	['Our notes (see https://example.com)', 'Our notes (see)', ['https://example.com']],
	['Our [notes](https://example.com) are out', 'Our [notes] are out', ['https://example.com']],
	['Read more: https://example.com', 'Read more', ['https://example.com']],
	['Read more : https://example.com.', 'Read more.', ['https://example.com']],
	['Read: https://example.com and enjoy', 'Read: and enjoy', ['https://example.com']],
	['Our notes - https://example.com', 'Our notes', ['https://example.com']],
	['Our notes | https://example.com | 5 min', 'Our notes | 5 min', ['https://example.com']],
	['Our notes → https://example.com', 'Our notes', ['https://example.com']],
	['Our notes — https://example.com\nMore', 'Our notes\nMore', ['https://example.com']],
	['https://example.com - Our notes', 'Our notes', ['https://example.com']],
	['- https://example.com Our notes', '- Our notes', ['https://example.com']],
	[
		'Links:\n- https://example.com\n- https://example.org\nBye',
		'Links:\nBye',
		['https://example.com', 'https://example.org'],
	],
	['See https://example.com, https://example.org', 'See', ['https://example.com', 'https://example.org']],
	['Yay :-) https://example.com', 'Yay :-)', ['https://example.com']],
	['日本語 https://example.com 日本語', '日本語 日本語', ['https://example.com']],
])('%j', (text, rest, links) => {
	expect(withoutLinks(text)).toEqual({ text: rest, links });
});

test('nothing but links and white space around them leaves', () => {
	const word = fc.constantFrom(
		'works.So',
		'a@example.com',
		'example.com',
		'#tag',
		'@handle',
		'日本',
		'👩‍👩‍👧',
		'1.5',
		'e.g.',
		'x',
	);
	const link = fc.constantFrom('https://example.com/a', 'http://example.org', 'www.example.net/b?c=d');
	const text = fc
		.array(fc.tuple(fc.oneof(word, word, link), fc.constantFrom(' ', '  ', '\n', '\n\n', '\t')), {
			minLength: 1,
			maxLength: 12,
		})
		.map((all) => all.flat());
	fc.assert(
		fc.property(text, (pieces) => {
			const { text: rest, links } = withoutLinks(pieces.join(''));
			const isLink = (piece: string) => /^(?:http|www)/.test(piece);
			expect(rest.split(/\s+/).filter(Boolean)).toEqual(pieces.filter((piece) => piece.trim() && !isLink(piece)));
			expect(links).toEqual([...new Set(pieces.filter(isLink))]);
		}),
		{ numRuns: 2000 },
	);
});
