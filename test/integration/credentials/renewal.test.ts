/** Tokens are renewed once, whoever uses them at the time: runs side by side, other processes of n8n, older versions of it. */
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { scopes } from '../../../connector';
import { listSearch } from '../../../host/panel/loaded/list-search';
import { XStreamTrigger } from '../../../nodes/XStreamTrigger/XStreamTrigger.node';
import { startLocalX, type LocalX } from '../../../sandbox';
import { CredentialsStore, panelOf, runNode, typesOf, type RunOptions, type Store } from '../../support/n8n/run-node';
import { connect } from '../../support/x/oauth';
import { olderX } from '../../support/n8n/older-n8n';
import { pollNode } from '../../support/n8n/polls';
import { holdTrigger, until } from '../../support/n8n/triggers';

let x: LocalX;
beforeAll(async () => {
	x = await startLocalX({ seed: 'demo', accessTokenSeconds: 600 });
});
afterAll(async () => await x.close());
beforeEach(() => x.reset());

const ME: IDataObject = { resource: 'user', operation: 'get', user: { mode: 'list', value: 'me' } };
const TOKEN = 'POST /2/oauth2/token';
const renewals = () =>
	x.requests.filter(({ endpoint, body }) => endpoint === TOKEN && JSON.stringify(body).includes('refresh_token'));
const expire = () => x.faults.set({ clockSkewMs: 3_600_000 });

let credentials = 0;

/** What n8n has stored, and a number of runs of the X node that use it at once. */
async function connected(older: boolean, Store = CredentialsStore) {
	const data = await connect(x, 'web', 'ourbrand', scopes());
	const shared = new Store(typesOf(), { xUserOAuth2Api: data as ICredentialDataDecryptedObject });
	const id = `renewed-${++credentials}`;
	const run = async (parameters = ME, more: Partial<RunOptions> = {}) =>
		await runNode({
			parameters,
			credentials: shared.store,
			shared,
			...(older ? { node: olderX(shared) } : {}),
			settings: { credentials: { xUserOAuth2Api: { id, name: 'X' } } },
			...more,
		});
	const atOnce = async (times: number, parameters?: IDataObject) =>
		await Promise.all(Array.from({ length: times }, async () => await run(parameters)));
	return { shared, run, atOnce };
}

/** Another process of n8n that is quicker: it has the next token, and stores it once ours has been refused. */
class WithRival extends CredentialsStore {
	next?: IDataObject;
	looks = 0;

