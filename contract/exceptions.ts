/**
 * Intentional differences between the rows and X's specification, with reasons. The check reports reasons that are not
 * needed.
 */
import type { Reasons } from './agreements';

const noValues = 'a text for which X lists no values';
const likeAdding = 'the same values as when subtitles are added';
const notMarked = 'X marks nothing as required here, but there is nothing to add without it';
const keptAsRead = 'X replaces the whole schedule, so what is not changed is read and sent again';
const eitherWay = 'rules are deleted by ID or by value';
const ratchet = "for keys in a ratchet tree, which X's Chat XDK does not make";
const engine = "made by X's Chat XDK";
const handedOut = {
	'body.action_signatures': engine,
	'body.conversation_key_version': engine,
	'body.conversation_participant_keys': engine,
};

/** Parts of the specification that no row offers; a name also covers everything below it. */
export const LEFT_OUT: Reasons = {
	'POST /2/chat/conversations/group': { 'body.base64_encoded_key_rotation': ratchet },
	'POST /2/chat/conversations/{id}/keys': { 'body.base64_encoded_key_rotation': ratchet },
	'POST /2/chat/conversations/{id}/members': {
		'body.encrypted_avatar_url': "X's Chat XDK does not say which address it expects here",
	},
	'POST /2/chat/conversations/{id}/messages': { 'body.conversation_token': "X's Chat XDK makes none" },
	'POST /2/chat/media/upload/{id}/finalize': {
		'body.message_id': 'the file is uploaded before the message has an ID',
		'body.ttl_msec': 'a lifetime of its own for the file; the conversation has one',
	},
	'GET /2/tweets/counts/all': { 'query.search_count.fields': noValues },
	'GET /2/tweets/counts/recent': { 'query.search_count.fields': noValues },
	'POST /2/tweets': {
		'body.poll.reply_settings': 'X accepts and drops it',
		'body.reply.auto_populate_reply_metadata': 'X accepts and drops it',
	},
};

/** Parts sent by an operation's own function (`run`, and the upload it shares); a test verifies that they are sent. */
export const SENT_BY_CODE: Reasons = {
	'DELETE /2/activity/subscriptions': { 'query.ids': 'the IDs of all input items, 100 in a request' },
	'GET /2/tweets': { 'query.ids': 'posts of a conversation, one at a time' },
	'GET /2/tweets/search/recent': { 'query.query': 'the conversation, by its ID' },
	'GET /2/tweets/search/all': { 'query.query': 'the conversation, by its ID' },
	'DELETE /2/connections': { 'body.uuids': 'the one connection, as a list' },
	'PUT /2/broadcasts/scheduled/{id}': {
		'body.scheduled_broadcast_id': keptAsRead,
		'body.scheduled_end_ms': keptAsRead,
		'body.scheduled_start_ms': keptAsRead,
	},
	'POST /2/tweets/search/stream/rules': { 'body.add': 'the rule or rules, each with its tag' },
	'POST /2/articles/draft': {
		'body.content_state.blocks': 'from the Markdown, or as the user gives them',
		'body.content_state.entities': 'from the Markdown, or as the user gives them',
		'body.cover_media.media_category': 'from the kind of file, or as the user says of media given by ID',
		'body.cover_media.media_id': 'ID of the file just uploaded, or the one given',
	},
	'GET /2/users/public_keys': { 'query.ids': 'the participants of a conversation' },
	'POST /2/chat/conversations/group': {
		...handedOut,
		'body.conversation_id': 'as X has initialized the group',
		'body.group_admins': 'the connected account, and those given',
		'body.group_members': 'the connected account, and those given',
	},
	'POST /2/chat/conversations/{id}/keys': handedOut,
	'POST /2/chat/conversations/{id}/members': { ...handedOut, 'body.encrypted_title': 'the name, with the new key' },
	'POST /2/chat/conversations/{id}/messages': {
		'body.encoded_message_create_event': engine,
		'body.encoded_message_event_signature': engine,
		'body.message_id': engine,
	},
	'POST /2/chat/conversations/{id}/messages/delete': {
		'body.action_signatures': engine,
		'body.sequence_ids': 'the IDs given, which are signed, too',
	},
	'POST /2/users/{id}/public_keys': {
		'body.generate_version': engine,
		'body.public_key': engine,
		'body.version': engine,
	},
	'POST /2/chat/media/upload/initialize': {
		'body.conversation_id': 'the conversation of the message',
		'body.total_bytes': 'size of the encrypted file',
	},
	'POST /2/chat/media/upload/{id}/append': {
		'body.conversation_id': 'as the first step of the upload answered',
		'body.media': 'bytes of the segment',
		'body.media_hash_key': 'as the first step of the upload answered',
		'body.segment_index': 'number of the segment',
	},
	'POST /2/chat/media/upload/{id}/finalize': {
		'body.conversation_id': 'as the first step of the upload answered',
		'body.media_hash_key': 'as the first step of the upload answered',
		'body.num_parts': 'number of segments sent',
	},
	'POST /2/dm_conversations': { 'body.message.attachments': 'ID of the file just uploaded, or the one given' },
	'POST /2/dm_conversations/with/{participant_id}/messages': {
		'body.attachments': 'ID of the file just uploaded, or the one given',
	},
	'POST /2/dm_conversations/{dm_conversation_id}/messages': {
		'body.attachments': 'ID of the file just uploaded, or the one given',
	},
	'GET /2/media/upload': {
		'query.command': 'always STATUS',
		'query.media_id': 'the upload asks until X has processed the file',
	},
	'POST /2/media/metadata': {
		'body.id': 'ID of the file just uploaded',
		'body.metadata.alt_text.text': 'alt text given with the file',
		'body.metadata.sensitive_media_warning':
			'one switch for each mark that was chosen; X gives the object no named parts',
	},
	'POST /2/media/upload': {
		'body.additional_owners': 'an option of the upload',
		'body.media': 'bytes of the file',
		'body.media_category': 'from the kind of file and what it is for',
	},
	'POST /2/media/upload/initialize': {
		'body.additional_owners': 'an option of the upload',
		'body.shared': 'an option of the upload',
		'body.media_category': 'from the kind of file and what it is for',
		'body.media_type': 'from the first bytes of the file',
		'body.total_bytes': 'size of the file',
	},
	'POST /2/media/upload/{id}/append': {
		'body.media': 'bytes of the segment',
		'body.segment_index': 'number of the segment',
	},
	'POST /2/tweets': { 'body.media.media_ids': 'IDs of the files just uploaded and of those given' },
};

