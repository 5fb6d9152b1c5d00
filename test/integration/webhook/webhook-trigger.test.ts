import { createHmac } from 'node:crypto';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { ACTIVITY_EVENTS } from '../../../connector/resources/activity-subscription/events';
import { scopes, type Scope } from '../../../connector';
import { XWebhookTrigger } from '../../../nodes/XWebhookTrigger/XWebhookTrigger.node';
import { go } from '../../support/clock';
import { useLocalX } from '../../support/x/local-x';
import { until, webhookHost, type WebhookHost } from '../../support/n8n/triggers';

const x = useLocalX();
const hosts: WebhookHost[] = [];
afterEach(async () => {
	jest.restoreAllMocks();
	for (const host of hosts.splice(0)) await host.close();
});

interface Given {
	app?: Partial<ICredentialDataDecryptedObject>;
	granted?: readonly Scope[];
	address?: string;
}

async function trigger(
	parameters: IDataObject,
	{ app = {}, granted = scopes(), address }: Given = {},
): Promise<WebhookHost> {
	const { clientId, clientSecret = '', apiKey, apiSecret } = x.apps.web;
	const token = x.userToken('ourbrand', [...granted]);
	const credentials: Record<string, ICredentialDataDecryptedObject> =
		parameters.authentication === 'bearerToken'
			? { xAppBearerApi: { baseUrl: x.url, source: 'token', bearerToken: x.appToken(), apiSecret, ...app } }
			: {
					xUserOAuth2Api: {
						baseUrl: x.url,
						clientId,
						clientSecret,
						apiKey,
						apiSecret,
						oauthTokenData: { access_token: token, token_type: 'bearer', scope: granted.join(' ') },
						...app,
					},
				};
	const host = await webhookHost({ node: new XWebhookTrigger(), parameters, credentials }, address);
	hosts.push(host);
	return host;
}

/** n8n starts again: what the process knew is gone, what the workflow kept is there. */
function startAnew(): void {
	jest.resetModules();
	const { answer } = jest.requireActual<typeof import('../../../host/webhook/deliver')>(
		'../../../host/webhook/deliver',
	);
	jest.spyOn(XWebhookTrigger.prototype, 'webhook').mockImplementation(async function (
		this: Parameters<typeof answer>[0],
	) {
		return await answer(this);
	});
}

const own = (events: string[], options: IDataObject = {}) => ({ account: 'own', events, options });
const me = () => x.world.needUser('ourbrand').id;
const calls = () => x.requests.map(({ method, path }) => `${method} ${path}`);
const refusal = async (work: Promise<unknown>) =>
	(await work.then(
		() => undefined,
		(error: unknown) => error,
	)) as { message: string; description?: string } | undefined;
const post = async (host: WebhookHost, body: string, signature?: string) =>
	(
		await fetch(host.url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				...(signature ? { 'x-twitter-webhooks-signature': signature } : {}),
			},
			body,
		})
	).status;
const sign = (body: string, secret = x.apps.web.apiSecret) =>
	`sha256=${createHmac('sha256', secret).update(body).digest('base64')}`;
const ids = (host: WebhookHost) => host.runs.flat().map(({ json }) => json.event_id);

