import type { Call } from '../context';

/** X's answers to actions whose row says no more than "a result" (X's specification, by endpoint). */
type Result = object | ((call: Call, given: Given) => unknown);
/** The values of the path and body combined. */
type Given = Readonly<Record<string, unknown>>;

const ID = '1700000000000000001';
const CONVERSATION = '2244994945-6253282';

const deleted = { deleted: true };
const succeeded = { success: true };
const subscribed = { subscribed: true };
const kills = { failed_kills: 0, results: [], successful_kills: 0 };
/** Each object that is made has an ID of its own. */
const newId = ({ ctx }: Call): string => ctx.world.ids.next(ctx.clock.now());
const named = (call: Call, { name }: Given) => ({ id: newId(call), name });
const said = (call: Call) => ({ dm_conversation_id: CONVERSATION, dm_event_id: newId(call) });
const members = (is_member: boolean) => ({ is_member });

const scheduled = (_call: Call, { id, ...given }: Given) => ({
	broadcast_id: id ?? '1YqKDqWqdPLKV',
	scheduled_broadcast_id: ID,
	source_id: 'a1b2c3d4e5f6',
	title: 'Sample',
	state: 'NotStarted',
	scheduled_start_ms: '1790000000000',
	scheduled_end_ms: '1790003600000',
	manual_publish: true,
	available_for_replay: true,
	chat_option: '1',
	...Object.fromEntries(
		Object.entries(given).filter(([name]) => /^(source_id|title|scheduled_\w+_ms|description|locale)$/.test(name)),
	),
});
const counted = ({ ctx }: Call) => {
	const end = ctx.clock.now();
	return [{ start: new Date(end - 3_600_000).toISOString(), end: new Date(end).toISOString(), post_count: 3 }];
};

