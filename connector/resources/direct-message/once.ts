/** Finds a direct message that was sent although X's answer never came. X takes the same message twice, so it must not be sent blindly. */
import type { Answer, Parts, XClient } from '../../../api/client/call';
import { XError } from '../../../api/client/errors';
import { once } from '../../../api/client/write-once';
import type { Call, Endpoint } from '../../types';
import { getConversationMessages, getManyMessages, getMessagesWithUser } from './read';
import { getMe } from '../user';
import { carries, isWritten, type Shown } from '../../written';

/** The message in a request. */
export interface Message {
	text?: string;
	attachments?: ReadonlyArray<{ media_id: string }>;
}
interface Event extends Shown {
	created_at: string;
	sender_id: string;
	dm_conversation_id: string;
}

/** Where a message shows up once it has been sent. */
export interface Inbox {
	read: typeof getConversationMessages | typeof getManyMessages | typeof getMessagesWithUser;
	path?: Parts['path'];
	/** Which of its conversations it may be; all unless told. */
	isOne?(conversationId: string): boolean;
}

/** The calls that find out what became of a message. */
export const findMessage = (read: Inbox['read']): readonly Endpoint[] => [read, getMe];

/** X charges for each event that is read, and few come in the seconds since the attempt. */
const PAGE = 5;
const MOST_PAGES = 10;
/** The times of X's events may have whole seconds. */
const MARGIN_MS = 2000;

const idOf = ({ data }: Answer): string => String((data as { dm_event_id?: unknown } | undefined)?.dm_event_id);

/** Messages that this run has sent: another one with the same words is not one of them. */
const sentBy = new WeakMap<XClient, Set<string>>();

/** Sends a message once. */
export async function sendOnce(
	{ client, me }: Pick<Call, 'client' | 'me'>,
	send: () => Promise<Answer>,
	message: Message,
	inbox: Inbox,
): Promise<Answer> {
	const others = sentBy.get(client) ?? new Set<string>();
	sentBy.set(client, others);
	const ids = (message.attachments ?? []).map(({ media_id }) => media_id);
	const answer = await once(client, {
		send,
		async find(began) {
			const sender = await me();
			const isIt = (event: Event) =>
				event.sender_id === sender &&
				!others.has(event.id) &&
				isWritten(event, message.text) &&
				carries(event, ids) &&
				inbox.isOne?.(event.dm_conversation_id) !== false;
			const found = (await eventsSince(client, inbox, () => began() - MARGIN_MS)).find(isIt);
			return found && { data: { dm_conversation_id: found.dm_conversation_id, dm_event_id: found.id } };
		},
		lookAt: 'at the conversation on X, or with one of the Get Many operations of Direct Message,',
	});
	others.add(idOf(answer));
	return answer;
}

/** Every message of the inbox since a time, newest first. @throws XError when they cannot all be seen */
async function eventsSince(client: XClient, { read, path }: Inbox, since: () => number): Promise<Event[]> {
	const events: Event[] = [];
	let token: string | undefined;
	for (let page = 0; page < MOST_PAGES; page++) {
		const query = {
			max_results: PAGE,
			event_types: ['MessageCreate'],
			'dm_event.fields': ['attachments', 'created_at', 'dm_conversation_id', 'entities', 'id', 'text'],
			expansions: ['sender_id', 'attachments.media_keys'],
			pagination_token: token,
		};
		const { data = [], meta } = (await client.call(read.endpoint, { path, query }).catch(needsScope(read))) as {
			data?: Event[];
			meta?: { next_token?: string };
		};
		// X's clock is known better now than before the answer.
		const recent = data.filter(({ created_at }) => Date.parse(created_at) >= since());
		events.push(...recent);
		token = meta?.next_token;
		if (!token || recent.length < data.length) return events;
	}
	throw new XError(
		{
			title: 'Too many messages have come since',
			detail: `The message is not among the newest ${PAGE * MOST_PAGES}.`,
			type: '',
		},
		{ endpoint: read.endpoint, status: 200 },
	);
}

/** X does not say which scope is missing. */
const needsScope =
	({ access }: Inbox['read']) =>
	(error: unknown): never => {
		if (!(error instanceof XError) || error.context.status !== 403) throw error;
		throw new XError(error.problem, {
			...error.context,
			advice: `It needs the scopes ${(access.user ?? []).join(', ')}: add what is missing in the credential and connect the account again.`,
		});
	};
