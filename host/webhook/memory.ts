/** What the X Webhook Trigger keeps from one start of n8n to the next. */
import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

type Context = IHookFunctions | IWebhookFunctions;

export interface Memory extends IDataObject {
	webhookId?: string;
	/** Milliseconds since 1970 of the last delivery, or of the registration; earlier when something before it is missing. */
	lastAt?: number;
	/** IDs of the newest events, oldest first, with spaces: one text, as n8n watches every entry of a list for changes. */
	seen?: string;
}

export const memoryOf = (context: Context): Memory => context.getWorkflowStaticData('node');

/** One node of one workflow, its test apart. */
export const nodeKey = (context: Context): string =>
	`${String(context.getWorkflow().id)} ${context.getNode().id} ${context.getMode() === 'manual' ? 'test' : ''}`;
