/** n8n's Retry of a failed execution, as its execution service prepares it. */
import { createRunExecutionData, type IRunExecutionData } from 'n8n-workflow';

/** The data of an execution as n8n reads it back from its database, without the error that ended it. */
export function retryOf(execution: IRunExecutionData): IRunExecutionData {
	const stored = JSON.parse(JSON.stringify(execution)) as IRunExecutionData;
	const { lastNodeExecuted = '', runData } = stored.resultData;
	delete stored.resultData.error;
	if (runData[lastNodeExecuted]?.at(-1)?.error !== undefined) runData[lastNodeExecuted].pop();
	return createRunExecutionData(stored);
}
