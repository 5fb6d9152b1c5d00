/**
 * Keeps the webhook and subscriptions of the X Activity API in sync with what one URL wants
 * (docs.x.com/x-api/activity).
 */
import type { Answer, XClient } from '../client/call';
import { XError } from '../errors/errors';
import { partialProblems } from '../errors/problem';
import { settle, valueOf } from '../errors/outcome';
import { collect } from '../client/pages';

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

const key = ({ event_type, filter, tag }: Subscription): string =>
	[event_type, filter.user_id, filter.keyword, filter.direction, tag].map((part) => part ?? '').join('\n');

export async function findHook(client: XClient, url: string): Promise<Hook | undefined> {
	const { data } = await client.call('GET /2/webhooks');
	return ((data as Hook[] | undefined) ?? []).find((hook) => hook.url === url);
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
		.flatMap(({ data }) => (data as Standing[] | undefined) ?? [])
		.filter(({ webhook_id }) => webhook_id === hook.id);
}

interface Difference {
	missing: Subscription[];
	surplus: Standing[];
}

async function difference(client: XClient, hook: Hook, wanted: readonly Subscription[]): Promise<Difference> {
	const there = await subscriptionsOf(client, hook);
	const [theirs, ours] = [there, wanted].map((each) => new Set(each.map(key)));
	return {
		missing: wanted.filter((each) => !theirs.has(key(each))),
		surplus: there.filter((each) => !ours.has(key(each))),
	};
}

/** The webhook, if it is valid and delivers exactly what is wanted. */
export async function inStep(client: XClient, url: string, wanted: readonly Subscription[]): Promise<Hook | undefined> {
	const hook = await findHook(client, url);
	if (!hook?.valid) return undefined;
	const { missing, surplus } = await difference(client, hook, wanted);
	return missing.length + surplus.length === 0 ? hook : undefined;
}

/** X validates the URL (CRC) before it responds, so the URL has to be served already. */
async function createHook(client: XClient, url: string): Promise<Hook> {
	const answer = await client.call('POST /2/webhooks', { body: { url } });
	return answer.data ? (answer.data as Hook) : refused(answer, 'POST /2/webhooks');
}

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
	const { missing, surplus } = await difference(client, hook, wanted);
	const added: string[] = [];
	for (const subscription of missing) {
		const outcome = await settle(
			by.call('POST /2/activity/subscriptions', { body: { ...subscription, webhook_id: hook.id } }),
		);
		const id = outcome.ok ? idOf(outcome.value) : undefined;
		if (id) added.push(id);
		else {
			await takeBack(client, added, before ? undefined : hook);
			refused(valueOf(outcome), 'POST /2/activity/subscriptions');
		}
	}
	await unsubscribe(
		client,
		surplus.map(({ subscription_id }) => subscription_id),
	);
	return hook;
}

/** A failure here must not hide the error that caused the rollback. */
async function takeBack(client: XClient, added: readonly string[], hook?: Hook): Promise<void> {
	await unsubscribe(client, added).catch(() => undefined);
	if (hook) await deleteHook(client, hook).catch(() => undefined);
}

/** The specification puts it in `data.subscription`, the docs in `data` or `data[0]`. */
function idOf({ data }: Answer): string | undefined {
	const [first] = [(data as { subscription?: unknown } | undefined)?.subscription ?? data].flat() as Array<
		Standing | undefined
	>;
	return first?.subscription_id;
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
	await unsubscribe(
		client,
		(await subscriptionsOf(client, hook)).map(({ subscription_id }) => subscription_id),
	);
	await deleteHook(client, hook);
}

const stamp = (ms: number): string => new Date(ms).toISOString().replace(/\D/g, '').slice(0, 12);

/**
 * Asks X to redeliver the events since a given time, at most a day back; X counts in whole minutes.
 * @param since time of the last sign of life, in milliseconds since 1970
 * @returns whether there was a gap to fill
 */
export async function replay(client: XClient, hookId: string, since: number): Promise<boolean> {
	const until = client.now();
	const from = Math.max(since - MINUTE_MS, until - DAY_MS + MINUTE_MS);
	if (stamp(from) >= stamp(until)) return false;
	await client.call('POST /2/webhooks/replay', {
		body: { webhook_id: hookId, from_date: stamp(from), to_date: stamp(until) },
	});
	return true;
}
