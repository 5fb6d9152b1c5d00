import { articleDraft } from '../../../api/article/content-state';
import { InputError } from '../../../api/errors/errors';
import { expectLinear, full, scraps } from '../../support/inputs/hostile';

const HOSTILE: Readonly<Record<string, (size: number) => string>> = {
	'blanks between letters': (size) => `a${' '.repeat(size)}b`,
	'blanks behind a letter': (size) => `a${' '.repeat(size)}`,
	'brackets behind an address': (size) => `http://a${')'.repeat(size)}`,
	'runs of backticks, each longer': (size) =>
		Array.from({ length: Math.sqrt(2 * size) }, (_, i) => '`'.repeat(i + 1)).join(' '),
	'front matter without an end': (size) => `---\n${full('- a: b\n')(size)}`,
	'a deep list': (size) =>
		Array.from({ length: Math.sqrt(2 * size) }, (_, i) => `${' '.repeat(2 * (i % 30))}- a`).join('\n'),
	'closing brackets behind opening ones': (size) => '['.repeat(size / 2) + ']'.repeat(size / 2),
	'links in links': (size) => '['.repeat(size / 4) + '](b)'.repeat(size / 4),
	'comments that end where there is more': (size) => `${full('<!--\n')(size)}--> a`,
	'the same in a quote': (size) => `${full('> <!--\n')(size)}--> a`,
	'a table': (size) => `|a|b|\n|-|-|\n${full('|1|2|\n')(size)}`,
	// prettier-ignore
	...scraps(
			'&', '&amp', '&#', '`', '`` ` ', '[', ']', '![', '[](', '[a]((', '[a](b', '[a](<b', '[a](b "', '[a]: b\n', '[a][', '*', '*a ', '**a*',
			'**a** b ', '*a _b', '_a_b*', '~~a', '~~~', '> ', '>\n', '- ', '- a\n', '* a\n\n', '1. ', '#', '# a\n', '=', 'a\n=\n', 'a\n-\n', '```\n',
			'|', '|a|\n|-|\n', 'http://', 'http://a ', ' http://a/(', ':http://', 'http://a.com/(', 'https:', 'https:///', 'http://.', '<', '<a@', '<http:', '\\', '\\*', '\t',
			'\n', '\r\n', 'a  \n', '\0', '!', '🎉', 'é', '<!--', '<!-- ', '<!--\n', '<!-- -->', '<!--\n-->\n', '<!-- --> a\n', '<br', '<br>', '**「a」**', '。**', '+++\n',
		'$$\n', '$$a\n', '$$a$$\n', '- $$\n', '> $$a\n', '[a](#b)', '[![](1)](https://a.b)',
	),
};

/** What is refused has been read as well. */
const read = async (text: string) =>
	await articleDraft(text).catch((error: unknown) => {
		if (!(error instanceof InputError)) throw error;
	});

describe('The time to read an article grows with its length, whatever is in it', () => {
	test.each(Object.entries(HOSTILE))('%s', async (_, text) => await expectLinear(read, text));
});
