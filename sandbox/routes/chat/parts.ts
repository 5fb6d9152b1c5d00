/** What the routes of X Chat share: the conversation of a path, and the shapes of what is signed. */
import { z } from 'zod';
import type { Conversation } from '../../chat/chat';
import type { Call } from '../../context';
import { forbidden, invalidRequest, XError } from '../../http/errors';
import { compareIds } from '../../world/ids';

const base64 = z.string().regex(/^[A-Za-z0-9+/=_-]+$/);
const version = z.string().regex(/^[0-9]+$/);

const signature = z
	.object({
		message_id: z.string().min(1),
		encoded_message_event_detail: base64,
		signature_payload: z.string().optional(),
		message_event_signature: z
			.object({
				signature: base64,
				public_key_version: version,
				signature_version: version,
				signing_public_key: z.string().optional(),
				message_signing_key_info_list: z.array(z.unknown()).optional(),
			})
			.strict(),
	})
	.strict();

/** X answers 400 where a change of state is not signed. */
export const signatures = z.array(signature).min(1);

export const keyChange = {
	conversation_key_version: version,
	conversation_participant_keys: z
		.array(
			z.object({ user_id: z.string(), encrypted_conversation_key: base64, public_key_version: z.string() }).strict(),
		)
		.min(1),
	action_signatures: signatures,
};

const PATH = /^([0-9]{1,19}|[0-9]{1,19}-[0-9]{1,19}|g[0-9]{1,19})$/;

/** For two accounts, X makes the ID of both and has the smaller one first. */
export function canonical(given: string, me: string): string {
	const id = given.replace(':', '-');
	if (!PATH.test(id)) throw invalidRequest({ message: `The conversation ID [${given}] is not valid` });
	if (id.startsWith('g')) return id;
	return (id.includes('-') ? id.split('-') : [id, me]).sort(compareIds).join('-');
}

/** Whether the local X is to know it; for anybody else the answer is a sample. */
export function isHere({ ctx, caller, params }: Call): boolean {
	const id = canonical(params.id, caller.user!.id);
	return (
		ctx.chat.conversations.has(id) || (!id.startsWith('g') && id.split('-').every((one) => ctx.world.users.has(one)))
	);
}

/** The conversation of the path. @throws what X answers for one that does not exist, or is none of the caller's */
export function conversationAt(call: Call, given = call.params.id): Conversation {
	const { ctx, caller } = call;
	const found = ctx.chat.conversations.get(canonical(given, caller.user!.id));
	if (!found)
		throw new XError(404, {
			title: 'Not Found Error',
			detail: `Could not find conversation with id: [${given}].`,
			type: 'https://api.x.com/2/problems/resource-not-found',
			status: 404,
		});
	if (!found.memberIds.includes(caller.user!.id)) throw forbidden('You are not a participant of this conversation.');
	return found;
}

/** A new key has to be newer, and encrypted for all members with a key that X knows of each. */
export function checkKeys(
	call: Call,
	{
		conversation_key_version,
		conversation_participant_keys,
	}: {
		conversation_key_version: string;
		conversation_participant_keys: Array<{ user_id: string; public_key_version: string }>;
	},
	memberIds: readonly string[],
	before = '',
): void {
	const given = conversation_participant_keys.map(({ user_id }) => user_id).sort();
	if (JSON.stringify(given) !== JSON.stringify([...memberIds].sort()))
		throw invalidRequest({ message: 'conversation_participant_keys do not match the participants' });
	for (const { user_id, public_key_version } of conversation_participant_keys)
		if (!call.ctx.chat.keys.get(user_id)?.some((key) => key.public_key_version === public_key_version))
			throw invalidRequest({ message: `public_key_version ${public_key_version} is not registered for ${user_id}` });
	if (before && BigInt(conversation_key_version) <= BigInt(before))
		throw invalidRequest({ message: 'conversation_key_version is not newer than the current one' });
}
