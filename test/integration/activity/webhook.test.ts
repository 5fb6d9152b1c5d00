import { ACTIVITY_EVENTS } from '../../../connector/resources/activity-subscription/events';
import { until } from '../../support/n8n/triggers';
import { useWebhooks } from '../../support/n8n/webhooks';

const { x, trigger, own, me, calls, refusal } = useWebhooks();

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

	it('is one round: the challenge that X sends meanwhile starts no other', async () => {
		await (await trigger(own(['post.create', 'dm.sent']))).activate();
		const ofSubscriptions = calls().filter((call) => / \/2\/(webhooks|activity\/subscriptions)$/.test(call));
		expect(ofSubscriptions).toEqual([
			'GET /2/webhooks',
			'GET /2/webhooks',
			'POST /2/webhooks',
			'GET /2/activity/subscriptions',
			'POST /2/activity/subscriptions',
			'POST /2/activity/subscriptions',
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
