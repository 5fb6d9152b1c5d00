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
	simplified: ['attachments', 'created_at', 'note_post', 'public_metrics'],
	// prettier-ignore
	full: [
		'article', 'attachments', 'community_id', 'conversation_id', 'created_at', 'edit_controls', 'entities', 'geo',
		'lang', 'note_post', 'possibly_sensitive', 'public_metrics', 'reply_settings', 'source', 'withheld',
	],
};

const userFields: Selection = {
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

const mediaFields: Selection = {
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

const pollFields: Selection = {
	parameter: 'poll.fields',
	name: 'pollFields',
	displayName: 'Poll Fields',
	description: 'Fields of each poll',
	values: ['duration_minutes', 'end_datetime', 'id', 'options', 'voting_status'],
	simplified: [],
	full: ['duration_minutes', 'end_datetime', 'id', 'options', 'voting_status'],
};

const placeFields: Selection = {
	parameter: 'place.fields',
	name: 'placeFields',
	displayName: 'Place Fields',
	description: 'Fields of each place',
	values: ['contained_within', 'country', 'country_code', 'full_name', 'geo', 'id', 'name', 'place_type'],
	simplified: [],
	full: ['country', 'country_code', 'full_name', 'geo', 'id', 'name', 'place_type'],
};

const include = (values: readonly string[], simplified: readonly string[], full: readonly string[]): Selection => ({
	parameter: 'expansions',
	name: 'include',
	displayName: 'Include',
	description: 'Related objects to include. X may bill each included user or post as a read.',
	values,
	simplified,
	full,
});

/** What brings users along. */
// prettier-ignore
export const USERS_ALONG: readonly string[] = [
	'admin_ids', 'affiliation', 'author_id', 'creator_id', 'entities.mentions.username', 'host_ids',
	'in_reply_to_user_id', 'invited_user_ids', 'member_ids', 'owner_id', 'participant_ids', 'sender_id', 'speaker_ids',
	'username',
];

/** An author of a post is a profile in small, not the ten fields of a user that was asked for. */
const authorOf = (selection: Selection): Selection => ({ ...selection, simplified: [] });

/** The fields of a small kind, all of them asked for either way. */
const whole = (
	parameter: string,
	name: string,
	displayName: string,
	description: string,
	values: readonly string[],
): readonly Selection[] => [{ parameter, name, displayName, description, values, simplified: values, full: values }];

const selections = {
	post: [
		include(
			// prettier-ignore
			[
				'article.cover_media', 'article.media_entities', 'attachments.media_keys', 'attachments.media_source_tweet',
				'attachments.poll_ids', 'author_id', 'edit_history_post_ids', 'entities.mentions.username', 'geo.place_id',
				'in_reply_to_user_id', 'referenced_posts', 'username',
			],
			['attachments.media_keys', 'author_id', 'referenced_posts'],
			[
				'attachments.media_keys',
				'attachments.poll_ids',
				'author_id',
				'geo.place_id',
				'in_reply_to_user_id',
				'referenced_posts',
			],
		),
		postFields,
		authorOf(userFields),
		mediaFields,
		pollFields,
		placeFields,
	],
	user: [
		include(['affiliation', 'most_recent_post_id', 'pinned_post_id'], [], ['pinned_post_id']),
		userFields,
		{ ...postFields, simplified: [], full: ['created_at', 'public_metrics'] },
	],
	list: [
		include(['owner_id'], ['owner_id'], ['owner_id']),
		{
			parameter: 'list.fields',
			name: 'listFields',
			displayName: 'List Fields',
			description: 'Fields of each list',
			values: ['created_at', 'description', 'follower_count', 'id', 'member_count', 'name', 'private'],
			simplified: ['created_at', 'description', 'follower_count', 'member_count', 'name', 'private'],
			full: ['created_at', 'description', 'follower_count', 'id', 'member_count', 'name', 'private'],
		},
		authorOf(userFields),
	],
	dmEvent: [
		include(
			['attachments.media_keys', 'participant_ids', 'referenced_posts', 'sender_id'],
			['attachments.media_keys', 'sender_id'],
			['attachments.media_keys', 'participant_ids', 'referenced_posts', 'sender_id'],
		),
		{
			parameter: 'dm_event.fields',
			name: 'dmEventFields',
			displayName: 'Message Fields',
			description: 'Fields of each message or event',
			values: ['attachments', 'created_at', 'dm_conversation_id', 'entities', 'event_type', 'id', 'text'],
			simplified: ['attachments', 'created_at', 'dm_conversation_id', 'event_type', 'id', 'text'],
			full: ['attachments', 'created_at', 'dm_conversation_id', 'entities', 'event_type', 'id', 'text'],
		},
		authorOf(userFields),
		authorOf(postFields),
		mediaFields,
	],
	chatConversation: [
		include(['admin_ids', 'member_ids', 'participant_ids'], ['participant_ids'], ['admin_ids', 'participant_ids']),
		{
			parameter: 'chat_conversation.fields',
			name: 'chatConversationFields',
			displayName: 'Conversation Fields',
			description: 'Fields of each conversation',
			// prettier-ignore
			values: [
				'created_at', 'group_avatar_url', 'group_name', 'id', 'is_muted', 'message_ttl_ms',
				'screen_capture_blocking_enabled', 'screen_capture_detection_enabled', 'type', 'updated_at',
			],
			simplified: ['created_at', 'group_name', 'id', 'is_muted', 'message_ttl_ms', 'type', 'updated_at'],
			// prettier-ignore
			full: [
				'created_at', 'group_avatar_url', 'group_name', 'id', 'is_muted', 'message_ttl_ms',
				'screen_capture_blocking_enabled', 'screen_capture_detection_enabled', 'type', 'updated_at',
			],
		},
		authorOf(userFields),
	],
	chatEvent: [
		{
			parameter: 'chat_message_event.fields',
			name: 'chatEventFields',
			displayName: 'Event Fields',
			description: 'Fields of each event',
			// prettier-ignore
			values: [
				'conversation_id', 'conversation_token', 'created_at', 'encoded_event', 'id', 'is_trusted',
				'message_event_signature', 'previous_id', 'sender_id',
			],
			simplified: ['conversation_id', 'created_at', 'encoded_event', 'id', 'sender_id'],
			// prettier-ignore
			full: [
				'conversation_id', 'conversation_token', 'created_at', 'encoded_event', 'id', 'is_trusted',
				'message_event_signature', 'previous_id', 'sender_id',
			],
		},
	],
	publicKey: [
		{
			parameter: 'public_key.fields',
			name: 'publicKeyFields',
			displayName: 'Key Fields',
			description: 'Fields of each public key',
			values: [
				'identity_public_key_signature',
				'juicebox_config',
				'public_key',
				'public_key_version',
				'signing_public_key',
			],
			simplified: ['identity_public_key_signature', 'public_key', 'public_key_version', 'signing_public_key'],
			full: [
				'identity_public_key_signature',
				'juicebox_config',
				'public_key',
				'public_key_version',
				'signing_public_key',
			],
		},
	],
	space: [
		include(
			['creator_id', 'host_ids', 'invited_user_ids', 'speaker_ids', 'topic_ids'],
			['creator_id', 'host_ids'],
			['creator_id', 'host_ids', 'speaker_ids', 'topic_ids'],
		),
		{
			parameter: 'space.fields',
			name: 'spaceFields',
			displayName: 'Space Fields',
			description: 'Fields of each Space',
			// prettier-ignore
			values: [
				'created_at', 'ended_at', 'id', 'is_ticketed', 'lang', 'participant_count', 'scheduled_start', 'started_at',
				'state', 'subscriber_count', 'title', 'updated_at',
			],
			simplified: ['lang', 'participant_count', 'scheduled_start', 'started_at', 'state', 'title'],
			// prettier-ignore
			full: [
				'created_at', 'ended_at', 'is_ticketed', 'lang', 'participant_count', 'scheduled_start', 'started_at',
				'state', 'title', 'updated_at',
			],
		},
		authorOf(userFields),
		{
			parameter: 'topic.fields',
			name: 'topicFields',
			displayName: 'Topic Fields',
			description: 'Fields of each topic',
			values: ['description', 'id', 'name'],
			simplified: [],
			full: ['description', 'id', 'name'],
		},
	],
	usage: [
		{
			parameter: 'usage.fields',
			name: 'usageFields',
			displayName: 'Usage Fields',
			description: 'Fields of the usage',
			values: [
				'cap_reset_day',
				'daily_client_app_usage',
				'daily_project_usage',
				'project_cap',
				'project_id',
				'project_usage',
			],
			simplified: ['cap_reset_day', 'daily_project_usage', 'project_cap', 'project_usage'],
			full: [
				'cap_reset_day',
				'daily_client_app_usage',
				'daily_project_usage',
				'project_cap',
				'project_id',
				'project_usage',
			],
		},
	],
	analytics: [
		{
			parameter: 'analytics.fields',
			name: 'analyticsFields',
			displayName: 'Analytics Fields',
			description: 'Numbers of each post',
			// prettier-ignore
			values: [
				'app_install_attempts', 'app_opens', 'bookmarks', 'detail_expands', 'email_tweet', 'engagements', 'follows',
				'hashtag_clicks', 'id', 'impressions', 'likes', 'media_views', 'permalink_clicks', 'quote_tweets', 'replies',
				'retweets', 'shares', 'timestamp', 'timestamped_metrics', 'unfollows', 'unlikes', 'url_clicks',
				'user_profile_clicks',
			],
			// prettier-ignore
			simplified: [
				'bookmarks', 'engagements', 'impressions', 'likes', 'quote_tweets', 'replies', 'retweets',
				'timestamped_metrics', 'url_clicks',
			],
			// prettier-ignore
			full: [
				'bookmarks', 'detail_expands', 'engagements', 'follows', 'hashtag_clicks', 'impressions', 'likes',
				'media_views', 'permalink_clicks', 'quote_tweets', 'replies', 'retweets', 'shares', 'timestamp',
				'timestamped_metrics', 'unfollows', 'unlikes', 'url_clicks', 'user_profile_clicks',
			],
			always: ['id'],
		},
	],
	community: whole('community.fields', 'communityFields', 'Community Fields', 'Fields of each community', [
		'access',
		'created_at',
		'description',
		'id',
		'join_policy',
		'member_count',
		'name',
	]),
	news: [
		{
			parameter: 'news.fields',
			name: 'newsFields',
			displayName: 'News Fields',
			description: 'Fields of each news story',
			// prettier-ignore
			values: [
				'category', 'cluster_posts_results', 'contexts', 'disclaimer', 'hook', 'id', 'keywords', 'name', 'summary',
				'updated_at',
			],
			simplified: ['category', 'hook', 'id', 'keywords', 'name', 'summary', 'updated_at'],
			// prettier-ignore
			full: [
				'category', 'cluster_posts_results', 'contexts', 'disclaimer', 'hook', 'id', 'keywords', 'name', 'summary',
				'updated_at',
			],
		},
	],
	trend: whole('trend.fields', 'trendFields', 'Trend Fields', 'Fields of each trend', ['trend_name', 'tweet_count']),
	personalizedTrend: whole(
		'personalized_trend.fields',
		'personalizedTrendFields',
		'Trend Fields',
		'Fields of each trend',
		['category', 'post_count', 'trend_name', 'trending_since'],
	),
	media: [
		{
			...mediaFields,
			// prettier-ignore
			simplified: [
				'alt_text', 'duration_ms', 'height', 'media_key', 'preview_image_url', 'type', 'url', 'variants', 'width',
			],
			always: ['media_key'],
		},
	],
	mediaAnalytics: [
		{
			parameter: 'media_analytics.fields',
			name: 'mediaAnalyticsFields',
			displayName: 'Analytics Fields',
			description: 'Numbers for each media key',
			// prettier-ignore
			values: [
				'cta_url_clicks', 'cta_watch_clicks', 'media_key', 'play_from_tap', 'playback25', 'playback50', 'playback75',
				'playback_complete', 'playback_start', 'timestamp', 'timestamped_metrics', 'video_views', 'watch_time_ms',
			],
			simplified: [
				'media_key',
				'playback_complete',
				'playback_start',
				'timestamp',
				'timestamped_metrics',
				'video_views',
				'watch_time_ms',
			],
			// prettier-ignore
			full: [
				'cta_url_clicks', 'cta_watch_clicks', 'media_key', 'play_from_tap', 'playback25', 'playback50', 'playback75',
				'playback_complete', 'playback_start', 'timestamp', 'timestamped_metrics', 'video_views', 'watch_time_ms',
			],
			always: ['media_key'],
		},
	],
	broadcast: [
		{
			parameter: 'broadcast.fields',
			name: 'broadcastFields',
			displayName: 'Broadcast Fields',
			description: 'Fields of each broadcast',
			// prettier-ignore
			values: [
				'available_for_replay', 'broadcast_id', 'chat_option', 'created_at_ms', 'end_ms', 'height', 'id', 'image_url',
				'image_url_medium', 'image_url_small', 'is_high_latency', 'language', 'media_key', 'scheduled_end_ms',
				'scheduled_start_ms', 'share_url', 'source_id', 'start_ms', 'state', 'title', 'total_watched',
				'total_watching', 'tweet_id', 'twitter_user_id', 'updated_at_ms', 'width',
			],
			// prettier-ignore
			simplified: [
				'end_ms', 'id', 'scheduled_start_ms', 'share_url', 'start_ms', 'state', 'title', 'total_watched',
				'total_watching', 'tweet_id',
			],
			// prettier-ignore
			full: [
				'available_for_replay', 'broadcast_id', 'chat_option', 'created_at_ms', 'end_ms', 'id', 'image_url',
				'language', 'media_key', 'scheduled_end_ms', 'scheduled_start_ms', 'share_url', 'source_id', 'start_ms',
				'state', 'title', 'total_watched', 'total_watching', 'tweet_id', 'twitter_user_id', 'updated_at_ms',
			],
			always: ['id'],
		},
	],
	broadcastMessage: [
		include(['author_id'], [], ['author_id']),
		...whole(
			'broadcast_chat_message.fields',
			'broadcastMessageFields',
			'Message Fields',
			'Fields of each chat message',
			['author_name', 'author_username', 'broadcast_id', 'created_at_ms', 'id', 'reply_to', 'text'],
		),
		authorOf(userFields),
	],
	note: whole('note.fields', 'noteFields', 'Note Fields', 'Fields of each Community Note', [
		'id',
		'info',
		'scoring_status',
		'status',
		'test_result',
	]),
	webhook: whole('webhook_config.fields', 'webhookFields', 'Webhook Fields', 'Fields of each webhook', [
		'created_at',
		'id',
		'url',
		'valid',
	]),
	connection: whole('connection.fields', 'connectionFields', 'Connection Fields', 'Fields of each connection', [
		'client_ip',
		'connected_at',
		'disconnect_reason',
		'disconnected_at',
		'endpoint_name',
		'id',
	]),
	complianceJob: whole('compliance_job.fields', 'complianceJobFields', 'Job Fields', 'Fields of each compliance job', [
		'created_at',
		'download_expires_at',
		'download_url',
		'id',
		'name',
		'resumable',
		'status',
		'type',
		'upload_expires_at',
		'upload_url',
	]),
} satisfies Record<string, readonly Selection[]>;

/** Kinds of object whose fields can be chosen. */
export type SelectableKind = keyof typeof selections;

/** The choices of a kind; none for kinds that come as they are. */
export const selectionsOf = (kind: string): readonly Selection[] =>
	(selections as Readonly<Record<string, readonly Selection[]>>)[kind] ?? [];
