/**
 * If X is unavailable or a limit is exhausted, the trigger waits for the next poll and reports it once, so that n8n
 * does not deactivate it.
 */
import type { IPollFunctions, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { XError } from '../../api/client/errors';

/** Whether the error resolves itself. Errors that a person has to fix are thrown, which ends an activation. */
export const isPassing = (error: unknown): error is XError =>
	error instanceof XError &&
	!error.context.lasting &&
	(error.context.status === 0
		? error.problem.type !== 'spending-limit'
		: error.context.status >= 500 || error.context.exhausted !== undefined || error.context.status === 429);

interface Outage {
	/** ISO 8601. */
	since: string;
}

/** @param error as n8n shows it */
export function reportOutage(context: IPollFunctions, error: NodeApiError | NodeOperationError): void {
	const memory = context.getWorkflowStaticData('node') as { outage?: Outage };
	if (memory.outage) return;
	const since = new Date().toISOString();
	memory.outage = { since };
	error.description =
		`${error.description ?? ''} Since ${since}. The trigger stays active and tries again with each poll; what happens meanwhile comes afterwards.`.trim();
	context.__emitError(error);
}

export function endOutage(context: IPollFunctions): void {
	const memory = context.getWorkflowStaticData('node') as { outage?: Outage };
	if (!memory.outage) return;
	context.logger.info(`X Trigger: X answers again after an outage since ${memory.outage.since}`, {
		node: context.getNode().name,
	});
	delete memory.outage;
}
