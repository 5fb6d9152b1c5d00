import { z } from 'zod';
import type { Conversation } from '../../chat/chat';
import type { Call, Routes } from '../../context';
import { forbidden, invalidRequest } from '../../http/errors';
import { page } from '../../http/paging';
import { sampled } from '../../rows/answers';
import { readWant } from '../../view/requested-fields';
import { viewUser } from '../../view/user';
import { jsonBody } from '../posts/body';
import { canonical, checkKeys, conversationAt, isHere, keyChange } from './parts';

const keys = z.object({ ...keyChange, base64_encoded_key_rotation: z.string().optional() }).strict();
const group = z
	.object({
		...keyChange,
		base64_encoded_key_rotation: z.string().optional(),
		conversation_id: z.string(),
		group_members: z.array(z.string()).min(1),
		group_admins: z.array(z.string()).optional(),
		group_avatar_url: z.string().optional(),
		group_description: z.string().optional(),
		group_name: z.string().optional(),
		ttl_msec: z.string().optional(),
	})
	.strict();
const added = z
	.object({
		...keyChange,
		user_ids: z.array(z.string()).min(1),
		encrypted_title: z.string().optional(),
		encrypted_avatar_url: z.string().optional(),
	})
	.strict();

const list = (value: string | undefined) => (value ?? '').split(',').filter(Boolean);

function view(one: Conversation, { query }: Call): Record<string, unknown> {
	const isGroup = one.id.startsWith('g');
	const values: Record<string, unknown> = {
		admin_ids: isGroup ? one.adminIds : undefined,
		member_ids: isGroup ? one.memberIds : undefined,
		participant_ids: one.memberIds,
		created_at: new Date(one.createdAt).toISOString(),
		updated_at: new Date(one.updatedAt).toISOString(),
		group_name: one.groupName,
		group_avatar_url: one.groupAvatarUrl,
		is_muted: false,
		message_ttl_ms: one.ttlMs,
		type: isGroup ? 'group' : 'direct',
	};
	const wanted = [...list(query['chat_conversation.fields']), ...list(query.expansions)];
	return {
		id: one.id,
		...Object.fromEntries(
			Object.entries(values).filter(([name, value]) => wanted.includes(name) && value !== undefined),
		),
	};
}

function includes(shown: readonly Conversation[], { query, caller, ctx }: Call): object {
	if (!query.expansions) return {};
	const want = readWant(query, ctx.faults.current.undecidedVocabulary);
	const ids = new Set(shown.flatMap(({ memberIds }) => memberIds));
	return { includes: { users: [...ids].map((id) => viewUser(ctx.world.needUser(id), want, caller, ctx)) } };
}

export const chatConversations: Routes = {
	'GET /2/chat/conversations': (call) => {
		const { conversations } = call.ctx.chat;
		if (conversations.size === 0) return sampled(call);
		const own = [...conversations.values()]
			.filter(({ memberIds }) => memberIds.includes(call.caller.user!.id))
			.map((one) => ({ id: one.events.at(-1)?.id ?? '0', one }))
			.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
		const { items, meta } = page(call, own, { min: 1, max: 100, standard: 10 });
		const shown = items.map(({ one }) => one);
		return {
			body: {
				...(shown.length > 0 ? { data: shown.map((one) => view(one, call)) } : {}),
				...includes(shown, call),
				meta: { ...meta, has_more: meta.next_token !== undefined, has_message_requests: false },
			},
		};
	},

	'GET /2/chat/conversations/{id}': (call) => {
		if (!isHere(call)) return sampled(call);
		const one = conversationAt(call);
		return { body: { data: view(one, call), ...includes([one], call) } };
	},

	'POST /2/chat/conversations/{id}/keys': (call) => {
		if (!isHere(call)) return sampled(call);
		const body = jsonBody(call, keys);
		const { chat } = call.ctx;
		const me = call.caller.user!.id;
		const id = canonical(call.params.id, me);
		const there = chat.conversations.get(id);
		const members = there?.memberIds ?? id.split('-');
		if (!members.includes(me)) throw forbidden('You are not a participant of this conversation.');
		checkKeys(call, body, members, there?.keyVersion);
		const [signed] = body.action_signatures;
		const { id: sequence_id } = chat.act(there ?? chat.open(id, members), me, signed, body.conversation_key_version);
		return { body: { data: { conversation_id: id, sequence_id } } };
	},

	'POST /2/chat/conversations/group/initialize': ({ ctx }) => ({
		body: { data: { conversation_id: `g${ctx.chat.next()}` } },
	}),

	'POST /2/chat/conversations/group': (call) => {
		const body = jsonBody(call, group);
		const { chat } = call.ctx;
		const me = call.caller.user!.id;
		if (chat.conversations.has(body.conversation_id))
			throw invalidRequest({ message: 'The conversation exists already' });
		if (body.action_signatures.length !== 2) throw invalidRequest({ message: 'A group needs two action_signatures' });
		checkKeys(call, body, body.group_members);
		const made = chat.open(body.conversation_id, body.group_members, body.group_admins ?? [me]);
		Object.assign(made, {
			groupName: body.group_name,
			groupAvatarUrl: body.group_avatar_url,
			ttlMs: body.ttl_msec === undefined ? undefined : Number(body.ttl_msec),
		});
		const [change] = body.action_signatures.map((signed) => chat.act(made, me, signed, body.conversation_key_version));
		return {
			status: 201,
			body: { data: { conversation_id: made.id, conversation_key_change_sequence_id: change.id } },
		};
	},

	'POST /2/chat/conversations/{id}/members': (call) => {
		if (!isHere(call)) return sampled(call);
		const body = jsonBody(call, added);
		const { chat } = call.ctx;
		const conversation = conversationAt(call);
		const members = [...new Set([...conversation.memberIds, ...body.user_ids])];
		if (body.action_signatures.length !== 2)
			throw invalidRequest({ message: 'New members need two action_signatures' });
		checkKeys(call, body, members, conversation.keyVersion);
		conversation.memberIds = members;
		if (body.encrypted_title) conversation.groupName = body.encrypted_title;
		for (const signed of body.action_signatures)
			chat.act(conversation, call.caller.user!.id, signed, body.conversation_key_version);
		// What X's specification calls a post here is taken from its sample.
		return sampled(call);
	},
};
