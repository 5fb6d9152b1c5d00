/** What the X Activity Trigger registers, what it refuses, and how it answers X's challenge. */
import { createHmac } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { useStillClock } from '../../support/unwired/stream';
import { APP, SECRET, webhookNode } from '../../support/unwired/activity';

useStillClock();

describe('what is registered', () => {
	const wanted = async (parameters: IDataObject) => {
		const node = webhookNode(parameters);
		await node.register();
		return node.subscriptions.map(({ event_type, filter, tag }) => ({ event_type, filter, ...(tag ? { tag } : {}) }));
	};

	it("is the address with the app's token, the private events of an account with the account's", async () => {
		const node = webhookNode({ account: 'own', events: ['post.create', 'dm.received'] });
		expect(await node.register()).toBe(true);
		expect(node.changes()).toEqual([
			['POST /2/webhooks', APP],
			['POST /2/activity/subscriptions', 'xUserOAuth2Api'],
			['POST /2/activity/subscriptions', 'xUserOAuth2Api'],
		]);
		expect(node.subscriptions.map(({ filter }) => filter)).toEqual([{ user_id: '7' }, { user_id: '7' }]);
	});

	it.each([
		['oAuth2', APP],
		['bearerToken', 'xAppBearerApi'],
	])("is the public events of somebody else with the app's token: %s", async (authentication, by) => {
		const user = { mode: 'username', value: 'ada' };
		const node = webhookNode({ authentication, account: 'user', user, events: ['post.create'] });
		await node.register();
		expect(node.changes().map((change) => change[1])).toEqual([by, by]);
		expect(node.subscriptions).toMatchObject([{ event_type: 'post.create', filter: { user_id: '8' } }]);
	});

	it('is the news about a keyword', async () =>
		expect(await wanted({ account: 'keyword', keyword: 'kettle' })).toEqual([
			{ event_type: 'news.new', filter: { keyword: 'kettle' } },
		]));

	it('has a tag, and a direction where X takes one', async () =>
		expect(
			await wanted({
				account: 'own',
				events: ['post.create', 'block.block'],
				options: { tag: 'mine', direction: 'inbound' },
			}),
		).toEqual([
			{ event_type: 'post.create', filter: { user_id: '7', direction: 'inbound' }, tag: 'mine' },
			{ event_type: 'block.block', filter: { user_id: '7' }, tag: 'mine' },
		]));

	it('is an address of this computer where X is on it, too', async () => {
		const node = webhookNode();
		Object.assign(node, { address: 'http://localhost:5678/1' });
		node.app.baseUrl = 'http://localhost:9000';
		expect(await node.register()).toBe(true);
	});

	it('is known again, and what stands beside it is not', async () => {
		const node = webhookNode();
		expect(await node.isRegistered()).toBe(false);
		await node.register();
		expect(await node.isRegistered()).toBe(true);
		node.parameters.events = ['post.create', 'dm.received'];
		expect(await node.isRegistered()).toBe(false);
		await node.register();
		expect(node.hooks).toHaveLength(1);
		expect(node.subscriptions).toHaveLength(2);
	});

	it('is taken down, with what was remembered of it', async () => {
		const node = webhookNode();
		await node.register();
		expect(Object.keys(node.memory).sort()).toEqual(['lastAt', 'webhookId']);
		expect(await node.unregister()).toBe(true);
		expect([node.hooks, node.subscriptions, node.memory]).toEqual([[], [], {}]);
	});
});

