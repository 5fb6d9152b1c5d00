import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { credentialOf, holderOf, ownerOf } from '../../../host/session/credential';
import { clockOf, openSession } from '../../../host/session/session';
import { EDITOR } from '../../../host/shared/settings';
import { rejection } from '../../support/unwired/surroundings';

let credentials = 0;

function n8n(stored: object = {}, id = `session-${++credentials}`) {
	const state = { stored: { oauthTokenData: { access_token: 'token-1' }, ...stored } as object };
	const asked: IHttpRequestOptions[] = [];
	/** Requests that n8n does not sign. */
	const plain: IHttpRequestOptions[] = [];
	const ending = new AbortController();
	const context = {
		getNode: () => ({ name: 'X', credentials: { xUserOAuth2Api: { id }, xAppBearerApi: { id } } }),
		getCredentials: async () => await Promise.resolve(state.stored),
		getExecutionCancelSignal: () => ending.signal,
		helpers: {
			httpRequest: async (options: IHttpRequestOptions) => {
				plain.push(options);
				return await Promise.resolve({ statusCode: 200, headers: {}, body: { data: { id: '7' } } });
			},
			httpRequestWithAuthentication: async (_credential: string, options: IHttpRequestOptions) => {
				asked.push(options);
				return await Promise.resolve({ statusCode: 200, headers: {}, body: { data: { id: '7' } } });
			},
		},
	} as unknown as IExecuteFunctions;
	const open = async () => await openSession(context, 'xUserOAuth2Api', EDITOR);
	return { context, open, asked, plain, ending, set: (next: object) => void (state.stored = next) };
}

