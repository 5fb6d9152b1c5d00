import { scopes } from '../../connector';
import { openSession, type Session } from './support/session';
import { describeAgent } from './support/agent';
import { describeRetry } from './support/retry';
import { describeTools } from './support/tools';

let session: Session;
beforeAll(async () => {
	session = await openSession('credentials');
}, 240_000);
afterAll(async () => await session?.close(), 60_000);

/** The scopes n8n asks X for when the account is connected. */
async function asked(name: string, data: Record<string, unknown>): Promise<string[]> {
	const { clientId, clientSecret } = session.x.apps.web;
	const { id } = await session.client.saveCredential(name, 'xUserOAuth2Api', {
		baseUrl: session.x.url,
		clientId,
		clientSecret,
		...data,
	});
	const address = new URL(await session.client.get<string>(`/rest/oauth2-credential/auth?id=${id}`));
	expect(address.origin + address.pathname).toBe(`${session.x.url}/i/oauth2/authorize`);
	expect(address.searchParams.get('code_challenge_method')).toBe('S256');
	return (address.searchParams.get('scope') ?? '').split(' ').sort();
}

describe('X OAuth2 API in a real n8n', () => {
	it('asks for everything that the operations need', async () => expect(await asked('All', {})).toEqual(scopes()));

	it('asks for fewer on request, and always for what reading and staying connected need', async () => {
		expect(await asked('Few', { scopesFrom: 'list', scopes: ['tweet.write'] })).toEqual([
			'offline.access',
			'tweet.read',
			'tweet.write',
			'users.read',
		]);
		const asText = { scopesFrom: 'text', scopesText: 'tweet.write users.email  tweet.read' };
		expect(await asked('As text', asText)).toEqual([
			'offline.access',
			'tweet.read',
			'tweet.write',
			'users.email',
			'users.read',
		]);
	});

	it('derives the addresses of X itself', async () => {
		const { id } = await session.client.saveCredential('Real', 'xUserOAuth2Api', {
			clientId: 'id',
			clientSecret: 'secret',
		});
		expect(await session.client.get<string>(`/rest/oauth2-credential/auth?id=${id}`)).toMatch(
			/^https:\/\/x\.com\/i\/oauth2\/authorize\?/,
		);
	});
});

describe('X Bearer Token API in a real n8n', () => {
	const test = async (name: string, given: Record<string, unknown>) => {
		const data = { baseUrl: session.x.url, ...given };
		const { id } = await session.client.saveCredential(name, 'xAppBearerApi', data);
		return await session.client.post<{ status: string; message: string }>('/rest/credentials/test', {
			credentials: { id, name, type: 'xAppBearerApi', data },
		});
	};

	it('passes the connection test with a pasted token', async () =>
		expect(await test('Token', { source: 'token', bearerToken: session.x.appToken() })).toMatchObject({
			status: 'OK',
		}));

	it('passes it with API key and secret', async () => {
		const { apiKey, apiSecret } = session.x.apps.web;
		expect(await test('Keys', { source: 'keys', apiKey, apiSecret })).toMatchObject({ status: 'OK' });
	});

	it('fails it with a wrong token, without telling it', async () => {
		const { status, message } = await test('Wrong', { source: 'token', bearerToken: 'AAAAwrong' });
		expect(status).toBe('Error');
		expect(message).not.toContain('AAAAwrong');
	});
});

describeTools(() => session);
describeAgent(() => session);
describeRetry(() => session);