describe('refused before any request', () => {
	it.each<[string, (node: ReturnType<typeof webhookNode>) => void, RegExp, RegExp]>([
		['no secret', (node) => void delete node.app.apiSecret, /API Key Secret/, /API Key Secret/],
		['no key', (node) => void delete node.app.apiKey, /has no API Key$/, /Keys and tokens/],
		[
			'an app in the place of an account',
			(node) => void (node.parameters.authentication = 'bearerToken'),
			/'Connected Account' is not available/,
			/credential of the type X OAuth2 API/,
		],
		[
			'an address that X cannot reach',
			(node) => void (node.address = 'http://localhost:5678/1'),
			/https/,
			/WEBHOOK_URL/,
		],
		['a scope that is missing', (node) => void (node.granted = 'users.read'), /lacks the scope dm\.read/, /connect/],
	])('is %s', async (_, change, message, description) => {
		const node = webhookNode({ account: 'own', events: ['dm.received'] });
		change(node);
		const error = await node.fails();
		expect(error.message).toMatch(message);
		expect(error.description).toMatch(description);
		expect(node.asked).toEqual([]);
	});

	it('is an app whose secret is missing beside its token', async () => {
		const node = webhookNode({ authentication: 'bearerToken', account: 'user', user: { mode: 'id', value: '8' } });
		node.app = { bearerToken: 'app-token' };
		const error = await node.fails();
		expect(error.message).toBe('The credential has no API Key Secret');
		expect(error.description).toMatch(/Keys and tokens.*'Delivery' to 'Connection'/);
		expect(node.asked).toEqual([]);
	});

	it('is a scope once, and none where nothing private is wanted', async () => {
		const node = webhookNode({ account: 'own', events: ['dm.received', 'dm.sent'] });
		node.granted = 'users.read';
		expect((await node.fails()).message).toMatch(/lacks the scope dm\.read$/);
		node.parameters.events = ['dm.received', 'block.block'];
		expect((await node.fails()).message).toMatch(/lacks the scope \w+\.read, \w+\.read$/);
		node.parameters.events = ['post.create'];
		expect(await node.register()).toBe(true);
	});
});

describe('a refusal of X', () => {
	const refused = async (refusal: IDataObject) => {
		const node = webhookNode();
		node.refusals['POST /2/webhooks'] = { status: 400, ...refusal };
		return await node.fails();
	};

	it.each([
		[{ title: 'CrcValidationFailed' }, /API Key Secret/],
		[{ title: 'Invalid Request', detail: 'Non-200 response code during CRC GET request' }, /API Key Secret/],
		[{ title: 'WebhookLimitExceeded' }, /X Developer > Webhook/],
		[{ title: 'Forbidden', detail: 'The limit of webhooks is reached.' }, /X Developer > Webhook/],
		[{ title: 'Invalid Request', type: 'https://api.x.com/2/problems/UrlValidationFailed' }, /certificate/],
	])('is explained: %j', async (refusal, advice) => {
		const error = await refused(refusal);
		expect(error.httpCode).toBe('400');
		expect(error.description).toMatch(advice);
	});

	it('of another kind is told in its words', async () => {
		const error = await refused({ title: 'Invalid Request', detail: 'Something else.' });
		expect(error.description).toMatch(/^Something else\./);
		expect(error.description).not.toMatch(/API Key Secret|certificate|X Developer/);
	});
});

describe("X's challenge", () => {
	it('is answered, without starting the workflow', async () => {
		const node = webhookNode();
		expect(await node.challenge({ crc_token: 'Ab9+/=_.~-' })).toBeUndefined();
		expect(node.responses).toEqual([
			200,
			{ response_token: `sha256=${createHmac('sha256', SECRET).update('Ab9+/=_.~-').digest('base64')}` },
		]);
	});

	it.each([
		[{}],
		[{ crc_token: '' }],
		[{ crc_token: ['a', 'b'] }],
		[{ crc_token: '{"data":[]}' }],
		[{ crc_token: 'two words' }],
		[{ crc_token: 'a'.repeat(257) }],
	])('that is none is not signed: %j', async (query) => {
		const node = webhookNode();
		expect(await node.challenge(query)).toBeUndefined();
		expect(node.responses).toEqual([403]);
	});

	it('may be as long as 256 characters', async () => {
		const node = webhookNode();
		await node.challenge({ crc_token: 'a'.repeat(256) });
		expect(node.responses[0]).toBe(200);
	});
});
