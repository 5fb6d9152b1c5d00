/** Reads what was said in a conversation, and the keys that it was said with. */
import type { ConversationId } from '../../../../api/chat/ids';
import { signingKeys } from '../../../../api/chat/keys';
import { openHistory, type History } from '../../../../api/chat/open';
import type { ChatEngine, ChatEventRow } from '../../../../api/chat/types';
import type { Answer, XClient } from '../../../../api/client/call';
import { inner, objects, strings } from '../../../../api/json/members';
import { settleCall } from '../../../../api/errors/outcome';
import { aboutConversation, events } from '../calls';
import { page } from '../shared';
import { publicKeys } from './directory';

/** What an event is opened by. */
export const NEEDED = ['conversation_id', 'created_at', 'encoded_event', 'id', 'sender_id'];

/** How far back a message is searched for that is answered or edited, in pages of 100. */
const MOST_PAGES = 10;

interface Page {
	rows: ChatEventRow[];
	keyEvents: string[];
	next?: string;
}

export const pageOf = ({ data, meta }: Answer): Page => {
	const { conversation_key_events: keyEvents, next_token: next } = inner(meta);
	return {
		rows: objects(data).flatMap((row) => (typeof row.id === 'string' ? [{ ...row, id: row.id }] : [])),
		keyEvents: strings(keyEvents),
		...(typeof next === 'string' && next ? { next } : {}),
	};
};

/** What is read before something is sent. */
export interface Before extends History {
	rows: readonly ChatEventRow[];
	/** X knows no such conversation yet. */
	isNew: boolean;
}

/** @param until reads on into the past until this event was found */
export async function readBefore(
	engine: ChatEngine,
	client: XClient,
	{ path, signed, pair }: ConversationId,
	until?: string,
): Promise<Before> {
	const rows: ChatEventRow[] = [];
	const keyEvents: string[] = [];
	let token: string | undefined;
	for (let i = 0; i < MOST_PAGES; i++) {
		const query = {
			max_results: page.size.max,
			'chat_message_event.fields': NEEDED,
			...(token ? { [page.token]: token } : {}),
		};
		const answer = await settleCall(client.call(events.endpoint, { path: { id: path }, query }));
		if (!answer.ok) {
			if (i === 0 && pair && answer.error.context.status === 404) return { rows, opened: [], keys: {}, isNew: true };
			throw answer.error;
		}
		const one = pageOf(answer.value);
		rows.push(...one.rows);
		keyEvents.push(...one.keyEvents);
		token = one.next;
		if (!token || !until || rows.some(({ id }) => id === until)) break;
	}
	await knowSigners(engine, client, rows, pair ?? (await membersOf(client, path)).all);
	const history = openHistory(engine, rows, keyEvents, signed);
	return { rows, ...history, isNew: rows.length === 0 && keyEvents.length === 0 };
}

/** Puts the public keys of everybody who may have signed something into the engine. */
export async function knowSigners(
	engine: ChatEngine,
	client: XClient,
	rows: readonly ChatEventRow[],
	members: readonly string[],
): Promise<void> {
	const senders = rows.flatMap(({ sender_id }) => (sender_id ? [sender_id] : []));
	engine.setSigningKeys(signingKeys(await publicKeys(client, [...members, ...senders])));
}

export interface Group {
	data: Record<string, unknown>;
	members: string[];
	admins: string[];
	/** Everybody who takes part. */
	all: string[];
}

/** The members of a group. */
export async function membersOf(client: XClient, path: string): Promise<Group> {
	const answer = await client.call(aboutConversation.endpoint, {
		path: { id: path },
		query: {
			expansions: ['admin_ids', 'member_ids', 'participant_ids'],
			'chat_conversation.fields': [
				'group_avatar_url',
				'group_name',
				'id',
				'message_ttl_ms',
				'screen_capture_blocking_enabled',
				'type',
			],
		},
	});
	const data = inner(answer.data);
	const list = (name: string) => strings(data[name]);
	const [admins, members, participants] = ['admin_ids', 'member_ids', 'participant_ids'].map(list);
	const all = [...new Set([...participants, ...members, ...admins])];
	return { data, admins, members: members.length > 0 ? members : all, all };
}