const RESULTS: Readonly<Record<string, Result>> = {
	'DELETE /2/account_activity/webhooks/{webhook_id}/subscriptions/{user_id}/all': { subscribed: false },
	'GET /2/account_activity/subscriptions/count': {
		account_name: 'Sample',
		provisioned_count: '3',
		subscriptions_count_all: '1',
		subscriptions_count_direct_messages: '0',
	},
	'GET /2/account_activity/webhooks/{webhook_id}/subscriptions/all': subscribed,
	'GET /2/account_activity/webhooks/{webhook_id}/subscriptions/all/list': (_call: Call, { webhook_id }: Given) => ({
		application_id: '1001',
		subscriptions: [{ user_id: '2244994945' }],
		webhook_id,
		webhook_url: 'https://example.com/webhook',
	}),
	'POST /2/account_activity/webhooks/{webhook_id}/subscriptions/all': subscribed,

	'DELETE /2/activity/subscriptions/{subscription_id}': deleted,
	'POST /2/activity/subscriptions': ({ ctx }: Call, given: Given) => ({
		subscription: subscription(ctx.clock.iso(), given),
	}),
	'PUT /2/activity/subscriptions/{subscription_id}': ({ ctx }: Call, given: Given) => ({
		subscription: subscription(ctx.clock.iso(), given),
		total_subscriptions: 1,
	}),

	'POST /2/articles/draft': (call: Call, { title }: Given) => ({ id: newId(call), title }),
	'POST /2/articles/{article_id}/publish': (call: Call) => ({ post_id: newId(call) }),

	'DELETE /2/users/{id}/bookmarks/{tweet_id}': { bookmarked: false },
	'GET /2/users/{id}/bookmarks/folders': [{ id: ID, name: 'Sample' }],
	'GET /2/users/{id}/bookmarks/folders/{folder_id}': [{ id: ID }],
	'POST /2/users/{id}/bookmarks': { bookmarked: true },
	'POST /2/users/{id}/bookmarks/folders': named,

	'DELETE /2/broadcasts/scheduled/{id}': deleted,
	'DELETE /2/broadcasts/{id}/chat/mutes/{user_id}': { muted: false },
	'DELETE /2/broadcasts/{id}/chat/{message_id}': deleted,
	'GET /2/broadcasts/scheduled': (call: Call) => [scheduled(call, {})],
	'GET /2/broadcasts/scheduled/{id}': scheduled,
	'POST /2/broadcasts/scheduled': scheduled,
	'POST /2/broadcasts/scheduled/{id}/live': scheduled,
	'POST /2/broadcasts/{id}/chat': ({ ctx }: Call) => ({ success: true, timestamp: String(ctx.clock.now()) }),
	'POST /2/broadcasts/{id}/chat/mutes': { muted: true },
	'PUT /2/broadcasts/scheduled/{id}': scheduled,

	'POST /2/chat/conversations/group': { conversation_id: `g${ID}`, conversation_key_change_sequence_id: '1' },
	'POST /2/chat/conversations/group/initialize': { conversation_id: `g${ID}` },
	'POST /2/chat/conversations/{id}/keys': (_call: Call, { id }: Given) => ({ conversation_id: id, sequence_id: '1' }),
	'POST /2/chat/conversations/{id}/members': { id: ID, text: 'Sample' },
	'POST /2/chat/conversations/{id}/messages': { encoded_message_event: 'ZXZlbnQ=' },
	'POST /2/chat/conversations/{id}/messages/delete': deleted,
	'POST /2/chat/conversations/{id}/read': succeeded,
	'POST /2/chat/conversations/{id}/typing': succeeded,
	'POST /2/chat/media/upload/initialize': (_call: Call, { conversation_id }: Given) => ({
		conversation_id,
		media_hash_key: 'sample',
		session_id: ID,
	}),
	'POST /2/chat/media/upload/{id}/append': ({ ctx }: Call) => ({
		expires_at: Math.floor(ctx.clock.now() / 1000) + 3600,
	}),
	'POST /2/chat/media/upload/{id}/finalize': succeeded,
	'POST /2/users/{id}/public_keys': { juicebox_config: {}, public_key_version: '1' },

	'DELETE /2/notes/{id}': deleted,
	'POST /2/notes': (call: Call) => ({ id: newId(call) }),
	'POST /2/notes/evaluate': { claim_opinion_score: 0.5 },

	'DELETE /2/connections': kills,
	'DELETE /2/connections/all': kills,

	'DELETE /2/dm_events/{event_id}': deleted,
	'POST /2/dm_conversations': said,
	'POST /2/dm_conversations/with/{participant_id}/messages': said,
	'POST /2/dm_conversations/{dm_conversation_id}/messages': (call: Call, { dm_conversation_id }: Given) => ({
		dm_conversation_id,
		dm_event_id: newId(call),
	}),
	'POST /2/users/{id}/dm/block': { blocked: true },
	'POST /2/users/{id}/dm/unblock': { blocked: false },

	'DELETE /2/lists/{id}': deleted,
	'DELETE /2/lists/{id}/members/{user_id}': members(false),
	'DELETE /2/users/{id}/followed_lists/{list_id}': { following: false },
	'DELETE /2/users/{id}/pinned_lists/{list_id}': { pinned: false },
	'POST /2/lists': named,
	'POST /2/lists/{id}/members': members(true),
	'POST /2/users/{id}/followed_lists': { following: true },
	'POST /2/users/{id}/pinned_lists': { pinned: true },
	'PUT /2/lists/{id}': { updated: true },

	'DELETE /2/media/subtitles': deleted,
	'POST /2/media/subtitles': (_call: Call, { id, media_category, subtitles }: Given) => ({
		id,
		media_category,
		associated_subtitles: { ...(subtitles as object) },
	}),

	'DELETE /2/users/{id}/likes/{tweet_id}': { liked: false },
	'DELETE /2/users/{id}/retweets/{source_tweet_id}': { retweeted: false },
	'GET /2/tweets/counts/all': counted,
	'GET /2/tweets/counts/recent': counted,
	'POST /2/users/{id}/likes': { liked: true },
	'POST /2/users/{id}/retweets': (_call: Call, { tweet_id }: Given) => ({ rest_id: tweet_id, retweeted: true }),
	'PUT /2/tweets/{tweet_id}/hidden': (_call: Call, { hidden }: Given) => ({ hidden }),

	'DELETE /2/tweets/search/webhooks/{webhook_id}': deleted,
	'GET /2/tweets/search/webhooks': ({ ctx }: Call) => [
		{
			application_id: '1001',
			business_user_id: '2244994945',
			created_at: ctx.clock.iso(),
			fields: ['text'],
			instance_id: ID,
			webhook_id: ID,
		},
	],
	'POST /2/tweets/search/webhooks/{webhook_id}': { provisioned: true },
	'GET /2/tweets/search/stream/rules/counts': {
		all_project_client_apps: [{ client_app_id: '1001', rule_count: 1 }],
		cap_per_client_app: '1000',
		cap_per_project: '1000',
		client_app_rules_count: { client_app_id: '1001', rule_count: 1 },
		project_rules_count: '1',
	},

	'DELETE /2/users/{source_user_id}/following/{target_user_id}': { following: false },
	'DELETE /2/users/{source_user_id}/muting/{target_user_id}': { muting: false },
	'POST /2/users/{id}/following': { following: true, pending_follow: false },
	'POST /2/users/{id}/muting': { muting: true },

	'DELETE /2/webhooks/{webhook_id}': deleted,
	'POST /2/webhooks': (call: Call, { url }: Given) => ({
		created_at: call.ctx.clock.iso(),
		id: newId(call),
		url,
		valid: true,
	}),
	'POST /2/webhooks/replay': ({ ctx }: Call) => ({ created_at: ctx.clock.iso(), job_id: ID }),
	'PUT /2/webhooks/{webhook_id}': { valid: true },
};

/** Where X answers 201 (per its specification), as something was created. */
const CREATED: ReadonlySet<string> = new Set([
	'POST /2/articles/draft',
	'POST /2/broadcasts/scheduled',
	'POST /2/chat/conversations/group',
	'POST /2/chat/conversations/{id}/messages',
	'POST /2/dm_conversations',
	'POST /2/dm_conversations/with/{participant_id}/messages',
	'POST /2/dm_conversations/{dm_conversation_id}/messages',
	'POST /2/lists',
	'POST /2/notes',
	'POST /2/users/{id}/bookmarks/folders',
]);

function subscription(
	now: string,
	{ subscription_id = ID, event_type = 'post.create', filter = {}, tag, webhook_id }: Given,
) {
	return {
		created_at: now,
		updated_at: now,
		subscription_id,
		event_type,
		filter,
		...(tag === undefined ? {} : { tag }),
		...(webhook_id === undefined ? {} : { webhook_id }),
	};
}

export const hasResult = (endpoint: string): boolean => endpoint in RESULTS;

export function resultOf(call: Call): { status: number; data: unknown } {
	const { endpoint, params, received } = call;
	const result = RESULTS[endpoint];
	const given = { ...(received.value as object | undefined), ...params };
	return {
		status: CREATED.has(endpoint) ? 201 : 200,
		data: typeof result === 'function' ? (result(call, given) as unknown) : result,
	};
}