describe('a session', () => {
	it('talks to the address of the credential', async () => {
		const { open, asked } = n8n({ baseUrl: 'http://127.0.0.1:8090/' });
		await (await open()).client.call('GET /2/users/me');
		expect(asked[0].url).toBe('http://127.0.0.1:8090/2/users/me');
	});

	it.each(['api.x.com', 'ftp://api.x.com', 'https://', 'x https://api.x.com'])(
		'is refused where %j is no address',
		async (baseUrl) => {
			const error = (await rejection(n8n({ baseUrl }).open())) as Error & { description: string };
			expect(error.message).toMatch(/^The 'Base URL' /);
			expect(error.description).toMatch(/Base URL.*https:\/\/api\.x\.com/);
		},
	);

	it.each([
		'htp://user:secret@api.x.com',
		'https://user:secret@api.x.com',
		'https://api.x.com?key=secret',
		'https://api.x.com/2#secret',
		'https://secret@proxy.example.com/x',
	])('is refused for %j, which is not repeated anywhere', async (baseUrl) => {
		const error = (await rejection(n8n({ baseUrl }).open())) as Error & { description: string };
		expect(error.message).toMatch(/^The 'Base URL' /);
		expect(JSON.stringify([error.message, error.description, error.stack, error])).not.toMatch(/secret/);
	});

	it.each([
		['spaces', 'tweet.read users.read'],
		['commas', 'tweet.read,users.read'],
		['both', 'tweet.read, users.read'],
	])('knows which scopes are missing, told with %s', async (_, scope) => {
		const { missing } = await n8n({ oauthTokenData: { scope } }).open();
		expect(missing(['tweet.read', 'tweet.write', 'users.read', 'like.read'])).toEqual(['tweet.write', 'like.read']);
	});

	it('misses none where n8n does not know what was granted', async () =>
		expect((await n8n().open()).missing(['tweet.write'])).toEqual([]));

	it('asks who is connected once for as long as the token lives', async () => {
		const { open, asked, set } = n8n();
		const first = await open();
		expect([await first.me(), await first.me(), await (await open()).me()]).toEqual(['7', '7', '7']);
		expect(asked).toHaveLength(1);
		set({ oauthTokenData: { access_token: 'token-2' } });
		await (await open()).me();
		expect(asked).toHaveLength(2);
	});

	it('knows the account by a renewed token, too, and by no other', async () => {
		const { context, open, asked, set } = n8n();
		await (await open()).me();
		let isExpired = true;
		const answer = context.helpers.httpRequestWithAuthentication;
		// n8n renews the token that X does not accept.
		context.helpers.httpRequestWithAuthentication = async function (this: IExecuteFunctions, credential, options) {
			if (!isExpired) return await answer.call(this, credential, options);
			isExpired = options.ignoreHttpStatusErrors === true;
			if (!isExpired) set({ oauthTokenData: { access_token: 'token-2' } });
			return isExpired ? { statusCode: 401, headers: {}, body: {} } : await answer.call(this, credential, options);
		} as typeof answer;
		await (await open()).client.call('GET /2/lists/{id}', { path: { id: '1' } });
		const before = asked.length;
		expect(await (await open()).me()).toBe('7');
		expect(asked).toHaveLength(before);
	});

	it('does not take a credential that was connected to another account meanwhile for the one it knows', async () => {
		const { context, open, asked, set } = n8n();
		const session = await open();
		await session.me();
		set({ oauthTokenData: { access_token: 'of-another' } });
		const answer = context.helpers.httpRequestWithAuthentication;
		let isExpired = true;
		context.helpers.httpRequestWithAuthentication = async function (this: IExecuteFunctions, credential, options) {
			if (!isExpired) return await answer.call(this, credential, options);
			isExpired = options.ignoreHttpStatusErrors === true;
			if (!isExpired) set({ oauthTokenData: { access_token: 'of-another-renewed' } });
			return isExpired ? { statusCode: 401, headers: {}, body: {} } : await answer.call(this, credential, options);
		} as typeof answer;
		await session.client.call('GET /2/lists/{id}', { path: { id: '1' } });
		const before = asked.length;
		await (await open()).me();
		expect(asked).toHaveLength(before + 1);
	});

	it('waits for nothing once the run is cancelled', async () => {
		const { open, ending } = n8n();
		ending.abort();
		await expect((await open()).client.wait(100_000)).rejects.toThrow('The execution was cancelled');
	});

	it('waits for a limit as many seconds as the user has set', async () => {
		const { context, ending } = n8n();
		const headers = {
			'x-rate-limit-limit': '15',
			'x-rate-limit-remaining': '0',
			'x-rate-limit-reset': String(Math.ceil(Date.now() / 1000) + 50),
		};
		context.helpers.httpRequestWithAuthentication = async () =>
			await Promise.resolve({ statusCode: 429, headers, body: { title: 'Too Many Requests' } });
		const ended = async (waitForLimit: number) =>
			await rejection(
				(await openSession(context, 'xUserOAuth2Api', { ...EDITOR, waitForLimit })).client.call('GET /2/users/me'),
			);
		ending.abort();
		expect(String(await ended(60))).toMatch(/The execution was cancelled while waiting/);
		expect(await ended(40)).toMatchObject({ context: { status: 429 } });
	});

	it('keeps what is known of one credential and address from others', async () => {
		const one = n8n();
		await (await one.open()).me();
		const other = n8n();
		await (await other.open()).me();
		expect(other.asked).toHaveLength(1);
		one.set({ baseUrl: 'http://127.0.0.1:8090', oauthTokenData: { access_token: 'token-1' } });
		await (await one.open()).me();
		expect(one.asked).toHaveLength(2);
	});

	it('says who is connected, as far as X has told, and which scopes it has', async () => {
		const { open, asked } = n8n({ oauthTokenData: { access_token: 'token-1', scope: 'tweet.read,  users.read' } });
		const { account, inUse, chatKeys } = await open();
		expect(account.known).toEqual({});
		expect(await account.ask()).toBe(account.known);
		expect(account.known).toMatchObject({ id: '7' });
		await account.ask();
		expect(asked).toHaveLength(1);
		expect(inUse).toMatchObject({ kind: 'user', granted: ['tweet.read', 'users.read'] });
		expect(chatKeys).toBeUndefined();
	});

	it('knows the time of X by its address', () => {
		expect(clockOf('http://127.0.0.1:8092')).toBe(clockOf('http://127.0.0.1:8092'));
		expect(clockOf('http://127.0.0.1:8092')).not.toBe(clockOf('http://127.0.0.1:8093'));
	});

	it('has no granted scopes where n8n does not know them', async () =>
		expect((await n8n().open()).inUse).not.toHaveProperty('granted'));

	it('shares the ledger of what was written with all credentials of one address', async () => {
		const [one, other] = [await n8n().open(), await n8n().open()];
		expect(one.ledger).toBe(other.ledger);
		expect((await n8n({ baseUrl: 'http://127.0.0.1:8091' }).open()).ledger).not.toBe(one.ledger);
	});

	it.each([
		[
			{ chatPrivateKey: ' a2V5 ', chatKeyVersion: ' 3 ' },
			{ privateKeys: 'a2V5', version: '3' },
		],
		[{ chatPrivateKey: 'a2V5', chatKeyVersion: ' ' }, { privateKeys: 'a2V5' }],
		[{ chatPrivateKey: 'a2V5' }, { privateKeys: 'a2V5' }],
		[{ chatPrivateKey: ' ', chatKeyVersion: '3' }, undefined],
	])('has the chat keys of the credential: %j', async (stored, keys) =>
		expect((await n8n(stored).open()).chatKeys).toEqual(keys),
	);

	it('is refused with a pasted token that is none', async () => {
		for (const accessToken of [undefined, '', ' ']) {
			const error = await rejection(n8n({ clientCredentialType: 'token', accessToken }).open());
			expect(error).toMatchObject({
				message: 'The credential has no access token',
				description: expect.stringContaining("'Access Token'") as string,
			});
		}
	});

	it('signs with a pasted token, without the blanks around it, and knows none of its scopes', async () => {
		const { open, plain } = n8n({
			clientCredentialType: 'token',
			accessToken: ' pasted ',
			oauthTokenData: { access_token: 'of-another-app', scope: 'users.read' },
		});
		const { client, missing } = await open();
		await client.call('GET /2/users/me');
		expect(plain[0].headers?.Authorization).toBe('Bearer pasted');
		expect(missing(['tweet.write'])).toEqual([]);
	});

	it('is refused with a Bearer token that was to be pasted and is none', async () => {
		const opened = async (stored: object) => await openSession(n8n(stored).context, 'xAppBearerApi', EDITOR);
		for (const bearerToken of [undefined, '', ' '])
			expect(await rejection(opened({ source: 'token', bearerToken }))).toMatchObject({
				message: 'The credential has no Bearer token',
				description: expect.stringContaining("'Token From'") as string,
			});
		expect((await opened({ source: 'token', bearerToken: 'AAAA' })).inUse.kind).toBe('app');
		expect((await opened({ source: 'keys' })).inUse.kind).toBe('app');
	});

	it('counts what it spends', async () => {
		const { client, meter } = await n8n().open();
		await client.call('GET /2/users/me');
		expect(meter.total()).toBeGreaterThan(0);
	});
});

