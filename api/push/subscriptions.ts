/**
 * Keeps the webhook and subscriptions of the X Activity API in sync with what one URL wants
 * (docs.x.com/x-api/activity).
 */
import { inner, label, NOTHING, objects } from '../json/members';
import type { Answer, XClient } from '../client/call';
import { XError } from '../errors/errors';
import { partialProblems } from '../errors/problem';
import { settle, valueOf } from '../errors/outcome';
import { collect } from '../client/pages';
import { toMinute } from '../objects/time';

/** One event of one account, or of one keyword. */
export interface Subscription {
	event_type: string;
	filter: { user_id?: string; keyword?: string; direction?: string };
	tag?: string;
}

interface Standing extends Subscription {
	subscription_id: string;
	webhook_id?: string;
}

export interface Hook {
	id: string;
	url: string;
	valid: boolean;
}

/** X deletes at most this many subscriptions per request. */
const MOST_IDS = 100;
const MINUTE_MS = 60_000;
/** X keeps events for a day. */
const DAY_MS = 24 * 60 * MINUTE_MS;

/** X renamed this event and accepts both names. */
const currentName = (event_type: string): string =>
	event_type === 'chat.conversation_join' ? 'chat.conversation.join' : event_type;
/** X keeps one subscription of this key for a webhook, whatever its tag. */
const key = ({ event_type, filter }: Subscription): string =>
	[currentName(event_type), filter?.user_id, filter?.keyword, filter?.direction].map((part) => part ?? '').join('\n');
const labelled = (subscription: Subscription): string => `${key(subscription)}\n${subscription.tag ?? ''}`;

const listIn = <T>({ data }: Answer): T[] => (Array.isArray(data) ? (data as T[]) : []);
const isAt = (url: string, hook: Hook): boolean =>
	hook.url === url || (URL.canParse(hook.url) && new URL(hook.url).href === new URL(url).href);

export async function findHook(client: XClient, url: string): Promise<Hook | undefined> {
	return listIn<Hook>(await client.call('GET /2/webhooks')).find((hook) => isAt(url, hook));
}

async function subscriptionsOf(client: XClient, hook: Hook): Promise<Standing[]> {
	const { answers, stopped } = await collect(
		async (query) => await client.call('GET /2/activity/subscriptions', { query }),
		{ size: { min: 1, max: 1000 }, token: 'pagination_token' },
		Infinity,
	);
	// With an incomplete list, the rest would be subscribed twice.
	if (stopped) throw stopped;
	return answers
		.flatMap((answer) => listIn<Standing>(answer))
		.filter(({ webhook_id }) => String(webhook_id) === String(hook.id));
}

interface Difference {
	missing: Subscription[];
	/** Those whose tag alone is another one: X refuses to create them beside the old one. */
	retagged: Array<{ old: Standing; wanted: Subscription }>;
	surplus: Standing[];
}

async function difference(client: XClient, hook: Hook, wanted: readonly Subscription[]): Promise<Difference> {
	const there = await subscriptionsOf(client, hook);
	const standing = new Map(there.map((each) => [key(each), each]));
	const [theirs, ours] = [there, wanted].map((each) => new Set(each.map(labelled)));
	const retagged = wanted.flatMap((each) => {
		const old = theirs.has(labelled(each)) ? undefined : standing.get(key(each));
		return old ? [{ old, wanted: each }] : [];
	});
	const replaced = new Set(retagged.map(({ old }) => old));
	return {
		missing: wanted.filter((each) => !standing.has(key(each))),
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
	error instanceof XError && /DuplicateUrl/i.test(`${error.problem.title} ${error.problem.detail}`);

function refused(answer: Answer, endpoint: string): never {
	const [problem = { title: 'X did not say what it created', detail: '', type: '' }] = partialProblems(answer);
	throw new XError(problem, { endpoint, status: 200 });
}

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
		const outcome = await settle(subscribe(by, hook, subscription));
		if (outcome.ok) added.push(outcome.value);
		else {
			await takeBack(client, added, before ? undefined : hook);
			throw outcome.error;
		}
	}
	for (const each of retagged) await retag(client, by, hook, each);
	await unsubscribe(client, idsIn(surplus));
	return hook;
}

async function subscribe(by: XClient, hook: Hook, subscription: Subscription): Promise<string> {
	const endpoint = 'POST /2/activity/subscriptions';
	const answer = await by.call(endpoint, { body: { ...subscription, webhook_id: hook.id } });
	return idOf(answer) ?? refused(answer, endpoint);
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
	await subscribe(by, hook, wanted);
}

const isGone = (error: unknown): boolean => error instanceof XError && error.context.status === 404;
const idsIn = (subscriptions: readonly Standing[]) => subscriptions.map(({ subscription_id }) => subscription_id);

/** A failure here must not hide the error that caused the rollback. */
async function takeBack(client: XClient, added: readonly string[], hook?: Hook): Promise<void> {
	await unsubscribe(client, added).catch(() => undefined);
	if (hook) await deleteHook(client, hook).catch(() => undefined);
}

/** The specification puts it in `data.subscription`, the docs in `data` or `data[0]`. */
function idOf({ data }: Answer): string | undefined {
	const [first = NOTHING] = objects([inner(data).subscription ?? data].flat());
	return label(first.subscription_id);
}

async function unsubscribe(client: XClient, ids: readonly string[]): Promise<void> {
	for (let from = 0; from < ids.length; from += MOST_IDS)
		await client.call('DELETE /2/activity/subscriptions', { query: { ids: ids.slice(from, from + MOST_IDS) } });
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
 * @param since time of the last sign of life, in milliseconds since 1970
 * @returns whether there was a gap to fill
 */
export async function replay(client: XClient, hookId: string, since: number): Promise<boolean> {
	const until = client.now();
	const from = Math.max(since - MINUTE_MS, until - DAY_MS + MINUTE_MS);
	if (toMinute(from) >= toMinute(until)) return false;
	await client.call('POST /2/webhooks/replay', {
		body: { webhook_id: hookId, from_date: toMinute(from), to_date: toMinute(until) },
	});
	return true;
}
