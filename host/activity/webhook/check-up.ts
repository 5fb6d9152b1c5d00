/**
 * Puts back what somebody else removed at X. X calls an active webhook at least once a day (its own check), which is the
 * only moment at which n8n runs the node.
 */
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { settle, messageOf } from '../../../api/errors/outcome';
import { nodeKey } from '../memory';

const EVERY_MS = 3_600_000;
/** After a failure. */
const AGAIN_MS = 600_000;

/** When each node is checked next, in milliseconds since 1970. */
const dueAt = new Map<string, number>();

/** What was put in step just now needs no check. */
export function noteInStep(context: IHookFunctions | IWebhookFunctions): void {
	dueAt.set(nodeKey(context), Date.now() + EVERY_MS);
}

/** Nothing is put back while the node registers (X calls the webhook before it answers) or is deactivated. */
export function noteChange(context: IHookFunctions): void {
	dueAt.set(nodeKey(context), Infinity);
}

/** @param putInStep returns whether anything was missing; a failure must not block deliveries */
export async function checkUp(context: IWebhookFunctions, putInStep: () => Promise<boolean>): Promise<void> {
	const key = nodeKey(context);
	const now = Date.now();
	// The test in the editor lasts two minutes.
	if (context.getMode() === 'manual' || now < (dueAt.get(key) ?? 0)) return;
	dueAt.set(key, now + EVERY_MS);
	const outcome = await settle(putInStep());
	const { logger } = context;
	const node = context.getNode().name;
	if (!outcome.ok) {
		dueAt.set(key, now + AGAIN_MS);
		logger.warn(`X Activity Trigger: its subscriptions could not be checked: ${messageOf(outcome.error)}`, {
			node,
		});
	} else if (outcome.value)
		logger.warn('X Activity Trigger: subscriptions that were missing at X have been put back.', { node });
}
