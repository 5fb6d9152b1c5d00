/** The inbox, with the names of groups decrypted. */
import { conversationId } from '../../../../api/chat/ids';
import type { ChatEngine, ConversationKeyMap } from '../../../../api/chat/types';
import type { Answer } from '../../../../api/client/call';
import { attempt } from '../../../../api/errors/outcome';
import { inner, label, objects } from '../../../../api/json/members';
import type { Call } from '../../../call';
import { aboutConversation } from '../calls';
import { page } from '../shared';
import { withKeys } from './directory';
import { readBefore } from './history';

export async function readOne(call: Call): Promise<Answer> {
	const { client, path, reading } = call;
	const answer = await client.call(aboutConversation.endpoint, { path, query: reading.query });
	const [conversation] = await named(call, conversationsIn([answer.data]));
	return { ...answer, data: conversation ?? answer.data };
}

export async function readMany(call: Call): Promise<Answer> {
	const { reading } = call;
	const answers = await reading.pages('GET /2/chat/conversations', page, { query: reading.query });
	const data = answers.flatMap((answer) => conversationsIn(answer.data));
	return { data: await named(call, data), includes: includesOf(answers) };
}

interface Conversation {
	id: string;
	group_name?: string;
	[member: string]: unknown;
}

const conversationsIn = (data: unknown): Conversation[] =>
	objects(data).flatMap((one) => {
		const id = label(one.id);
		return id === undefined ? [] : [{ ...one, id }];
	});

function includesOf(answers: readonly Answer[]): Record<string, unknown[]> {
	const all: Record<string, unknown[]> = {};
	for (const { includes } of answers)
		for (const [kind, along] of Object.entries(inner(includes))) all[kind] = [...(all[kind] ?? []), ...objects(along)];
	return all;
}

/** A nonce, a code of authenticity and at least one character, in Base64; a name in plain text is hardly that. */
export const CIPHERTEXT = /^[A-Za-z0-9+/]{54,}={0,2}$/;

/** Names of groups may be encrypted with a key of the conversation. */
async function named(call: Call, conversations: readonly Conversation[]): Promise<Conversation[]> {
	const isSealed = ({ group_name = '' }: Conversation) => CIPHERTEXT.test(group_name);
	if (!call.chat.isSetUp || !conversations.some(isSealed)) return [...conversations];
	return await withKeys(call, async (engine) => {
		const opened: Conversation[] = [];
		for (const each of conversations) opened.push(isSealed(each) ? await withName(call, engine, each) : each);
		return opened;
	});
}

async function withName({ client, me }: Call, engine: ChatEngine, group: Conversation): Promise<Conversation> {
	const { keys } = await readBefore(engine, client, conversationId(group.id, await me()));
	const name = nameWith(engine, String(group.group_name), keys);
	if (name !== undefined) return { ...group, group_name: name };
	return { ...group, group_name_unreadable_because: 'The key of its name was not handed to these chat keys.' };
}

/** X does not say with which key it was encrypted. */
export function nameWith(engine: ChatEngine, sealed: string, keys: ConversationKeyMap): string | undefined {
	for (const key of Object.values(keys)) {
		const name = attempt(() => engine.decrypt(sealed, key));
		if (name.ok) return name.value;
	}
	return undefined;
}
