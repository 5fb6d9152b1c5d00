/**
 * The app's Bearer token beside an account's credential: obtained with the API key and secret that stand there. n8n
 * stores no second token in an OAuth2 credential, so each process obtains its own; X charges nothing for that.
 */
import { createHash } from 'node:crypto';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { appTokenRequest } from '../../api/client/app-token';
import { InputError } from '../../api/errors/errors';
import { inner, text } from '../../api/json/members';
import { waitOrCancel, type HostContext } from './context';
import type { StoredCredential } from './credential';
import type { TokenHolder } from './renewal';
import { asHostError, sendAs } from './send-as';
import type { SendSigned } from './transport';

/** A token that was obtained or is being obtained, and a hash of the key and secret that it belongs to. */
interface Obtained {
	keys: string;
	token: Promise<string>;
}
const tokens = new Map<string, Obtained>();

/** @throws InputError if the credential has no key or secret */
export function appAccess(
	context: HostContext,
	root: string,
	owner: string,
	{ apiKey, apiSecret }: StoredCredential,
): { holder: TokenHolder; sendSigned: SendSigned } {
	if (!apiKey || !apiSecret)
		throw new InputError(
			`The credential has no API Key${apiKey ? ' Secret' : ''}`,
			"X provides this to apps only. Enter 'API Key' and 'API Key Secret' from \"Keys and tokens\" of the app in the credential; they are not the OAuth 2.0 Client ID and Client Secret.",
		);
	const keys = createHash('sha256').update(`${apiKey} ${apiSecret}`).digest('hex');
	const tokenFor = async (anew: boolean): Promise<string> => {
		const known = tokens.get(owner);
		if (known?.keys === keys && !anew) return await known.token;
		const token = obtain(context, appTokenRequest(root, apiKey, apiSecret));
		tokens.set(owner, { keys, token });
		return await token.catch((error: unknown) => {
			tokens.delete(owner);
			throw error;
		});
	};
	return {
		holder: {
			owner,
			renewable: true,
			// n8n stores none, so no other process has left one there.
			stored: async () => '',
			wait: async (ms) => await waitOrCancel(context, ms),
		},
		sendSigned: async (options, renew) => await sendAs(context, await tokenFor(renew), options),
	};
}

async function obtain(context: HostContext, request: IHttpRequestOptions): Promise<string> {
	// Following a redirect would send the key and secret to another host.
	const answer = context.helpers.httpRequest({ ...request, disableFollowRedirect: true });
	const token = text(inner(await answer.catch(asHostError)).access_token);
	if (token) return token;
	// Read by credentialFault, as when X answers with another status.
	throw Object.assign(new Error('No token'), { code: 'ESTATUS', cause: { response: { status: 200 } } });
}
