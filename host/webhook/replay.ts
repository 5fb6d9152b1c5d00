/** What came while n8n was down: X keeps the events of a day and delivers them again when asked. */
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { replay } from '../../api/push/subscriptions';
import { catchUp as catchUpOption } from '../../connector/triggers/activity';
import { readField } from '../shared/read-fields';
import { memoryOf, nodeKey } from './memory';
import { openSession } from '../shared/session';
import { EDITOR } from '../shared/settings';

type Context = IHookFunctions | IWebhookFunctions;

/** A time for which X still has to deliver again. Milliseconds since 1970. */
interface Gap {
	since: number;
	/** When to ask (again). */
	askAt: number;
	/** The rest of an earlier one; nothing is left after it. */
	rest?: true;
}

const MINUTE_MS = 60_000;
/** When X did not take the request. */
const AGAIN_MS = 10_000;

const minuteOf = (ms: number): number => ms - (ms % MINUTE_MS);

/** Of the nodes that this process knows. */
const gaps = new Map<string, Gap | undefined>();

/** Until when nothing is missing. */
export const completeUntil = (context: Context): number => gaps.get(nodeKey(context))?.since ?? Date.now();

/** @param since when the last event came; nothing when none is missing */
export function noteStart(context: Context, since: number | undefined): void {
	gaps.set(nodeKey(context), since === undefined ? undefined : { since, askAt: 0 });
}

/**
 * n8n 2.41 does not ask a webhook node anything at its start: the first thing that X sends is the sign that n8n is back.
 * X counts in whole minutes, so the minute of the return is asked for once it is over.
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

/** A fault here must not keep the live ones away. @returns whether X took it */
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
