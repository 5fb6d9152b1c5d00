import { z } from 'zod';
import type { Call } from '../../context';
import { invalidRequest } from '../../http/errors';

const id = z.string().regex(/^[0-9]{1,19}$/, 'does not match the regex pattern ^[0-9]{1,19}$');
const replySettings = z.enum(['following', 'mentionedUsers', 'subscribers', 'verified']);
const https = z.object({ url: z.string().startsWith('https://') }).strict();

/** The body of POST /2/tweets; unknown keys are rejected, as X does. */
const postBody = z
	.object({
		text: z.string(),
		media: z
			.object({
				media_ids: z.array(id).min(1).max(4),
				tagged_user_ids: z.array(id).max(10).optional(),
				title: z.string().optional(),
				description: z.string().optional(),
				embeddable: z.boolean().optional(),
				preview_media_id: id.optional(),
				call_to_actions: z
					.object({
						app_install: z
							.object({ app_store_id: z.string(), ipad_app_store_id: z.string(), play_store_id: z.string() })
							.partial()
							.strict(),
						visit_site: https,
						watch_now: https,
					})
					.partial()
					.strict()
					.optional(),
			})
			.strict(),
		poll: z
			.object({
				options: z
					.array(z.string().min(1).max(25))
					.min(2)
					.max(4)
					.refine((options) => new Set(options).size === options.length, 'options are not unique'),
				duration_minutes: z.number().int().min(5).max(10_080),
				reply_settings: replySettings.optional(),
			})
			.strict(),
		reply: z
			.object({
				in_reply_to_tweet_id: id,
				exclude_reply_user_ids: z.array(id).optional(),
				auto_populate_reply_metadata: z.boolean().optional(),
			})
			.strict(),
		quote_tweet_id: id,
		reply_settings: replySettings,
		community_id: id,
		share_with_followers: z.boolean(),
		for_super_followers_only: z.boolean(),
		nullcast: z.boolean(),
		geo: z.object({ place_id: z.string().optional() }).strict(),
		card_uri: z.string(),
		direct_message_deep_link: z.string(),
		edit_options: z.object({ previous_post_id: id }).strict(),
		made_with_ai: z.boolean(),
		paid_partnership: z.boolean(),
	})
	.partial()
	.strict();

export type PostBody = z.infer<typeof postBody>;

/** A JSON body of the given shape, or X's 400 with one complaint per fault. */
export function jsonBody<T>(call: Call, shape: z.ZodType<T>): T {
	if (call.received.kind !== 'json') throw invalidRequest({ message: 'The request body must be JSON' });
	const parsed = shape.safeParse(call.received.value);
	if (parsed.success) return parsed.data;
	throw invalidRequest(
		...parsed.error.issues.flatMap((issue) => {
			const path = ['$', ...issue.path].join('.');
			if (issue.code !== 'unrecognized_keys')
				return [{ message: `${path}: ${issue.message}`, parameters: { [path]: [] } }];
			return issue.keys.map((key) => ({
				message: `${path}.${key}: is not defined in the schema and the schema does not allow additional properties`,
				parameters: { [`${path}.${key}`]: [] },
			}));
		}),
	);
}

const EXCLUSIVE = ['card_uri', 'quote_tweet_id', 'poll', 'media', 'direct_message_deep_link'] as const;

export function readPostBody(call: Call): PostBody {
	const body = jsonBody(call, postBody);
	const together = EXCLUSIVE.filter((name) => body[name] !== undefined);
	if (together.length > 1)
		throw invalidRequest({ message: `${together.map((name) => `\`${name}\``).join(' and ')} are mutually exclusive` });
	if (!body.text && !body.media) throw invalidRequest({ message: '`text` is required unless `media` is provided' });
	return body;
}