describe('activation', () => {
	it('answers the challenge during registration and subscribes to what was chosen', async () => {
		const host = await trigger(
			own(['post.mention.create', 'dm.received', 'like.create', 'mute.mute'], { tag: 'ours', direction: 'inbound' }),
		);
		await host.activate();
		expect([...x.activity.webhooks.values()].map(({ url, valid }) => ({ url, valid }))).toEqual([
			{ url: host.url, valid: true },
		]);
		expect(host.answers).toMatchObject([{ method: 'GET', status: 200 }]);
		const [{ id }] = x.activity.webhooks.values();
		expect(
			[...x.activity.subscriptions.values()].map(({ event_type, filter, tag, webhook_id }) => ({
				event_type,
				filter,
				tag,
				webhook_id,
			})),
		).toEqual([
			{
				event_type: 'post.mention.create',
				filter: { user_id: me(), direction: 'inbound' },
				tag: 'ours',
				webhook_id: id,
			},
			{ event_type: 'dm.received', filter: { user_id: me(), direction: 'inbound' }, tag: 'ours', webhook_id: id },
			{ event_type: 'like.create', filter: { user_id: me(), direction: 'inbound' }, tag: 'ours', webhook_id: id },
			{ event_type: 'mute.mute', filter: { user_id: me() }, tag: 'ours', webhook_id: id },
		]);
	});

	it('subscribes to every event type of X', async () => {
		for (const app of Object.values(x.apps)) app.enterprise = true;
		const all = ACTIVITY_EVENTS.map(({ value }) => value);
		expect(all).toHaveLength(42);
		await (await trigger(own(all.filter((event) => event !== 'news.new')))).activate();
		await (await trigger({ account: 'keyword', keyword: 'automation' })).activate();
		expect([...x.activity.subscriptions.values()].map(({ event_type }) => event_type).sort()).toEqual([...all].sort());
	});

	it.each(['oAuth2', 'bearerToken'])(
		'watches another account by its handle as the app, with %s',
		async (authentication) => {
			const { id, username } = x.world.needUser('newsroom');
			const host = await trigger({
				authentication,
				account: 'user',
				user: { mode: 'username', value: `@${username}` },
				events: ['post.create'],
			});
			await host.activate();
			expect([...x.activity.subscriptions.values()]).toMatchObject([
				{ event_type: 'post.create', filter: { user_id: id } },
			]);
			x.world.addPost({ by: username, text: 'Hello from over there' });
			await until(() => host.runs.length === 1);
			expect(host.runs[0][0].json).toMatchObject({
				event_type: 'post.create',
				payload: { text: 'Hello from over there', edit_history_post_ids: [expect.any(String)] },
			});
		},
	);

	it('finds everything in place when n8n starts again and changes nothing', async () => {
		const host = await trigger(own(['post.create'], { catchUp: false }));
		await host.activate();
		const before = x.requests.length;
		await host.activate();
		expect(
			calls()
				.slice(before)
				.filter((call) => !call.startsWith('GET ')),
		).toEqual([]);
	});

	it('brings subscriptions in step when the node was changed while n8n was away', async () => {
		const host = await trigger(own(['post.create', 'like.create']));
		await host.activate();
		host.workflow.getNode('X')!.parameters.events = ['like.create', 'dm.sent'];
		await host.activate();
		expect([...x.activity.subscriptions.values()].map(({ event_type }) => event_type)).toEqual([
			'like.create',
			'dm.sent',
		]);
		expect(x.activity.webhooks.size).toBe(1);
	});

	it('has X check an address again that it had given up', async () => {
		const host = await trigger(own(['post.create']));
		await host.activate();
		for (const webhook of x.activity.webhooks.values()) webhook.valid = false;
		await host.activate();
		expect([...x.activity.webhooks.values()].map(({ valid }) => valid)).toEqual([true]);
	});
});

describe("what cannot work is said before, or in X's words", () => {
	it('needs the API secret', async () => {
		const error = await refusal((await trigger(own(['post.create']), { app: { apiSecret: '' } })).activate());
		expect(error?.message).toBe('The credential has no API Key Secret');
		expect(x.requests).toEqual([]);
	});

	it.each([
		['http://n8n.example.com', 'its address does not start with https://'],
		['https://n8n.example.com:5678', 'its address has a port'],
		['https://192.168.1.5', '192.168.1.5 is not reachable from the internet'],
	])('refuses the address %s', async (address, why) => {
		const error = await refusal((await trigger(own(['post.create']), { address })).activate());
		expect(error?.message).toBe(`X cannot deliver to this n8n: ${why}`);
		expect(error?.description).toContain('WEBHOOK_URL');
		expect(x.requests).toEqual([]);
	});

	it('names a scope that the account has not granted', async () => {
		const error = await refusal(
			(await trigger(own(['dm.received', 'post.create']), { granted: ['tweet.read', 'users.read'] })).activate(),
		);
		expect(error?.message).toBe('The OAuth2 credential lacks the scope dm.read');
		expect(x.requests).toEqual([]);
	});

	it('says what to check when the challenge fails', async () => {
		const byApp = { authentication: 'bearerToken', account: 'user', user: { mode: 'username', value: 'newsroom' } };
		const host = await trigger({ ...byApp, events: ['post.create'] }, { app: { apiSecret: 'wrong' } });
		const error = await refusal(host.activate());
		expect(error?.description).toContain("Check 'API Key Secret'");
		expect(x.activity.webhooks.size).toBe(0);
	});

	it('says which key and secret X does not know, before a webhook is created', async () => {
		const error = await refusal((await trigger(own(['post.create']), { app: { apiSecret: 'wrong' } })).activate());
		expect(error?.message).toBe('X gave no token for the API key and secret');
		expect(error?.description).toContain("'API Key' and 'API Key Secret'");
		expect(calls()).not.toContain('POST /2/webhooks');
	});

	it('says how to make room when the app has all webhooks it may have', async () => {
		x.activity.most = 0;
		expect((await refusal((await trigger(own(['post.create']))).activate()))?.description).toContain(
			'X Developer > Webhook',
		);
	});

	it('takes back what it had set up when X refuses a subscription', async () => {
		const host = await trigger({ account: 'keyword', keyword: 'automation' });
		expect(await refusal(host.activate())).toBeDefined();
		expect([x.activity.webhooks.size, x.activity.subscriptions.size]).toEqual([0, 0]);
	});
});

