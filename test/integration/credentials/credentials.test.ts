import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { scopes } from '../../../connector';
import { startLocalX, type LocalX } from '../../../sandbox';
import { runNode } from '../../support/n8n/run-node';
import { web } from '../../support/web';
import { connect } from '../../support/x/oauth';

let x: LocalX;
beforeAll(async () => {
	x = await startLocalX({ seed: 'demo', accessTokenSeconds: 50 });
});
afterAll(async () => await x.close());
beforeEach(() => x.reset());

const me: IDataObject = { resource: 'user', operation: 'get', user: { mode: 'list', value: 'me' } };
const oauth = async (data: IDataObject, parameters = me) =>
	await runNode({ parameters, credentials: { xUserOAuth2Api: data as ICredentialDataDecryptedObject } });
const bearer = async (
	data: IDataObject,
	parameters: IDataObject = { resource: 'user', operation: 'get', user: { mode: 'username', value: 'newsroom' } },
) =>
	await runNode({
		parameters: { authentication: 'bearerToken', ...parameters },
		credentials: { xAppBearerApi: { baseUrl: x.url, ...data } },
	});
const expire = () => x.faults.set({ clockSkewMs: 60_000 });

describe('X OAuth2 API', () => {
	test.each(['web', 'native'] as const)(
		'a %s app connects, and its expired token is renewed once and kept',
		async (app) => {
			const data = await connect(x, app, 'ourbrand', scopes());
			expect((await oauth(data)).json[0].username).toBe('ourbrand');
			expire();
			const renewed = await oauth(data);
			expect(renewed.error).toBeUndefined();
			expect(renewed.json[0].username).toBe('ourbrand');
			const kept = renewed.refreshed.map(({ oauthTokenData }) => oauthTokenData as IDataObject);
			expect(kept).toHaveLength(1);
			expect(kept[0].refresh_token).not.toBe((data.oauthTokenData as IDataObject).refresh_token);
		},
	);

	test('a post on an expired token is published once', async () => {
		const data = await connect(x, 'web', 'ourbrand', scopes());
		expire();
		const { json, error } = await oauth(data, { resource: 'post', operation: 'create', text: 'After the renewal' });
		expect(error).toBeUndefined();
		expect(
			[...x.world.posts.values()].filter(({ rawText }) => rawText === 'After the renewal').map(({ id }) => id),
		).toEqual([json[0].id]);
	});

	test('an upload on an expired token goes through', async () => {
		const data = await connect(x, 'web', 'ourbrand', scopes());
		expire();
		const png = Buffer.from('89504e470d0a1a0a0000000d494844520707070707', 'hex').toString('base64');
		const { json, error } = await runNode({
			parameters: { resource: 'media', operation: 'upload', file: 'data' },
			credentials: { xUserOAuth2Api: data as ICredentialDataDecryptedObject },
			input: [{ json: {}, binary: { data: { data: png, mimeType: 'image/png' } } }],
		});
		expect(error).toBeUndefined();
		expect(json[0].state).toBe('succeeded');
	});

	test('a refresh token that is used up asks to reconnect', async () => {
		const data = await connect(x, 'web', 'ourbrand', scopes());
		x.reset();
		const { error } = await oauth(data);
		expect(error?.message).toBe('The credential has to be reconnected');
		expect(error?.description).toMatch(/Connect my account/);
	});

	test('an expired token without offline.access asks to reconnect', async () => {
		const data = await connect(x, 'web', 'ourbrand', ['tweet.read', 'users.read']);
		expire();
		const { error } = await oauth(data);
		expect(error?.message).toBe('The credential has to be reconnected');
	});

	test.each([[{}], [undefined]])(
		'a credential that was never connected (token data %p) says so',
		async (oauthTokenData) => {
			const { clientId, clientSecret } = x.apps.web;
			const { error } = await oauth({
				baseUrl: x.url,
				clientId,
				clientSecret: clientSecret ?? '',
				...(oauthTokenData ? { oauthTokenData } : {}),
			});
			expect(error?.message).toBe('The credential is not connected');
			expect(error?.description).toMatch(/Connect my account/);
			expect(x.requests).toEqual([]);
		},
	);

	test('no secret is in an error', async () => {
		const data = await connect(x, 'web', 'ourbrand', scopes());
		x.wallet.balanceUsd = 0;
		const { error } = await oauth(data, { resource: 'post', operation: 'create', text: 'Broke' });
		const told = JSON.stringify(error);
		for (const secret of [
			data.clientSecret,
			...Object.values(data.oauthTokenData as IDataObject).filter((value) => String(value).length > 20),
		])
			expect(told).not.toContain(secret);
	});

	test('a wrong Base URL is told', async () => {
		const data = await connect(x, 'web', 'ourbrand', scopes());
		expect((await oauth({ ...data, baseUrl: 'api.x.com' })).error?.message).toBe("The 'Base URL' is not an address");
		const closed = await oauth({ ...data, baseUrl: 'http://127.0.0.1:9' });
		expect(closed.error?.message).toBe('No connection to X');
		expect(closed.error?.description).toMatch(/ECONNREFUSED.*Base URL/);
	});
});

