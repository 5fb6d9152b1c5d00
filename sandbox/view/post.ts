import type { Caller } from '../auth/caller';
import type { Context } from '../context';
import { fieldNotAuthorized, type Problem } from '../http/errors';
import { cutLong, isLong } from '../world/text';
import type { WorldPost } from '../world/types';
import { say, type Want } from './requested-fields';

const EDIT_WINDOW_MS = 3_600_000;
const EDITS = 5;
const PRIVATE = new Set(['non_public_metrics', 'organic_metrics', 'promoted_metrics']);

type Field = (post: WorldPost, ctx: Context, want: Want) => unknown;

const publicMetrics: Field = (post, _ctx, want) => ({
	[say('repost_count', want.vocabulary)]: post.counts.reposts,
	reply_count: post.counts.replies,
	like_count: post.counts.likes,
	quote_count: post.counts.quotes,
	bookmark_count: post.counts.bookmarks,
	impression_count: post.counts.impressions,
});

const attachments: Field = (post) =>
	post.mediaKeys.length === 0 && !post.pollId
		? undefined
		: {
				...(post.mediaKeys.length > 0 ? { media_keys: post.mediaKeys } : {}),
				...(post.pollId ? { poll_ids: [post.pollId] } : {}),
			};

const entities: Field = (post) => (Object.keys(post.entities).length > 0 ? post.entities : undefined);
const references: Field = (post) => (post.references.length > 0 ? post.references : undefined);
const sent =
	(name: string): Field =>
	(post) =>
		post.sent[name];

const FIELDS: Record<string, Field> = {
	attachments,
	entities,
	author_id: (post) => post.authorId,
	in_reply_to_user_id: (post) => post.inReplyToUserId,
	referenced_posts: references,
	conversation_id: (post) => post.conversationId,
	created_at: (post) => new Date(post.createdAt).toISOString(),
	lang: (post) => post.lang,
	source: (post) => post.source,
	reply_settings: (post) => post.replySettings,
	possibly_sensitive: () => false,
	public_metrics: publicMetrics,
	display_text_range: (post) => [0, Array.from(cutLong(post.text)).length],
	note_post: (post) =>
		isLong(post.text) && !isRepost(post)
			? { text: post.text, ...(entities(post, {} as Context, {} as Want) ? { entities: post.entities } : {}) }
			: undefined,
	geo: sent('geo'),
	community_id: sent('community_id'),
	card_uri: sent('card_uri'),
	paid_partnership: sent('paid_partnership'),
	edit_controls: (post, ctx) => ({
		edits_remaining: Math.max(0, EDITS - (post.editHistory.length - 1)),
		is_edit_eligible: !post.pollId && !isRepost(post) && post.createdAt + EDIT_WINDOW_MS > ctx.clock.now(),
		editable_until: new Date(post.createdAt + EDIT_WINDOW_MS).toISOString(),
	}),
	non_public_metrics: (post) => ({
		impression_count: post.counts.impressions,
		url_link_clicks: 0,
		user_profile_clicks: 0,
	}),
	organic_metrics: (post, _ctx, want) => ({
		impression_count: post.counts.impressions,
		like_count: post.counts.likes,
		reply_count: post.counts.replies,
		[say('repost_count', want.vocabulary)]: post.counts.reposts,
		url_link_clicks: 0,
		user_profile_clicks: 0,
	}),
};

export const isRepost = (post: WorldPost): boolean => post.references.some((ref) => ref.type === 'retweeted');

/** Expansion -> the member of the post that refers to its includes. */
const JOINED_BY: Record<string, string> = {
	author_id: 'author_id',
	in_reply_to_user_id: 'in_reply_to_user_id',
	referenced_posts: 'referenced_posts',
	'referenced_tweets.id.author_id': 'referenced_posts',
	'referenced_tweets.id.attachments.media_keys': 'referenced_posts',
	'attachments.media_keys': 'attachments',
	'attachments.poll_ids': 'attachments',
	'entities.mentions.username': 'entities',
	'geo.place_id': 'geo',
};

/** One post as X shows it to this caller; fields that it may not see become errors. */
export function viewPost(
	post: WorldPost,
	want: Want,
	caller: Caller,
	ctx: Context,
	errors: Problem[],
): Record<string, unknown> {
	const view: Record<string, unknown> = {
		id: post.id,
		text: cutLong(post.text),
		[say('edit_history_post_ids', want.vocabulary)]: post.editHistory,
	};
	const names = new Set([...want.fields.post, ...[...want.expansions].flatMap((name) => JOINED_BY[name] ?? [])]);
	for (const name of names) {
		if (PRIVATE.has(name) && caller.user?.id !== post.authorId) {
			errors.push(fieldNotAuthorized('tweet', post.id, name));
			continue;
		}
		const value = FIELDS[name]?.(post, ctx, want);
		if (value !== undefined) view[say(name, want.vocabulary)] = value;
	}
	if (want.expansions.has('username')) view.username = ctx.world.users.get(post.authorId)?.username;
	return view;
}
