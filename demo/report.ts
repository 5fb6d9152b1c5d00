import type { INode, INodeExecutionData } from 'n8n-workflow';
import type { Execution, Workflow } from './n8n/client';
import { Problem } from './problem';

export interface Post {
	id: string;
	text: string;
	username?: string;
}

/** What the X nodes of one execution did. */
export interface Outcome {
	read: Post[];
	created: Post[];
}

const isX = (node: INode): boolean => node.type.startsWith('n8n-nodes-x.');

const itemsOf = (execution: Execution, node: INode): INodeExecutionData[] =>
	execution.data.resultData.runData[node.name]?.flatMap((run) => run.data?.main?.[0] ?? []) ?? [];

/** Not a file, an upload or a user. */
const isPost = ({ json }: INodeExecutionData): boolean => typeof json.text === 'string';

const postOf = ({ json }: INodeExecutionData): Post => ({
	id: json.id as string,
	text: json.text as string,
	...(typeof json.username === 'string' && { username: json.username }),
});

export function outcome(execution: Execution, { nodes }: Workflow): Outcome {
	const posts = (wanted: (operation: unknown) => boolean): Post[] =>
		nodes
			.filter((node) => isX(node) && wanted(node.parameters.operation))
			.flatMap((node) => itemsOf(execution, node).filter(isPost).map(postOf));
	return {
		read: posts((operation) => operation !== 'create'),
		created: posts((operation) => operation === 'create'),
	};
}

/** Reports why a workflow failed. */
export function refuseFailure(name: string, { status, data }: Execution): void {
	if (status === 'success') return;
	const { error, lastNodeExecuted } = data.resultData;
	const reason = [error?.message, (error as { description?: string } | undefined)?.description]
		.filter(Boolean)
		.join(' ');
	throw new Problem(
		`"${name}" ended as ${status}${lastNodeExecuted ? ` in the node "${lastNodeExecuted}"` : ''}: ${reason || 'n8n gave no reason'}`,
	);
}

const widest = 76;

/** A post as one line. */
export function line({ text, username }: Post): string {
	const flat = text.replace(/\s+/g, ' ').trim();
	const short = flat.length > widest ? `${flat.slice(0, widest - 1)}…` : flat;
	return `  • ${username ? `@${username}: ` : ''}${short}`;
}
