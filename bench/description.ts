/** How large the nodes' descriptions are and how long their module takes to load, beside n8n's own nodes. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { made } from '../demo/made';
import { report } from './report';

const root = path.resolve(__dirname, '..');
const runtime = path.join(root, '.run', 'n8n', 'node_modules');
const RUNS = 7;

interface Measured {
	name: string;
	operations: number;
	bytes: number;
	loadMs: number;
}

/** Loads a node in a process of its own, on the Node.js that n8n runs on, with n8n-workflow there already; the best of a few runs. */
function measure(name: string, file: string, exported: string): Measured {
	const script = `
		require('n8n-workflow');
		const began = process.hrtime.bigint();
		const node = new (require(${JSON.stringify(file)})[${JSON.stringify(exported)}])();
		const loadMs = Number(process.hrtime.bigint() - began) / 1e6;
		const description = node.description ?? node.nodeVersions[node.currentVersion].description;
		const full = node.nodeVersions ? node.nodeVersions[node.currentVersion].description : node.description;
		const operations = full.properties.filter(({ name }) => name === 'operation').flatMap(({ options }) => options).length;
		console.log(JSON.stringify({ loadMs, bytes: JSON.stringify(full).length, operations }));
	`;
	const runs = Array.from({ length: RUNS }, () => JSON.parse(execFileSync(made().node, ['-e', script], { cwd: file.startsWith(runtime) ? runtime : root, encoding: 'utf8' })) as Omit<Measured, 'name'>);
	return { name, ...runs.reduce((best, each) => (each.loadMs < best.loadMs ? each : best)) };
}

export function describe(): void {
	const ours = readdirSync(path.join(root, 'dist', 'nodes')).map((name) => measure(name, path.join(root, 'dist', 'nodes', name, `${name}.node.js`), name));
	const builtIn = [['Twitter', 'Twitter'], ['Notion', 'Notion']].map(([folder, exported]) => measure(`${folder} (built-in)`, path.join(runtime, 'n8n-nodes-base', 'dist', 'nodes', folder, `${exported}.node.js`), exported));
	report({
		measurement: 'description', title: `Size of the node description that n8n sends to the editor, and time to load the module and make the node, the best of ${RUNS}`, head: ['', 'operations', 'description KB', 'loading ms'],
		rows: [...ours, ...builtIn].map(({ name, operations, bytes, loadMs }) => [name, operations > 0 ? String(operations) : '–', String(Math.round(bytes / 1024)), loadMs.toFixed(0)]),
	});
	const actions = ours.filter(({ name }) => !name.endsWith('Trigger'));
	console.log(`Both action nodes together: ${Math.round(actions.reduce((sum, { bytes }) => sum + bytes, 0) / 1024)} KB for ${actions.reduce((sum, { operations }) => sum + operations, 0)} operations`);
}

if (require.main === module) describe();
