/** The subscriptions of an app to the X Activity API, as X has them (docs.x.com/x-api/activity). */
import { inner, label, NOTHING, objects } from '../json/members';
import type { Answer, XClient } from '../client/call';
import { collect } from '../read/pages';
import { XError } from '../errors/errors';
import { partialProblems } from '../errors/problem';

/** One event of one account, or of one keyword. */
export interface Subscription {
	event_type: string;
	filter: { user_id?: string; keyword?: string; direction?: string };
	tag?: string;
}

export interface Standing extends Subscription {
	subscription_id: string;
	webhook_id?: string;
}

const CREATE = 'POST /2/activity/subscriptions';
/** X deletes at most this many subscriptions per request. */
const MOST_IDS = 100;

/** X renamed this event and accepts both names. */
export const currentName = (event_type: string): string =>
	event_type === 'chat.conversation_join' ? 'chat.conversation.join' : event_type;

/** X keeps one subscription of this key for a webhook, and one without a webhook, whatever its tag. */
export const keyOf = ({ event_type, filter }: Subscription): string =>
	[currentName(event_type), filter?.user_id, filter?.keyword, filter?.direction].map((part) => part ?? '').join('\n');

export const listIn = <T>({ data }: Answer): T[] => objects(data) as T[];

/** All subscriptions of the app. */
export async function standing(client: XClient): Promise<Standing[]> {
	const { answers, stopped } = await collect(
		async (query) => await client.call('GET /2/activity/subscriptions', { query }),
		{ size: { min: 1, max: 1000 }, token: 'pagination_token' },
		Infinity,
	);
	// With an incomplete list, the rest would be subscribed twice.
	if (stopped) throw stopped;
	return answers.flatMap((answer) => listIn<Standing>(answer));
}

/** @returns its ID */
export async function subscribe(by: XClient, subscription: Subscription, webhookId?: string): Promise<string> {
	const answer = await by.call(CREATE, {
		body: { ...subscription, ...(webhookId === undefined ? {} : { webhook_id: webhookId }) },
	});
	return idOf(answer) ?? refused(answer, CREATE);
}

/** The specification puts it in `data.subscription`, the docs in `data` or `data[0]`. */
function idOf({ data }: Answer): string | undefined {
	const [first = NOTHING] = objects([inner(data).subscription ?? data].flat());
	return label(first.subscription_id);
}

export async function unsubscribe(client: XClient, ids: readonly string[]): Promise<void> {
	for (let from = 0; from < ids.length; from += MOST_IDS)
		await client.call('DELETE /2/activity/subscriptions', { query: { ids: ids.slice(from, from + MOST_IDS) } });
}

export function refused(answer: Answer, endpoint: string): never {
	const [problem = { title: 'X did not say what it created', detail: '', type: '' }] = partialProblems(answer);
	throw new XError(problem, { endpoint, status: 200 });
}

export const isGone = (error: unknown): boolean => error instanceof XError && error.context.status === 404;
export const idsIn = (subscriptions: readonly Standing[]) =>
	subscriptions.map(({ subscription_id }) => subscription_id);
