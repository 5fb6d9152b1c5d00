import { contentState } from '../../../api/article/content-state';
import { InputError } from '../../../api/client/errors';

const SIZE = 100_000;
const full = (scrap: string) => (size: number) => scrap.repeat(Math.ceil(size / scrap.length)).slice(0, size);

/** Texts that make a reader of Markdown go over the same characters again and again. */
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
	'a table': (size) => `|a|b|\n|-|-|\n${full('|1|2|\n')(size)}`,
	...Object.fromEntries(
		// prettier-ignore
		[
			'&', '&amp', '&#', '`', '`` ` ', '[', ']', '![', '[](', '[a]((', '[a](b', '[a](<b', '[a](b "', '[a]: b\n', '[a][', '*', '*a ', '**a*',
			'**a** b ', '*a _b', '_a_b*', '~~a', '~~~', '> ', '>\n', '- ', '- a\n', '* a\n\n', '1. ', '#', '# a\n', '=', 'a\n=\n', 'a\n-\n', '```\n',
			'|', '|a|\n|-|\n', 'http://', 'http://a ', ' http://a/(', ':http://', 'http://a.com/(', 'https:', 'https:///', 'http://.', '<', '<a@', '<http:', '\\', '\\*', '\t',
			'\n', '\r\n', 'a  \n', '\0', '!', '🎉', 'é',
		].map((scrap) => [JSON.stringify(scrap), full(scrap)]),
	),
};

/** Processor time, which others on the machine do not add to. */
async function seconds(text: string): Promise<number> {
	const before = process.cpuUsage().user;
	await contentState(text, () => ({ media_category: 'tweet_image', media_id: '1' })).catch((error: unknown) => {
		if (!(error instanceof InputError)) throw error;
	});
	return (process.cpuUsage().user - before) / 1e6;
}

/** Linear is 4; quadratic would be 16. What is over in no time at all is not measured: a pause of the engine is longer. */
const MOST_GROWTH = 9;
const SOON = 0.15;

describe('The time to read an article grows with its length, whatever is in it', () => {
	test.each(Object.entries(HOSTILE))('%s', async (_, text) => {
		await seconds(text(SIZE / 10));
		const first = await seconds(text(SIZE));
		if (first < SOON) return;
		const long = Math.min(first, await seconds(text(SIZE)));
		const short = Math.min(await seconds(text(SIZE / 4)), await seconds(text(SIZE / 4)));
		expect(long / short).toBeLessThan(MOST_GROWTH);
	});
});
