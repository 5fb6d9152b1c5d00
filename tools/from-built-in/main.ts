/** `npm run convert -- OLD.json NEW.json`: moves an exported workflow from n8n's built-in X node to this package. */
import { readFileSync, writeFileSync } from 'node:fs';
import { convert, type ExportedWorkflow } from './convert';

const usage = 'npm run convert -- OLD.json NEW.json   (an exported workflow, and the file to write)';

/** n8n exports one workflow, or a list of them (`n8n export:workflow --all`). */
function read(file: string): ExportedWorkflow | ExportedWorkflow[] {
	const exported: unknown = JSON.parse(readFileSync(file, 'utf8'));
	const isWorkflow = (value: unknown): boolean => Array.isArray((value as ExportedWorkflow | null)?.nodes);
	if (!(Array.isArray(exported) ? exported : [exported]).every(isWorkflow))
		throw new Error(`${file} is not a workflow of n8n: it has no nodes.`);
	return exported as ExportedWorkflow | ExportedWorkflow[];
}

function main([from, to]: readonly string[]): void {
	if (!from || !to) throw new Error(usage);
	const exported = read(from);
	const all = (Array.isArray(exported) ? exported : [exported]).map((workflow) => convert(workflow));
	const workflows = all.map(({ workflow }) => workflow);
	// What is there may be the only copy of a workflow: it is not written over.
	writeFileSync(to, `${JSON.stringify(Array.isArray(exported) ? workflows : workflows[0], null, 2)}\n`, { flag: 'wx' });

	const count = all.reduce((sum, { converted }) => sum + converted.length, 0);
	console.log(`${count} ${count === 1 ? 'node was' : 'nodes were'} rewritten; ${from} is as it was.`);
	for (const { workflow, notes } of all) {
		if (notes.length > 0) console.log(`\n${workflow.name ?? from}`);
		for (const { node, text } of notes) console.log(`  ${node}: ${text}`);
	}
}

try {
	main(process.argv.slice(2));
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
