import { readFileSync } from 'node:fs';
import path from 'node:path';
import { OWNED_READ_USD, PRICES } from '../../../api/money/prices';
import { root } from '../../../demo/made';
import { readWorkflow, workflowFiles } from '../../../demo/workflows';

/** How large n8n draws a node, with the room its name takes. */
const drawn = { width: 200, height: 160 };
type Box = typeof drawn & { x: number; y: number };

describe('every example workflow', () => {
	it.each(workflowFiles())('%s tells what it does and carries no credential', (file) => {
		const { nodes, name } = readWorkflow(file);
		expect(name).not.toBe('');
		expect(nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote')).toHaveLength(1);
		expect(nodes.some(({ type }) => type.startsWith('n8n-nodes-x.'))).toBe(true);
		expect(nodes.filter(({ credentials }) => credentials !== undefined)).toEqual([]);
	});

	it.each(workflowFiles())('%s lies tidily on the canvas', (file) => {
		const boxes = readWorkflow(file).nodes.map(({ name, type, position: [x, y], parameters }) =>
			type === 'n8n-nodes-base.stickyNote'
				? { name, x, y, width: Number(parameters.width), height: Number(parameters.height) }
				: { name, x, y, ...drawn },
		);
		const meets = (a: Box, b: Box) =>
			a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
		expect(
			boxes.flatMap((a, i) =>
				boxes
					.slice(i + 1)
					.filter((b) => meets(a, b))
					.map((b) => `${a.name} lies over ${b.name}`),
			),
		).toEqual([]);
	});

	it.each(workflowFiles())('%s tells what it costs, by the price list', (file) => {
		const note = readWorkflow(file).nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote')?.parameters
			.content as string;
		const [, costs] = note.split('**Costs per run:**');
		const known = [OWNED_READ_USD, ...Object.values(PRICES).map(({ usd }) => usd)];
		const amounts = [...costs.matchAll(/([\d.]+) USD/g)].map(([, amount]) => Number(amount));
		expect(amounts).not.toEqual([]);
		expect(amounts.filter((amount) => !known.includes(amount))).toEqual([]);
	});

	it('is listed among the examples', () => {
		const listed = [
			...readFileSync(path.join(root, 'docs', 'examples.md'), 'utf8').matchAll(/\]\(\.\.\/workflows\/([^)]+\.json)\)/g),
		].map(([, file]) => file);
		expect(listed.sort()).toEqual(workflowFiles());
	});
});
