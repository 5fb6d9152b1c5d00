import { z } from 'zod';
import type { Answer, Call, Routes } from '../../context';
import { invalidRequest } from '../../http/errors';
import { page } from '../../http/paging';
import { attached } from '../../media/attached';
import { viewMedia } from '../../view/media';
import { viewUser } from '../../view/user';
import { readWant } from '../../view/requested-fields';
import type { DirectMessage } from '../../world/social';
import { shownText } from '../../world/text';
import { sampled } from '../../rows/answers';
import { jsonBody } from '../posts/body';

const KEPT_MS = 30 * 86_400_000;
const list = (value: string | undefined) => (value ?? '').split(',').filter(Boolean);

const id = z.string().regex(/^[0-9]{1,19}$/);
const message = z
	.object({
		text: z.string().min(1).optional(),
		attachments: z
			.array(z.object({ media_id: id }).strict())
			.min(1)
			.max(1)
			.optional(),
	})
	.strict()
	.refine(
		({ text, attachments }) => text !== undefined || attachments !== undefined,
		'text or attachments is required',
	);
const group = z
	.object({ conversation_type: z.literal('Group'), participant_ids: z.array(id).min(2).max(49), message })
	.strict();

const conversationOf = ({ groupId, participantIds }: Pick<DirectMessage, 'groupId' | 'participantIds'>): string =>
	groupId ?? [...participantIds].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1)).join('-');

const mediaOf = ({ mediaKeys = [] }: DirectMessage, { ctx }: Call) =>
	mediaKeys.flatMap((key) => ctx.world.mediaOf(key) ?? []);

function view(one: DirectMessage, wanted: readonly string[], call: Call): Record<string, unknown> {
	const { text, entities } = shownText(
		one.text,
		`https://x.com/messages/media/${one.id}`,
		mediaOf(one, call),
		(name) => call.ctx.world.user(name)?.id,
	);
	const values: Record<string, unknown> = {
		created_at: new Date(one.createdAt).toISOString(),
		dm_conversation_id: conversationOf(one),
		sender_id: one.senderId,
		...(Object.keys(entities).length > 0 ? { entities } : {}),
		...(one.mediaKeys?.length ? { attachments: { media_keys: one.mediaKeys } } : {}),
	};
	const names = wanted.map((name) => (name === 'attachments.media_keys' ? 'attachments' : name));
	return {
		id: one.id,
		event_type: 'MessageCreate',
		text,
		...Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]]))),
	};
}

/** The account's messages, newest first. Until a message has been sent, the answer is a sample. */
function events(call: Call, keep: (one: DirectMessage) => boolean = () => true): Answer {
	const { caller, ctx, query } = call;
	const { social } = ctx.world;
	if (social.state.messages.length === 0) return sampled(call);
	const types = list(query.event_types);
	const shown = social.newest(
		'messages',
		(one) => one.participantIds.includes(caller.user!.id) && one.createdAt > ctx.clock.now() - KEPT_MS && keep(one),
	);
	const { items, meta } = page(call, types.length === 0 || types.includes('MessageCreate') ? shown : [], {
		min: 1,
		max: 100,
		standard: 100,
	});
	const expansions = list(query.expansions);
	const senders = expansions.includes('sender_id') ? [...new Set(items.map(({ senderId }) => senderId))] : [];
	const media = expansions.includes('attachments.media_keys') ? items.flatMap((one) => mediaOf(one, call)) : [];
	const want = readWant(query, ctx.faults.current.undecidedVocabulary);
	const includes = {
		...(senders.length > 0
			? { users: senders.map((sender) => viewUser(ctx.world.needUser(sender), want, caller, ctx)) }
			: {}),
		...(media.length > 0 ? { media: media.map((one) => viewMedia(one, want.fields.media, ctx.url)) } : {}),
	};
	return {
		body: {
			...(items.length > 0
				? { data: items.map((one) => view(one, [...list(query['dm_event.fields']), ...expansions], call)) }
				: {}),
			...(Object.keys(includes).length > 0 ? { includes } : {}),
			meta,
		},
	};
}

/** Stores a message to accounts that exist on the local X; for others the answer is a sample. */
function send(
	call: Call,
	{ text = '', attachments = [] }: z.infer<typeof message>,
	others: readonly string[],
	groupId?: string,
): Answer {
	const { world } = call.ctx;
	if (!others.every((other) => world.users.has(other))) return sampled(call);
	const ids = attachments.map(({ media_id }) => media_id);
	const mediaKeys = attached(call, ids, call.caller.user!, (category) => category !== 'subtitles').map(
		({ mediaKey }) => mediaKey,
	);
	const sent = world.social.addDirectMessage(call.caller.user!.id, others, text, {
		...(groupId ? { groupId } : {}),
		...(mediaKeys.length > 0 ? { mediaKeys } : {}),
	});
	return { status: 201, body: { data: { dm_conversation_id: conversationOf(sent), dm_event_id: sent.id } } };
}

/** The other participants of a conversation: from its ID for two accounts, from its messages for a group. */
function othersIn(call: Call, conversationId: string): readonly string[] {
	const [known] = call.ctx.world.social.newest('messages', ({ groupId }) => groupId === conversationId);
	return (known?.participantIds ?? conversationId.split('-')).filter((one) => one !== call.caller.user!.id);
}

export const directMessages: Routes = {
	'GET /2/dm_events': (call) => events(call),
	'GET /2/dm_conversations/{id}/dm_events': (call) => events(call, (one) => conversationOf(one) === call.params.id),
	'GET /2/dm_conversations/with/{participant_id}/dm_events': (call) =>
		events(
			call,
			(one) =>
				conversationOf(one) === conversationOf({ participantIds: [call.caller.user!.id, call.params.participant_id] }),
		),

	'POST /2/dm_conversations/with/{participant_id}/messages': (call) =>
		send(call, jsonBody(call, message), [call.params.participant_id]),
	'POST /2/dm_conversations/{dm_conversation_id}/messages': (call) => {
		const { dm_conversation_id: conversation } = call.params;
		return send(
			call,
			jsonBody(call, message),
			othersIn(call, conversation),
			conversation.includes('-') ? undefined : conversation,
		);
	},
	'POST /2/dm_conversations': (call) => {
		const body = jsonBody(call, group);
		if (new Set([...body.participant_ids, call.caller.user!.id]).size <= body.participant_ids.length)
			throw invalidRequest({ message: '$.participant_ids: names an account twice, or the sender' });
		return send(call, body.message, body.participant_ids, call.ctx.world.social.newGroup());
	},
};
