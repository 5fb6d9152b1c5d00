/**
 * What n8n has not always had. Supported is n8n 1.104 and newer; each guard here names the version from which n8n has it,
 * and can go once no older one is supported. (How tokens are renewed, see renewal.ts, is needed before 2.39.)
 */
import type {
	IExecuteFunctions,
	IPollFunctions,
	ITriggerFunctions,
	NodeApiError,
	NodeExecutionHint,
	NodeOperationError,
} from 'n8n-workflow';

/** Older n8n may lack these. */
type Lacking<Context, Missing extends keyof Context> = Omit<Context, Missing> & Partial<Pick<Context, Missing>>;

/** What a poll is given where n8n names no limit: its shortest interval. */
const MINUTE_MS = 60_000;

/** How long a poll may take, in milliseconds: from 2.38. */
export const pollBudget = (context: Lacking<IPollFunctions, 'getPollBudgetMs'>): number =>
	context.getPollBudgetMs?.() ?? MINUTE_MS;

/** Tells a failure of a trigger that stays active, as a failed execution: from 2.7, before that in the log. */
export function tellFailure(
	context: Lacking<ITriggerFunctions, 'saveFailedExecution'>,
	error: NodeApiError | NodeOperationError,
): void {
	if (context.saveFailedExecution) context.saveFailedExecution(error);
	else context.logger.error(`${context.getNode().name}: ${error.message} ${error.description ?? ''}`.trim());
}

/** Shows a hint beside the output; for a tool of an agent from 1.119, before that a tool has no place for it. */
export function tellHint(context: Lacking<IExecuteFunctions, 'addExecutionHints'>, hint: NodeExecutionHint): void {
	context.addExecutionHints?.(hint);
}
