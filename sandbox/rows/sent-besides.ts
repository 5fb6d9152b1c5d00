import type { EndpointName } from '../../api/client/client';
import type { Field, FieldKind } from '../../connector';

type Besides = Readonly<Partial<Record<EndpointName, Readonly<Record<string, Field>>>>>;

const of = (kind: FieldKind, more: Partial<Field> = {}): Field => ({ name: kind, displayName: kind, kind, ...more });
const id = of('id');
const text = of('text');
const json = of('json');
const file = of('file');
const size = of('number', { min: 0 });
const segment = of('number', { min: 0, max: 999 });
const switched = of('boolean');

const message = { 'body.attachments': json };
/** X names no values for these, so no row offers them. */
const counts = { 'query.search_count.fields': of('words') };

/** What requests carry besides the fields of their rows: put there by an operation's function, or taken by X though no row offers it. */
export const SENT_BESIDES: Besides = {
	'DELETE /2/activity/subscriptions': { 'query.ids': of('ids', { min: 1, max: 100 }) },
	'DELETE /2/connections': { 'body.uuids': of('objects', { of: 'connection', min: 1, max: 100 }) },
	'GET /2/media/upload': {
		'query.command': of('choice', { choices: [{ name: 'Status', value: 'STATUS' }] }),
		'query.media_id': id,
	},
	'GET /2/tweets/counts/all': counts,
	'GET /2/tweets/counts/recent': counts,
	'POST /2/articles/draft': {
		'body.content_state': json,
		'body.cover_media.media_category': text,
		'body.cover_media.media_id': id,
	},
	'POST /2/chat/media/upload/initialize': { 'body.total_bytes': size },
	'POST /2/chat/media/upload/{id}/append': {
		'body.conversation_id': text,
		'body.media': file,
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
	'POST /2/dm_conversations': { 'body.message.attachments': json },
	'POST /2/dm_conversations/with/{participant_id}/messages': message,
	'POST /2/dm_conversations/{dm_conversation_id}/messages': message,
	'POST /2/media/metadata': {
		'body.id': id,
		'body.metadata.alt_text.text': text,
		'body.metadata.sensitive_media_warning': json,
	},
	'POST /2/media/upload': {
		'body.additional_owners': of('ids'),
		'body.media': file,
		'body.media_category': text,
		'body.media_type': text,
		'body.shared': switched,
	},
	'POST /2/media/upload/initialize': {
		'body.additional_owners': of('ids'),
		'body.media_category': text,
		'body.media_type': text,
		'body.shared': switched,
		'body.total_bytes': size,
	},
	'POST /2/media/upload/{id}/append': { 'body.media': file, 'body.segment_index': segment },
	'POST /2/tweets': {
		'body.media.media_ids': of('ids', { min: 1, max: 4 }),
		'body.poll.reply_settings': text,
		'body.reply.auto_populate_reply_metadata': switched,
	},
	'POST /2/tweets/search/stream/rules': { 'body.add': json },
	'PUT /2/broadcasts/scheduled/{id}': {
		'body.scheduled_broadcast_id': id,
		'body.scheduled_end_ms': text,
		'body.scheduled_start_ms': text,
	},
};
