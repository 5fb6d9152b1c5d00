import type { EndpointName } from '../../api/client/call';
import { ACTIVITY_EVENTS } from '../../connector/resources/activity-subscription/events';
import { objectKind } from '../../connector/objects';
import { anything, boolean, ID, integer, listOf, matching, oneOf, text, type Form } from './forms';

type Besides = Readonly<Partial<Record<EndpointName, Readonly<Record<string, Form>>>>>;

const size = integer(0);
const segment = integer(0, 999);
/** What the engine of X Chat has made. */
const keyChange = {
	'body.action_signatures': anything,
	'body.conversation_key_version': text,
	'body.conversation_participant_keys': anything,
};
const message = { 'body.attachments': anything };
/** X names no values for these, so no row offers them. */
const counts = { 'query.search_count.fields': text };

/**
 * What requests carry in addition to their rows' fields: added by an operation's function, or accepted by X although no
 * row offers it.
 */
export const SENT_BESIDES: Besides = {
	'DELETE /2/activity/subscriptions': { 'query.ids': listOf(ID, 1, 100) },
	'DELETE /2/connections': { 'body.uuids': listOf(matching(objectKind('connection').id), 1, 100) },
	'GET /2/media/upload': {
		'query.command': oneOf(['STATUS']),
		'query.media_id': ID,
	},
	'GET /2/tweets/counts/all': counts,
	'GET /2/tweets/counts/recent': counts,
	// Includes the old name of chat.conversation.join.
	'POST /2/activity/subscriptions': { 'body.event_type': oneOf(ACTIVITY_EVENTS.map(({ value }) => value)) },
	'POST /2/articles/draft': {
		'body.content_state': anything,
		'body.cover_media.media_category': text,
		'body.cover_media.media_id': ID,
	},
	'POST /2/chat/conversations/group': {
		...keyChange,
		'body.base64_encoded_key_rotation': text,
		'body.conversation_id': text,
		'body.group_admins': listOf(ID),
		'body.group_members': listOf(ID),
	},
	'POST /2/chat/conversations/{id}/keys': { ...keyChange, 'body.base64_encoded_key_rotation': text },
	'POST /2/chat/conversations/{id}/members': {
		...keyChange,
		'body.encrypted_avatar_url': text,
		'body.encrypted_title': text,
	},
	'POST /2/chat/conversations/{id}/messages': {
		'body.conversation_token': text,
		'body.encoded_message_create_event': text,
		'body.encoded_message_event_signature': text,
		'body.message_id': text,
	},
	'POST /2/chat/conversations/{id}/messages/delete': {
		'body.action_signatures': anything,
		'body.sequence_ids': listOf(text),
	},
	'POST /2/chat/media/upload/initialize': { 'body.conversation_id': text, 'body.total_bytes': size },
	'POST /2/chat/media/upload/{id}/append': {
		'body.conversation_id': text,
		'body.media': anything,
		'body.media_hash_key': text,
		'body.segment_index': segment,
	},
	'POST /2/chat/media/upload/{id}/finalize': {
		'body.conversation_id': text,
		'body.media_hash_key': text,
		'body.message_id': text,
		'body.num_parts': text,
		'body.ttl_msec': text,
	},
	'POST /2/dm_conversations': { 'body.message.attachments': anything },
	'POST /2/dm_conversations/with/{participant_id}/messages': message,
	'POST /2/dm_conversations/{dm_conversation_id}/messages': message,
	'POST /2/media/metadata': {
		'body.id': ID,
		'body.metadata.alt_text.text': text,
		'body.metadata.sensitive_media_warning': anything,
	},
	'POST /2/media/upload': {
		'body.additional_owners': text,
		'body.media': anything,
		'body.media_category': text,
		'body.media_type': text,
		'body.shared': boolean,
	},
	'POST /2/media/upload/initialize': {
		'body.additional_owners': listOf(ID),
		'body.media_category': text,
		'body.media_type': text,
		'body.shared': boolean,
		'body.total_bytes': size,
	},
	'POST /2/media/upload/{id}/append': { 'body.media': anything, 'body.segment_index': segment },
	'POST /2/users/{id}/public_keys': {
		'body.generate_version': boolean,
		'body.public_key': anything,
		'body.version': text,
	},
	'POST /2/tweets': {
		'body.media.media_ids': listOf(ID, 1, 4),
		'body.poll.reply_settings': text,
		'body.reply.auto_populate_reply_metadata': boolean,
	},
	'POST /2/tweets/search/stream/rules': { 'body.add': anything },
	'PUT /2/broadcasts/scheduled/{id}': {
		'body.scheduled_broadcast_id': ID,
		'body.scheduled_end_ms': text,
		'body.scheduled_start_ms': text,
	},
};
