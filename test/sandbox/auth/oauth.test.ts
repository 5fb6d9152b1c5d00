import { createHash } from 'node:crypto';
import type { LocalX } from '../../../sandbox';
import { as, call, emptyX } from '../support';

const VERIFIER = 'a-code-verifier-of-more-than-forty-three-characters-1234';
const S256 = createHash('sha256').update(VERIFIER).digest('base64url');
const CALLBACK = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';

describe('OAuth of the local X', () => {
	let x: LocalX;
	beforeEach(async () => (x = await emptyX()));
	afterEach(async () => await x.close());

	const query = (more: Record<string, string> = {}) => ({
		response_type: 'code',
		client_id: x.apps.web.clientId,
		redirect_uri: CALLBACK,
		scope: 'tweet.read users.read offline.access',
		state: 'st4te',
		code_challenge: S256,
		code_challenge_method: 'S256',
		...more,
	});
	const basic = () => `Basic ${Buffer.from(`${x.apps.web.clientId}:${x.apps.web.clientSecret}`).toString('base64')}`;

	async function decide(decision: 'accept' | 'cancel', more: Record<string, string> = {}): Promise<URL> {
		const answer = await fetch(`${x.url}/i/oauth2/authorize`, {
			method: 'POST',
			redirect: 'manual',
			body: new URLSearchParams({ ...query(more), local_user: 'anna', decision }),
		});
		expect(answer.status).toBe(302);
		return new URL(answer.headers.get('location')!);
	}
	const code = async (more: Record<string, string> = {}) => (await decide('accept', more)).searchParams.get('code')!;

	async function form(path: string, fields: Record<string, string>, authorization?: string) {
		const answer = await fetch(x.url + path, {
			method: 'POST',
			headers: authorization ? { authorization } : {},
			body: new URLSearchParams(fields),
		});
		return { status: answer.status, body: (await answer.json()) as Record<string, string> };
	}
	const exchange = async (
		given: string,
		more: Record<string, string> = {},
		authorization: string | undefined = basic(),
	) =>
		await form(
			'/2/oauth2/token',
			{ grant_type: 'authorization_code', code: given, redirect_uri: CALLBACK, code_verifier: VERIFIER, ...more },
			authorization,
		);

	it('asks for consent with the app, the accounts and the scopes, and escapes what it is given', async () => {
		x.apps.web.name = '<script>alert(1)</script>';
		const page = await (
			await fetch(`${x.url}/i/oauth2/authorize?${new URLSearchParams({ ...query(), local_user: 'ben' })}`)
		).text();
		expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; wants to access your account');
		expect(page).not.toContain('<script>');
		expect(page).toContain('tweet.read');
		expect(page).toMatch(new RegExp(`value="${x.world.needUser('ben').id}" checked`));
		expect(page).not.toMatch(new RegExp(`value="${x.world.needUser('anna').id}" checked`));
	});

	it.each([
		['an unknown client', { client_id: 'nobody' }],
		['a callback of another computer', { redirect_uri: 'https://evil.example.com/callback' }],
		['an unknown scope', { scope: 'tweet.read tweet.everything' }],
		['no state', { state: '' }],
		['a state of more than 500 characters', { state: 's'.repeat(501) }],
		['no challenge', { code_challenge: '' }],
		['another challenge method', { code_challenge_method: 'S512' }],
		['another response type', { response_type: 'token' }],
	])('refuses to ask for consent with %s', async (_name, more) => {
		const url = `${x.url}/i/oauth2/authorize`;
		expect((await fetch(`${url}?${new URLSearchParams(query(more))}`)).status).toBe(400);
		expect(
			(
				await fetch(url, {
					method: 'POST',
					redirect: 'manual',
					body: new URLSearchParams({ ...query(more), local_user: 'anna', decision: 'accept' }),
				})
			).status,
		).toBe(400);
	});

	it('sends the browser back with a code, or with access_denied', async () => {
		const accepted = await decide('accept');
		expect(accepted.origin + accepted.pathname).toBe(CALLBACK);
		expect(accepted.searchParams.get('state')).toBe('st4te');
		expect(accepted.searchParams.get('code')).toBeTruthy();
		const cancelled = await decide('cancel');
		expect(cancelled.searchParams.get('error')).toBe('access_denied');
		expect(cancelled.searchParams.get('state')).toBe('st4te');
		expect(cancelled.searchParams.get('code')).toBeNull();
	});

	it('gives a token for a code, once', async () => {
		const given = await code();
		const first = await exchange(given);
		expect(first).toMatchObject({
			status: 200,
			body: { token_type: 'bearer', expires_in: 7200, scope: 'tweet.read users.read offline.access' },
		});
		expect((await call(x, first.body.access_token, 'GET /2/users/me')).body.data.username).toBe('anna');
		expect(await exchange(given)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
	});

	it('lets a code live for 30 seconds', async () => {
		const [early, late] = [await code(), await code()];
		x.faults.set({ clockSkewMs: 29_000 });
		expect((await exchange(early)).status).toBe(200);
		x.faults.set({ clockSkewMs: 31_000 });
		expect((await exchange(late)).body.error_description).toBe('Value passed for the authorization code was invalid.');
	});

	it('checks the verifier by S256 and by plain, and uses the code up on a wrong one', async () => {
		const given = await code();
		expect((await exchange(given, { code_verifier: `${VERIFIER}x` })).body.error_description).toBe(
			'Value passed for the code verifier did not match the code challenge.',
		);
		expect((await exchange(given)).status).toBe(400);
		const plain = await code({ code_challenge: VERIFIER, code_challenge_method: 'plain' });
		expect((await exchange(plain)).status).toBe(200);
		const wrong = await code({ code_challenge: VERIFIER, code_challenge_method: 'plain' });
		expect((await exchange(wrong, { code_verifier: S256 })).status).toBe(400);
	});

	it('wants the same callback again', async () => {
		expect((await exchange(await code(), { redirect_uri: `${CALLBACK}/` })).body.error_description).toContain(
			'redirect uri',
		);
	});

	it('wants the Basic header of a confidential client and the client_id of a public one', async () => {
		const inBody = { client_id: x.apps.web.clientId, client_secret: x.apps.web.clientSecret! };
		expect(await exchange(await code(), inBody, '')).toMatchObject({
			status: 401,
			body: { error: 'unauthorized_client', error_description: 'Missing valid authorization header' },
		});
		expect(
			(await exchange(await code(), {}, `Basic ${Buffer.from(`${x.apps.web.clientId}:wrong`).toString('base64')}`))
				.status,
		).toBe(401);
		const client = { client_id: x.apps.native.clientId };
		expect((await exchange(await code(client), client, '')).status).toBe(200);
		expect((await exchange(await code(client), {}, '')).body.error_description).toBe(
			'Missing required parameter [client_id].',
		);
		// A code belongs to the client it was given to.
		expect((await exchange(await code(client))).status).toBe(400);
	});

	it('gives a refresh token only with offline.access, and changes it on every use', async () => {
		expect((await exchange(await code({ scope: 'tweet.read users.read' }))).body.refresh_token).toBeUndefined();
		const first = (await exchange(await code())).body;
		const refresh = async (token: string) =>
			await form('/2/oauth2/token', { grant_type: 'refresh_token', refresh_token: token }, basic());
		const second = await refresh(first.refresh_token);
		expect(second.status).toBe(200);
		expect(second.body.refresh_token).not.toBe(first.refresh_token);
		expect(second.body.scope).toBe(first.scope);
		expect(await refresh(first.refresh_token)).toEqual({
			status: 400,
			body: { error: 'invalid_request', error_description: 'Value passed for the token was invalid.' },
		});
		expect((await refresh(second.body.refresh_token)).status).toBe(200);
	});

	it('ends an access token after two hours, or as configured', async () => {
		const me = as(x, 'anna');
		x.faults.set({ clockSkewMs: 7_199_000 });
		expect((await me('GET /2/users/me')).status).toBe(200);
		x.faults.set({ clockSkewMs: 7_201_000 });
		expect(await me('GET /2/users/me')).toMatchObject({
			status: 401,
			body: { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' },
		});
		const short = await emptyX({ accessTokenSeconds: 5 });
		const soon = as(short, 'anna');
		short.faults.set({ clockSkewMs: 6_000 });
		expect((await soon('GET /2/users/me')).status).toBe(401);
		await short.close();
	});

	it('revokes tokens', async () => {
		const { access_token: token } = (await exchange(await code())).body;
		expect(await form('/2/oauth2/revoke', { token }, basic())).toEqual({ status: 200, body: { revoked: true } });
		expect((await call(x, token, 'GET /2/users/me')).status).toBe(401);
		expect((await form('/2/oauth2/revoke', { token: 'nothing' }, basic())).status).toBe(400);
	});

	it('gives an app one Bearer token until it is invalidated', async () => {
		const { apiKey, apiSecret } = x.apps.web;
		const keys = `Basic ${Buffer.from(`${encodeURIComponent(apiKey)}:${encodeURIComponent(apiSecret)}`).toString('base64')}`;
		const ask = async () => await form('/oauth2/token', { grant_type: 'client_credentials' }, keys);
		const first = await ask();
		expect(first).toMatchObject({ status: 200, body: { token_type: 'bearer' } });
		expect((await ask()).body.access_token).toBe(first.body.access_token);
		expect((await call(x, first.body.access_token, `GET /2/users/${x.world.needUser('anna').id}`)).status).toBe(200);
		expect((await form('/oauth2/invalidate_token', { access_token: first.body.access_token }, keys)).status).toBe(200);
		expect(await call(x, first.body.access_token, `GET /2/users/${x.world.needUser('anna').id}`)).toMatchObject({
			status: 401,
			body: { errors: [{ code: 89 }] },
		});
		expect((await ask()).body.access_token).not.toBe(first.body.access_token);
		expect(await form('/oauth2/token', { grant_type: 'client_credentials' }, basic())).toMatchObject({
			status: 403,
			body: { errors: [{ code: 99 }] },
		});
	});

	it('can lose the answer to a refresh, which uses the token up', async () => {
		const { refresh_token } = (await exchange(await code())).body;
		const refresh = async () => await form('/2/oauth2/token', { grant_type: 'refresh_token', refresh_token }, basic());
		x.faults.set({
			rules: [
				{ match: 'POST /2/oauth2/token', kind: 'status', status: 503, times: 1 },
				{ match: 'POST /2/oauth2/token', kind: 'cutAfter', times: 1 },
			],
		});
		expect((await refresh()).status).toBe(503);
		await expect(refresh()).rejects.toThrow();
		expect((await refresh()).status).toBe(400);
	});

	it('never records a secret', async () => {
		const given = await code();
		const { access_token, refresh_token } = (await exchange(given)).body;
		await form('/2/oauth2/token', { grant_type: 'refresh_token', refresh_token }, basic());
		await call(x, access_token, 'GET /2/users/me');
		const recorded = JSON.stringify(x.requests);
		for (const secret of [given, access_token, refresh_token, VERIFIER, x.apps.web.clientSecret!])
			expect(recorded).not.toContain(secret);
		expect(x.requests.map((one) => one.endpoint)).toContain('POST /2/oauth2/token');
	});
});
