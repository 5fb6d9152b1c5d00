import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Credential, N8nClient, SavedWorkflow, Workflow } from './n8n/client';
import { root } from './made';

const folder = path.join(root, 'workflows');

/** The workflow that shows the main use case. */
export const mainWorkflow = 'timeline-to-post.json';

export const workflowFiles = (): string[] =>
	readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.sort();

export const readWorkflow = (file: string): Workflow =>
	JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Workflow;

/** Does what a person does after an import: chooses the credential in every X node, or in nodes of another kind. */
export function withCredential(workflow: Workflow, { id, name, type }: Credential, nodes = 'n8n-nodes-x.'): Workflow {
	return {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.type.startsWith(nodes) ? { ...node, credentials: { [type]: { id, name } } } : node,
		),
	};
}

/**
 * Previously imported workflows by file: n8n's ID and a hash of the file, so that a changed file replaces the old
 * import.
 */
export type Imported = Record<string, { id: string; hash: string }>;

/** Imports workflows that are missing or whose file has changed; the user's edits in n8n are otherwise kept. */
export async function importWorkflows(n8n: N8nClient, credential: Credential, before: Imported): Promise<Imported> {
	const present = new Set((await n8n.workflows()).map(({ id }) => id));
	const imported: Imported = {};
	for (const file of workflowFiles()) {
		const workflow = withCredential(readWorkflow(file), credential);
		const hash = createHash('sha256').update(JSON.stringify(workflow)).digest('hex');
		const known = before[file];
		const isThere = known !== undefined && present.has(known.id);
		if (isThere && known.hash === hash) imported[file] = known;
		else {
			const saved: SavedWorkflow = isThere
				? await n8n.updateWorkflow(known.id, workflow)
				: await n8n.createWorkflow(workflow);
			imported[file] = { id: saved.id, hash };
		}
	}
	return imported;
}