	async hurry(): Promise<void> {
		const { clientId, clientSecret, oauthTokenData } = this.store.xUserOAuth2Api as unknown as {
			clientId: string;
			clientSecret: string;
			oauthTokenData: IDataObject;
		};
		const answer = await fetch(`${x.url}/2/oauth2/token`, {
			method: 'POST',
			headers: { Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
			body: new URLSearchParams({
				grant_type: 'refresh_token',
				refresh_token: String(oauthTokenData.refresh_token),
			}),
		});
		this.next = (await answer.json()) as IDataObject;
	}

	override async getDecrypted(...given: Parameters<CredentialsStore['getDecrypted']>) {
		const refused = renewals().some(({ status }) => status === 400);
		if (refused && ++this.looks === 2 && this.next)
			this.store.xUserOAuth2Api = { ...this.store.xUserOAuth2Api, oauthTokenData: this.next };
		return await super.getDecrypted(...given);
	}
}

describe.each([
	['the newest n8n', false],
	['n8n up to 2.8', true],
])('%s', (_, older) => {
	test('20 runs at once renew the token once', async () => {
		const { atOnce, shared } = await connected(older);
		expire();
		const outcomes = await atOnce(20);
		expect(outcomes.map(({ error }) => error?.message)).toEqual(outcomes.map(() => undefined));
		expect(renewals().map(({ status }) => status)).toEqual([200]);
		expect(shared.refreshed).toHaveLength(1);
	});

	test('another process was quicker: the token that it stores is used', async () => {
		const { run, shared } = await connected(older, WithRival);
		expire();
		await (shared as WithRival).hurry();
		const { error, json } = await run();
		expect(error).toBeUndefined();
		expect(json[0].username).toBe('ourbrand');
		expect(renewals().map(({ status }) => status)).toEqual([200, 400]);
	});

	test('the account stays known', async () => {
		const { run } = await connected(older);
		const home = { resource: 'timeline', operation: 'getHome', limit: 1 };
		await run(home);
		expire();
		const { error } = await run(home);
		expect(error).toBeUndefined();
		expect(renewals()).toHaveLength(1);
		await run(home);
		expect(x.requests.filter(({ endpoint }) => endpoint === 'GET /2/users/me')).toHaveLength(1);
	});

	test('a post on an expired token is published once', async () => {
		const { atOnce } = await connected(older);
		expire();
		const post = { resource: 'post', operation: 'create', text: 'After the renewal' };
		const outcomes = await atOnce(1, post);
		expect(outcomes[0].error).toBeUndefined();
		expect([...x.world.posts.values()].filter(({ rawText }) => rawText === post.text)).toHaveLength(1);
	});

	test('the pieces of an upload go through', async () => {
		const { run } = await connected(older);
		expire();
		const png = Buffer.concat([
			Buffer.from('89504e470d0a1a0a0000000d494844520707070707', 'hex'),
			Buffer.alloc(3_000_000, 7),
		]).toString('base64');
		const { json, error } = await run(
			{ resource: 'media', operation: 'upload', file: 'data' },
			{ input: [{ json: {}, binary: { data: { data: png, mimeType: 'image/png' } } }] },
		);
		expect(error).toBeUndefined();
		expect(json[0].state).toBe('succeeded');
	});

	test('a connection that is over asks to reconnect, and later runs do not wait again', async () => {
		const { run, shared } = await connected(older);
		shared.store.xUserOAuth2Api.oauthTokenData = { access_token: 'gone', refresh_token: 'gone', token_type: 'bearer' };
		const first = await run();
		expect(first.error?.message).toBe('The credential has to be reconnected');
		expect(first.error?.description).toMatch(/Connect my account/);
		const looks = jest.spyOn(shared, 'getDecrypted');
		const again = await run();
		expect(again.error?.message).toBe('The credential has to be reconnected');
		expect(looks.mock.calls.length).toBeLessThan(6);
	}, 60_000);

	test('a token service that is down is told as such, and that nothing was sent', async () => {
		const { run } = await connected(older);
		expire();
		x.faults.add({ match: TOKEN, kind: 'status', status: 503 });
		const { error } = await run({ resource: 'post', operation: 'create', text: 'Not now' });
		expect(error?.message).toBe('X gave no new token');
		expect(error?.description).toMatch(/status 503.*Nothing was sent/);
	});
});

describe('outside of runs', () => {
	test('a poll renews the token', async () => {
		const connection = (await connect(x, 'web', 'ourbrand', scopes())) as ICredentialDataDecryptedObject;
		const poller = pollNode(x, { event: 'userPost', user: { mode: 'username', value: 'newsroom' } }, { connection });
		await poller.poll();
		expire();
		const { id } = x.world.addPost({ by: 'newsroom', text: 'After the renewal' });
		expect((await poller.poll()).map((item) => item.id)).toEqual([id]);
		expect(renewals().map(({ status }) => status)).toEqual([200]);
	});

	test("a list in the editor's panel renews the token", async () => {
		const { shared } = await connected(false);
		expire();
		const { results } = await listSearch.find_list.call(panelOf(shared));
		expect(results).toEqual(expect.any(Array));
		expect(renewals().map(({ status }) => status)).toEqual([200]);
	});
});

describe('a Bearer token that was obtained with key and secret', () => {
	const keys = (more: IDataObject = {}): Store => {
		const { apiKey, apiSecret } = x.apps.web;
		return { xAppBearerApi: { baseUrl: x.url, source: 'keys', apiKey, apiSecret, ...more } };
	};
	const LOOKUP: IDataObject = {
		authentication: 'bearerToken',
		resource: 'user',
		operation: 'get',
		user: { mode: 'username', value: 'newsroom' },
	};
	const obtained = () => x.requests.filter(({ endpoint }) => endpoint === 'POST /oauth2/token');

	const revoke = async () => {
		const { apiKey, apiSecret } = x.apps.web;
		const answer = await fetch(`${x.url}/oauth2/invalidate_token`, {
			method: 'POST',
			headers: { Authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}` },
			body: new URLSearchParams({ access_token: x.appToken() }),
		});
		expect(answer.status).toBe(200);
	};

	test('is obtained anew, once for 10 runs at once', async () => {
		const shared = new CredentialsStore(typesOf(), keys({ obtainedToken: 'AAAAstale' }));
		const settings = { credentials: { xAppBearerApi: { id: 'keys-1', name: 'X' } } };
		const outcomes = await Promise.all(
			Array.from(
				{ length: 10 },
				async () => await runNode({ parameters: LOOKUP, credentials: shared.store, shared, settings }),
			),
		);
		expect(outcomes.map(({ error }) => error?.message)).toEqual(outcomes.map(() => undefined));
		expect(obtained()).toHaveLength(1);
	});

	test('a held connection comes back with a new one', async () => {
		const trigger = await holdTrigger({
			node: new XStreamTrigger(),
			parameters: { rules: { rule: [{ value: 'kettle' }] }, options: { catchUp: 'nothing' } },
			credentials: keys(),
		});
		try {
			await revoke();
			x.stream.cut();
			await until(() => obtained().length === 2 && x.stream.connections.size === 1);
		} finally {
			await trigger.close();
		}
		expect(trigger.failures).toEqual([]);
		expect(trigger.ends).toEqual([]);
	});

	test('wrong ones are told as such', async () => {
		const { error } = await runNode({ parameters: LOOKUP, credentials: keys({ apiSecret: 'wrong' }) });
		expect(error?.message).toBe('X gave no token for the API key and secret');
		expect(error?.description).toMatch(/'API Key' and 'API Key Secret'/);
	});
});

test('a Bearer token that was pasted cannot be renewed, so a 401 is not asked for twice', async () => {
	const { error } = await runNode({
		parameters: { authentication: 'bearerToken', resource: 'post', operation: 'search', query: 'kettle' },
		credentials: { xAppBearerApi: { baseUrl: x.url, source: 'token', bearerToken: 'AAAAwrong' } },
	});
	expect(error?.httpCode).toBe('401');
	expect(x.requests).toHaveLength(1);
});
