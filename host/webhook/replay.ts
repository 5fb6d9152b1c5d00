/** Recovers events missed while n8n was down: X keeps them for a day and redelivers them on request. */
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { replay } from '../../api/push/subscriptions';
import { catchUp as catchUpOption } from '../../connector/triggers/activity';
import { readField } from '../shared/read-fields';
import { memoryOf, nodeKey } from './memory';
import { openSession } from '../session/session';
import { EDITOR } from '../shared/settings';

type Context = IHookFunctions | IWebhookFunctions;

/** A period that X still has to redeliver, in milliseconds since 1970. */
interface Gap {
	since: number;
	/** When to make the next request. */
	askAt: number;
	/** This is the rest of an earlier gap; nothing is left after it. */
	rest?: true;
}

const MINUTE_MS = 60_000;
/** Delay before the next try if X did not accept the request. */
const AGAIN_MS = 10_000;

const minuteOf = (ms: number): number => ms - (ms % MINUTE_MS);

/** The gaps of the nodes that this process knows. */
const gaps = new Map<string, Gap | undefined>();

/** The time up to which nothing is missing. */
export const completeUntil = (context: Context): number => gaps.get(nodeKey(context))?.since ?? Date.now();

/** @param since when the last event came; undefined if none is missing */
export function noteStart(context: Context, since: number | undefined): void {
	gaps.set(nodeKey(context), since === undefined ? undefined : { since, askAt: 0 });
}

/**
 * n8n 2.41 does not call a webhook node at startup: the first request from X is the sign that n8n is back.
 * X counts in whole minutes, so the minute in which n8n came back is requested once it is over.
 */
export async function catchUp(context: Context): Promise<void> {
	const { webhookId, lastAt } = memoryOf(context);
	const key = nodeKey(context);
	if (!gaps.has(key)) noteStart(context, lastAt);
	const gap = gaps.get(key);
	if (!readField(context, catchUpOption) || !webhookId) return void gaps.set(key, undefined);
	const now = Date.now();
	if (!gap || now < gap.askAt) return;
	gap.askAt = now + AGAIN_MS;
	if (!(await ask(context, webhookId, gap.since))) return;
	gaps.set(key, gap.rest ? undefined : { since: minuteOf(now), askAt: minuteOf(now) + MINUTE_MS, rest: true });
}

/** A failure here must not block live events. @returns whether X accepted the request */
async function ask(context: Context, hookId: string, since: number): Promise<boolean> {
	const work = async () => await replay((await openSession(context, 'xAppBearerApi', EDITOR)).client, hookId, since);
	return await work().then(
		() => true,
		(error: Error) => {
			context.logger.warn(
				`X Webhook Trigger: X did not take the request to deliver again what was missed: ${error.message}`,
				{ node: context.getNode().name },
			);
			return false;
		},
	);
}