describe('deliveries', () => {
	it('passes each event of a burst with repeats on once', async () => {
		const host = await trigger(own(['dm.received']));
		await host.activate();
		const told = (
			await Promise.all(
				Array.from(
					{ length: 20 },
					async (_, i) =>
						await x.deliver({ event_type: 'dm.received', user_id: me(), payload: { text: `message ${i}` } }, 3),
				),
			)
		).flat();
		expect(told).toHaveLength(60);
		expect(told.every(({ status }) => status === 200)).toBe(true);
		expect(ids(host)).toHaveLength(20);
		expect(new Set(ids(host))).toEqual(new Set(told.map(({ event_uuid }) => event_uuid)));
		expect(host.answers.filter(({ method }) => method === 'POST').every(({ body }) => body === '')).toBe(true);
	});

	it('knows a repeat after n8n has started again', async () => {
		const host = await trigger(own(['dm.received']));
		await host.activate();
		const [{ webhookId, body, event_uuid }] = await x.deliver({ event_type: 'dm.received', user_id: me() });
		startAnew();
		expect((await x.activity.send(webhookId, event_uuid, body)).status).toBe(200);
		expect(ids(host)).toEqual([event_uuid]);
	});

	it('refuses what X did not sign', async () => {
		const host = await trigger(own(['dm.received']));
		await host.activate();
		const body = JSON.stringify({ data: { event_uuid: '1', event_type: 'dm.received', payload: {} } });
		expect(await post(host, body)).toBe(403);
		expect(await post(host, body, sign(body, 'another secret'))).toBe(403);
		expect(await post(host, `${body} `, sign(body))).toBe(403);
		expect(await post(host, body, sign(body).slice(0, -2))).toBe(403);
		expect(host.runs).toEqual([]);
		expect(await post(host, body, sign(body))).toBe(200);
		expect(ids(host)).toEqual(['1']);
	});

	it('does not sign a delivery for someone who asks as if for a challenge', async () => {
		const host = await trigger(own(['dm.received']));
		await host.activate();
		const ask = async (token: string) => (await fetch(`${host.url}?crc_token=${encodeURIComponent(token)}`)).status;
		expect(await ask('{"data":{"event_uuid":"1"}}')).toBe(403);
		expect(await ask('')).toBe(403);
		expect(await ask('MDVkYTE4MTQtYzQ0')).toBe(200);
	});

	it('gives the event as X sent it, when asked to', async () => {
		const host = await trigger(own(['dm.received'], { output: 'raw', tag: 'mail' }));
		await host.activate();
		const [{ body }] = await x.deliver({
			event_type: 'dm.received',
			user_id: me(),
			payload: { text: 'Hi', referenced_tweets: [] },
		});
		expect(host.runs[0][0].json).toEqual(JSON.parse(body));
	});
});

