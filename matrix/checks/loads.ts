/** n8n has found the package's nodes. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../demo/made';
import type { Check } from '../checks';
import { expect } from '../stage';

const { n8n } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { n8n: { nodes: string[] } };

const NODES = n8n.nodes
	.map((file) => path.basename(file, '.node.js'))
	.map((name) => name[0].toLowerCase() + name.slice(1));

export const loads: Check = async ({ client }) => {
	const types = JSON.parse(await client.page('/types/nodes.json')) as Array<{ name: string }>;
	const known = new Set(types.map(({ name }) => name));
	const missing = [...NODES, 'xTool'].filter((name) => !known.has(`n8n-nodes-x.${name}`));
	expect(missing.length === 0, () => `${missing.join(', ')} are not known`);
};
