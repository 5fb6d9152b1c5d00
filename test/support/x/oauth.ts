/** Connects an account as n8n and the account's owner do together: authorize page, consent, code, token. */
import { createHash, randomBytes } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import type { LocalX } from '../../../sandbox';

const CALLBACK = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';

/** @returns the stored data of a connected `xUserOAuth2Api` credential */
export async function connect(
	x: LocalX,
	app: 'web' | 'native',
	handle: string,
	scopes: readonly string[],
): Promise<IDataObject> {
	const { clientId, clientSecret } = x.apps[app];
	const verifier = randomBytes(32).toString('base64url');
	const question = new URLSearchParams({
		response_type: 'code',
		client_id: clientId,
		redirect_uri: CALLBACK,
		scope: scopes.join(' '),
		state: 'state',
		code_challenge: createHash('sha256').update(verifier).digest('base64url'),
		code_challenge_method: 'S256',
	});
	const consent = await fetch(`${x.url}/i/oauth2/authorize`, {
		method: 'POST',
		redirect: 'manual',
		body: new URLSearchParams([...question, ['local_user', x.world.needUser(handle).id], ['decision', 'accept']]),
	});
	const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? '';
	const answer = await fetch(`${x.url}/2/oauth2/token`, {
		method: 'POST',
		headers: clientSecret
			? { Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` }
			: {},
		body: new URLSearchParams({
			grant_type: 'authorization_code',
			code,
			redirect_uri: CALLBACK,
			code_verifier: verifier,
			...(clientSecret ? {} : { client_id: clientId }),
		}),
	});
	return {
		baseUrl: x.url,
		clientId,
		clientSecret: clientSecret ?? '',
		oauthTokenData: (await answer.json()) as IDataObject,
	};
}
