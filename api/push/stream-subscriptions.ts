/**
 * Keeps one owner's subscriptions for the activity stream in step with a list. The stream carries the events of all
 * subscriptions of the app, so an owner recognizes its own by a mark in their tag.
 */
import { inner, label } from '../json/members';
import type { XClient } from '../client/call';
import { XError } from '../errors/errors';
import { settle } from '../errors/outcome';
import {
	currentName,
	idsIn,
	keyOf,
	standing,
	subscribe,
	unsubscribe,
	type Standing,
	type Subscription,
} from './standing';

export interface SyncedSubscriptions {
	/** What delivers the wanted events, as X has it. */
	standing: Array<Pick<Standing, 'event_type' | 'filter' | 'tag'>>;
	/** IDs of the subscriptions that this owner added and may delete. */
	own: string[];
}

/**
 * Adds missing subscriptions and deletes those of the owner that are no longer wanted. One that somebody else has made,
 * for a webhook for instance, is used but not owned: a second one would deliver the same event twice.
 * When one is refused, everything that this call added is deleted again.
 * @param by the client whose credential may subscribe: the app's, or the account's for private events
 * @param keepOld leave the owner's earlier subscriptions alone (a test run beside an active workflow)
 */
export async function syncSubscriptions(
	client: XClient,
	by: XClient,
	mark: string,
	wanted: readonly Subscription[],
	keepOld = false,
): Promise<SyncedSubscriptions> {
	const there = await standing(client);
	const keys = new Set(wanted.map(keyOf));
	const used = new Map<string, Standing>();
	// The owner's own one comes first, then those without a webhook.
	const inOrder = [...there].sort((a, b) => rank(a, mark) - rank(b, mark));
	for (const each of inOrder) if (keys.has(keyOf(each)) && !used.has(keyOf(each))) used.set(keyOf(each), each);
	const marked = there.filter(({ tag }) => tag === mark);
	const added: Standing[] = [];
	for (const each of wanted.filter((one) => !used.has(keyOf(one)))) {
		const subscription = { event_type: each.event_type, filter: each.filter, tag: mark };
		const created = await settle(subscribe(by, subscription));
		if (created.ok) added.push({ ...subscription, subscription_id: created.value });
		else if (!isDuplicate(created.error)) {
			await unsubscribe(client, idsIn(added)).catch(() => undefined);
			throw created.error;
		} else added.push(...(await standing(client)).filter((one) => keyOf(one) === keyOf(each)).slice(0, 1));
	}
	const kept = [...used.values()];
	if (!keepOld) await unsubscribe(client, idsIn(marked.filter((each) => !kept.includes(each))));
	const owned = [...added, ...(keepOld ? [] : kept)].filter(({ tag }) => tag === mark);
	return { standing: [...added, ...kept], own: idsIn(owned) };
}

const rank = ({ tag, webhook_id }: Standing, mark: string): number => {
	if (tag === mark) return 0;
	return webhook_id === undefined ? 1 : 2;
};

/** Another process has been quicker. */
const isDuplicate = (error: unknown): boolean =>
	error instanceof XError && /DuplicateSubscription/i.test(`${error.problem.title} ${error.problem.detail}`);

/** Whether an event was delivered for one of these subscriptions. X tells the filter and the tag, and no ID. */
export function isOf(event: Record<string, unknown>, subscriptions: SyncedSubscriptions['standing']): boolean {
	const type = currentName(label(event.event_type) ?? '');
	const { user_id, keyword, direction } = inner(event.filter);
	return subscriptions.some(
		({ event_type, filter, tag }) =>
			currentName(event_type) === type &&
			filter.user_id === label(user_id) &&
			filter.keyword === label(keyword) &&
			(filter.direction ?? direction) === (direction ?? filter.direction) &&
			(tag ?? '') === (label(event.tag) ?? ''),
	);
}
