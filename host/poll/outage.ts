/** X is away, or a limit is used up: the trigger waits for the next poll and says so once, so that n8n does not give it up. */
import type { IPollFunctions, NodeApiError, NodeOperationError } from 'n8n-workflow';

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
