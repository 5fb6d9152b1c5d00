/** `npm run convert -- OLD.json NEW.json`: moves an exported workflow from n8n's built-in X node to this package. */
import { readFileSync, writeFileSync } from 'node:fs';
import { convert, type ExportedWorkflow } from './convert';

const [from, to] = process.argv.slice(2);
if (!from || !to || from === to) {
	console.error('npm run convert -- OLD.json NEW.json   (an exported workflow, and the file to write)');
	process.exit(1);
}

const exported = JSON.parse(readFileSync(from, 'utf8')) as ExportedWorkflow | ExportedWorkflow[];
// n8n exports one workflow, or a list of them (`n8n export:workflow --all`).
const all = (Array.isArray(exported) ? exported : [exported]).map((workflow) => convert(workflow));
const workflows = all.map(({ workflow }) => workflow);
writeFileSync(to, `${JSON.stringify(Array.isArray(exported) ? workflows : workflows[0], null, 2)}\n`);

const count = all.reduce((sum, { converted }) => sum + converted.length, 0);
console.log(`${count} ${count === 1 ? 'node was' : 'nodes were'} rewritten; ${from} is as it was.`);
for (const { workflow, notes } of all) {
	if (notes.length > 0) console.log(`\n${workflow.name ?? from}`);
	for (const { node, text } of notes) console.log(`  ${node}: ${text}`);
}
