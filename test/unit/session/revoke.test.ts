/** Tokens of a credential that X is to forget: what is sent, what counts as done, and what is never sent on. */
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { isFault } from '../../../api/errors/errors';
import { createRevoke } from '../../../host/session/revoke';
import { xRejection } from '../../support/unwired/surroundings';

const ROOT = 'http://127.0.0.1:8090';
const TOKENS = { oauthTokenData: { access_token: 'access-1', refresh_token: 'refresh-1' } };
const WEB = { ...TOKENS, clientId: 'id:1', clientSecret: 'se/cret' };
const UNKNOWN = { error: 'invalid_request', error_description: 'Value passed for the token was invalid.' };

type Reply = { statusCode: number; body?: unknown } | Error;

function n8n(stored: object, ...replies: Reply[]) {
	const sent: IHttpRequestOptions[] = [];
	const context = {
		getCredentials: async () => await Promise.resolve(stored),
		helpers: {
			httpRequest: async (options: IHttpRequestOptions) => {
				const reply = replies[Math.min(sent.length, replies.length - 1)];
				sent.push(options);
				if (reply instanceof Error) throw reply;
				return await Promise.resolve(reply);
			},
		},
	} as unknown as IExecuteFunctions;
	return { sent, revoke: createRevoke(context, 'xUserOAuth2Api', ROOT) };
}
const DONE = { statusCode: 200, body: { revoked: true } };

it('the refresh token goes first, to X alone, and an app with a secret signs in', async () => {
	const { revoke, sent } = n8n(WEB, DONE);
	expect(await revoke()).toEqual(['refresh_token', 'access_token']);
	expect(sent.map(({ body }) => body)).toEqual(['token=refresh-1', 'token=access-1']);
	expect(sent[0]).toMatchObject({
		method: 'POST',
		url: `${ROOT}/2/oauth2/revoke`,
		headers: {
			'Content-Type': 'application/x-www-form-urlencoded',
			Authorization: `Basic ${Buffer.from('id%3A1:se%2Fcret').toString('base64')}`,
		},
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	});
});

it('a native app says which one it is', async () => {
	const { revoke, sent } = n8n({ ...TOKENS, clientId: 'native' }, DONE);
	await revoke();
	expect(sent[0].body).toBe('token=refresh-1&client_id=native');
	expect(sent[0].headers).not.toHaveProperty('Authorization');
	const emptied = n8n(TOKENS, DONE);
	await emptied.revoke();
	expect(emptied.sent[0].body).toBe('token=refresh-1&client_id=');
});

it('a connection without a refresh token has one token less', async () => {
	const { revoke, sent } = n8n({ ...WEB, oauthTokenData: { access_token: 'access-1' } }, DONE);
	expect(await revoke()).toEqual(['access_token']);
	expect(sent).toHaveLength(1);
});

it.each([
	['an empty text', { statusCode: 200, body: '' }],
	['nothing', { statusCode: 200 }],
	['JSON as text', { statusCode: 200, body: '{"revoked":true}' }],
])('X says with %s that it is done', async (_, reply) =>
	expect(await n8n(WEB, reply).revoke()).toEqual(['refresh_token', 'access_token']),
);

it('a token that X does not know is left out, and the other one is revoked all the same', async () => {
	const { revoke } = n8n(WEB, { statusCode: 400, body: UNKNOWN }, DONE);
	expect(await revoke()).toEqual(['access_token']);
});

it.each([
	['a page of another host', { statusCode: 200, body: '<html>Sign in</html>' }, 200, /Another host.*Base URL/],
	['a choice', { statusCode: 300, body: '' }, 300, /Another host.*Base URL/],
	['a redirect', { statusCode: 302, body: '' }, 302, /Another host.*Base URL/],
	['less than a success', { statusCode: 199, body: '' }, 199, /Another host.*Base URL/],
	['a wrong secret', { statusCode: 401, body: { error: 'unauthorized_client' } }, 401, /Client Secret/],
	[
		'another fault of the request',
		{ statusCode: 400, body: { ...UNKNOWN, error_description: 'No.' } },
		400,
		/Client ID/,
	],
	['a token of another kind', { statusCode: 400, body: { ...UNKNOWN, error: 'invalid_client' } }, 400, /Client ID/],
])('%s is no success, and says what to do', async (_, reply, status, advice) => {
	const error = await xRejection(n8n(WEB, reply).revoke());
	expect(error.context).toMatchObject({ endpoint: 'POST /2/oauth2/revoke', status });
	expect(error.description).toMatch(advice);
	expect(JSON.stringify([error.message, error.description])).not.toMatch(/refresh-1|access-1|se\/cret/);
});

it('a fault of X is told without advice on the credential', async () => {
	const error = await xRejection(n8n(WEB, { statusCode: 503, body: { title: 'Service Unavailable' } }).revoke());
	expect(error.context.status).toBe(503);
	expect(error.description).not.toMatch(/Client ID|Another host/);
});

it('without a connection nothing was sent', async () => {
	const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
	const error = await xRejection(n8n(WEB, away).revoke());
	expect(error.message).toBe('No connection to X');
	expect(error.context).toMatchObject({ endpoint: 'POST /2/oauth2/revoke', status: 0, unsent: true });
	const late = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
	const unknown = await xRejection(n8n(WEB, late).revoke());
	expect([unknown.message, unknown.context.unsent]).toEqual(['No answer from X', false]);
	expect([error, unknown].every(isFault)).toBe(true);
});

it.each([
	[
		'a pasted token',
		{ clientCredentialType: 'token', accessToken: 'pasted' },
		/pasted token/,
		/X takes that from its own app only\..*connected_apps/,
	],
	[
		'a credential that is not connected',
		{ clientId: 'id' },
		/not connected/,
		/^It has no access token\. .*nothing to revoke/,
	],
])('%s is refused before any request', async (_, stored, title, advice) => {
	const { revoke, sent } = n8n(stored, DONE);
	const error = await xRejection(revoke());
	expect(error.message).toMatch(title);
	expect(error.description).toMatch(advice);
	expect(error.context).toMatchObject({ endpoint: 'POST /2/oauth2/revoke', status: 0, unsent: true, lasting: true });
	// It ends the run: each further item would meet it, too.
	expect(isFault(error)).toBe(true);
	expect(sent).toEqual([]);
});
