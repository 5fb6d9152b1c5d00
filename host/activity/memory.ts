/** What the X Activity Trigger stores across restarts of n8n. */
import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

type Context = IHookFunctions | IWebhookFunctions;

export interface Memory extends IDataObject {
	webhookId?: string;
	/**
	 * When the last delivery or the registration was, in milliseconds since 1970; earlier if something before it is
	 * missing.
	 */
	lastAt?: number;
	/**
	 * IDs of the newest events, oldest first, separated by spaces: a single string, as n8n watches every entry of a
	 * list for changes.
	 */
	seen?: string;
}

export const memoryOf = (context: Context): Memory => context.getWorkflowStaticData('node');

/** Identifies one node of one workflow; its test mode counts separately. */
export const nodeKey = (context: Context): string =>
	`${String(context.getWorkflow().id)} ${context.getNode().id} ${context.getMode() === 'manual' ? 'test' : ''}`;

/**
 * The webhooks that were registered in the background: by then n8n has saved what the node stores, so the next delivery
 * adds them.
 */
export const hookIds = new Map<string, string>();
