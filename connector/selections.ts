/** Which fields of X's objects can be asked for (spec 2.167, `*FieldsParameter` and `*ExpansionsParameter`), and which are by default. */

export interface Selection {
	/** Query parameter of X. */
	parameter: string;
	/** Name of the n8n parameter in the Fields collection. */
	name: string;
	displayName: string;
	description: string;
	values: readonly string[];
	/** Asked for when nothing is chosen: for the simplified output, and for the full one. */
	simplified: readonly string[];
	full: readonly string[];
	/** Asked for whatever is chosen: the engine tells objects apart by it. */
	always?: readonly string[];
}

const postFields: Selection = {
	parameter: 'post.fields', name: 'postFields', displayName: 'Post Fields', description: 'Fields of each post. The metrics that are not public are for your own posts of the last 30 days.',
	values: [
		'article', 'article_title', 'attachments', 'card_uri', 'community_id', 'context_annotations', 'conversation_id', 'created_at', 'display_text_range', 'edit_controls', 'entities', 'geo', 'id', 'lang',
		'matched_media_notes', 'media_metadata', 'non_public_metrics', 'note_post', 'note_request_suggestions', 'organic_metrics', 'paid_partnership', 'possibly_sensitive', 'promoted_metrics', 'public_metrics',
		'reply_settings', 'scopes', 'source', 'suggested_source_links', 'suggested_source_links_with_counts', 'text', 'withheld',
	],
	simplified: ['attachments', 'created_at', 'note_post', 'public_metrics'],
	full: ['article', 'attachments', 'community_id', 'conversation_id', 'created_at', 'edit_controls', 'entities', 'geo', 'lang', 'note_post', 'possibly_sensitive', 'public_metrics', 'reply_settings', 'source', 'withheld'],
};

const userFields: Selection = {
	parameter: 'user.fields', name: 'userFields', displayName: 'User Fields', description: 'Fields of each user',
	values: [
		'confirmed_email', 'connection_status', 'created_at', 'description', 'entities', 'id', 'is_identity_verified', 'location', 'name', 'parody', 'profile_banner_url', 'profile_image_url', 'protected',
		'public_metrics', 'receives_your_dm', 'subscribes_to_you', 'subscription', 'subscription_type', 'url', 'username', 'verified', 'verified_followers_count', 'verified_type', 'withheld',
	],
	simplified: ['created_at', 'description', 'public_metrics', 'verified'],
	full: ['created_at', 'description', 'entities', 'location', 'profile_banner_url', 'profile_image_url', 'protected', 'public_metrics', 'url', 'verified', 'verified_type', 'withheld'],
};

const mediaFields: Selection = {
	parameter: 'media.fields', name: 'mediaFields', displayName: 'Media Fields', description: 'Fields of each picture, GIF or video',
	values: ['alt_text', 'duration_ms', 'height', 'media_key', 'non_public_metrics', 'organic_metrics', 'preview_image_url', 'promoted_metrics', 'public_metrics', 'type', 'url', 'variants', 'width'],
	simplified: ['alt_text', 'preview_image_url', 'type', 'url', 'variants'],
	full: ['alt_text', 'duration_ms', 'height', 'media_key', 'preview_image_url', 'public_metrics', 'type', 'url', 'variants', 'width'],
};

const pollFields: Selection = {
	parameter: 'poll.fields', name: 'pollFields', displayName: 'Poll Fields', description: 'Fields of each poll',
	values: ['duration_minutes', 'end_datetime', 'id', 'options', 'voting_status'],
	simplified: [],
	full: ['duration_minutes', 'end_datetime', 'id', 'options', 'voting_status'],
};

const placeFields: Selection = {
	parameter: 'place.fields', name: 'placeFields', displayName: 'Place Fields', description: 'Fields of each place',
	values: ['contained_within', 'country', 'country_code', 'full_name', 'geo', 'id', 'name', 'place_type'],
	simplified: [],
	full: ['country', 'country_code', 'full_name', 'geo', 'id', 'name', 'place_type'],
};

const include = (values: readonly string[], simplified: readonly string[], full: readonly string[]): Selection => ({
	parameter: 'expansions', name: 'include', displayName: 'Include', description: 'Objects to fetch along and join in. X may charge each included user and post like one that was read.',
	values, simplified, full,
});

/** An author of a post is a profile in small, not the ten fields of a user that was asked for. */
const authorOf = (selection: Selection): Selection => ({ ...selection, simplified: [] });

const selections = {
	post: [
		include(
			['article.cover_media', 'article.media_entities', 'attachments.media_keys', 'attachments.media_source_tweet', 'attachments.poll_ids', 'author_id', 'edit_history_post_ids', 'entities.mentions.username', 'geo.place_id', 'in_reply_to_user_id', 'referenced_posts', 'username'],
			['attachments.media_keys', 'author_id', 'referenced_posts'],
			['attachments.media_keys', 'attachments.poll_ids', 'author_id', 'geo.place_id', 'in_reply_to_user_id', 'referenced_posts'],
		),
		postFields, authorOf(userFields), mediaFields, pollFields, placeFields,
	],
	user: [
		include(['affiliation', 'most_recent_post_id', 'pinned_post_id'], [], ['pinned_post_id']),
		userFields,
		{ ...postFields, simplified: [], full: ['created_at', 'public_metrics'] },
	],
	usage: [
		{
			parameter: 'usage.fields', name: 'usageFields', displayName: 'Usage Fields', description: 'Fields of the usage',
			values: ['cap_reset_day', 'daily_client_app_usage', 'daily_project_usage', 'project_cap', 'project_id', 'project_usage'],
			simplified: ['cap_reset_day', 'daily_project_usage', 'project_cap', 'project_usage'],
			full: ['cap_reset_day', 'daily_client_app_usage', 'daily_project_usage', 'project_cap', 'project_id', 'project_usage'],
		},
	],
} satisfies Record<string, readonly Selection[]>;

/** Kinds of object whose fields can be chosen. */
export type SelectableKind = keyof typeof selections;

/** The choices of a kind; none for kinds that come as they are. */
export const selectionsOf = (kind: string): readonly Selection[] => (selections as Readonly<Record<string, readonly Selection[]>>)[kind] ?? [];
