/** Analytics, and objects that belong to an app (spec 2.167, `*FieldsParameter` and `*ExpansionsParameter`). */
import { whole, type Selection } from './selection';

export const developer = {
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
