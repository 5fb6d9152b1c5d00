/** What n8n gives a node to work with, wherever it runs. */
import {
	NodeOperationError,
	sleep,
	type IExecuteFunctions,
	type IHookFunctions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
	type ITriggerFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';

/** The editor asks for lists, and triggers talk to X, outside of any run; such a context cannot be cancelled. */
export type HostContext =
	IExecuteFunctions | ILoadOptionsFunctions | IHookFunctions | IPollFunctions | ITriggerFunctions | IWebhookFunctions;

/** n8n's sleep cannot be ended: in naps, nothing goes on sleeping for long after a run that was cancelled. */
const NAP_MS = 1000;

/** Ends at once when the execution is cancelled in the editor. */
export async function waitOrCancel(context: HostContext, ms: number): Promise<void> {
	const signal = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const cancelled = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
	const until = Date.now() + ms;
	for (let left = ms; left > 0 && !signal?.aborted; left = until - Date.now())
		await Promise.race([sleep(Math.min(left, NAP_MS)), cancelled]);
	if (signal?.aborted)
		throw new NodeOperationError(context.getNode(), 'The execution was cancelled while waiting for X');
}
