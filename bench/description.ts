/** How large the nodes' descriptions are and how long their module takes to load, beside n8n's own nodes. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { made } from '../demo/made';
import { report } from './report';

const root = path.resolve(__dirname, '..');
const runtime = path.join(root, '.run', 'n8n', 'node_modules');
const ROUNDS = 15;

interface Node {
	name: string;
	file: string;
	exported: string;
}

interface Measured {
	operations: number;
	bytes: number;
	loadMs: number;
}

/** Loads a node in a process of its own, on the Node.js that n8n runs on, with n8n-workflow there already. */
function measure({ file, exported }: Node): Measured {
	const script = `
		require('n8n-workflow');
		const began = process.hrtime.bigint();
		const node = new (require(${JSON.stringify(file)})[${JSON.stringify(exported)}])();
		const loadMs = Number(process.hrtime.bigint() - began) / 1e6;
		const description = node.description ?? node.nodeVersions[node.currentVersion].description;
		const full = node.nodeVersions ? node.nodeVersions[node.currentVersion].description : node.description;
		const lists = full.properties.filter(({ name }) => name === 'operation');
		const operations = new Set(lists.flatMap(({ options, displayOptions }) => options.map(({ value }) => displayOptions?.show?.resource + value))).size;
		console.log(JSON.stringify({ loadMs, bytes: JSON.stringify(full).length, operations }));
	`;
	return JSON.parse(
		execFileSync(made().node, ['-e', script], { cwd: file.startsWith(runtime) ? runtime : root, encoding: 'utf8' }),
	) as Measured;
}

const ours = (name: string): Node => ({
	name,
	file: path.join(root, 'dist', 'nodes', name, `${name}.node.js`),
	exported: name,
});
const builtIn = (name: string): Node => ({
	name: `${name} (built-in)`,
	file: path.join(runtime, 'n8n-nodes-base', 'dist', 'nodes', name, `${name}.node.js`),
	exported: name,
});

function describe(): void {
	const nodes = [...readdirSync(path.join(root, 'dist', 'nodes')).map(ours), ...['Twitter', 'Notion'].map(builtIn)];
	// In turns, so that a machine that is slow for a while is slow for all of them.
	const rounds = Array.from({ length: ROUNDS }, () => nodes.map(measure));
	const best = nodes.map(({ name }, i) => ({
		name,
		...rounds.map((round) => round[i]).reduce((least, each) => (each.loadMs < least.loadMs ? each : least)),
	}));
	report({
		measurement: 'description',
		title: `Size of the node description that n8n sends to the editor, and time to load the module and make the node, the best of ${ROUNDS}`,
		head: ['', 'operations', 'description KB', 'loading ms'],
		rows: best.map(({ name, operations, bytes, loadMs }) => [
			name,
			operations > 0 ? String(operations) : '–',
			String(Math.round(bytes / 1024)),
			loadMs.toFixed(0),
		]),
	});
	const actions = best.filter(({ name }) => !name.includes('Trigger') && !name.includes('built-in'));
	console.log(
		`Both action nodes together: ${Math.round(actions.reduce((sum, { bytes }) => sum + bytes, 0) / 1024)} KB for ${actions.reduce((sum, { operations }) => sum + operations, 0)} operations`,
	);
}

if (require.main === module) describe();
