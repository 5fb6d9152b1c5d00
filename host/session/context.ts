/** What n8n provides to a node, in any of its contexts. */
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

/** Lists for the editor and triggers run outside of an execution; their contexts cannot be cancelled. */
export type HostContext =
	IExecuteFunctions | ILoadOptionsFunctions | IHookFunctions | IPollFunctions | ITriggerFunctions | IWebhookFunctions;

/**
 * n8n's sleep cannot be interrupted, so waits are split into short naps: nothing keeps sleeping long after a cancelled
 * run.
 */
const NAP_MS = 1000;

/** Returns at once if the execution is cancelled in the editor. */
export async function waitOrCancel(context: HostContext, ms: number): Promise<void> {
	const signal = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const over = new AbortController();
	const cancelled = new Promise<void>((resolve) =>
		signal?.addEventListener('abort', () => resolve(), { signal: over.signal }),
	);
	const until = Date.now() + ms;
	for (let left = ms; left > 0 && !signal?.aborted; left = until - Date.now())
		await Promise.race([sleep(Math.min(left, NAP_MS)), cancelled]);
	// A run may wait many times.
	over.abort();
	if (signal?.aborted)
		throw new NodeOperationError(context.getNode(), 'The execution was cancelled while waiting for X');
}
