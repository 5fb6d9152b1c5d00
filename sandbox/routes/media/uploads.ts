import { z } from 'zod';
import { storeBytes, type StoredFile } from '../../http/body';
import type { Call, Routes } from '../../context';
import { invalidRequest, notFound, XError } from '../../http/errors';
import { CATEGORIES, CONTENT_TYPES } from '../../media/rules';
import type { Upload } from '../../media/uploads';
import type { WorldMedia } from '../../world/types';
import { pathId } from '../lookup';
import { jsonBody } from '../posts/body';

const id = z.string().regex(/^[0-9]{1,19}$/);
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const LAST_SEGMENT = 999;

const initializeBody = z
	.object({
		media_type: z.enum(CONTENT_TYPES),
		media_category: z.enum(CATEGORIES),
		total_bytes: z.number().int().min(0).max(17_179_869_184),
		shared: z.boolean(),
		additional_owners: z.array(id),
	})
	.partial()
	.strict();

const uploadFields = z
	.object({
		media: z.unknown(),
		media_category: z.enum(CATEGORIES).refine((one) => one !== 'amplify_video'),
		additional_owners: z.string().optional(),
	})
	.strict();
const appendFields = z
	.object({ media: z.unknown(), segment_index: z.coerce.number().int().min(0).max(LAST_SEGMENT) })
	.strict();

const missing = (mediaId: string) =>
	new XError(404, { ...notFound({ resource: 'media', parameter: 'id', value: mediaId }), status: 404 });

/** The fields of a multipart form or JSON body, with the bytes of `media` stored in a file. */
export async function fieldsAndMedia<T extends { media?: unknown }>(
	call: Call,
	shape: z.ZodType<T, z.ZodTypeDef, unknown>,
): Promise<{ fields: T; file: StoredFile }> {
	const { received, ctx } = call;
	if (received.kind !== 'json' && received.kind !== 'multipart')
		throw invalidRequest({ message: 'The request body must be JSON or multipart/form-data' });
	const parsed = shape.safeParse(received.value);
	if (!parsed.success)
		throw invalidRequest(
			...parsed.error.issues.map((issue) => ({ message: `$.${issue.path.join('.')}: ${issue.message}` })),
		);
	if (received.files.media) return { fields: parsed.data, file: received.files.media };
	const { media } = parsed.data;
	if (typeof media !== 'string' || media === '' || !BASE64.test(media))
		throw invalidRequest({ message: '$.media: is missing or not base64' });
	return {
		fields: parsed.data,
		file: await storeBytes(Buffer.from(media, 'base64'), ctx.folder, 'application/octet-stream'),
	};
}

function uploadOf(call: Call): Upload {
	const uploadId = pathId(call);
	const upload = call.ctx.uploads.open.get(uploadId);
	if (!upload || upload.owner.id !== call.caller.user?.id || upload.expiresAt <= call.ctx.clock.now())
		throw missing(uploadId);
	return upload;
}

const seconds = (call: Call, until: number): number => Math.max(0, Math.round((until - call.ctx.clock.now()) / 1000));

function mediaData(call: Call, media: WorldMedia, fresh = false): Record<string, unknown> {
	const info = call.ctx.uploads.processingInfo(media, fresh);
	return {
		id: media.id,
		media_key: media.mediaKey,
		size: media.size,
		expires_after_secs: seconds(call, media.expiresAt),
		...(info ? { processing_info: info } : {}),
	};
}

export const uploads: Routes = {
	'POST /2/media/upload': async (call) => {
		const { fields, file } = await fieldsAndMedia(call, uploadFields);
		const upload = call.ctx.uploads.begin(call.caller.user!, {
			category: fields.media_category,
			additionalOwners: fields.additional_owners?.split(',').filter(Boolean),
		});
		await call.ctx.uploads.append(upload, 0, file);
		return { body: { data: mediaData(call, await call.ctx.uploads.finish(upload), true) } };
	},

	'POST /2/media/upload/initialize': (call) => {
		const body = jsonBody(call, initializeBody);
		const upload = call.ctx.uploads.begin(call.caller.user!, {
			category: body.media_category,
			contentType: body.media_type,
			totalBytes: body.total_bytes,
			additionalOwners: body.additional_owners,
		});
		return {
			body: {
				data: {
					id: upload.id,
					media_key: call.ctx.world.mediaKey(upload.id, upload.category),
					expires_after_secs: seconds(call, upload.expiresAt),
				},
			},
		};
	},

	'POST /2/media/upload/{id}/append': async (call) => {
		const upload = uploadOf(call);
		const { fields, file } = await fieldsAndMedia(call, appendFields);
		await call.ctx.uploads.append(upload, fields.segment_index, file);
		return { body: { data: { expires_at: Math.floor(upload.expiresAt / 1000) } } };
	},

	'POST /2/media/upload/{id}/finalize': async (call) => {
		return { body: { data: mediaData(call, await call.ctx.uploads.finish(uploadOf(call)), true) } };
	},

	'GET /2/media/upload': (call) => {
		const mediaId = call.query.media_id ?? '';
		if (call.query.command !== undefined && call.query.command !== 'STATUS')
			throw invalidRequest({
				message: 'The `command` query parameter value is not one of [STATUS]',
				parameters: { command: [call.query.command] },
			});
		const media = call.ctx.world.media.get(mediaId);
		if (!media || media.ownerId !== call.caller.user?.id) throw missing(mediaId);
		// X keeps no status of what it need not process.
		if (!media.processing) throw invalidRequest({ message: 'BadRequest: Not found' });
		return { body: { data: mediaData(call, media) } };
	},
};
