/** Makes chat keys for an account. */
import { inner, label } from '../../../../api/json/members';
import { makeKeys } from '../../../../api/chat/keys';
import type { ChatEngine, PublicKeyRow } from '../../../../api/chat/types';
import type { Answer, XClient } from '../../../../api/client/call';
import { InputError, XError } from '../../../../api/errors/errors';
import { settleCall } from '../../../../api/errors/outcome';
import type { Call } from '../../../call';
import { forget, publicKeys } from './directory';

const ENDPOINT = 'POST /2/users/{id}/public_keys';
const HELP = 'https://github.com/n8n-nodes-x/n8n-nodes-x/blob/main/docs/chat.md';

const underWay = new WeakMap<XClient, Promise<Answer>>();

/** Several input items get the same keys: an account needs one set, and X allows few registrations a day. */
export async function setUpOnce(call: Call<{ replace?: boolean }>): Promise<Answer> {
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

const versionIn = ({ data }: Answer): string | undefined => label(inner(data).public_key_version);

/** X may have registered them although its answer was lost; the private keys must not be lost then. */
async function versionOnX(client: XClient, engine: ChatEngine, userId: string, error: XError) {
	if (!error.context.outcomeUnknown) throw error;
	const rows = await ownKeys(client, userId);
	const own = rows.find(({ public_key = '' }) => public_key && engine.matchesRegisteredKey(public_key));
	if (own) return own.public_key_version;
	throw error;
}
