/**
 * How long the built node, on n8n-core, takes for texts that make a careless reader go over the same characters again and
 * again: each 100 kB, on each way of a text to X, in milliseconds. X is a process of its own that only answers.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { IDataObject, INodeType } from 'n8n-workflow';
import { full, scraps, SIZE } from '../test/support/inputs/hostile';
import { runNode } from '../test/support/n8n/run-node';
import { report } from './report';

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

const preview = (more: IDataObject) => (text: string) => ({ resource: 'post', operation: 'preview', text, ...more });
const WAYS: Readonly<Record<string, (text: string) => IDataObject>> = {
	'one post': preview({ source: 'post' }),
	'freed from links': preview({ source: 'post', options: { linksInReply: true } }),
	'split into a thread': preview({ source: 'text', numbering: 'slash' }),
	article: (markdown) => ({
		resource: 'article',
		operation: 'createDraft',
		title: 'T',
		contentAs: 'markdown',
		markdown,
	}),
};

const TRIES = 10;

async function milliseconds(node: INodeType, baseUrl: string, parameters: IDataObject): Promise<number> {
	const xUserOAuth2Api = {
		baseUrl,
		clientId: 'bench',
		oauthTokenData: { access_token: 'bench', token_type: 'bearer' },
	};
	let best = Infinity;
	for (let i = 0; i < TRIES; i++) {
		const began = performance.now();
		// What is refused has been read as well.
		await runNode({ node, parameters, credentials: { xUserOAuth2Api }, input: [{ json: {} }] });
		best = Math.min(best, performance.now() - began);
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
	const built: string = '../dist/nodes/X/X.node.js';
	const { X } = (await import(built)) as { X: new () => INodeType };
	const answering = fork(path.join(__dirname, 'answering.ts'), { execArgv: ['--import', 'tsx'] });
	const [baseUrl] = (await once(answering, 'message')) as [string];
	const node = new X();
	const rows: string[][] = [];
	for (const [name, text] of Object.entries(FAMILIES)) {
		const row = [shown(name)];
		for (const way of Object.values(WAYS)) row.push((await milliseconds(node, baseUrl, way(text(SIZE)))).toFixed(0));
		rows.push(row);
	}
	answering.kill();
	report({
		measurement: 'hostile',
		title: `Hostile texts of ${SIZE / 1000} kB, milliseconds, the best of ${TRIES}`,
		head: ['again and again', ...Object.keys(WAYS)],
		rows,
	});
}

void main();
