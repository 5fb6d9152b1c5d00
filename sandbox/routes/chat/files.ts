import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Routes } from '../../context';
import { discard } from '../../http/body';
import { invalidRequest, unknownPath } from '../../http/errors';
import { sampled } from '../../rows/answers';
import { fieldsAndMedia } from '../media/uploads';
import { jsonBody } from '../posts/body';
import { canonical, conversationAt, isHere } from './parts';

const begun = z.object({ conversation_id: z.string(), total_bytes: z.number().int().min(0) }).strict();
const segment = z
	.object({
		media: z.unknown(),
		segment_index: z.coerce.number().int().min(0).max(999),
		conversation_id: z.string(),
		media_hash_key: z.string(),
	})
	.strict();
const finished = z
	.object({
		conversation_id: z.string(),
		media_hash_key: z.string(),
		num_parts: z.string(),
		message_id: z.string().optional(),
		ttl_msec: z.string().optional(),
	})
	.strict();

export const chatFiles: Routes = {
	'POST /2/chat/media/upload/initialize': (call) => {
		const body = jsonBody(call, begun);
		const { chat } = call.ctx;
		const { id } = conversationAt(call, body.conversation_id);
		const session_id = chat.next();
		const media_hash_key = createHash('sha256').update(session_id).digest('hex').slice(0, 32);
		chat.uploads.set(session_id, { key: `${id}/${media_hash_key}`, segments: new Map(), totalBytes: body.total_bytes });
		return { body: { data: { session_id, media_hash_key, conversation_id: id } } };
	},

	'POST /2/chat/media/upload/{id}/append': async (call) => {
		const upload = call.ctx.chat.uploads.get(call.params.id);
		if (!upload) throw unknownPath();
		const { fields, file } = await fieldsAndMedia(call, segment);
		upload.segments.set(fields.segment_index, await readFile(file.path));
		await discard([file]);
		return { body: { data: { expires_at: Math.floor(call.ctx.clock.now() / 1000) + 3600 } } };
	},

	'POST /2/chat/media/upload/{id}/finalize': (call) => {
		const body = jsonBody(call, finished);
		const { chat } = call.ctx;
		const upload = chat.uploads.get(call.params.id);
		if (!upload) throw unknownPath();
		const parts = [...upload.segments].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
		const bytes = Buffer.concat(parts);
		if (String(parts.length) !== body.num_parts || bytes.length !== upload.totalBytes)
			throw invalidRequest({ message: 'Segments do not add up' });
		chat.files.set(upload.key, bytes);
		chat.uploads.delete(call.params.id);
		return { body: { data: { success: true } } };
	},

	'GET /2/chat/media/{id}/{media_hash_key}': (call) => {
		if (!isHere(call)) return sampled(call);
		conversationAt(call);
		const bytes = call.ctx.chat.files.get(
			`${canonical(call.params.id, call.caller.user!.id)}/${call.params.media_hash_key}`,
		);
		if (!bytes) throw unknownPath();
		return { body: undefined, stream: (res) => void res.type('application/octet-stream').end(bytes) };
	},
};
