import { InputError } from '../../../api/errors/errors';
import { user } from '../../fields';
import { field, operation, type ConnectedAccount, type Endpoint, type ValuesOf } from '../../types';
import { findMessage, NO_MEDIA, sendOnce, type Inbox } from './once';
import { conversation, getConversationMessages, getManyMessages, getMessagesWithUser } from './read';
import { uploadCalls, uploading } from '../media/upload';
import { refuseVideos } from '../media/video-length';

const access = { user: ['dm.write', 'tweet.read', 'users.read'] } as const;
const limits = { user: ['15/15min', '1440/24h'], app: ['1440/24h'] } as const;
const price = 'DM Interaction: Create';
const notice =
	'X refuses messages to accounts that do not accept them from yours. Its rules forbid unsolicited bulk messages.';
/** Sending messages, and finding those that were sent. */
const calls = (read: Inbox['read']): readonly Endpoint[] => [...uploadCalls, ...findMessage(read)];

const text = field({
	name: 'text',
	displayName: 'Text',
	kind: 'longText',
	to: 'body.text',
	front: true,
	placeholder: 'e.g. Thanks for writing, we will look into it',
	description: 'Text of the message. May be empty if there is an attachment. A link to a post shares that post.',
});
const media = field({
	name: 'media',
	displayName: 'Media',
	kind: 'media',
	front: true,
	max: 1,
	description:
		'One image, GIF or video: a file of the input item, or media that this account uploaded for direct messages within the last 24 hours',
});

type MessageValues = ValuesOf<readonly [typeof text, typeof media]>;

export const sendToUser = operation({
	name: 'send',
	displayName: 'Send',
	action: 'Send direct message',
	description: 'Send a private message (DM) to one account',
	notice,
	endpoint: 'POST /2/dm_conversations/with/{participant_id}/messages',
	proof: 'dm_event_id',
	access,
	limits,
	price,
	also: calls(getMessagesWithUser),
	leadsTo: ({ media: attached }) => uploading(attached),
	fields: [{ ...user, to: 'path.participant_id' }, text, media],
	returns: 'result',
	tracks: true,
	check: checkMessage,
	checkAccount,
	run: async (call) =>
		await sendOnce(call, {
			endpoint: 'POST /2/dm_conversations/with/{participant_id}/messages',
			bodyOf: (message) => ({ ...call.body, ...message }),
			inbox: { read: getMessagesWithUser, path: call.path },
		}),
});

export const sendToConversation = operation({
	name: 'sendToConversation',
	displayName: 'Send to Conversation',
	action: 'Send direct message to conversation',
	description: 'Write into a group or another conversation of the connected account',
	notice,
	endpoint: 'POST /2/dm_conversations/{dm_conversation_id}/messages',
	proof: 'dm_event_id',
	access,
	limits,
	price,
	also: calls(getConversationMessages),
	leadsTo: ({ media: attached }) => uploading(attached),
	fields: [{ ...conversation, to: 'path.dm_conversation_id' }, text, media],
	returns: 'result',
	tracks: true,
	check: checkMessage,
	checkAccount,
	run: async (call) =>
		await sendOnce(call, {
			endpoint: 'POST /2/dm_conversations/{dm_conversation_id}/messages',
			bodyOf: (message) => ({ ...call.body, ...message }),
			inbox: { read: getConversationMessages, path: { id: call.path.dm_conversation_id } },
		}),
});

export const createGroup = operation({
	name: 'createGroup',
	displayName: 'Create Group',
	action: 'Create direct message group',
	description: 'Create a group conversation with its first message',
	notice,
	endpoint: 'POST /2/dm_conversations',
	proof: 'dm_event_id',
	access,
	limits,
	price,
	also: calls(getManyMessages),
	leadsTo: ({ media: attached }) => uploading(attached),
	fields: [
		{
			name: 'participants',
			displayName: 'Participants',
			kind: 'users',
			to: 'body.participant_ids',
			required: true,
			others: true,
			min: 2,
			max: 49,
			placeholder: 'e.g. @n8n_io, 2244994945',
			description: '2 to 49 other accounts, as @handles, links or IDs, separated by commas, or a list',
		},
		{ ...text, to: 'body.message.text' },
		media,
	],
	fixed: { 'body.conversation_type': 'Group' },
	returns: 'result',
	tracks: true,
	check: checkMessage,
	checkAccount,
	run: async (call) =>
		await sendOnce(call, {
			endpoint: 'POST /2/dm_conversations',
			bodyOf: (message) => ({ ...call.body, message }),
			inbox: { read: getManyMessages, isOne: isGroup },
		}),
});

/** The ID of a one-to-one conversation consists of both accounts' IDs. */
const isGroup = (conversationId: string): boolean => !conversationId.includes('-');

async function checkAccount({ media: attached }: MessageValues, account: ConnectedAccount): Promise<void> {
	await refuseVideos(attached?.files ?? [], account, 'message');
}

/** X answers longer ones with code 354; its specification names no limit. */
const MOST = 10_000;

/** Rejects what X would refuse, before any request. */
function checkMessage({ text: written, media: { files, ids } = NO_MEDIA }: MessageValues): void {
	const count = files.length + ids.length;
	if (!written?.trim() && count === 0)
		throw new InputError('The message is empty', "Fill in 'Text', or attach 'Media'.");
	const { length } = [...(written ?? '')];
	if (length > MOST)
		throw new InputError(`The message has ${length} characters; the limit is ${MOST}`, 'Shorten it, or send several.');
	if (count > 1)
		throw new InputError(
			`A direct message can have one attachment, not ${count}`,
			'Send one message for each attachment.',
		);
	if (files.some(({ kind }) => kind === 'subtitles'))
		throw new InputError('Subtitles cannot be attached to a direct message', 'Attach an image, a GIF or a video.');
}
