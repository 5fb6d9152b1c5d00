/**
 * Keeps the webhook and subscriptions of the X Activity API in sync with what one URL wants
 * (docs.x.com/x-api/activity).
 */
import type { XClient } from '../client/call';
import { XError } from '../errors/errors';
import { settle, valueOf } from '../errors/outcome';
import { toMinute } from '../objects/time';
import {
	idsIn,
	isGone,
	keyOf,
	listIn,
	refused,
	standing,
	subscribe,
	unsubscribe,
	type Standing,
	type Subscription,
} from './standing';

export type { Subscription } from './standing';

export interface Hook {
	id: string;
	url: string;
	valid: boolean;
}

const MINUTE_MS = 60_000;
/** X keeps events for a day. */
const DAY_MS = 24 * 60 * MINUTE_MS;

const labelled = (subscription: Subscription): string => `${keyOf(subscription)}\n${subscription.tag ?? ''}`;

const isAt = (url: string, hook: Hook): boolean =>
	URL.canParse(hook.url) && new URL(hook.url).href === new URL(url).href;

export async function findHook(client: XClient, url: string): Promise<Hook | undefined> {
	return listIn<Hook>(await client.call('GET /2/webhooks')).find((hook) => isAt(url, hook));
}

const subscriptionsOf = async (client: XClient, hook: Hook): Promise<Standing[]> =>
	(await standing(client)).filter(({ webhook_id }) => String(webhook_id) === String(hook.id));

interface Difference {
	missing: Subscription[];
	/** Those whose tag alone is another one: X refuses to create them beside the old one. */
	retagged: Array<{ old: Standing; wanted: Subscription }>;
	surplus: Standing[];
}

async function difference(client: XClient, hook: Hook, wanted: readonly Subscription[]): Promise<Difference> {
	const there = await subscriptionsOf(client, hook);
	const known = new Map(there.map((each) => [keyOf(each), each]));
	const [theirs, ours] = [there, wanted].map((each) => new Set(each.map(labelled)));
	const retagged = wanted.flatMap((each) => {
		const old = theirs.has(labelled(each)) ? undefined : known.get(keyOf(each));
		return old ? [{ old, wanted: each }] : [];
	});
	const replaced = new Set(retagged.map(({ old }) => old));
	return {
		missing: wanted.filter((each) => !known.has(keyOf(each))),
		retagged,
		surplus: there.filter((each) => !ours.has(labelled(each)) && !replaced.has(each)),
	};
}

/** The webhook, if it is valid and delivers exactly what is wanted. */
export async function inStep(client: XClient, url: string, wanted: readonly Subscription[]): Promise<Hook | undefined> {
	const hook = await findHook(client, url);
	if (!hook?.valid) return undefined;
	const { missing, retagged, surplus } = await difference(client, hook, wanted);
	return missing.length + retagged.length + surplus.length === 0 ? hook : undefined;
}

/** X validates the URL (CRC) before it responds, so the URL has to be served already. */
async function createHook(client: XClient, url: string): Promise<Hook> {
	const outcome = await settle(client.call('POST /2/webhooks', { body: { url } }));
	if (!outcome.ok) {
		// An earlier attempt, or another process of this n8n, has been quicker.
		const there = isDuplicate(outcome.error) ? await findHook(client, url) : undefined;
		if (there) return there;
	}
	const answer = valueOf(outcome);
	return answer.data ? (answer.data as Hook) : refused(answer, 'POST /2/webhooks');
}

const isDuplicate = (error: unknown): boolean =>
	error instanceof XError && /Duplicate(Url|Subscription)/i.test(`${error.problem.title} ${error.problem.detail}`);

/** Another process of this n8n has been quicker. */
const isThere = async (client: XClient, hook: Hook, wanted: Subscription, error: unknown): Promise<boolean> =>
	isDuplicate(error) && (await subscriptionsOf(client, hook)).some((each) => keyOf(each) === keyOf(wanted));

/**
 * Registers the URL and subscribes to what is wanted; existing subscriptions are kept.
 * When a subscription is refused, everything that this call added is removed again.
 * @param by the client whose credential may subscribe: the app's, or the account's for private events
 */
export async function setUp(client: XClient, by: XClient, url: string, wanted: readonly Subscription[]): Promise<Hook> {
	const before = await findHook(client, url);
	const hook = before ?? (await createHook(client, url));
	if (!hook.valid) await client.call('PUT /2/webhooks/{webhook_id}', { path: { webhook_id: hook.id } });
	const { missing, retagged, surplus } = await difference(client, hook, wanted);
	const added: string[] = [];
	for (const subscription of missing) {
		const outcome = await settle(subscribe(by, subscription, hook.id));
		if (outcome.ok) added.push(outcome.value);
		else if (!(await isThere(client, hook, subscription, outcome.error))) {
			await takeBack(client, added, before ? undefined : hook);
			throw outcome.error;
		}
	}
	for (const each of retagged) await retag(client, by, hook, each);
	await unsubscribe(client, idsIn(surplus));
	return hook;
}

/** A tag can be changed in place, but not removed. */
async function retag(client: XClient, by: XClient, hook: Hook, { old, wanted }: Difference['retagged'][number]) {
	const path = { subscription_id: old.subscription_id };
	if (wanted.tag) {
		const body = { tag: wanted.tag };
		const changed = await settle(client.call('PUT /2/activity/subscriptions/{subscription_id}', { path, body }));
		if (changed.ok) return;
		if (!isGone(changed.error)) throw changed.error;
	}
	await unsubscribe(client, [old.subscription_id]);
	await subscribe(by, wanted, hook.id);
}

/** A failure here must not hide the error that caused the rollback. */
async function takeBack(client: XClient, added: readonly string[], hook?: Hook): Promise<void> {
	await unsubscribe(client, added).catch(() => undefined);
	if (hook) await deleteHook(client, hook).catch(() => undefined);
}

const deleteHook = async (client: XClient, { id }: Hook) =>
	await client.call('DELETE /2/webhooks/{webhook_id}', { path: { webhook_id: id } });

/** Removes the webhook of this URL with its subscriptions; those of other webhooks stay. */
export async function takeDown(client: XClient, url: string): Promise<void> {
	const hook = await findHook(client, url);
	if (!hook) return;
	await unsubscribe(client, idsIn(await subscriptionsOf(client, hook)));
	const deleted = await settle(deleteHook(client, hook));
	if (!deleted.ok && !isGone(deleted.error)) throw deleted.error;
}

/**
 * Asks X to redeliver the events since a given time, at most a day back; X counts in whole minutes.
 * @param since time of the last sign of life by this computer's clock, in milliseconds since 1970
 * @returns whether there was a gap to fill
 */
export async function replay(client: XClient, hookId: string, since: number): Promise<boolean> {
	const until = client.xTime(client.now());
	const from = Math.max(client.xTime(since) - MINUTE_MS, until - DAY_MS + MINUTE_MS);
	if (toMinute(from) >= toMinute(until)) return false;
	await client.call('POST /2/webhooks/replay', {
		body: { webhook_id: hookId, from_date: toMinute(from), to_date: toMinute(until) },
	});
	return true;
}
