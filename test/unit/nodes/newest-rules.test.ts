/**
 * Rules that n8n's repository has for community nodes and the released lint plugin (0.32.0) has not yet. The last test fails as
 * soon as the installed plugin knows one of them: then its check here can go.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeCredentialDescription, INodeTypeDescription } from 'n8n-workflow';

const root = path.join(__dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

const manifest = JSON.parse(read('package.json')) as { n8n: { nodes: string[] } };
const sources = manifest.n8n.nodes.map((file) => file.replace(/^dist\//, '').replace(/\.js$/, ''));

const descriptionOf = (source: string): INodeTypeDescription => {
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	const module = require(path.join(root, source)) as Record<string, new () => { description: INodeTypeDescription }>;
	const [Node] = Object.values(module);
	return new Node().description;
};

const types = sources.map((source) => `n8n-nodes-x.${descriptionOf(source).name}`);

const CATEGORIES = [
	'Data & Storage',
	'Finance & Accounting',
	'Marketing & Content',
	'Productivity',
	'Miscellaneous',
	'Sales',
	'Development',
	'Analytics',
	'Communication',
	'Utility',
	'AI',
];
const MOST_HINT = 120;
const LEAST_CONTRAST = 1.5;
/** What n8n draws a node on. */
const BACKGROUNDS = { light: '#ffffff', dark: '#2b2b2b' };

/** Never both at once: some condition shows each for other values. */
function exclude(one: INodeCredentialDescription, other: INodeCredentialDescription): boolean {
	const left = one.displayOptions?.show ?? {};
	const right = other.displayOptions?.show ?? {};
	return Object.entries(left).some(
		([name, values]) => right[name] && values?.every((value) => !right[name]?.includes(value)),
	);
}

/** Relative luminance, by WCAG 2. */
function luminance(color: string): number {
	const [r, g, b] = [1, 3, 5]
		.map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
		.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
	const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (lighter + 0.05) / (darker + 0.05);
}

/** Every hint of a field, however deep it lies. */
function hintsIn(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(hintsIn);
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, each]) =>
		name === 'hint' && typeof each === 'string' ? [each] : hintsIn(each),
	);
}

describe.each(sources)('%s', (source) => {
	const description = descriptionOf(source);

	it('is in categories that n8n lists (valid-node-categories)', () => {
		const { categories } = JSON.parse(read(`${source}.json`)) as { categories: string[] };
		expect(categories.length).toBeGreaterThan(0);
		expect(CATEGORIES).toEqual(expect.arrayContaining(categories));
	});

	it('asks for one credential at a time (single-credential-per-node)', () => {
		const { credentials = [] } = description;
		const together = credentials.flatMap((one, i) =>
			credentials.slice(i + 1).filter((other) => !exclude(one, other) && !exclude(other, one)),
		);
		expect(together).toEqual([]);
	});

	it('has hints of a line (hint-max-length)', () => {
		expect(hintsIn(description.properties).filter((hint) => hint.length > MOST_HINT)).toEqual([]);
	});

	it('names nodes to a model that builds workflows which exist, without expressions', () => {
		const { searchHint = '', relatedNodes = [] } = description.builderHint ?? {};
		expect(searchHint).toMatch(/^[^{}]{20,200}$/);
		expect(relatedNodes.length).toBeGreaterThan(0);
		expect(relatedNodes.filter(({ nodeType }) => !types.includes(nodeType))).toEqual([]);
	});

	it('has an icon that can be seen (icon-contrast)', () => {
		const icon = description.icon as { light: string; dark: string };
		for (const theme of ['light', 'dark'] as const) {
			const svg = read(path.join(path.dirname(source), icon[theme].replace('file:', '')));
			const colors = [...svg.matchAll(/(?:fill|stroke)="(#[0-9a-f]{6})"/gi)].map(([, color]) => color);
			expect(Math.max(...colors.map((color) => contrast(color, BACKGROUNDS[theme])))).toBeGreaterThan(LEAST_CONTRAST);
		}
	});
});

it('is checked here as long as the lint plugin does not', () => {
	const released = readdirSync(path.join(root, 'node_modules/@n8n/eslint-plugin-community-nodes/dist/rules'));
	const own = ['valid-node-categories', 'single-credential-per-node', 'hint-max-length', 'icon-contrast'];
	expect(own.filter((rule) => released.includes(`${rule}.js`))).toEqual([]);
});
