import type { Answer, EndpointName, XClient } from '../../api/client';
import { InputError } from '../../api/errors';
import { uploadToMessage } from './media.upload';
import { user } from '../fields';
import { operation, type Call, type Field, type MediaValue, type Values } from '../types';

const access = { user: ['dm.write', 'tweet.read', 'users.read'] } as const;
const limits = { user: ['15/15min', '1440/24h'], app: ['1440/24h'] } as const;
const price = 'DM Interaction: Create';
const notice = 'X refuses messages to accounts that do not take them from yours; its rules forbid unasked ones in bulk';
const also = uploadToMessage.endpoints;

export const conversation: Field = {
	name: 'conversation', displayName: 'Conversation', kind: 'object', of: 'dmConversation', to: 'path.id', required: true,
	description: 'The conversation, by ID or link; that of two accounts is their IDs, the smaller one first, as in 2244994945-6253282',
};

const text: Field = { name: 'text', displayName: 'Text', kind: 'longText', to: 'body.text', front: true, placeholder: 'e.g. Thanks for writing, we will look into it', description: 'The message; may be empty when there is an attachment. The link of a post shares that post.' };
const media: Field = { name: 'media', displayName: 'Media', kind: 'media', front: true, max: 1, description: 'One image, GIF or video: a file of the input item, or media that this account uploaded for a direct message in the last 24 hours' };

export const sendToUser = operation({
	name: 'send', displayName: 'Send', action: 'Send direct message', description: 'Send a message to one account', notice,
	endpoint: 'POST /2/dm_conversations/with/{participant_id}/messages', access, limits, price, also,
	fields: [{ ...user, to: 'path.participant_id' }, text, media],
	returns: 'result',
	check: checkMessage,
	run: sendBy('POST /2/dm_conversations/with/{participant_id}/messages', (body, message) => ({ ...body, ...message })),
});

export const sendToConversation = operation({
	name: 'sendToConversation', displayName: 'Send to Conversation', action: 'Send direct message to conversation', description: 'Send a message to a group or to another conversation the connected account is in', notice,
	endpoint: 'POST /2/dm_conversations/{dm_conversation_id}/messages', access, limits, price, also,
	fields: [{ ...conversation, to: 'path.dm_conversation_id' }, text, media],
	returns: 'result',
	check: checkMessage,
	run: sendBy('POST /2/dm_conversations/{dm_conversation_id}/messages', (body, message) => ({ ...body, ...message })),
});

export const createGroup = operation({
	name: 'createGroup', displayName: 'Create Group', action: 'Create direct message group', description: 'Start a group conversation with its first message', notice,
	endpoint: 'POST /2/dm_conversations', access, limits, price, also,
	fields: [
		{ name: 'participants', displayName: 'Participants', kind: 'users', to: 'body.participant_ids', required: true, min: 2, max: 49, placeholder: 'e.g. @n8n_io, 2244994945', description: 'Two to 49 other accounts, as @handles, links or IDs, separated by commas, or a list' },
		{ ...text, to: 'body.message.text' },
		media,
	],
	fixed: { 'body.conversation_type': 'Group' },
	returns: 'result',
	check: checkMessage,
	run: sendBy('POST /2/dm_conversations', (body, message) => ({ ...body, message: { ...(body.message as object | undefined), ...message } })),
});

/** What X would refuse, refused before a request is made. */
function checkMessage({ text: written, media: attached }: Values): void {
	const { files = [], ids = [] } = (attached ?? {}) as Partial<MediaValue>;
	const count = files.length + ids.length;
	if (!String(written ?? '').trim() && count === 0) throw new InputError('The message is empty', "Fill in 'Text', or attach 'Media'.");
	if (count > 1) throw new InputError(`A direct message takes one attachment, not ${count}`, 'Send one message for each.');
	if (files.some(({ kind }) => kind === 'subtitles')) throw new InputError('Subtitles cannot be attached to a direct message', 'Attach an image, a GIF or a video.');
}

/** The file goes up first and the message last: a failure before that leaves nothing sent. */
function sendBy(endpoint: EndpointName, place: (body: Call['body'], message: Record<string, unknown>) => Record<string, unknown>) {
	return async ({ values, client, path, body }: Call): Promise<Answer> =>
		await client.call(endpoint, { path, body: place(body, await attachment(client, values.media as MediaValue | undefined)) });
}

async function attachment(client: XClient, media?: MediaValue): Promise<Record<string, unknown>> {
	const [file] = media?.files ?? [];
	const id = file ? await uploadToMessage(client, file, file.altText) : media?.ids[0];
	return id ? { attachments: [{ media_id: id }] } : {};
}
