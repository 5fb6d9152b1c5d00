/** Files of X Chat: encrypted before they are uploaded, addressed by their media hash key. */
import { inner, label } from '../../../../api/json/members';
import { attachment, openFile, sealFile } from '../../../../api/chat/file';
import { conversationId } from '../../../../api/chat/ids';
import type { AttachmentDescriptor, ChatEngine } from '../../../../api/chat/types';
import type { Answer, XClient } from '../../../../api/client/call';
import { XError } from '../../../../api/errors/errors';
import type { MediaFile } from '../../../../api/media/file';
import { append } from '../../../../api/media/append';
import type { Call } from '../../../call';
import { appendUpload, finalizeUpload, initializeUpload } from '../calls';
import { withKeys } from './directory';
import { readBefore } from './history';

export const download = async (call: Call): Promise<Answer> =>
	await withKeys(call, async (engine) => {
		const { client, me, path, chat } = call;
		const id = conversationId(path.id, await me());
		const { keys } = await readBefore(engine, client, id);
		const { file } = await client.call('GET /2/chat/media/{id}/{media_hash_key}', {
			path: { ...path, id: id.path },
			asFile: true,
		});
		const opened = openFile(engine, file as Uint8Array, keys);
		const { mimeType } = await chat.factsOf(opened);
		return { file: Buffer.from(opened), type: mimeType ?? 'application/octet-stream' };
	});

/** Encrypts a file with the key of the message and uploads it. @returns how the message refers to it */
export async function attach(
	{ client, chat }: Pick<Call, 'client' | 'chat'>,
	engine: ChatEngine,
	file: MediaFile,
	{ signed, key }: { signed: string; key: Uint8Array },
): Promise<AttachmentDescriptor> {
	const { sealed, size, head } = await sealFile(engine, file, key);
	const mediaHashKey = await upload(client, sealed, signed, file.name);
	return attachment(mediaHashKey, { name: file.name, size }, await chat.factsOf(head));
}

async function upload(client: XClient, sealed: Uint8Array, conversation_id: string, name: string): Promise<string> {
	const answer = await client.call(initializeUpload.endpoint, {
		body: { conversation_id, total_bytes: sealed.length },
	});
	const started = inner(answer.data);
	const id = label(started.session_id);
	const media_hash_key = label(started.media_hash_key);
	if (!id || !media_hash_key)
		throw new XError(
			{ title: 'X did not return an upload session', detail: '', type: '' },
			{ endpoint: initializeUpload.endpoint, status: 200 },
		);
	// For a conversation with one other account, X returns the full ID of the conversation.
	const along = { conversation_id: label(started.conversation_id) ?? conversation_id, media_hash_key };
	const parts = await append(
		client,
		{ endpoint: appendUpload.endpoint, id, along },
		{
			name,
			size: sealed.length,
			chunks: async function* (asked) {
				for (let at = 0; at < sealed.length; at += asked) yield sealed.subarray(at, at + asked);
			},
		},
	);
	await client.call(finalizeUpload.endpoint, { path: { id }, body: { ...along, num_parts: String(parts) } });
	return media_hash_key;
}
