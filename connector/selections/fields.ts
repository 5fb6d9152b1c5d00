/** Fields of objects that can also be included with others (spec 2.167, `*FieldsParameter`). */
import type { Selection } from './selection';

export const postFields: Selection = {
	parameter: 'post.fields',
	name: 'postFields',
	displayName: 'Post Fields',
	description: 'Fields of each post. Non-public metrics are available for your own posts of the last 30 days.',
	// prettier-ignore
	values: [
		'article', 'article_title', 'attachments', 'card_uri', 'community_id', 'context_annotations', 'conversation_id',
		'created_at', 'display_text_range', 'edit_controls', 'entities', 'geo', 'id', 'lang', 'matched_media_notes',
		'media_metadata', 'non_public_metrics', 'note_post', 'note_request_suggestions', 'organic_metrics',
		'paid_partnership', 'possibly_sensitive', 'promoted_metrics', 'public_metrics', 'reply_settings', 'scopes',
		'source', 'suggested_source_links', 'suggested_source_links_with_counts', 'text', 'withheld',
	],
	// `conversation_id` and `entities` tell replies, reposts and quotes apart where `referenced_posts` is not included.
	simplified: ['attachments', 'conversation_id', 'created_at', 'entities', 'public_metrics', 'reply_settings'],
	// Without them, X truncates long posts and returns a link in place of an article.
	always: ['article', 'note_post'],
	// prettier-ignore
	full: [
		'article', 'attachments', 'community_id', 'conversation_id', 'created_at', 'edit_controls', 'entities', 'geo',
		'lang', 'note_post', 'possibly_sensitive', 'public_metrics', 'reply_settings', 'source', 'withheld',
	],
};

export const userFields: Selection = {
	parameter: 'user.fields',
	name: 'userFields',
	displayName: 'User Fields',
	description: 'Fields of each user',
	// prettier-ignore
	values: [
		'confirmed_email', 'connection_status', 'created_at', 'description', 'entities', 'id', 'is_identity_verified',
		'location', 'name', 'parody', 'profile_banner_url', 'profile_image_url', 'protected', 'public_metrics',
		'receives_your_dm', 'subscribes_to_you', 'subscription', 'subscription_type', 'url', 'username', 'verified',
		'verified_followers_count', 'verified_type', 'withheld',
	],
	simplified: ['created_at', 'description', 'public_metrics', 'verified'],
	// prettier-ignore
	full: [
		'created_at', 'description', 'entities', 'location', 'profile_banner_url', 'profile_image_url', 'protected',
		'public_metrics', 'url', 'verified', 'verified_type', 'withheld',
	],
};

export const mediaFields: Selection = {
	parameter: 'media.fields',
	name: 'mediaFields',
	displayName: 'Media Fields',
	description: 'Fields of each image, GIF or video',
	// prettier-ignore
	values: [
		'alt_text', 'duration_ms', 'height', 'media_key', 'non_public_metrics', 'organic_metrics', 'preview_image_url',
		'promoted_metrics', 'public_metrics', 'type', 'url', 'variants', 'width',
	],
	simplified: ['alt_text', 'preview_image_url', 'type', 'url', 'variants'],
	// prettier-ignore
	full: [
		'alt_text', 'duration_ms', 'height', 'media_key', 'preview_image_url', 'public_metrics', 'type', 'url',
		'variants', 'width',
	],
};

export const pollFields: Selection = {
	parameter: 'poll.fields',
	name: 'pollFields',
	displayName: 'Poll Fields',
	description: 'Fields of each poll',
	values: ['duration_minutes', 'end_datetime', 'id', 'options', 'voting_status'],
	simplified: [],
	full: ['duration_minutes', 'end_datetime', 'id', 'options', 'voting_status'],
};

export const placeFields: Selection = {
	parameter: 'place.fields',
	name: 'placeFields',
	displayName: 'Place Fields',
	description: 'Fields of each place',
	values: ['contained_within', 'country', 'country_code', 'full_name', 'geo', 'id', 'name', 'place_type'],
	simplified: [],
	full: ['country', 'country_code', 'full_name', 'geo', 'id', 'name', 'place_type'],
};
