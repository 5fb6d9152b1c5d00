/** Groups, and the keys of conversations. */
import { changeBody, prepared } from '../../../api/chat/body';
import { conversationId } from '../../../api/chat/ids';
import type { ChatEngine } from '../../../api/chat/types';
import { InputError, XError } from '../../../api/errors/errors';
import { endpoint, operation } from '../../types';
import { CIPHERTEXT, nameWith } from './conversation';
import { directoryCalls, keysFor, withKeys } from './directory';
import { aboutConversation, events, membersOf, readBefore } from './history';
import { addKeys, handOut } from './sending-key';
import { conversation, members, write } from './shared';

const initialize = endpoint({
	endpoint: 'POST /2/chat/conversations/group/initialize',
	proof: 'conversation_id',
	repeatable: true,
	access: { user: ['dm.write'] },
});

export const createGroup = operation({
	name: 'createGroup',
	displayName: 'Create Group',
	action: 'Create chat group',
	description: 'Create a group and hand its key to all members',
	endpoint: 'POST /2/chat/conversations/group',
	proof: 'conversation_id',
	access: write,
	fields: [
		{ ...members, description: `Other members: ${members.description}` },
		{
			name: 'groupName',
			displayName: 'Name',
			kind: 'text',
			to: 'body.group_name',
			front: true,
			description: 'X can read it: when a group is created, there is no key yet to encrypt its name with',
		},
		{
			name: 'admins',
			displayName: 'Admins',
			kind: 'users',
			placeholder: 'e.g. @n8n_io, 2244994945',
			description: '@handles, links or IDs, separated by commas, or a list; by default only the creator',
		},
		{
			name: 'avatarUrl',
			displayName: 'Avatar URL',
			kind: 'text',
			to: 'body.group_avatar_url',
			description: "Address of the group's picture",
		},
		{ name: 'description', displayName: 'Description', kind: 'text', to: 'body.group_description' },
		{
			name: 'ttl',
			displayName: 'Message Lifetime (Milliseconds)',
			kind: 'text',
			to: 'body.ttl_msec',
			pattern: /^[0-9]+$/,
			placeholder: 'e.g. 86400000',
			description: 'How long until messages disappear',
		},
	],
	also: [initialize, ...directoryCalls],
	returns: 'result',
	run: async (call) =>
		await withKeys(call, async (engine) => {
			const { client, values, body, me } = call;
			const own = await me();
			const memberIds = [...new Set([own, ...values.members])];
			const adminIds = [...new Set([own, ...(values.admins ?? [])])];
			const publicKeys = await keysFor(engine, client, memberIds);
			const started = (await client.call(initialize.endpoint)).data as { conversation_id: string };
			const change = prepared(() =>
				engine.prepareGroupCreate({
					publicKeys,
					conversationId: started.conversation_id,
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
					conversation_id: started.conversation_id,
					group_members: memberIds,
					group_admins: adminIds,
					...changeBody(engine, change),
				},
			});
		}),
});

export const addMembers = operation({
	name: 'addMembers',
	displayName: 'Add Members',
	action: 'Add chat group members',
	description:
		'Add accounts to a group, with a new key for everyone: they can read what follows, not what was said before',
	endpoint: 'POST /2/chat/conversations/{id}/members',
	access: write,
	fields: [conversation, { ...members, to: 'body.user_ids' }],
	also: [...directoryCalls, events, aboutConversation],
	returns: 'result',
	run: async (call) =>
		await withKeys(call, async (engine) => {
			const { client, values, body, path, me } = call;
			const id = conversationId(path.id, await me());
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
		}),
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

export const rotateKeys = operation({
	name: 'rotateKeys',
	displayName: 'Rotate Keys',
	action: 'Rotate chat conversation keys',
	description:
		'Give a conversation a new key. It protects what follows; whoever has an earlier key can still read what was sent with it.',
	...addKeys,
	fields: [conversation],
	also: [...directoryCalls, aboutConversation],
	returns: 'result',
	run: async (call) =>
		await withKeys(call, async (engine) => {
			const { client, path, me } = call;
			const id = conversationId(path.id, await me());
			const { answer, change } = await handOut(engine, client, id, id.pair ?? (await membersOf(client, id.path)).all);
			if (!answer.data)
				throw new XError(
					{ title: 'X did not confirm the new key', detail: '', type: '' },
					{ endpoint: addKeys.endpoint, status: 200, outcomeUnknown: true },
				);
			return { data: { ...answer.data, conversation_key_version: change.conversationKeyVersion } };
		}),
});
