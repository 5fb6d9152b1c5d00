/** Recovers events missed while n8n was down: X keeps them for a day and redelivers them on request. */
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { settle } from '../../../api/errors/outcome';
import { replay } from '../../../api/push/subscriptions';
import { catchUp as catchUpOption } from '../../../connector/triggers/activity';
import { readField } from '../../shared/read-fields';
import { openApp } from '../app';
import { memoryOf, nodeKey } from '../memory';
import { isPassing } from '../../session/passing';
import { EDITOR } from '../../shared/settings';

type Context = IHookFunctions | IWebhookFunctions;

/** A period that X still has to redeliver, in milliseconds since 1970. */
interface Gap {
	since: number;
	/** When to make the next request. */
	askAt: number;
	/** How often X has not accepted the request. */
	failed?: number;
	/** This is the rest of an earlier gap; nothing is left after it. */
	rest?: true;
}

const MINUTE_MS = 60_000;
/** Delay before the next try if X did not accept the request; it doubles. */
const AGAIN_MS = 10_000;
const LONGEST_AGAIN_MS = 600_000;

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
	const { failed = 0 } = gap;
	gap.askAt = now + Math.min(LONGEST_AGAIN_MS, AGAIN_MS * 2 ** failed);
	const asked = await settle(ask(context, webhookId, gap.since));
	if (asked.ok)
		gaps.set(key, gap.rest ? undefined : { since: minuteOf(now), askAt: minuteOf(now) + MINUTE_MS, rest: true });
	else if (isPassing(asked.error)) gap.failed = failed + 1;
	else gaps.set(key, undefined);
	// Told once: live events go on in any case.
	if (!asked.ok && failed === 0) warn(context, gap, asked.error as Error);
}

const ask = async (context: Context, hookId: string, since: number): Promise<boolean> =>
	await replay((await openApp(context, EDITOR)).client, hookId, since);

function warn(context: Context, { since }: Gap, error: Error): void {
	const next = isPassing(error) ? 'It is asked again with later events.' : 'It is not asked again.';
	context.logger.warn(
		`X Activity Trigger: X did not take the request to deliver again what was missed since ${new Date(since).toISOString()}: ${error.message}. ${next}`,
		{ node: context.getNode().name },
	);
}