describe('a pasted access token', () => {
	const given = (more: IDataObject = {}) => ({
		baseUrl: x.url,
		clientCredentialType: 'token',
		accessToken: ` ${x.userToken('ourbrand', scopes())}\n`,
		...more,
	});
	const post = { resource: 'post', operation: 'create', text: 'By a pasted token' };

	test('is taken as it was copied', async () => {
		const accessToken = `"Bearer ${x.userToken('ourbrand', ['tweet.read', 'users.read'])}"\n`;
		const { json } = await oauth({ baseUrl: x.url, clientCredentialType: 'token', accessToken });
		expect(json[0].username).toBe('ourbrand');
	});

	test('acts as its account, whatever was connected before', async () => {
		const before = await connect(x, 'web', 'newsroom', ['tweet.read', 'users.read']);
		const { json, error } = await oauth(given({ oauthTokenData: before.oauthTokenData }));
		expect(error).toBeUndefined();
		expect(json[0].username).toBe('ourbrand');
		expect((await oauth(given(), post)).error).toBeUndefined();
	});

	test('has nothing that renews it: expired, another is asked for, and nothing is told of it', async () => {
		const data = given();
		expire();
		const { error } = await oauth(data, post);
		expect(error?.message).toBe('The access token of the credential has expired');
		expect(error?.description).toMatch(/nothing renews a pasted token.*Obtain a new one/);
		expect(JSON.stringify(error)).not.toContain(data.accessToken.trim());
		expect(x.requests.map(({ endpoint }) => endpoint)).toEqual(['POST /2/tweets']);
	});

	test('that lacks a scope is refused by X, as its scopes are not known', async () => {
		const { error } = await oauth(given({ accessToken: x.userToken('ourbrand', ['tweet.read', 'users.read']) }), post);
		expect(error?.httpCode).toBe('403');
	});

	test('that is missing is asked for', async () => {
		const { error } = await oauth(given({ accessToken: '' }));
		expect(error?.message).toBe('The credential has no access token');
		expect(x.requests).toEqual([]);
	});

	test('is not revoked here', async () => {
		const { error } = await oauth(given(), { resource: 'account', operation: 'revokeToken' });
		expect(error?.description).toContain('Revoke it with the program that obtained it');
		expect(x.requests).toEqual([]);
	});
});

describe('X Bearer Token API', () => {
	test('a pasted token', async () => {
		expect((await bearer({ source: 'token', bearerToken: x.appToken() })).json[0].username).toBe('newsroom');
	});

	test.each([
		['with its scheme', (token: string) => `Bearer ${token}`],
		['over two lines', (token: string) => `${token.slice(0, 9)}\n${token.slice(9)}\n`],
	])('a token that was pasted %s', async (_, pasted) => {
		const { error, json } = await bearer({ source: 'token', bearerToken: pasted(x.appToken()) });
		expect(error).toBeUndefined();
		expect(json[0].username).toBe('newsroom');
	});

	test('none is asked for, before anything is sent', async () => {
		const { error } = await bearer({ source: 'token', bearerToken: ' ' });
		expect(error?.message).toBe('The credential has no Bearer token');
		expect(x.requests).toEqual([]);
	});

	test('a token service that gives none is told as such', async () => {
		const service = await web((path, _request, response) => response.end(path === '/oauth2/token' ? '{}' : 'No'));
		const { error } = await bearer({ source: 'keys', apiKey: 'key', apiSecret: 'secret', baseUrl: service.url });
		await service.close();
		expect(error?.message).toBe('X gave no new token');
		expect(new Set(service.requests.map(({ asked }) => asked))).toEqual(new Set(['POST /oauth2/token']));
	});

	test('a token got from API key and secret, once', async () => {
		const { apiKey, apiSecret } = x.apps.web;
		const { json, error } = await bearer({ source: 'keys', apiKey, apiSecret });
		expect(error).toBeUndefined();
		expect(json[0].username).toBe('newsroom');
	});

	test('a wrong token is explained', async () => {
		const { error } = await bearer({ source: 'token', bearerToken: 'AAAAwrong' });
		expect(error?.httpCode).toBe('401');
		expect(error?.description).toMatch(/token/i);
		expect(JSON.stringify(error)).not.toContain('AAAAwrong');
	});
});
