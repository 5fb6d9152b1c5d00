/**
 * Sends a direct message once, and finds it when X's response was lost. X accepts duplicates, so it is never sent
 * again.
 */
import type { Answer, EndpointName, Parts, XClient } from '../../../api/client/call';
import { label } from '../../../api/json/members';
import { digest } from '../../../api/write/digest';
import { XError } from '../../../api/errors/errors';
import { once, uploadedBefore, type Seen } from '../../../api/write/write-once';
import { newestSince, type Paging } from '../../shared/newest';
import type { Call, Endpoint, MediaValue } from '../../types';
import { carries, isWritten, sameEitherWay } from '../../shared/written';
import { uploadToMessage } from '../media/upload';
import { idIn } from '../post/once';
import { identityOf } from '../post/rules';
import { getMe } from '../user';
import type { getConversationMessages, getManyMessages, getMessagesWithUser } from './read';

/** The message within a request body. */
interface Message {
	text?: string;
	attachments?: ReadonlyArray<{ media_id: string }>;
}
/** Where a message appears once it has been sent. */
export interface Inbox {
	read: typeof getConversationMessages | typeof getManyMessages | typeof getMessagesWithUser;
	path?: Parts['path'];
	/** Which conversations the message may be in; all by default. */
	isOne?(conversationId: string): boolean;
}

export interface Outgoing {
	endpoint: EndpointName;
	/** Builds the whole request body around the message. */
	bodyOf(message: Message): Record<string, unknown>;
	inbox: Inbox;
}

export const NO_MEDIA: MediaValue = { files: [], ids: [] };

/** The endpoints used to find out whether a message was sent. */
export const findMessage = (read: Inbox['read']): readonly Endpoint[] => [read, getMe];

/** The file is uploaded first and the message sent last: after an earlier failure, nothing has been sent. */
export async function sendOnce(
	call: Call<{ text?: string; media?: MediaValue }>,
	{ endpoint, bodyOf, inbox }: Outgoing,
): Promise<Answer> {
	const {
		client,
		path,
		writes,
		values: { text = '', media = NO_MEDIA },
	} = call;
	const remembered = writes.single(digest([endpoint, path, bodyOf({}), identityOf({ text, media })]));
	const { earlier } = remembered;
	if (earlier?.answer) return earlier.answer;
	const ids = uploadedBefore(earlier, client.now()) ?? (await attach(client, media));
	const message: Message = {
		...(text ? { text } : {}),
		...(ids.length > 0 ? { attachments: ids.map((media_id) => ({ media_id })) } : {}),
	};
	return await once(
		client,
		writes.ledger,
		{
			endpoint,
			content: digest([endpoint, path, sameEitherWay(text), ids]),
			send: async () => await client.call(endpoint, { path, body: bodyOf(message) }),
			idOf: ({ data }) => idIn(data, 'dm_event_id'),
			look: async (since) => await lookFor(call, { text, ids }, inbox, since),
			refusesTwins: false,
			lookAt: 'at the conversation on X, or with one of the Get Many operations of Direct Message,',
		},
		{ earlier, note: (attempt) => remembered.note(attempt && { ...attempt, media: ids }) },
	);
}

async function attach(client: XClient, { files: [file], ids }: MediaValue): Promise<readonly string[]> {
	return file ? [await uploadToMessage(client, file, file.altText)] : ids.slice(0, 1);
}

async function lookFor(
	{ client, me }: Pick<Call, 'client' | 'me'>,
	{ text, ids }: { text: string; ids: readonly string[] },
	{ read, path, isOne = () => true }: Inbox,
	since: () => number,
): Promise<Seen> {
	const sender = await me();
	const fetch = async (paging: Paging) =>
		await client.call(read.endpoint, { path, query: { ...TELLING, ...paging } }).catch(needsScope(read));
	const sent = (await newestSince(read.endpoint, fetch, since)).filter(
		({ sender_id, dm_conversation_id }) => label(sender_id) === sender && isOne(label(dm_conversation_id) ?? ''),
	);
	const same = sent.filter((event) => isWritten(event, { text }) && carries(event, ids));
	return {
		same: same.reverse().map(({ id, dm_conversation_id }) => ({
			id,
			answer: { data: { dm_conversation_id, dm_event_id: id } },
		})),
		others: sent.filter((event) => !same.includes(event)).map(({ id }) => id),
	};
}

const TELLING = {
	event_types: ['MessageCreate'],
	'dm_event.fields': ['attachments', 'created_at', 'dm_conversation_id', 'entities', 'id', 'text'],
	expansions: ['sender_id', 'attachments.media_keys'],
} as const;

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
