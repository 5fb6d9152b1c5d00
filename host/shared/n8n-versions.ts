/**
 * Guards for n8n features that not all supported versions have. n8n 1.104 and newer are supported; each guard names the
 * version that introduced the feature and can be removed once no older one is supported. (The token renewal in
 * renewal.ts is needed before 2.39.)
 */
import type {
	IExecuteFunctions,
	IPollFunctions,
	ITriggerFunctions,
	NodeApiError,
	NodeExecutionHint,
	NodeOperationError,
} from 'n8n-workflow';

/** Marks members that older versions of n8n may lack. */
type Lacking<Context, Missing extends keyof Context> = Omit<Context, Missing> & Partial<Pick<Context, Missing>>;

/** The time budget of a poll if n8n sets no limit: its shortest interval. */
const MINUTE_MS = 60_000;

/** How long a poll may take, in milliseconds: from 2.38. */
export const pollBudget = (context: Lacking<IPollFunctions, 'getPollBudgetMs'>): number =>
	context.getPollBudgetMs?.() ?? MINUTE_MS;

/** Reports a failure of a trigger that stays active as a failed execution: from 2.7, in the log before that. */
export function tellFailure(
	context: Lacking<ITriggerFunctions, 'saveFailedExecution'>,
	error: NodeApiError | NodeOperationError,
): void {
	if (context.saveFailedExecution) context.saveFailedExecution(error);
	else context.logger.error(`${context.getNode().name}: ${error.message} ${error.description ?? ''}`.trim());
}

/** Shows a hint beside the output; for an agent's tool from 1.119, since earlier versions cannot show one there. */
export function tellHint(context: Lacking<IExecuteFunctions, 'addExecutionHints'>, hint: NodeExecutionHint): void {
	context.addExecutionHints?.(hint);
}

/** Whether an agent runs the node as a tool: not told by 1.113 and older. */
export const isTool = (context: Lacking<Pick<IExecuteFunctions, 'isToolExecution'>, 'isToolExecution'>): boolean =>
	context.isToolExecution?.() ?? false;
