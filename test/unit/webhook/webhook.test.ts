/** The X Webhook Trigger without a wire: what it registers, what it makes of deliveries, what it asks for again. */
import { createHmac } from 'node:crypto';
import type { IDataObject, IHookFunctions, IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';
import type { Hook, Subscription } from '../../../api/push/subscriptions';
import { scopes } from '../../../connector';
import { answer } from '../../../host/webhook/deliver';
import { isRegistered, register, unregister } from '../../../host/webhook/register';
import { rejection, START } from '../../support/surroundings';

beforeEach(() => void jest.useFakeTimers({ now: START, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }));
afterEach(() => void jest.useRealTimers());

const URL_OF_NODE = 'https://n8n.example.com/webhook/1';
const SECRET = 'the-api-secret';
const MINUTE = 60_000;
const REPLAY = 'POST /2/webhooks/replay';

interface Asked {
	endpoint: string;
	by: string;
	query: Record<string, string>;
	body: unknown;
}
type Standing = Subscription & { subscription_id: string; webhook_id: string };
let nodes = 0;

/** A node, and an X that keeps webhooks and subscriptions. */
function webhookNode(parameters: IDataObject = { account: 'own', events: ['post.create'] }) {
	const id = `webhook-node-${++nodes}`;
	const asked: Asked[] = [];
	let made = 0;
	const state = {
		parameters,
		asked,
		address: URL_OF_NODE,
		mode: 'webhook',
		app: { source: 'token', apiSecret: SECRET } as IDataObject,
		granted: scopes().join(' '),
		hooks: [] as Hook[],
		subscriptions: [] as Standing[],
		memory: {} as IDataObject,
		warnings: [] as string[],
		refusals: {} as Record<string, IDataObject>,
		/** What n8n has been told to answer. */
		responses: [] as unknown[],
	};

	function reply({ endpoint, body, query }: Asked): IDataObject {
		const given = body as IDataObject;
		switch (endpoint.replace(/webhooks\/h\d+/, 'webhooks/{id}')) {
			case 'GET /2/users/me':
				return { data: { id: '7' } };
			case 'GET /2/users/by/username/ada':
				return { data: { id: '8', username: 'ada' } };
			case 'GET /2/webhooks':
				return { data: state.hooks as unknown as IDataObject[] };
			case 'POST /2/webhooks': {
				const hook = { id: `h${++made}`, url: String(given.url), valid: true };
				state.hooks.push(hook);
				return { data: { ...hook } };
			}
			case 'DELETE /2/webhooks/{id}':
				state.hooks = state.hooks.filter((hook) => !endpoint.endsWith(hook.id));
				return { data: { deleted: true } };
			case 'GET /2/activity/subscriptions':
				return { data: state.subscriptions as unknown as IDataObject[] };
			case 'POST /2/activity/subscriptions': {
				const subscription = { ...given, subscription_id: `s${++made}` } as unknown as Standing;
				state.subscriptions.push(subscription);
				return { data: { subscription } as unknown as IDataObject };
			}
			case 'DELETE /2/activity/subscriptions': {
				const ids = query.ids.split(',');
				state.subscriptions = state.subscriptions.filter((each) => !ids.includes(each.subscription_id));
				return {};
			}
			default:
				return { data: { job_id: '1' } };
		}
	}

	const request = {
		name: 'default',
		query: {} as IDataObject,
		headers: {} as IDataObject,
		raw: undefined as Buffer | undefined,
	};
	const response = {
		status: (code: number) => {
			state.responses.push(code);
			return response;
		},
		json: (value: unknown) => void state.responses.push(value),
		end: () => response,
	};
	const context = {
		getNode: () => ({
			id,
			name: 'Webhook',
			type: 'xWebhookTrigger',
			credentials: { xAppBearerApi: { id: `app-${id}` }, xUserOAuth2Api: { id: `user-${id}` } },
		}),
		getWorkflow: () => ({ id: 'wf1' }),
		getMode: () => state.mode,
		getTimezone: () => 'UTC',
		getNodeParameter: (name: string, fallback: unknown) => state.parameters[name] ?? fallback,
		getNodeWebhookUrl: () => state.address,
		getWorkflowStaticData: () => state.memory,
		getCredentials: async (type: string) =>
			await Promise.resolve(
				type === 'xAppBearerApi' ? state.app : { oauthTokenData: { access_token: 'user-token', scope: state.granted } },
			),
		getWebhookName: () => request.name,
		getQueryData: () => request.query,
		getHeaderData: () => request.headers,
		getRequestObject: () => ({ rawBody: request.raw }),
		getBodyData: () => JSON.parse(String(request.raw)) as IDataObject,
		getResponseObject: () => response,
		logger: { warn: (message: string) => void state.warnings.push(message) },
		helpers: {
			httpRequestWithAuthentication: async (by: string, { method, url, body }: IHttpRequestOptions) => {
				const { pathname, searchParams } = new URL(url);
				const each = { endpoint: `${method} ${pathname}`, by, query: Object.fromEntries(searchParams), body };
				asked.push(each);
				const { status = 200, ...refusal } = state.refusals[each.endpoint] ?? {};
				return await Promise.resolve({
					statusCode: Number(status),
					headers: {},
					body: status === 200 ? reply(each) : refusal,
				});
			},
		},
	};
	const hookContext = context as unknown as IHookFunctions;
	const webhookContext = context as unknown as IWebhookFunctions;

	const came = async () => {
		const { workflowData } = await answer(webhookContext);
		return workflowData?.[0].map(({ json }) => json);
	};
	return Object.assign(state, {
		register: async () => await register(hookContext),
		isRegistered: async () => await isRegistered(hookContext),
		unregister: async () => await unregister(hookContext),
		fails: async () => (await rejection(register(hookContext))) as Error & { description?: string; httpCode?: string },
		challenge: async (query: IDataObject) => {
			Object.assign(request, { name: 'setup', query });
			return await came();
		},
		/** A delivery, signed by X. */
		deliver: async (body: unknown, signature?: string) => {
			const raw = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
			const signed = `sha256=${createHmac('sha256', SECRET).update(raw).digest('base64')}`;
			Object.assign(request, {
				name: 'default',
				headers: { 'x-twitter-webhooks-signature': signature ?? signed },
				raw,
			});
			return await came();
		},
		withoutBody: async () => {
			Object.assign(request, { name: 'default', raw: undefined });
			return await came();
		},
		replays: () => asked.filter(({ endpoint }) => endpoint === REPLAY).map(({ body }) => body),
		changes: () =>
			asked
				.splice(0)
				.filter(({ endpoint }) => !endpoint.startsWith('GET'))
				.map(({ endpoint, by }) => [endpoint, by]),
	});
}
const event = (event_uuid: string, more: object = {}) => ({
	event_uuid,
	event_type: 'follow.follow',
	filter: { user_id: '7' },
	payload: { source: { id: '9' } },
	...more,
});
const idsIn = (items: readonly IDataObject[] | undefined) => items?.map(({ event_id }) => event_id);

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
			['POST /2/webhooks', 'xAppBearerApi'],
			['POST /2/activity/subscriptions', 'xUserOAuth2Api'],
			['POST /2/activity/subscriptions', 'xUserOAuth2Api'],
		]);
		expect(node.subscriptions.map(({ filter }) => filter)).toEqual([{ user_id: '7' }, { user_id: '7' }]);
	});

	it("is the public events of somebody else with the app's token", async () => {
		const node = webhookNode({ account: 'user', user: { mode: 'username', value: 'ada' }, events: ['post.create'] });
		await node.register();
		expect(node.changes().map(([, by]) => by)).toEqual(['xAppBearerApi', 'xAppBearerApi']);
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

	it('is a scope once, and none where nothing private is wanted', async () => {
		const node = webhookNode({ account: 'own', events: ['dm.received', 'dm.sent'] });
		node.granted = 'users.read';
		expect((await node.fails()).message).toMatch(/lacks the scope dm\.read$/);
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

describe('a delivery', () => {
	it('starts the workflow with its event', async () => {
		const node = webhookNode();
		expect(await node.deliver({ data: event('1', { tag: 'mine', extra: true }) })).toEqual([
			{
				event_id: '1',
				event_type: 'follow.follow',
				tag: 'mine',
				filter: { user_id: '7' },
				payload: { source: { id: '9' } },
				extra: true,
			},
		]);
		expect(node.responses).toEqual([200]);
		expect(await node.deliver({ data: event('2') })).toEqual([
			{ event_id: '2', event_type: 'follow.follow', filter: { user_id: '7' }, payload: { source: { id: '9' } } },
		]);
	});

	it('of a post has its author joined in, and any other keeps what came along', async () => {
		const node = webhookNode();
		const includes = { users: [{ id: '9', username: 'ada' }] };
		const payload = { id: '30', text: 'A post', author_id: '9' };
		const [post] = (await node.deliver({ data: event('1', { event_type: 'post.create', payload, includes }) })) ?? [];
		expect(post).toMatchObject({ payload: { id: '30', author: { username: 'ada' } } });
		expect(post).not.toHaveProperty('includes');
		const [other] = (await node.deliver({ data: event('2', { payload, includes }) })) ?? [];
		expect(other).toMatchObject({ payload, includes });
		expect(other.payload).not.toHaveProperty('author');
		const [gone] =
			(await node.deliver({ data: event('3', { event_type: 'post.delete', payload: { post_id: '30' } }) })) ?? [];
		expect(gone.payload).toEqual({ post_id: '30' });
		const [repost] =
			(await node.deliver({ data: event('4', { event_type: 'not.post.create', payload, includes }) })) ?? [];
		expect(repost.includes).toEqual(includes);
	});

	it('comes as it is when told so', async () => {
		const node = webhookNode({ account: 'own', events: ['post.create'], options: { output: 'raw' } });
		expect(await node.deliver({ data: event('1') })).toEqual([{ data: event('1') }]);
	});

	it('of several events starts it with those that are new', async () => {
		const node = webhookNode();
		expect(idsIn(await node.deliver({ data: [event('1'), event('2')] }))).toEqual(['1', '2']);
		expect(idsIn(await node.deliver({ data: [event('2'), event('3')] }))).toEqual(['3']);
		expect(await node.deliver({ data: [event('1'), event('2')] })).toBeUndefined();
		expect(node.responses).toEqual([200, 200, 200]);
	});

	it('without an ID is known by what it says', async () => {
		const node = webhookNode();
		const twins = { data: [event('1'), event('1')].map((each) => ({ ...each, event_uuid: undefined })) };
		expect(await node.deliver(twins)).toHaveLength(2);
		expect(await node.deliver(twins)).toBeUndefined();
		expect(await node.deliver({ data: { ...twins.data[0], tag: 'other' } })).toHaveLength(1);
	});

	it('that another process has taken is known', async () => {
		const node = webhookNode();
		node.memory.seen = '1 2';
		expect(idsIn(await node.deliver({ data: [event('1'), event('3')] }))).toEqual(['3']);
		expect(node.memory.seen).toBe('1 2 3');
	});

	it('in the test is not known to the active workflow', async () => {
		const node = webhookNode();
		node.mode = 'manual';
		expect(await node.deliver({ data: event('1') })).toHaveLength(1);
		node.mode = 'webhook';
		node.memory = {};
		expect(await node.deliver({ data: event('1') })).toHaveLength(1);
	});

	it('without events is taken and left', async () => {
		const node = webhookNode();
		expect(await node.deliver({})).toBeUndefined();
		expect([node.responses, node.memory]).toEqual([[200], {}]);
	});

	it('that X did not sign is refused', async () => {
		const node = webhookNode();
		expect(await node.deliver({ data: event('1') }, 'sha256=AAAA')).toBeUndefined();
		expect(await node.withoutBody()).toBeUndefined();
		expect([node.responses, node.memory]).toEqual([[403, 403], {}]);
		expect(await node.deliver({ data: event('1') })).toHaveLength(1);
	});
});

describe('what came while n8n was down', () => {
	/** A node that was registered and last heard from X some time ago, in an n8n that has just started. */
	const back = (memory: IDataObject = { lastAt: START - 10 * MINUTE }, options: IDataObject = {}) => {
		const node = webhookNode({ account: 'own', events: ['post.create'], options });
		node.memory = { webhookId: 'h1', ...memory };
		jest.setSystemTime(START + 10_500);
		return node;
	};
	const stamps = (from: string, to: string) => ({ webhook_id: 'h1', from_date: from, to_date: to });

	it('is asked for with the first delivery, and the minute of the return once it is over', async () => {
		const node = back();
		await node.deliver({ data: event('1') });
		expect(node.replays()).toEqual([stamps('202605010749', '202605010800')]);
		jest.setSystemTime(START + MINUTE - 1);
		await node.deliver({ data: event('2') });
		expect([node.replays().length, node.memory.lastAt]).toEqual([1, START]);
		jest.setSystemTime(START + MINUTE);
		await node.deliver({ data: event('3') });
		expect(node.replays().slice(1)).toEqual([stamps('202605010759', '202605010801')]);
		jest.setSystemTime(START + 5 * MINUTE);
		await node.deliver({ data: event('4') });
		expect(node.replays()).toHaveLength(2);
		expect(node.memory.lastAt).toBe(START + 5 * MINUTE);
	});

	it("is asked for with X's challenge, too", async () => {
		const node = back();
		await node.challenge({ crc_token: 'abc' });
		expect(node.replays()).toHaveLength(1);
	});

	it('is asked for again a while after X did not take it; nothing is lost from memory by then', async () => {
		const node = back();
		node.refusals[REPLAY] = { status: 503, title: 'Over capacity' };
		await node.deliver({ data: event('1') });
		expect(node.warnings).toEqual([expect.stringContaining('Over capacity')]);
		expect(node.memory.lastAt).toBe(START - 10 * MINUTE);
		node.refusals = {};
		jest.setSystemTime(START + 20_499);
		await node.deliver({ data: event('2') });
		expect(node.replays()).toHaveLength(1);
		jest.setSystemTime(START + 20_500);
		await node.deliver({ data: event('3') });
		expect(node.replays()).toHaveLength(2);
	});

	it('is left where the user does not want it, and where nothing is known of before', async () => {
		for (const node of [back({}), back({ lastAt: START - 10 * MINUTE }, { catchUp: false })]) {
			await node.deliver({ data: event('1') });
			expect(node.replays()).toEqual([]);
			expect(node.memory.lastAt).toBe(START + 10_500);
		}
	});

	it('is asked for when the workflow is activated on the webhook of before, and not on a new one', async () => {
		const node = webhookNode();
		await node.register();
		expect(node.memory.lastAt).toBe(START);
		jest.setSystemTime(START + 10 * MINUTE);
		expect(await node.isRegistered()).toBe(true);
		expect(node.replays()).toEqual([stamps('202605010759', '202605010810')]);
		jest.setSystemTime(START + 12 * MINUTE);
		node.memory.webhookId = 'other';
		await node.isRegistered();
		expect(node.replays()).toHaveLength(1);
		expect(node.memory).toMatchObject({ webhookId: 'h1', lastAt: START + 12 * MINUTE });
	});
});