describe('a credential', () => {
	it('is that of an app only when chosen', () =>
		expect([credentialOf('bearerToken'), credentialOf('oAuth2'), credentialOf(undefined)]).toEqual([
			'xAppBearerApi',
			'xUserOAuth2Api',
			'xUserOAuth2Api',
		]));

	it('is told from others by its ID in n8n and its address', () => {
		const { context } = n8n({}, 'c1');
		expect(ownerOf(context, 'xUserOAuth2Api', 'https://api.x.com')).toBe('c1 https://api.x.com');
		for (const node of [{}, { credentials: {} }]) {
			const bare = { getNode: () => node } as unknown as IExecuteFunctions;
			expect(ownerOf(bare, 'xUserOAuth2Api', 'x')).not.toBe(ownerOf(bare, 'xAppBearerApi', 'x'));
		}
	});

	it('can be renewed unless its token was pasted', () => {
		const { context } = n8n();
		const renewable = (...[type, stored]: [Parameters<typeof holderOf>[1], Parameters<typeof holderOf>[3]]) =>
			holderOf(context, type, 'owner', stored).renewable;
		expect([
			renewable('xUserOAuth2Api', {}),
			renewable('xAppBearerApi', { source: 'keys' }),
			renewable('xAppBearerApi', { source: 'token' }),
			renewable('xUserOAuth2Api', { clientCredentialType: 'token', accessToken: 'pasted' }),
		]).toEqual([true, true, false, false]);
		const expired = (stored: object) => holderOf(context, 'xUserOAuth2Api', 'owner', stored).expired;
		expect(expired({ clientCredentialType: 'token' })).toBeDefined();
		expect(expired({ clientCredentialType: 'web' })).toBeUndefined();
	});

	it('is not waited for once the run is cancelled', async () => {
		const { context, ending } = n8n();
		ending.abort();
		const { wait } = holderOf(context, 'xUserOAuth2Api', 'owner', {});
		await expect(wait(100_000)).rejects.toThrow('The execution was cancelled');
	});

	it.each([
		[{ oauthTokenData: { access_token: 'a' }, obtainedToken: 'b' }, 'a'],
		[{ oauthTokenData: undefined, obtainedToken: 'b' }, 'b'],
		[{ oauthTokenData: undefined }, ''],
	])('has the token that n8n has stored by now: %j', async (stored, token) => {
		const { context, set } = n8n();
		const holder = holderOf(context, 'xUserOAuth2Api', 'owner', {});
		set(stored);
		expect(await holder.stored()).toBe(token);
	});
});
