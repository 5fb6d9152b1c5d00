/** Account > Check and Account > Revoke Token, on the real n8n-core. */
import { RESOURCES, scopes, type Scope } from '../../../connector';
import { connect } from '../../support/x/oauth';
import { scriptedX } from '../../support/x/scripted';
import { useLocalX, type Connection } from '../../support/x/local-x';

const x = useLocalX();
const CHECK = { resource: 'account', operation: 'check' };
const REVOKE = { resource: 'account', operation: 'revokeToken' };
const without = (...left: Scope[]) => scopes().filter((scope) => !left.includes(scope));
const names = RESOURCES.flatMap(({ displayName, operations }) =>
	operations.map((operation) => `${displayName} > ${operation.displayName}`),
);

interface Closed {
	operation: string;
	missing_scopes: string[];
}

describe('Account > Check', () => {
	it('says whose account it is, with one request however many items there are', async () => {
		const { json, error, hints } = await x.run(CHECK, { input: [{ json: {} }, { json: {} }, { json: {} }] });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(3);
		expect(json[2]).toMatchObject({
			id: x.world.needUser('ourbrand').id,
			username: 'ourbrand',
			name: x.world.needUser('ourbrand').name,
			url: 'https://x.com/ourbrand',
			subscription_type: 'Premium',
			longest_post: 25_000,
			articles: true,
			personalized_trends: true,
			verified: expect.any(Boolean),
			protected: false,
			authentication: 'OAuth2',
			granted_scopes: scopes(),
			missing_scopes: [],
			closed_operations: [],
			partly_closed_operations: [],
		});
		expect(x.requests.map(({ endpoint }) => endpoint)).toEqual(['GET /2/users/me']);
		expect(x.requests[0].usd).toBe(0.01);
		expect(hints.join()).toContain('0.01 USD');
	});

	it('knows an account without X Premium by its shorter posts', async () => {
		const plain = [...x.world.users.values()].find(({ premium, state }) => !premium && state === 'active');
		const { json } = await x.run(CHECK, { as: plain?.username });
		expect(json[0]).toMatchObject({
			subscription_type: 'None',
			longest_post: 280,
			longest_video_seconds: 1200,
			articles: false,
		});
	});

	it('names the operations that missing scopes close, wholly or in part', async () => {
		const { json, error } = await x.run(CHECK, { scopes: without('media.write', 'like.write') });
		expect(error).toBeUndefined();
		const [{ missing_scopes, closed_operations, partly_closed_operations }] = json as unknown as Array<{
			missing_scopes: string[];
			closed_operations: Closed[];
			partly_closed_operations: Closed[];
		}>;
		expect(missing_scopes).toEqual(['like.write', 'media.write']);
		expect(closed_operations).toContainEqual({ operation: 'Post > Like', missing_scopes: ['like.write'] });
		expect(closed_operations).toContainEqual({ operation: 'Media > Upload', missing_scopes: ['media.write'] });
		expect(partly_closed_operations).toContainEqual({ operation: 'Post > Create', missing_scopes: ['media.write'] });
		const told = [...closed_operations, ...partly_closed_operations].map(({ operation }) => operation);
		expect(told).not.toContain('Post > Get');
		expect(told.filter((name) => !names.includes(name))).toEqual([]);
	});

	it('is no error without the scopes that would say whose account it is', async () => {
		const { json, error } = await x.run(CHECK, { scopes: ['offline.access', 'tweet.read'] });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ granted_scopes: ['offline.access', 'tweet.read'] });
		expect(json[0]).not.toHaveProperty('username');
		expect(x.requests).toEqual([]);
	});

	it('leaves the scopes out where n8n does not know them', async () => {
		const connection = x.connect();
		delete (connection.data.oauthTokenData as { scope?: string }).scope;
		const { json, error } = await x.run(CHECK, { connection });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ username: 'ourbrand', closed_operations: [] });
		expect(json[0]).not.toHaveProperty('granted_scopes');
	});

	it('with a Bearer token gives the usage of the app and its cap, for nothing', async () => {
		const { json, error, hints } = await x.run({ ...CHECK, authentication: 'bearerToken' });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({
			authentication: 'Bearer Token',
			usage: { project_usage: expect.anything(), project_cap: expect.anything(), cap_reset_day: expect.anything() },
		});
		const { operations_for_oauth2 } = json[0] as { operations_for_oauth2: string[] };
		expect(operations_for_oauth2).toContain('Post > Create');
		expect(operations_for_oauth2).not.toContain('Post > Get');
		expect(x.requests.map(({ endpoint }) => endpoint)).toEqual(['GET /2/usage/tweets']);
		expect(hints).toEqual([]);
	});
});

describe('Account > Revoke Token', () => {
	let connections = 0;
	const connected = async (app: 'web' | 'native' = 'web'): Promise<Connection> => ({
		id: `to-revoke-${++connections}`,
		data: (await connect(x, app, 'ourbrand', scopes())) as Connection['data'],
	});
	const tokensOf = ({ data }: Connection) => data.oauthTokenData as { access_token: string; refresh_token: string };
	const home = async (connection: Connection) =>
		await x.run({ resource: 'timeline', operation: 'getHome', limit: 1 }, { connection });

	it.each(['web', 'native'] as const)(
		'makes X forget both tokens of a %s app, and says nothing of them',
		async (app) => {
			const connection = await connected(app);
			const outcome = await x.run(REVOKE, { connection });
			expect(outcome.error).toBeUndefined();
			expect(outcome.json).toEqual([{ revoked: true, revoked_tokens: ['refresh_token', 'access_token'] }]);
			expect((await home(connection)).error?.message).toBe('The credential has to be reconnected');
			const { access_token, refresh_token } = tokensOf(connection);
			for (const secret of [access_token, refresh_token, x.apps.web.clientSecret ?? ''])
				expect(JSON.stringify(outcome)).not.toContain(secret);
		},
	);

	it('is done when X has forgotten them already', async () => {
		const connection = await connected();
		await x.run(REVOKE, { connection });
		expect((await x.run(REVOKE, { connection })).json).toEqual([{ revoked: true, revoked_tokens: [] }]);
	});

	it('is an error when X does not know the app: the credential stays connected', async () => {
		const connection = await connected();
		const rightly = connection.data.clientSecret;
		connection.data.clientSecret = 'not-the-secret-of-this-app-at-all';
		const { error } = await x.run(REVOKE, { connection });
		expect(error?.description).toContain("Correct 'Client ID' and 'Client Secret'");
		expect(JSON.stringify([error?.message, error?.description])).not.toContain('not-the-secret');
		connection.data.clientSecret = rightly;
		expect((await home(connection)).error).toBeUndefined();
	});

	it('needs an account that is connected', async () => {
		const connection = await connected();
		connection.data.oauthTokenData = {};
		expect((await x.run(REVOKE, { connection })).error?.message).toBe('The credential is not connected');
	});

	it('does not follow X to another host with a token', async () => {
		const elsewhere = await scriptedX(() => ({ body: { revoked: true } }));
		const scripted = await scriptedX(() => ({ status: 307, headers: { location: elsewhere.url }, body: '' }));
		const { error } = await scripted.run({ ...REVOKE, authentication: 'oAuth2' });
		await Promise.all([scripted.close(), elsewhere.close()]);
		expect(error).toBeDefined();
		expect(elsewhere.requests).toEqual([]);
	});
});
