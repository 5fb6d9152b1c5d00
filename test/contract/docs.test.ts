/** docs/operations.md and the tables of docs/triggers.md are what the rows say. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { RESOURCES } from '../../connector';
import { readWorkflow, workflowFiles } from '../../demo/workflows';
import { EXAMPLES, examplesPage } from '../../docs/generate/examples';
import { EXAMPLES_PAGE, LOCAL_X, PAGE, TRIGGERS } from '../../docs/generate/main';
import { localXPage } from '../../docs/generate/oddities';
import { operationsPage } from '../../docs/generate/operations';
import { TABLE_NAMES, triggersPage } from '../../docs/generate/triggers';
import { ODDITIES } from '../../sandbox/oddities/catalogue';
import { withRow } from './support';

describe('docs/operations.md', () => {
	it('is up to date; if not, `npm run docs` writes it', () => {
		expect(readFileSync(PAGE, 'utf8')).toBe(operationsPage(RESOURCES));
	});

	it('changes with a row, and does not depend on the order of the rows', () => {
		expect(operationsPage(withRow('post.search', (row) => ({ ...row, price: 'User: Read' })))).not.toBe(
			operationsPage(RESOURCES),
		);
		expect(
			operationsPage(
				[...RESOURCES].reverse().map((resource) => ({ ...resource, operations: [...resource.operations].reverse() })),
			),
		).toBe(operationsPage(RESOURCES));
	});

	it('names every operation with a link that leads to it', () => {
		const page = operationsPage(RESOURCES);
		const headings = [...page.matchAll(/^#{2,3} (.+)$/gm)].map(
			([, heading]) =>
				`#${heading
					.toLowerCase()
					.replace(/[^a-z0-9 -]/g, '')
					.replace(/ /g, '-')}`,
		);
		const links = [...page.matchAll(/\]\((#[^)]+)\)/g)].map(([, anchor]) => anchor);
		expect(links.filter((anchor) => !headings.includes(anchor))).toEqual([]);
		expect(new Set(headings).size).toBe(headings.length);
	});
});

describe('docs/local-x.md', () => {
	const page = readFileSync(LOCAL_X, 'utf8');

	it('lists every oddity of the local X as it is now; `npm run docs` writes it anew', () => {
		expect(localXPage(page)).toBe(page);
		for (const name of ODDITIES) expect(page).toContain(`\`${name}\``);
		expect(localXPage(page.replace('`late-index`', '`later-index`'))).toBe(page);
	});
});

describe('docs/examples.md', () => {
	it('tells of every example what its note tells; `npm run docs` writes it anew', () => {
		const page = readFileSync(EXAMPLES_PAGE, 'utf8');
		expect(examplesPage(page, readWorkflow)).toBe(page);
		expect(examplesPage(page.replace('0.015 USD', '0.02 USD'), readWorkflow)).toBe(page);
	});
});

describe('docs/triggers.md', () => {
	const page = readFileSync(TRIGGERS, 'utf8');

	it('has every table, as the rows say it now; `npm run docs` writes them anew', () => {
		expect([...page.matchAll(/<!-- table: (.+?) -->/g)].map(([, name]) => name).sort()).toEqual(
			[...TABLE_NAMES].sort(),
		);
		expect(triggersPage(page)).toBe(page);
		expect(triggersPage(page.replace('| New Bookmark |', '| New Bookmarks |'))).toBe(page);
	});
});

describe('the pages', () => {
	const root = path.join(__dirname, '..', '..');
	const inFolder = (folder: string) =>
		readdirSync(path.join(root, folder))
			.filter((file) => file.endsWith('.md'))
			.map((file) => path.join(folder, file));
	const pages = [...inFolder('.'), ...inFolder('docs')];
	const textOf = (page: string) => readFileSync(path.join(root, page), 'utf8').replace(/^```[^]*?^```$/gm, '');
	/** As GitHub names them. */
	const anchorsOf = (page: string) =>
		[...textOf(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) =>
			heading
				.toLowerCase()
				.replace(/[^\p{L}\p{N}_ -]/gu, '')
				.replace(/ /g, '-'),
		);
	/** In code, brackets may stand as in a link. */
	const CODE = /(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g;
	const links = pages.flatMap((page) =>
		[
			...textOf(page)
				.replace(CODE, '')
				.matchAll(/(!?)\[([^\]]*)\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g),
		].map(([, isPicture, text, file, anchor]) => ({
			page,
			text,
			isPicture: isPicture === '!',
			file: file ? path.join(path.dirname(page), file) : page,
			anchor,
		})),
	);

	it('link to what is there', () => {
		expect(links.length).toBeGreaterThan(100);
		const broken = links.filter(
			({ file, anchor }) =>
				!existsSync(path.join(root, file)) || (anchor && file.endsWith('.md') && !anchorsOf(file).includes(anchor)),
		);
		expect(broken.map(({ page, file, anchor = '' }) => `${page}: ${file}#${anchor}`)).toEqual([]);
	});

	it('have pictures of the examples that load quickly', () => {
		const pictures = EXAMPLES.map(([file]) => statSync(path.join(root, 'docs', 'images', `example-${file}.webp`)).size);
		expect(Math.max(...pictures)).toBeLessThan(80_000);
		expect(EXAMPLES.map(([file]) => `${file}.json`).sort()).toEqual(workflowFiles());
	});

	it('show every picture, and say what is on it', () => {
		const shown = links.filter(({ isPicture }) => isPicture);
		expect(shown.filter(({ text }) => text.length < 10)).toEqual([]);
		expect(shown.filter(({ file }) => statSync(path.join(root, file)).size < 1000)).toEqual([]);
		const there = readdirSync(path.join(root, 'docs', 'images')).map((file) => path.join('docs', 'images', file));
		expect(there.filter((file) => !shown.some((each) => each.file === file))).toEqual([]);
	});
});
