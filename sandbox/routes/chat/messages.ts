import { z } from 'zod';
import type { ChatEvent, Conversation } from '../../chat/chat';
import { keyVersionOf } from '../../chat/wrap';
import type { Call, Routes } from '../../context';
import { forbidden, invalidRequest } from '../../http/errors';
import { page } from '../../http/paging';
import { sampled } from '../../rows/answers';
import { jsonBody } from '../posts/body';
import { conversationAt, isHere, signatures } from './parts';

const base64 = z.string().regex(/^[A-Za-z0-9+/=]+$/);
const message = z
	.object({
		message_id: z.string().min(1),
		encoded_message_create_event: base64,
		encoded_message_event_signature: base64,
		conversation_token: z.string().optional(),
	})
	.strict();
const deletion = z
	.object({
		sequence_ids: z.array(z.string()).min(1),
		delete_message_action: z.enum(['delete_for_all', 'delete_for_self']),
		action_signatures: signatures,
		media_hash_keys: z.array(z.string()).optional(),
	})
	.strict();
const seen = z.object({ seen_until_sequence_id: z.string() }).strict();

const view = (event: ChatEvent, { id }: Conversation, { query }: Call): Record<string, unknown> => {
	const values: Record<string, unknown> = {
		conversation_id: id.replace('-', ':'),
		created_at: new Date(event.createdAt).toISOString(),
		encoded_event: event.encoded,
		is_trusted: true,
		sender_id: event.senderId,
	};
	const wanted = (query['chat_message_event.fields'] ?? '').split(',');
	return { id: event.id, ...Object.fromEntries(Object.entries(values).filter(([name]) => wanted.includes(name))) };
};

/** The changes of keys that the events of a page need and the page does not have. */
function keyEvents(shown: readonly ChatEvent[], { events }: Conversation): string[] {
	const needed = new Set(shown.map(({ keyVersion }) => keyVersion));
	return events
		.filter((event) => event.isKeyChange && needed.has(event.keyVersion) && !shown.includes(event))
		.map(({ encoded }) => encoded);
}

/** What the subscribers of X's Activity API are told. */
function tell({ ctx }: Call, conversation: Conversation, event: ChatEvent): void {
	const payload = {
		conversation_id: conversation.id,
		sender_id: event.senderId,
		encoded_event: event.encoded,
		conversation_key_version: event.keyVersion,
		conversation_key_change_event: conversation.events.find(
			({ isKeyChange, keyVersion }) => isKeyChange && keyVersion === event.keyVersion,
		)?.encoded,
	};
	for (const user_id of conversation.memberIds) {
		const event_type = user_id === event.senderId ? 'chat.sent' : 'chat.received';
		void ctx.activity.happen({ event_type, user_id, payload });
	}
}

export const chatMessages: Routes = {
	'GET /2/chat/conversations/{id}/events': (call) => {
		if (!isHere(call)) return sampled(call);
		const conversation = conversationAt(call);
		const { keyChangesApart } = call.ctx.chat;
		const there = conversation.events
			.filter(
				({ hiddenFrom, isKeyChange }) =>
					!hiddenFrom.includes(call.caller.user!.id) && !(keyChangesApart && isKeyChange),
			)
			.reverse();
		const { items, meta } = page(call, there, { min: 1, max: 100, standard: 10 });
		return {
			body: {
				...(items.length > 0 ? { data: items.map((event) => view(event, conversation, call)) } : {}),
				meta: {
					...meta,
					has_more: meta.next_token !== undefined,
					conversation_key_events: keyEvents(items, conversation),
				},
			},
		};
	},

	'POST /2/chat/conversations/{id}/messages': (call) => {
		if (!isHere(call)) return sampled(call);
		const body = jsonBody(call, message);
		const conversation = conversationAt(call);
		const keyVersion = keyVersionOf(body.encoded_message_create_event);
		if (!keyVersion || keyVersion !== conversation.keyVersion)
			throw invalidRequest({ message: 'The message is not encrypted with the latest conversation key' });
		const event = call.ctx.chat.say(conversation, call.caller.user!.id, {
			messageId: body.message_id,
			created: body.encoded_message_create_event,
			signature: body.encoded_message_event_signature,
			keyVersion,
		});
		tell(call, conversation, event);
		return { status: 201, body: { data: { encoded_message_event: event.encoded } } };
	},

	'POST /2/chat/conversations/{id}/messages/delete': (call) => {
		if (!isHere(call)) return sampled(call);
		const body = jsonBody(call, deletion);
		const conversation = conversationAt(call);
		const me = call.caller.user!.id;
		const meant = conversation.events.filter(({ id }) => body.sequence_ids.includes(id));
		if (body.delete_message_action === 'delete_for_self') {
			for (const event of meant) event.hiddenFrom.push(me);
			return { body: { data: { deleted: true } } };
		}
		if (!conversation.adminIds.includes(me) && meant.some(({ senderId }) => senderId !== me))
			throw forbidden('You can only delete your own messages for everybody.');
		conversation.events = conversation.events.filter((event) => !meant.includes(event));
		for (const key of body.media_hash_keys ?? []) call.ctx.chat.files.delete(`${conversation.id}/${key}`);
		for (const signed of body.action_signatures) call.ctx.chat.act(conversation, me, signed);
		return { body: { data: { deleted: true } } };
	},

	'POST /2/chat/conversations/{id}/read': (call) => {
		if (!isHere(call)) return sampled(call);
		jsonBody(call, seen);
		conversationAt(call);
		return { body: { data: { success: true } } };
	},

	'POST /2/chat/conversations/{id}/typing': (call) => {
		if (!isHere(call)) return sampled(call);
		conversationAt(call);
		return { body: { data: { success: true } } };
	},
};
