/** docs/operations.md is what the rows say. */
import { readFileSync } from 'node:fs';
import { RESOURCES } from '../../connector';
import { PAGE } from '../../docs/generate/main';
import { operationsPage } from '../../docs/generate/operations';
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
