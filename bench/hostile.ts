/**
 * How long texts that make a careless reader go over the same characters again and again take in the built package: each
 * 100 kB, on each way that a text takes to X, in milliseconds of processor time, which others on the machine hardly add to.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Article from '../api/article/content-state';
import type * as Post from '../connector/resources/post/preview';
import type { Values } from '../connector';
import { full, scraps, SIZE } from '../test/support/inputs/hostile';
import { report } from './report';

const built = path.join(__dirname, '..', 'dist');
if (!existsSync(built)) throw new Error('Nothing is built: run `npm run build` first.');
const load = createRequire(path.join(built, 'package.json'));
const { articleDraft } = load('./api/article/content-state.js') as typeof Article;
const { previewPost } = load('./connector/resources/post/preview.js') as typeof Post;

const FAMILIES: Readonly<Record<string, (size: number) => string>> = {
	'blanks behind a link': (size) => `https://a.com ${' '.repeat(size)}b`,
	'brackets behind an address': (size) => `http://a.com/${')'.repeat(size)}`,
	'line breaks': (size) => `${'\n'.repeat(size)}a`,
	'one word': full('x'),
	'brackets in brackets': (size) => '['.repeat(size / 2) + ']'.repeat(size / 2),
	// prettier-ignore
	...scraps(
		'a.', 'a.com ', 'https://a.com/(', 'https://a.com/ ', 'https://日本.com/ ', 'www.', 'http://', '://', 'a@b.c ', '@a ', '#a', '#a ', '$A ',
		'&', '&amp;', '&#x41;', '`', '```\n', '[a]((', '[a](b) ', '![', ']]', '*a ', '**a**', '_a_ ', '~~a', '> ', '> a\n\n', '- a\n', '1. a\n',
		'# a\n', '---\n', '|a', '<a>', '<!--', '\\n', 'a. ', 'a! ', '日本', '日本。', 'ｱ', '\u0301', '\u200d', '\ufe0f', '\u202e', '❤️\u200d🔥', '🇩🇪', '👩‍👩‍👧',
	),
};

const preview = async (values: Values) =>
	await (previewPost.run as unknown as (call: { values: Values }) => Promise<unknown>)({ values });

/** What is refused has been read as well. */
const WAYS: Readonly<Record<string, (text: string) => Promise<unknown>>> = {
	'one post': async (text) => await preview({ source: 'post', text }),
	'freed from links': async (text) => await preview({ source: 'post', text, linksInReply: true }),
	'split into a thread': async (text) => await preview({ source: 'text', text, numbering: 'slash' }),
	article: async (text) => await articleDraft(text).catch(() => undefined),
};

const TRIES = 5;

async function milliseconds(read: (text: string) => Promise<unknown>, text: string): Promise<number> {
	let best = Infinity;
	for (let i = 0; i < TRIES; i++) {
		const before = process.cpuUsage().user;
		await read(text);
		best = Math.min(best, (process.cpuUsage().user - before) / 1000);
	}
	return best;
}

/** As code of Markdown in a table: signs that cannot be seen are written as escapes. */
function shown(name: string): string {
	const visible = name
		.replace(/\|/g, '\\|')
		.replace(/[\p{M}\p{Cf}]/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
	return visible.includes('`') ? `\`\`\`\` ${visible} \`\`\`\`` : `\`${visible}\``;
}

async function main(): Promise<void> {
	const rows: string[][] = [];
	for (const [name, text] of Object.entries(FAMILIES)) {
		const row = [shown(name)];
		for (const read of Object.values(WAYS)) row.push((await milliseconds(read, text(SIZE))).toFixed(0));
		rows.push(row);
	}
	report({
		measurement: 'hostile',
		title: `Hostile texts of ${SIZE / 1000} kB, milliseconds of processor time, the best of ${TRIES}`,
		head: ['again and again', ...Object.keys(WAYS)],
		rows,
	});
}

void main();
