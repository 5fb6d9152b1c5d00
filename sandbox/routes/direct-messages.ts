import type { Routes } from '../context';
import { page } from '../paging';
import { viewUser } from '../view/user';
import { readWant } from '../view/want';
import type { DirectMessage } from '../world/social';
import { madeUp } from './made-up';

const KEPT_MS = 30 * 86_400_000;
const list = (value: string | undefined) => (value ?? '').split(',').filter(Boolean);

function view({ id, senderId, participantIds, text, createdAt }: DirectMessage, wanted: readonly string[]): Record<string, unknown> {
	const conversation = [...participantIds].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1)).join('-');
	const values: Record<string, unknown> = { created_at: new Date(createdAt).toISOString(), dm_conversation_id: conversation, sender_id: senderId };
	return { id, event_type: 'MessageCreate', text, ...Object.fromEntries(wanted.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]]))) };
}

export const directMessages: Routes = {
	'GET /2/dm_events': (call) => {
		const { caller, ctx, query } = call;
		const { social } = ctx.world;
		// Until somebody has written something, the answer is made up.
		if (social.state.messages.length === 0) return madeUp(call);
		const types = list(query.event_types);
		const shown = social.newest('messages', ({ participantIds, createdAt }) => participantIds.includes(caller.user!.id) && createdAt > ctx.clock.now() - KEPT_MS);
		const { items, meta } = page(call, types.length === 0 || types.includes('MessageCreate') ? shown : [], { min: 1, max: 100, standard: 100 });
		const expansions = list(query.expansions);
		const senders = expansions.includes('sender_id') ? [...new Set(items.map(({ senderId }) => senderId))] : [];
		const want = readWant(query, ctx.faults.current.undecidedVocabulary);
		return {
			body: {
				...(items.length > 0 ? { data: items.map((message) => view(message, [...list(query['dm_event.fields']), ...expansions])) } : {}),
				...(senders.length > 0 ? { includes: { users: senders.map((id) => viewUser(ctx.world.needUser(id), want, caller, ctx)) } } : {}),
				meta,
			},
		};
	},
};
