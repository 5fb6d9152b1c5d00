/** Files of X Chat: encrypted bytes, addressed by their media hash key. */
import type { EndpointName } from '../../../api/client/call';
import { XError } from '../../../api/errors/errors';
import { append } from '../../../api/media/upload';
import { fields, operation, type Call, type ValuesOf } from '../../types';
import { conversation, SEALED, UNREAD } from './shared';

const access = { user: ['media.write'] } as const;
const INITIALIZE: EndpointName = 'POST /2/chat/media/upload/initialize';
const APPEND: EndpointName = 'POST /2/chat/media/upload/{id}/append';
const FINALIZE: EndpointName = 'POST /2/chat/media/upload/{id}/finalize';

const uploadFields = fields([
	{ ...conversation, to: 'body.conversation_id' },
	{
		name: 'file',
		displayName: 'Input Binary Field',
		kind: 'file',
		anyType: true,
		required: true,
		default: 'data',
		placeholder: 'e.g. data',
		description: 'Field of the input item that holds the encrypted file',
	},
	{ name: 'messageId', displayName: 'Message ID', kind: 'text', description: 'Message that the file belongs to' },
	{
		name: 'ttl',
		displayName: 'Lifetime (Milliseconds)',
		kind: 'text',
		pattern: /^[0-9]+$/,
		placeholder: 'e.g. 86400000',
		description: 'How long until the file disappears',
	},
]);

export const uploadChatMedia = operation({
	name: 'uploadMedia',
	displayName: 'Upload Media',
	action: 'Upload chat media',
	description: 'Upload an encrypted file and get its media hash key for the message',
	notice: SEALED,
	endpoint: INITIALIZE,
	repeatable: true,
	access,
	fields: uploadFields,
	also: [
		{ endpoint: APPEND, access },
		{ endpoint: FINALIZE, access },
	],
	returns: 'result',
	run,
});

export const downloadChatMedia = operation({
	name: 'downloadMedia',
	displayName: 'Download Media',
	action: 'Download chat media',
	description: 'Download an encrypted file of a conversation',
	notice: UNREAD,
	endpoint: 'GET /2/chat/media/{id}/{media_hash_key}',
	access,
	fields: [
		conversation,
		{
			name: 'mediaHashKey',
			displayName: 'Media Hash Key',
			kind: 'text',
			to: 'path.media_hash_key',
			required: true,
			pattern: /^[a-zA-Z0-9]{1,50}$/,
			description: 'Key found in the decrypted message',
		},
	],
	returns: 'file',
});

interface Started {
	conversation_id?: string;
	media_hash_key: string;
	session_id: string;
}

/** Initialises an upload, sends the bytes in segments and finalises it; returns X's first and last responses as one. */
async function run({ values, client, body }: Call<ValuesOf<typeof uploadFields>>) {
	const { file } = values;
	const started = ((await client.call(INITIALIZE, { body: { ...body, total_bytes: file.size } })).data ??
		{}) as Partial<Started>;
	const { session_id: id, media_hash_key } = started;
	if (!id || !media_hash_key)
		throw new XError(
			{ title: 'X did not return an upload session', detail: '', type: '' },
			{ endpoint: INITIALIZE, status: 200 },
		);
	// For a conversation with one other account, X returns the full ID of the conversation.
	const along = { conversation_id: started.conversation_id ?? String(body.conversation_id), media_hash_key };
	const parts = await append(client, { endpoint: APPEND, id, along }, file);
	const finished = await client.call(FINALIZE, {
		path: { id },
		body: {
			...along,
			num_parts: String(parts),
			...(values.messageId ? { message_id: values.messageId } : {}),
			...(values.ttl ? { ttl_msec: values.ttl } : {}),
		},
	});
	return { data: { ...started, ...(finished.data as object | undefined) } };
}
