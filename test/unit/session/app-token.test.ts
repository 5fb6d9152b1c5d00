/** The rights of an app beside an account's credential: a Bearer token that is obtained with key and secret. */
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { InputError } from '../../../api/errors/errors';
import { appAccess } from '../../../host/session/app-token';
import { openAppSession } from '../../../host/session/session';
import { EDITOR } from '../../../host/shared/settings';
import { rejection, xRejection } from '../../support/unwired/surroundings';
import { useVirtualTime } from '../../support/virtual-time';
import type * as VirtualTime from '../../support/virtual-time';

jest.mock('n8n-workflow', () => jest.requireActual<typeof VirtualTime>('../../support/virtual-time').virtualTime());
useVirtualTime();

const ROOT = 'http://127.0.0.1:8090';
const KEYS = { apiKey: 'key/1', apiSecret: 'se:cret' };
let credentials = 0;

/** A credential, and X with the tokens that it gives one after the other; an accepted token is the last one. */
function n8n(stored: object = KEYS) {
	const id = `app-${++credentials}`;
	const state = {
		stored: { baseUrl: ROOT, ...stored } as object,
		given: 0,
		revoked: 0,
		down: false,
		hasNone: false,
		answer: undefined as unknown,
	};
	const sent: IHttpRequestOptions[] = [];
	const signed: IHttpRequestOptions[] = [];
	const answerTo = async ({ url, headers = {} }: IHttpRequestOptions) => {
		if (state.down) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
		if (url.endsWith('/oauth2/token')) return state.hasNone ? state.answer : { access_token: `token-${++state.given}` };
		const isValid = headers.Authorization === `Bearer token-${state.given}` && state.given > state.revoked;
		return { statusCode: isValid ? 200 : 401, headers: {}, body: isValid ? { data: [] } : { title: 'Unauthorized' } };
	};
	const context = {
		getNode: () => ({ name: 'X', credentials: { xUserOAuth2Api: { id }, xAppBearerApi: { id } } }),
		getCredentials: async () => state.stored,
		getExecutionCancelSignal: () => undefined,
		helpers: {
			httpRequest: async (options: IHttpRequestOptions) => {
				sent.push(options);
				return await answerTo(options);
			},
			httpRequestWithAuthentication: async (_: string, options: IHttpRequestOptions) => {
				signed.push(options);
				return { statusCode: 200, headers: {}, body: { data: [] } };
			},
		},
	} as unknown as IExecuteFunctions;
	const open = async (credential: 'xUserOAuth2Api' | 'xAppBearerApi' = 'xUserOAuth2Api') =>
		await openAppSession(context, credential, EDITOR);
	return { context, open, sent, signed, state };
}
const paths = (sent: readonly IHttpRequestOptions[]) => sent.map(({ url }) => url.replace(ROOT, ''));

it('the token is obtained once, and every request carries it', async () => {
	const { open, sent } = n8n();
	for (let i = 0; i < 2; i++) await (await open()).client.call('GET /2/webhooks');
	expect(paths(sent)).toEqual(['/oauth2/token', '/2/webhooks', '/2/webhooks']);
	expect(sent[0]).toMatchObject({
		method: 'POST',
		// Both encoded before they are joined, as they may hold a colon.
		headers: { Authorization: `Basic ${Buffer.from('key%2F1:se%3Acret').toString('base64')}` },
		body: 'grant_type=client_credentials',
		disableFollowRedirect: true,
	});
	expect(sent.slice(1).map(({ headers }) => headers?.Authorization)).toEqual(['Bearer token-1', 'Bearer token-1']);
});

it.each([null, { access_token: null }])('an answer without a token is none: %j', async (answer) => {
	const { open, sent, state } = n8n();
	Object.assign(state, { hasNone: true, answer });
	const error = await rejection((await open()).client.call('GET /2/webhooks'));
	expect(error).toMatchObject({
		message: 'X gave no new token',
		description: expect.stringMatching(
			/^Its token service answered with status 200\. Nothing was sent\. Another host/,
		) as string,
	});
	expect(new Set(paths(sent))).toEqual(new Set(['/oauth2/token']));
});

it('it is the rights of an app that the session has, without scopes', async () => {
	const session = await n8n().open();
	expect([session.credential, session.inUse.kind]).toEqual(['xAppBearerApi', 'app']);
	expect(session.missing(['tweet.read'])).toEqual([]);
});

it('requests side by side obtain one', async () => {
	const { open, sent } = n8n();
	const { client } = await open();
	await Promise.all([client.call('GET /2/webhooks'), client.call('GET /2/webhooks'), client.call('GET /2/webhooks')]);
	expect(paths(sent).filter((path) => path === '/oauth2/token')).toHaveLength(1);
});

it('a new key and secret have a token of their own', async () => {
	const { open, sent, state } = n8n();
	await (await open()).client.call('GET /2/webhooks');
	state.stored = { baseUrl: ROOT, ...KEYS, apiSecret: 'other' };
	await (await open()).client.call('GET /2/webhooks');
	expect(sent.at(-1)?.headers?.Authorization).toBe('Bearer token-2');
});

it('a token that X has revoked is obtained again, and the request is sent again', async () => {
	const { open, sent, state } = n8n();
	const { client } = await open();
	await client.call('GET /2/webhooks');
	state.revoked = 1;
	await client.call('GET /2/webhooks');
	expect(paths(sent).slice(2)).toEqual(['/2/webhooks', '/oauth2/token', '/2/webhooks']);
	expect(sent.at(-1)?.headers?.Authorization).toBe('Bearer token-2');
});

it('who waits for a renewal looks for no token in n8n, and ends with the run', async () => {
	const { context } = n8n();
	const { holder } = appAccess(context, ROOT, 'the owner', KEYS);
	expect(await holder.stored()).toBe('');
	Object.assign(context, { getExecutionCancelSignal: () => AbortSignal.abort() });
	await expect(holder.wait(100_000)).rejects.toThrow('The execution was cancelled');
});

it('a token that could not be obtained is tried anew by the next request', async () => {
	const { open, state } = n8n();
	state.down = true;
	const { client } = await open();
	const error = await xRejection(client.call('POST /2/webhooks', { body: {} }));
	expect(error.message).toBe('No connection to X');
	expect(error.context).toMatchObject({ unsent: true });
	state.down = false;
	expect(await client.call('GET /2/webhooks')).toEqual({ data: [] });
});

it.each([
	[{}, 'The credential has no API Key'],
	[{ apiSecret: 'secret' }, 'The credential has no API Key'],
	[{ apiKey: 'key' }, 'The credential has no API Key Secret'],
])('a credential that lacks what it takes (%j) is refused before any request', async (stored, message) => {
	const { open, sent } = n8n(stored);
	const error = await rejection(open());
	expect(error).toBeInstanceOf(InputError);
	expect(error).toMatchObject({ message, advice: expect.stringContaining("'API Key Secret'") as string });
	expect(sent).toEqual([]);
});

it('a Bearer credential is the app already', async () => {
	const { open, sent, signed } = n8n({});
	await (await open('xAppBearerApi')).client.call('GET /2/webhooks');
	expect([sent.length, signed.length]).toEqual([0, 1]);
});

it('an account and its app are kept apart', async () => {
	const { owner } = await n8n().open();
	expect(owner).toMatch(/^app-\d+ http:\/\/127\.0\.0\.1:8090 as app$/);
});
