/** Posts, users, lists and other content (spec 2.167, `*FieldsParameter` and `*ExpansionsParameter`). */
import { mediaFields, placeFields, pollFields, postFields, userFields } from './fields';
import { authorOf, include, whole, type Selection } from './selection';

const post: readonly Selection[] = [
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
];

/** Without these, X does not say what a post replies to, nor which conversation it belongs to. */
const LINKING: Readonly<Record<string, readonly string[]>> = {
	expansions: ['referenced_posts'],
	'post.fields': ['conversation_id'],
};

const conversationPost = post.map((each) => ({
	...each,
	...(LINKING[each.parameter] ? { always: [...(each.always ?? []), ...LINKING[each.parameter]] } : {}),
}));

export const content = {
	post,
	conversationPost,
	user: [
		include(['affiliation', 'most_recent_post_id', 'pinned_post_id'], [], ['pinned_post_id']),
		userFields,
		{ ...postFields, always: [], simplified: [], full: ['created_at', 'public_metrics'] },
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
	note: whole('note.fields', 'noteFields', 'Note Fields', 'Fields of each Community Note', [
		'id',
		'info',
		'scoring_status',
		'status',
		'test_result',
	]),
} satisfies Record<string, readonly Selection[]>;