describe('downtime', () => {
	const MINUTE_MS = 60_000;
	const replays = () => x.requests.filter(({ endpoint }) => endpoint === 'POST /2/webhooks/replay');
	/** X's own check, which starts nothing. */
	const check = async ({ url }: WebhookHost) => await x.activity.challenge(url, x.apps.web);
	// In the middle of a minute, as X counts in minutes.
	beforeEach(() => go(MINUTE_MS * 1.5 - (Date.now() % MINUTE_MS)));
	afterEach(() => jest.useRealTimers());

	it('is asked for again when X did not take the request, and its last minute once that is over', async () => {
		const host = await trigger(own(['dm.received']));
		await host.activate();
		go(5 * MINUTE_MS);
		const [start] = [new Date().toISOString().replace(/\D/g, '').slice(0, 12)];
		startAnew();
		x.faults.add({ match: 'POST /2/webhooks/replay', kind: 'status', status: 503, times: 1 });
		await check(host);
		await check(host);
		// X is answered before it is asked.
		await until(() => replays().length > 0);
		expect(replays().map(({ status }) => status)).toEqual([503]);
		go(11_000);
		await x.deliver({ event_type: 'dm.received', user_id: me() });
		await check(host);
		expect(replays().map(({ status }) => status)).toEqual([503, 200]);
		expect((replays()[0].body as IDataObject).from_date).toBe((replays()[1].body as IDataObject).from_date);
		go(MINUTE_MS);
		for (let i = 0; i < 3; i++) await check(host);
		const [last, ...more] = replays().slice(2);
		expect(more).toEqual([]);
		const { from_date, to_date } = last.body as Record<string, string>;
		expect(from_date <= start && to_date > start).toBe(true);
	});

	it('has X deliver again what was missed, and drops what had arrived', async () => {
		const host = await trigger(own(['dm.received']));
		await host.activate();
		await x.deliver({ event_type: 'dm.received', user_id: me(), payload: { text: 'before' } });
		host.down = true;
		await x.deliver({ event_type: 'dm.received', user_id: me(), payload: { text: 'missed' } });
		expect(host.runs).toHaveLength(1);
		host.down = false;
		await host.activate();
		await until(() => host.runs.length === 2);
		await until(() => x.activity.deliveries.filter(({ replayed }) => replayed).length === 2);
		expect(host.runs.map(([{ json }]) => (json.payload as IDataObject).text)).toEqual(['before', 'missed']);
		expect(calls()).toContain('POST /2/webhooks/replay');
	});

	it.each([
		[
			'the next event',
			async () => await x.deliver({ event_type: 'dm.received', user_id: me(), payload: { text: 'next' } }),
			['missed', 'next'],
		],
		["X's own check", async (host: WebhookHost) => await x.activity.challenge(host.url, x.apps.web), ['missed']],
	])('is noticed with %s when n8n starts without asking the node, once', async (_, sign, came) => {
		const host = await trigger(own(['dm.received']));
		await host.activate();
		await x.deliver({ event_type: 'dm.received', user_id: me(), payload: { text: 'before' } });
		host.down = true;
		await x.deliver({ event_type: 'dm.received', user_id: me(), payload: { text: 'missed' } });
		host.down = false;
		startAnew();
		await sign(host);
		await sign(host);
		await until(() => host.runs.some(([{ json }]) => (json.payload as IDataObject).text === 'missed'));
		await until(() => x.activity.deliveries.filter(({ replayed }) => replayed).length >= 2);
		expect([...new Set(host.runs.slice(1).map(([{ json }]) => (json.payload as IDataObject).text))].sort()).toEqual(
			came,
		);
		expect(host.runs.filter(([{ json }]) => (json.payload as IDataObject).text === 'missed')).toHaveLength(1);
		expect(calls().filter((call) => call === 'POST /2/webhooks/replay')).toHaveLength(1);
	});

	it('does not ask for it when told not to, and starts all the same when X refuses', async () => {
		const host = await trigger(own(['dm.received'], { catchUp: false }));
		await host.activate();
		await host.activate();
		expect(calls()).not.toContain('POST /2/webhooks/replay');
		host.workflow.getNode('X')!.parameters.options = { catchUp: true };
		x.faults.add({ match: 'POST /2/webhooks/replay', kind: 'status', status: 503 });
		await host.activate();
		expect(calls()).toContain('POST /2/webhooks/replay');
	});
});

describe('deactivation', () => {
	it('removes its own webhook and subscriptions and nothing else', async () => {
		const [one, other] = [await trigger(own(['post.create', 'like.create'])), await trigger(own(['dm.sent']))];
		await one.activate();
		await other.activate();
		await one.deactivate();
		expect([...x.activity.webhooks.values()].map(({ url }) => url)).toEqual([other.url]);
		expect([...x.activity.subscriptions.values()].map(({ event_type }) => event_type)).toEqual(['dm.sent']);
		await other.deactivate();
		expect([x.activity.webhooks.size, x.activity.subscriptions.size]).toEqual([0, 0]);
	});

	it('has nothing to do when someone else has removed it', async () => {
		const host = await trigger(own(['post.create']));
		await host.activate();
		x.activity.clear();
		await host.deactivate();
		expect(calls().filter((call) => call.startsWith('DELETE '))).toEqual([]);
	});
});
