/** What the X Activity Trigger stores across restarts of n8n. */
import type { IDataObject } from 'n8n-workflow';
import { createSeen, type Seen } from '../../api/push/seen';
import type { Context } from './app';

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
 * Number of events remembered for de-duplication; a replay overlaps earlier deliveries by one to two minutes, into
 * which a burst may fit.
 */
const REMEMBERED = 5000;

/**
 * n8n reloads the workflow for every delivery and handles bursts concurrently: only the memory of this process knows
 * all events.
 */
const memories = new Map<string, Seen>();

export function seenBy(context: Context): Seen {
	const key = nodeKey(context);
	const seen = memories.get(key) ?? createSeen(REMEMBERED);
	memories.set(key, seen);
	// Another process of this n8n may have received deliveries too.
	for (const id of memoryOf(context).seen?.split(' ') ?? []) seen.fresh(id);
	return seen;
}

/**
 * The webhooks that were registered in the background: by then n8n has saved what the node stores, so the next delivery
 * adds them.
 */
export const hookIds = new Map<string, string>();
