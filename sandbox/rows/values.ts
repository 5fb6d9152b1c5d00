/** Values for the fields of objects for which the local X keeps no state. */

/** What a sample value may refer to. */
export interface About {
	/** ID of the object the field belongs to. */
	id: string;
	/** ISO 8601, to the second. */
	now: string;
	/** An account of the local X. */
	userId: string;
	/** Address of the local X. */
	url: string;
}
type Value = (about: About) => unknown;

const DAY_MS = 86_400_000;
const is =
	(value: unknown): Value =>
	() =>
		value;
const days =
	(count: number): Value =>
	({ now }) =>
		new Date(Date.parse(now) + count * DAY_MS).toISOString();
const epochMs =
	(count: number): Value =>
	(about) =>
		String(Date.parse(String(days(count)(about))));
const picture: Value = ({ url }) => `${url}/local/avatars/ourbrand.svg`;
const user: Value = ({ userId }) => userId;
const users: Value = ({ userId }) => [userId];
const id: Value = (about) => about.id;

const METRICS = { impressions: 120, engagements: 14, likes: 5 };
const PLAYBACK = { playback_complete: 3, playback_start: 9, video_views: 8, watch_time_ms: 41_000 };

/** By name, or by `kind.name` where a name has another meaning in another kind of object. */
const VALUES: Readonly<Record<string, Value>> = {
	// Fields of most objects.
	id,
	created_at: days(-30),
	updated_at: days(-1),
	name: is('Sample'),
	title: is('Sample'),
	description: is('A sample of the local X'),
	lang: is('en'),
	language: is('en'),
	text: is('A sample of the local X'),
	type: is('Direct'),
	url: ({ url }) => `${url}/webhook`,
	status: is('complete'),
	created_at_ms: epochMs(-2),
	updated_at_ms: epochMs(-1),
	// Participants.
	author_id: user,
	creator_id: user,
	owner_id: user,
	sender_id: user,
	twitter_user_id: user,
	admin_ids: users,
	host_ids: users,
	invited_user_ids: users,
	member_ids: users,
	participant_ids: users,
	speaker_ids: users,
	topic_ids: is(['1']),
	// Lists and communities.
	access: is('Public'),
	follower_count: is(2),
	join_policy: is('Open'),
	member_count: is(3),
	private: is(false),
	// Spaces.
	ended_at: days(-1),
	is_ticketed: is(false),
	participant_count: is(12),
	scheduled_start: days(1),
	started_at: days(-1),
	'space.state': is('live'),
	subscriber_count: is(4),
	// Broadcasts and their chat.
	author_name: is('Our Brand'),
	author_username: is('ourbrand'),
	available_for_replay: is(true),
	'broadcastMessage.broadcast_id': is('1YqKDqWqdPLKV'),
	broadcast_id: id,
	chat_option: is(1),
	end_ms: epochMs(-1),
	height: is(720),
	image_url: picture,
	image_url_medium: picture,
	image_url_small: picture,
	is_high_latency: is(false),
	media_key: is('13_1700000000000000001'),
	reply_to: is('1784124523456789011'),
	scheduled_end_ms: epochMs(2),
	scheduled_start_ms: epochMs(1),
	share_url: ({ id: own, url }) => `${url}/i/broadcasts/${own}`,
	source_id: is('a1b2c3d4e5f6'),
	start_ms: epochMs(-2),
	'broadcast.state': is('Running'),
	total_watched: is('25'),
	total_watching: is('7'),
	tweet_id: is('1849000000000000000'),
	width: is(1280),
	// Encrypted chats.
	conversation_id: is('2244994945-6253282'),
	conversation_token: is('dG9rZW4='),
	encoded_event: is('ZXZlbnQ='),
	group_avatar_url: picture,
	group_name: is('Sample'),
	identity_public_key_signature: is('c2lnbmF0dXJl'),
	is_muted: is(false),
	is_trusted: is(true),
	juicebox_config: is({}),
	message_event_signature: is({}),
	message_ttl_ms: is(0),
	previous_id: is('1582838499983564805'),
	public_key: is('cHVibGljIGtleQ=='),
	public_key_version: is('1'),
	screen_capture_blocking_enabled: is(false),
	screen_capture_detection_enabled: is(false),
	signing_public_key: is('c2lnbmluZyBrZXk='),
	// Direct messages.
	attachments: is({ media_keys: ['3_1700000000000000001'] }),
	dm_conversation_id: is('2244994945-6253282'),
	entities: is({}),
	event_type: is('MessageCreate'),
	referenced_posts: is([{ id: '1849000000000000000' }]),
	// News and trends.
	'news.category': is('Technology'),
	category: is('Technology · Trending'),
	cluster_posts_results: is([{ post_id: '1849000000000000000' }]),
	contexts: is({}),
	disclaimer: is('This story is a sample.'),
	hook: is('What a sample looks like'),
	keywords: is({}),
	'personalizedTrend.post_count': is('1234 posts'),
	summary: is('A sample of the local X'),
	trend_name: is('#sample'),
	trending_since: is('Trending for 3 hours'),
	tweet_count: is(1234),
	// Community Notes.
	info: ({ id: own }) => ({
		text: 'A sample of the local X',
		classification: 'misinformed_or_potentially_misleading',
		post_id: own,
	}),
	scoring_status: is({ has_access: true }),
	'note.status': is('needs_more_ratings'),
	test_result: is({}),
	// The app's own objects: webhooks, connections, compliance jobs, usage.
	valid: is(true),
	client_ip: is('127.0.0.1'),
	connected_at: days(-1),
	disconnect_reason: is('client_disconnected'),
	disconnected_at: days(-1),
	endpoint_name: is('filtered_stream'),
	download_expires_at: days(7),
	download_url: ({ url }) => `${url}/local/compliance/results`,
	resumable: is(false),
	'complianceJob.type': is('tweets'),
	upload_expires_at: days(1),
	upload_url: ({ url }) => `${url}/local/compliance/ids`,
	cap_reset_day: is(1),
	daily_client_app_usage: ({ now }) => [
		{ client_app_id: '1001', usage: [{ date: now, usage: '42' }], usage_result_count: 1 },
	],
	daily_project_usage: ({ now }) => ({ project_id: '1000', usage: [{ date: now, usage: '42' }] }),
	project_cap: is('3000000'),
	project_id: is('1000'),
	project_usage: is('42'),
	// Analytics.
	timestamp: days(-1),
	'analytics.timestamped_metrics': ({ now }) => [{ metrics: METRICS, timestamp: now }],
	'mediaAnalytics.timestamped_metrics': ({ now }) => [{ metrics: PLAYBACK, timestamp: now }],
};

/** Fields that an object has even if they were not requested. */
export const ALWAYS: Readonly<Record<string, readonly string[]>> = {
	analytics: ['id'],
	broadcast: ['id'],
	broadcastMessage: ['id', 'text'],
	chatConversation: ['id'],
	chatEvent: ['id'],
	community: ['id', 'name'],
	complianceJob: ['created_at', 'id', 'status', 'type'],
	connection: ['id'],
	dmEvent: ['event_type', 'id', 'text'],
	list: ['id', 'name'],
	mediaAnalytics: ['media_key'],
	news: ['id', 'name'],
	note: ['id'],
	personalizedTrend: ['trend_name'],
	publicKey: ['public_key_version'],
	space: ['id', 'state'],
	trend: ['trend_name'],
	usage: ['project_id', 'project_usage'],
	webhook: ['id', 'url'],
};

/** Value of counters, which need no entries of their own. */
const COUNT = 3;

export function valueOf(kind: string, field: string, about: About): unknown {
	const value = VALUES[`${kind}.${field}`] ?? VALUES[field] ?? is(COUNT);
	return value(about);
}
