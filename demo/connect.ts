import type { LocalX } from '../sandbox';
import type { Credential, N8nClient } from './n8n/client';

const credentialName = 'X account (local X)';
const credentialType = 'xUserOAuth2Api';

/** Creates the credential and connects it as a person would: n8n's Connect button, X's consent page, back to n8n. */
export async function connect(
	n8n: N8nClient,
	x: LocalX,
	username: string,
	name = credentialName,
	more: Record<string, unknown> = {},
): Promise<Credential> {
	const { clientId, clientSecret, apiKey, apiSecret } = x.apps.web;
	const credential = await n8n.saveCredential(name, credentialType, {
		baseUrl: x.url,
		clientId,
		clientSecret,
		apiKey,
		apiSecret,
		...more,
	});
	const authorizeUrl = new URL(await n8n.get<string>(`/rest/oauth2-credential/auth?id=${credential.id}`));
	await n8n.openCallback(await consent(authorizeUrl, x, username));
	return credential;
}

/**
 * Opens the consent page, chooses the account and presses the button; returns the URL that X redirects the browser to.
 */
async function consent(authorizeUrl: URL, x: LocalX, username: string): Promise<string> {
	const page = await fetch(authorizeUrl);
	if (!page.ok) throw new Error(`The consent page answered ${page.status} to ${authorizeUrl.pathname}`);
	const user = [...x.world.users.values()].find((one) => one.username === username);
	if (!user) throw new Error(`The local X has no account @${username}`);
	const answer = await fetch(new URL(authorizeUrl.pathname, authorizeUrl), {
		method: 'POST',
		redirect: 'manual',
		body: new URLSearchParams([...authorizeUrl.searchParams, ['local_user', user.id], ['decision', 'accept']]),
	});
	const callback = answer.headers.get('location');
	if (!callback) throw new Error(`The consent page answered ${answer.status} and did not send the browser back to n8n`);
	return callback;
}
