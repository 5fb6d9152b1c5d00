/** Messages, chats and broadcasts (spec 2.167, `*FieldsParameter` and `*ExpansionsParameter`). */
import { mediaFields, postFields, userFields } from './fields';
import { authorOf, include, whole, type Selection } from './selection';

export const messages = {
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
} satisfies Record<string, readonly Selection[]>;
