/** Makes X forget the tokens of a credential (RFC 7009). The secrets it takes go to X's token service only. */
import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { basicAuth } from '../../api/client/app-token';
import { XError } from '../../api/errors/errors';
import { readProblem, type Problem } from '../../api/errors/problem';
import type { HostContext } from './context';
import { isPasted, type CredentialType, type StoredCredential } from './credential';
import { connectionFault, isSuccess, jsonOrText, type HostError } from './host-error';

const ENDPOINT = 'POST /2/oauth2/revoke';
const TIMEOUT_MS = 30_000;

/** The refresh token first: as long as it is valid, new access tokens can be made. */
const KINDS = ['refresh_token', 'access_token'] as const;

/** X wants to know the app that the token was issued to. */
const notRevocable = (): XError =>
	new XError(
		{ title: 'A pasted token cannot be revoked here', detail: 'X takes that from its own app only.', type: '' },
		{
			endpoint: ENDPOINT,
			status: 0,
			advice: 'Revoke it with the program that obtained it, or the app at x.com/settings/connected_apps.',
			unsent: true,
			lasting: true,
		},
	);

/** @returns a function that revokes the tokens, and returns the kinds of token that X knew */
export function createRevoke(context: HostContext, credential: CredentialType, root: string) {
	return async (): Promise<string[]> => {
		const stored = await context.getCredentials<StoredCredential>(credential);
		if (isPasted(stored)) throw notRevocable();
		const tokens = stored.oauthTokenData ?? {};
		if (!tokens.access_token)
			throw new XError(
				{ title: 'The credential is not connected', detail: 'It has no access token.', type: '' },
				{ endpoint: ENDPOINT, status: 0, advice: 'There is nothing to revoke.', unsent: true, lasting: true },
			);
		const known: string[] = [];
		for (const kind of KINDS) {
			const token = tokens[kind];
			if (token && (await revoke(context, requestFor(root, stored, token)))) known.push(kind);
		}
		return known;
	};
}

/** An app with a secret signs in with it; a native app only says which one it is. */
function requestFor(root: string, { clientId = '', clientSecret }: StoredCredential, token: string) {
	const form = { token, ...(clientSecret ? {} : { client_id: clientId }) };
	return {
		method: 'POST',
		url: `${root}/2/oauth2/revoke`,
		headers: {
			'Content-Type': 'application/x-www-form-urlencoded',
			...(clientSecret ? { Authorization: basicAuth(clientId, clientSecret) } : {}),
		},
		body: new URLSearchParams(form).toString(),
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// Following a redirect would send the token to another host.
		disableFollowRedirect: true,
		timeout: TIMEOUT_MS,
	} satisfies IHttpRequestOptions;
}

/** @returns whether X knew the token */
async function revoke(context: HostContext, request: IHttpRequestOptions): Promise<boolean> {
	const { statusCode: status, body } = (await context.helpers
		.httpRequest(request)
		.catch(unreachable)) as IN8nHttpFullResponse;
	const said = typeof body === 'string' ? jsonOrText(body) : body;
	if (isSuccess(status) && isOfX(said)) return true;
	const problem = readProblem(said, status);
	if (isUnknownToken(problem)) return false;
	throw new XError(problem, { endpoint: ENDPOINT, status, advice: adviceFor(status) });
}

const isUnknownToken = ({ type, detail }: Problem): boolean => type === 'invalid_request' && /token/i.test(detail);

/** X says that it is done, or nothing; a page comes from another host. */
const isOfX = (said: unknown): boolean => said === '' || said === undefined || typeof said === 'object';

function adviceFor(status: number): string | undefined {
	if (status < 400)
		return 'Another host may answer in the place of X: check the Base URL of the credential and a proxy in between.';
	if (status > 401) return undefined;
	return "Correct 'Client ID' and 'Client Secret' in the credential, or revoke the app at x.com/settings/connected_apps.";
}

function unreachable(error: HostError): never {
	const { title = 'No answer from X', detail, advice, sent } = connectionFault(error);
	throw new XError({ title, detail, type: '' }, { endpoint: ENDPOINT, status: 0, advice, unsent: !sent });
}
