/** Identifies what a node has set up at X as its own. */
import { createHash } from 'node:crypto';
import type { IExecuteFunctions, ITriggerFunctions } from 'n8n-workflow';

export const markOf = (context: ITriggerFunctions | IExecuteFunctions): string =>
	`n8n-${createHash('sha256')
		.update(`${String(context.getWorkflow().id)} ${context.getNode().id}`)
		.digest('hex')
		.slice(0, 8)}`;