/** Intentional differences, word for word as the check reports them. */
export const AGREED: Reasons = {
	'DELETE /2/media/subtitles': {
		'body field language_code: spec has no pattern, row has ^[A-Z]{2}$': likeAdding,
		'body field media_category: spec has no enum, row offers [AmplifyVideo, TweetVideo]': likeAdding,
	},
	'GET /2/tweets/search/stream/rules/counts': {
		'query parameter rules_count.fields: spec has type string, row sends array':
			"the names of the answer's fields, with commas: X lists no values",
	},
	'POST /2/activity/subscriptions': {
		'body field event_type: spec has an enum with [chat.conversation_join], which the row lacks, row offers [], which the spec lacks':
			'the old name of chat.conversation.join',
		'body field filter.keyword: spec has no maxLength, row has 150': "the length that X's prose gives",
		'body field filter.keyword: spec has it optional, row requires it':
			'news are found by a keyword, all else by its account',
		'body field filter.user_id: spec has it optional, row requires it':
			'news are found by a keyword, all else by its account',
	},
	'POST /2/oauth2/revoke': {
		'the spec has no such endpoint, a row calls it':
			"X documents it with OAuth 2.0's endpoints, outside of the specification",
	},
	'POST /2/broadcasts/{id}/chat/mutes': {
		'body field message_id: spec has pattern ^[1-9][0-9]{0,18}$, row has ^[0-9]{1,19}$': 'no ID of X starts with 0',
	},
	'POST /2/chat/conversations/group': {
		'body field ttl_msec: spec has no pattern, row has ^[0-9]+$': 'milliseconds as text, nothing else',
	},
	'POST /2/chat/conversations/{id}/read': {
		'body field seen_until_sequence_id: spec has no pattern, row has ^[0-9]{1,19}$': 'a position is a number',
		'body field seen_until_sequence_id: spec requires it, row has it optional': 'by default the newest, which is read',
	},
	'POST /2/media/subtitles': {
		'body field id: spec has it optional, row requires it': notMarked,
		'body field media_category: spec has it optional, row requires it': notMarked,
		'body field subtitles.id: spec has it optional, row requires it': notMarked,
		'body field subtitles.language_code: spec has it optional, row requires it': notMarked,
	},
	'POST /2/tweets': {
		'body field media.call_to_actions.visit_site.url: spec has no pattern, row has ^https:\\/\\/':
			'X refuses links that are not https',
		'body field media.call_to_actions.watch_now.url: spec has no pattern, row has ^https:\\/\\/':
			'X refuses links that are not https',
		'body field reply.in_reply_to_tweet_id: spec requires it in reply, row can send exclude_reply_user_ids without it':
			"the row's own check refuses that",
	},
	'POST /2/tweets/search/stream/rules': {
		'body field delete.ids: spec has it optional, row requires it': eitherWay,
		'body field delete.values: spec has it optional, row requires it': eitherWay,
	},
};
