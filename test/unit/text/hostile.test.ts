import { measure } from '../../../api/text/measure';
import { split } from '../../../api/text/thread';
import { withoutLinks } from '../../../api/text/links/without-links';
import { expectLinear, scraps } from '../../support/inputs/hostile';

const HOSTILE: Readonly<Record<string, (size: number) => string>> = {
	'blanks behind a link': (size) => `a.com ${' '.repeat(size)}b`,
	'blanks between letters': (size) => `a${' '.repeat(size)}b`,
	'one word': (size) => 'x'.repeat(size),
	'one name of many labels': (size) => `https://${'a.'.repeat(size / 2)}com`,
	'a path without an end': (size) => `https://example.com/${'a'.repeat(size)}`,
	'brackets behind an address': (size) => `https://example.com/a${')'.repeat(size)}`,
	'marks on one letter': (size) => `e${'\u0301'.repeat(size)}`,
	'joined pictures': (size) => `👩${'\u200d👩'.repeat(size / 3)}`,
	'empty lines': (size) => `a${'\n'.repeat(size)}b`,
	// prettier-ignore
	...scraps(
		'a.com ', 'a.com', 'a.', '.', '..a', 'https://', 'https://a.com/', 'https://a.com/(', 'https://a.com/((a)', 'https://t.co/a', 'http://a.b@',
		'www.', 'www.a.com\n', 'a_b.', '-.', 'xn--a.', '日本.', '日本。', 'é.com', '?a=', 'https://a.com?', '@', '@a', '@a/b', '＠a', 'a@b.com ', 'RT @a: ',
		'#', '#a', '#1', '##a', '＃日本', '$A ', '$A.B', '$', '&amp;', '\\n', '\r\n', '\t', '\u00a0', '👩\u200d', '❤️\u200d🔥', '\uFE0F', '🇦', '🏽', '0\u20E3',
		'\ud83d', '\udc69', '\u0301', 'ᄀ', 'क्', '. ', '.\n\n', '!?', '"(', '1/2 ',
	),
};

/** What a person's text goes through on its way to X. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
	measured: measure,
	'split into a thread': (text) => split(text, { numbering: 'slash' }),
	'freed from links': withoutLinks,
};

describe.each(Object.entries(READERS))(
	'The time in which a text is %s grows with its length, whatever is in it',
	(_, read) => {
		test.each(Object.entries(HOSTILE))('%s', async (__, text) => await expectLinear(read, text));
	},
);
