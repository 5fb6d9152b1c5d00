/** The public keys that X lists, each account's once per run. */
import { recipientKeys, type KeysByUser } from '../../../../api/chat/keys';
import type { ChatEngine, PublicKeyRow } from '../../../../api/chat/types';
import type { XClient } from '../../../../api/client/call';
import { objects } from '../../../../api/json/members';
import type { Call } from '../../../call';
import { publicKeysOfUser, publicKeysOfUsers } from '../calls';

const FIELDS = {
	'public_key.fields': ['identity_public_key_signature', 'public_key', 'public_key_version', 'signing_public_key'],
};
const MOST = 100;

const known = new WeakMap<XClient, Map<string, readonly PublicKeyRow[]>>();

/** @returns an entry for each account, without keys for those that have none */
export async function publicKeys(client: XClient, userIds: Iterable<string>): Promise<KeysByUser> {
	const seen = known.get(client) ?? new Map<string, readonly PublicKeyRow[]>();
	known.set(client, seen);
	const ids = [...new Set(userIds)];
	const missing = ids.filter((id) => !seen.has(id));
	for (let at = 0; at < missing.length; at += MOST)
		for (const [id, rows] of await ask(client, missing.slice(at, at + MOST))) seen.set(id, rows);
	return new Map(ids.map((id) => [id, seen.get(id) ?? []]));
}

/** Whose a key is, X may leave out of the list of several accounts: then each is asked for by itself. */
async function ask(client: XClient, ids: readonly string[]): Promise<Array<[string, readonly PublicKeyRow[]]>> {
	if (ids.length > 1) {
		const rows = rowsIn(await client.call(publicKeysOfUsers.endpoint, { query: { ids, ...FIELDS } }));
		if (rows.every(({ user_id }) => user_id !== undefined))
			return ids.map((id) => [id, rows.filter(({ user_id }) => user_id === id)]);
	}
	const each: Array<[string, readonly PublicKeyRow[]]> = [];
	for (const id of ids)
		each.push([id, rowsIn(await client.call(publicKeysOfUser.endpoint, { path: { id }, query: FIELDS }))]);
	return each;
}

const rowsIn = ({ data }: { data?: unknown }): PublicKeyRow[] => objects(data);

/** Forgets the account's own keys, which have changed. */
export const forget = (client: XClient, userId: string): void => void known.get(client)?.delete(userId);

/** With the chat keys of the credential. */
export const withKeys = async <T>(
	{ chat, client, me }: Pick<Call, 'chat' | 'client' | 'me'>,
	use: (engine: ChatEngine) => Promise<T>,
): Promise<T> =>
	await chat.open(use, async () => {
		const id = await me();
		return (await publicKeys(client, [id])).get(id) ?? [];
	});

/** The newest public key of each account. @throws InputError for one that cannot be written to */
export const keysFor = async (engine: ChatEngine, client: XClient, userIds: Iterable<string>) =>
	recipientKeys(engine, await publicKeys(client, userIds));
