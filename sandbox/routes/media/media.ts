import { z } from 'zod';
import type { Routes } from '../../context';
import { forbidden, notFound, XError } from '../../http/errors';
import { readWant } from '../../view/requested-fields';
import { viewMedia } from '../../view/media';
import { idList, MEDIA_KEY, pathId, withoutData } from '../lookup';
import { jsonBody } from '../posts/body';

/** Characters, of which an emoji is one (spec: maxLength). */
const altText = z.string().refine((text) => [...text].length <= 1000, 'String must contain at most 1000 character(s)');

/** Unknown members are accepted, since the specification closes neither object. */
const metadataBody = z.object({
	id: z.string().regex(/^[0-9]{1,19}$/),
	metadata: z
		.object({ alt_text: z.object({ text: altText }).optional() })
		.passthrough()
		.optional(),
});

export const media: Routes = {
	'POST /2/media/metadata': (call) => {
		const body = jsonBody(call, metadataBody);
		const found = call.ctx.world.media.get(body.id);
		if (!found)
			throw new XError(404, { ...notFound({ resource: 'media', parameter: 'id', value: body.id }), status: 404 });
		if (found.ownerId !== call.caller.user?.id) throw forbidden('You are not the owner of this media.');
		const { alt_text: altText, ...rest } = body.metadata ?? {};
		if (altText) found.altText = altText.text;
		Object.assign(found.metadata, rest);
		return {
			body: {
				data: {
					id: body.id,
					associated_metadata: { ...(found.altText ? { alt_text: { text: found.altText } } : {}), ...found.metadata },
				},
			},
		};
	},

	'GET /2/media': (call) => {
		const fields = readWant(call.query, call.ctx.faults.current.undecidedVocabulary).fields.media;
		const keys = idList(call, 'media_keys', MEDIA_KEY);
		const known = keys.flatMap((key) => call.ctx.world.mediaOf(key) ?? []);
		const errors = keys
			.filter((key) => !call.ctx.world.mediaOf(key))
			.map((key) => notFound({ resource: 'media', parameter: 'media_keys', value: key }));
		return {
			body: {
				...(known.length > 0 ? { data: known.map((one) => viewMedia(one, fields, call.ctx.url)) } : {}),
				...(errors.length > 0 ? { errors } : {}),
			},
		};
	},

	'GET /2/media/{media_key}': (call) => {
		const key = pathId(call, 'media_key', MEDIA_KEY);
		const found = call.ctx.world.mediaOf(key);
		if (!found) return withoutData(call, notFound({ resource: 'media', parameter: 'media_key', value: key }));
		return {
			body: {
				data: viewMedia(
					found,
					readWant(call.query, call.ctx.faults.current.undecidedVocabulary).fields.media,
					call.ctx.url,
				),
			},
		};
	},
};
