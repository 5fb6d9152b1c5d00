/** Groups, and the keys of conversations. */
import { inner, label } from '../../../../api/json/members';
import { changeBody, prepared } from '../../../../api/chat/body';
import { conversationId as conversationIdOf } from '../../../../api/chat/ids';
import type { ChatEngine } from '../../../../api/chat/types';
import type { Answer, XClient } from '../../../../api/client/call';
import { InputError, XError } from '../../../../api/errors/errors';
import type { Call } from '../../../call';
import { addKeys, initializeGroup } from '../calls';
import type { GroupValues, MemberValues } from '../group';
import { CIPHERTEXT, nameWith } from './conversations';
import { keysFor, withKeys } from './directory';
import { membersOf, readBefore } from './history';
import { handOut } from './sending-key';

export const create = async (call: Call<GroupValues>): Promise<Answer> =>
	await withKeys(call, async (engine) => {
		const { client, values, body, me } = call;
		const own = await me();
		const memberIds = [...new Set([own, ...values.members])];
		const adminIds = [...new Set([own, ...(values.admins ?? [])])];
		const publicKeys = await keysFor(engine, client, memberIds);
		const conversationId = await newConversation(client);
		const change = prepared(() =>
			engine.prepareGroupCreate({
				publicKeys,
				conversationId,
				memberIds,
				adminIds,
				...(values.groupName ? { title: values.groupName } : {}),
				...(values.avatarUrl ? { avatarUrl: values.avatarUrl } : {}),
				...(values.ttl ? { ttlMsec: Number(values.ttl) } : {}),
			}),
		);
		return await client.call('POST /2/chat/conversations/group', {
			body: {
				...body,
				conversation_id: conversationId,
				group_members: memberIds,
				group_admins: adminIds,
				...changeBody(engine, change),
			},
		});
	});

/** The ID of the group that is about to be created: what proves the call, so that it is there. */
const newConversation = async (client: XClient): Promise<string> =>
	label(inner((await client.call(initializeGroup.endpoint)).data)[initializeGroup.proof]) ?? '';

export const add = async (call: Call<MemberValues>): Promise<Answer> =>
	await withKeys(call, async (engine) => {
		const { client, values, body, path, me } = call;
		const id = conversationIdOf(path.id, await me());
		if (id.pair)
			throw new InputError('Only groups take further members', 'Create a group with Chat > Create Group instead.');
		const group = await membersOf(client, id.path);
		const newMemberIds = values.members.filter((each) => !group.all.includes(each));
		if (newMemberIds.length === 0)
			throw new InputError('They all are members of this group already', 'Nothing was changed.');
		const publicKeys = await keysFor(engine, client, [...group.all, ...newMemberIds]);
		const change = prepared(() =>
			engine.prepareGroupMembersChange({
				publicKeys,
				conversationId: id.signed,
				newMemberIds,
				currentMemberIds: group.members,
				currentAdminIds: group.admins,
				currentPendingMemberIds: [],
				...settingsOf(group.data),
			}),
		);
		const { keys } = await readBefore(engine, client, id);
		return await client.call('POST /2/chat/conversations/{id}/members', {
			path: { id: id.path },
			body: {
				...body,
				user_ids: newMemberIds,
				...changeBody(engine, change),
				...titleWith(engine, group.data, keys, change.conversationKey),
			},
		});
	});

/** What the group is like now is signed along. */
function settingsOf(data: Readonly<Record<string, unknown>>) {
	const { group_name, group_avatar_url, message_ttl_ms, screen_capture_blocking_enabled } = data;
	return {
		...(typeof group_name === 'string' && group_name ? { currentTitle: group_name } : {}),
		...(typeof group_avatar_url === 'string' && group_avatar_url ? { currentAvatarUrl: group_avatar_url } : {}),
		...(typeof message_ttl_ms === 'number' ? { currentTtlMsec: message_ttl_ms } : {}),
		...(typeof screen_capture_blocking_enabled === 'boolean'
			? { currentScreenCaptureBlockingEnabled: screen_capture_blocking_enabled }
			: {}),
	};
}

/** The name, encrypted with the new key: from now on X cannot read it. */
function titleWith(
	engine: ChatEngine,
	{ group_name: name }: Readonly<Record<string, unknown>>,
	keys: Parameters<typeof nameWith>[2],
	key: Uint8Array,
): { encrypted_title?: string } {
	if (typeof name !== 'string' || !name) return {};
	const plain = CIPHERTEXT.test(name) ? nameWith(engine, name, keys) : name;
	return plain === undefined ? {} : { encrypted_title: engine.encrypt(plain, key) };
}

export const rotate = async (call: Call): Promise<Answer> =>
	await withKeys(call, async (engine) => {
		const { client, path, me } = call;
		const id = conversationIdOf(path.id, await me());
		const { answer, change } = await handOut(engine, client, id, id.pair ?? (await membersOf(client, id.path)).all);
		if (!answer.data)
			throw new XError(
				{ title: 'X did not confirm the new key', detail: '', type: '' },
				{ endpoint: addKeys.endpoint, status: 200, outcomeUnknown: true },
			);
		return { data: { ...answer.data, conversation_key_version: change.conversationKeyVersion } };
	});
