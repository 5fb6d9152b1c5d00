import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Credential, N8nClient, SavedWorkflow, Workflow } from './n8n/client';
import { root } from './made';

const folder = path.join(root, 'workflows');

/** The one that shows the main job. */
export const mainWorkflow = 'timeline-to-post.json';

export const workflowFiles = (): string[] =>
	readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.sort();

export const readWorkflow = (file: string): Workflow =>
	JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Workflow;

/** What a person does after an import: choose the credential in every X node, or in those of another kind. */
export function withCredential(workflow: Workflow, { id, name, type }: Credential, nodes = 'n8n-nodes-x.'): Workflow {
	return {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.type.startsWith(nodes) ? { ...node, credentials: { [type]: { id, name } } } : node,
		),
	};
}

/** Workflows imported before, by file: the ID n8n gave and a hash of the file, so that a changed file replaces the old import. */
export type Imported = Record<string, { id: string; hash: string }>;

/** Imports what is not there yet, or whose file has changed; what a user edited in n8n stays as it is otherwise. */
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
