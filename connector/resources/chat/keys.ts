/** The keys of accounts: making one's own, and looking up those of others. */
import { makeKeys } from '../../../api/chat/keys';
import type { ChatEngine, PublicKeyRow } from '../../../api/chat/types';
import type { Answer, XClient } from '../../../api/client/call';
import { InputError, XError } from '../../../api/errors/errors';
import { settleCall } from '../../../api/errors/outcome';
import { userOrMe } from '../../fields';
import { operation, type Call } from '../../types';
import { forget, publicKeys, publicKeysOfUser, publicKeysOfUsers } from './directory';
import { write } from './shared';

const ENDPOINT = 'POST /2/users/{id}/public_keys';
const HELP = 'https://github.com/n8n-nodes-x/n8n-nodes-x/blob/main/docs/chat.md';

export const setUpKeys = operation({
	name: 'setUpKeys',
	displayName: 'Set Up Keys',
	action: 'Set up chat keys',
	description:
		'Make chat keys for an account that has none. The private ones are returned once: copy them to the credential.',
	notice:
		'Run it by hand, copy the private keys to the credential, then delete this execution: whoever has the keys can read and write all encrypted messages of the account. X keeps no copy.',
	endpoint: ENDPOINT,
	access: write,
	fields: [
		{
			name: 'replace',
			displayName: 'Even If It Has Keys',
			kind: 'boolean',
			default: false,
			description:
				'Whether to register new keys beside those that the account has. What was encrypted for those stays unreadable with the new ones.',
		},
	],
	self: 'path.id',
	also: [publicKeysOfUser],
	leadsTo: () => [publicKeysOfUser],
	returns: 'result',
	tracks: true,
	run: async (call) => await onlyOnce(call),
});

const underWay = new WeakMap<XClient, Promise<Answer>>();

/** Several input items get the same keys: an account needs one set, and X allows few registrations a day. */
async function onlyOnce(call: Call<{ replace?: boolean }>): Promise<Answer> {
	const { client, chat } = call;
	const setUp = underWay.get(client) ?? chat.openNew(async (engine) => await register(call, engine));
	underWay.set(client, setUp);
	return await setUp;
}

async function register({ client, me, values }: Call<{ replace?: boolean }>, engine: ChatEngine): Promise<Answer> {
	const userId = await me();
	const there = await ownKeys(client, userId);
	if (there.length > 0 && !values.replace)
		throw new InputError(
			'This account has chat keys already',
			`Nothing was changed. ${HELP} says how to bring them to n8n. If they are lost, switch on 'Even If It Has Keys'.`,
		);
	const { body, ...own } = makeKeys(engine);
	const sent = await settleCall(client.call(ENDPOINT, { path: { id: userId }, body }));
	const version = sent.ok ? versionIn(sent.value) : await versionOnX(client, engine, userId, sent.error);
	forget(client, userId);
	return {
		data: {
			user_id: userId,
			private_chat_keys: own.privateKeys,
			chat_key_version: version ?? own.version,
			fingerprint: own.fingerprint,
			next: "Enter 'Private Chat Keys' and 'Chat Key Version' in the credential X OAuth2 API, keep a copy in a safe place, and delete this execution.",
		},
	};
}

const ownKeys = async (client: XClient, userId: string): Promise<readonly PublicKeyRow[]> => {
	forget(client, userId);
	return (await publicKeys(client, [userId])).get(userId) ?? [];
};

const versionIn = ({ data }: Answer): string | undefined =>
	(data as { public_key_version?: string } | undefined)?.public_key_version;

/** X may have registered them although its answer was lost; the private keys must not be lost then. */
async function versionOnX(client: XClient, engine: ChatEngine, userId: string, error: XError) {
	if (!error.context.outcomeUnknown) throw error;
	const rows = await ownKeys(client, userId);
	const own = rows.find(({ public_key = '' }) => public_key && engine.matchesRegisteredKey(public_key));
	if (own) return own.public_key_version;
	throw error;
}

export const getPublicKeys = operation({
	name: 'getPublicKeys',
	displayName: 'Get Many Public Keys of User',
	action: 'Get many public keys of user for chat',
	description: 'Retrieve the public keys that messages to an account are encrypted with',
	...publicKeysOfUser,
	fields: [userOrMe],
	returns: 'publicKey',
});

export const getManyPublicKeys = operation({
	name: 'getManyPublicKeys',
	displayName: 'Get Many Public Keys of Users',
	action: 'Get many public keys of users for chat',
	description: 'Retrieve the public keys of up to 100 accounts at once',
	...publicKeysOfUsers,
	fields: [
		{
			name: 'users',
			displayName: 'Users',
			kind: 'users',
			to: 'query.ids',
			required: true,
			min: 1,
			max: 100,
			placeholder: 'e.g. @n8n_io, 2244994945',
			description: 'Up to 100 @handles, links or IDs, separated by commas, or a list',
		},
	],
	returns: 'publicKey',
});
