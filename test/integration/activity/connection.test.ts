/** The X Activity Trigger with delivery by connection, which works without a public address. */
import { PACE } from '../../../api/push/stream';
import { testTrigger, until } from '../../support/n8n/triggers';
import { useActivity } from '../../support/n8n/activity';

const { x, optionsOf, start, stop, own, me, happen, subscriptions, connects, connected, back, refusal, payloads } =
	useActivity();

describe('events', () => {
	it('start the workflow, each once, with the label of the node', async () => {
		x.activity.stream.settings.times = 2;
		const trigger = await start(own(['post.mention.create', 'dm.received'], { tag: 'ours' }));
		const { id } = x.world.addPost({ by: 'newsroom', text: '@ourbrand is the kettle back?' });
		await happen('dm.received', { text: 'Hi' });
		await happen('like.create', { text: 'not chosen' });
		await until(() => trigger.items.length === 2);
		expect(trigger.items.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				event_type: 'post.mention.create',
				tag: 'ours',
				payload: expect.objectContaining({ id }),
			}),
			{
				event_id: expect.stringMatching(/^\d+$/),
				event_type: 'dm.received',
				tag: 'ours',
				filter: { user_id: me() },
				payload: { text: 'Hi' },
			},
		]);
		expect([trigger.failures, trigger.ends]).toEqual([[], []]);
	});

	it('come as X sent them when told so', async () => {
		const trigger = await start(own(['dm.sent'], { output: 'raw' }));
		await happen('dm.sent', { text: 'Hi' });
		await until(() => trigger.items.length === 1);
		const tag = expect.stringMatching(/^n8n-[0-9a-f]{8}$/) as unknown;
		expect(trigger.items[0].json).toMatchObject({ data: { event_type: 'dm.sent', tag, payload: { text: 'Hi' } } });
	});

	it('name what X left out of them', async () => {
		const trigger = await start(own(['post.create']));
		const [{ tag }] = subscriptions();
		const data = { event_uuid: '1', event_type: 'post.create', filter: { user_id: me() }, tag, payload: { id: '30' } };
		const errors = [{ resource_id: '9', parameter: 'author_id', title: 'Not Found' }];
		x.activity.stream.say(`${JSON.stringify({ data, errors })}\r\n`);
		await until(() => trigger.items.length === 1);
		expect(trigger.items[0].json.x_left_out).toEqual(['author_id 9 (Not Found)']);
	});

	it('of any account come with a Bearer token', async () => {
		const trigger = await start({
			authentication: 'bearerToken',
			account: 'user',
			user: { mode: 'username', value: 'newsroom' },
			events: ['post.create'],
		});
		x.world.addPost({ by: 'newsroom', text: 'News' });
		x.world.addPost({ by: 'meteo', text: 'Rain' });
		await until(() => trigger.items.length === 1);
		expect(payloads(trigger)).toEqual(['News']);
	});

	it('that came without an ID come once all the same', async () => {
		const trigger = await start(own(['dm.received']));
		const [{ tag }] = subscriptions();
		const line = (text: string) =>
			JSON.stringify({ data: { event_type: 'dm.received', filter: { user_id: me() }, tag, payload: { text } } });
		for (const text of ['one', 'one', 'two']) x.activity.stream.say(`${line(text)}\r\n`);
		for (const said of ['', 'no JSON', '{"data":[]}', '{"data":null,"errors":[{"title":"operational-disconnect"}]}'])
			x.activity.stream.say(`${said}\r\n`);
		await happen('dm.received', { text: 'three' });
		await until(() => trigger.items.length === 3);
		expect(payloads(trigger)).toEqual(['one', 'two', 'three']);
	});
});

describe('subscriptions', () => {
	const theirs = { filter: { user_id: '1' }, created_at: '', updated_at: '' };

	it('are made at activation and removed after deactivation, those of others left alone', async () => {
		x.activity.subscriptions.set('7', { subscription_id: '7', event_type: 'post.delete', ...theirs });
		const trigger = await start(own(['dm.received', 'like.create'], { direction: 'inbound' }));
		expect(subscriptions().slice(1)).toMatchObject([
			{ event_type: 'dm.received', filter: { user_id: me(), direction: 'inbound' } },
			{ event_type: 'like.create' },
		]);
		await trigger.close();
		await connected(0);
		await until(() => subscriptions().length === 1);
		expect(subscriptions()[0].subscription_id).toBe('7');
	});

	it('of somebody else are used, and neither made twice nor removed', async () => {
		const filter = { user_id: me() };
		x.activity.subscriptions.set('7', {
			...theirs,
			subscription_id: '7',
			event_type: 'dm.received',
			filter,
			tag: 'crm',
		});
		const trigger = await start(own(['dm.received']));
		expect(subscriptions()).toHaveLength(1);
		await happen('dm.received', { text: 'Hi' });
		await until(() => trigger.items.length === 1);
		expect(trigger.items[0].json).not.toHaveProperty('tag');
		await trigger.close();
		await connected(0);
		expect(subscriptions()).toHaveLength(1);
	});

	it('that somebody else removed are added again with the next connection', async () => {
		const trigger = await start(own(['dm.received']));
		x.activity.subscriptions.clear();
		x.activity.stream.cut();
		await back(2);
		await until(() => subscriptions().length === 1);
		await happen('dm.received', { text: 'Hi' });
		await until(() => trigger.items.length === 1);
	});

	it('survive a change of the workflow, and what it no longer wants is removed', async () => {
		PACE.leaving = 300;
		const before = await start(own(['dm.received', 'dm.sent']), { id: 'same' });
		const [{ subscription_id }] = subscriptions();
		await before.close();
		const trigger = await start(own(['dm.received', 'dm.read']), { id: 'same' });
		await new Promise((resolve) => setTimeout(resolve, 500));
		expect(subscriptions().map(({ event_type }) => event_type)).toEqual(['dm.received', 'dm.read']);
		expect(subscriptions()[0].subscription_id).toBe(subscription_id);
		await happen('dm.read', { text: 'Hi' });
		await until(() => trigger.items.length === 1);
	});

	it.each<[string, Parameters<typeof start>, string]>([
		['a scope', [own(['dm.received']), { granted: ['tweet.read', 'users.read'] }], 'lacks the scope dm.read'],
		['key and secret of the app', [own(['dm.received']), { keys: { apiKey: '' } }], 'no API Key'],
	])('need %s', async (_, given, message) => {
		expect((await refusal(start(...given)))?.message).toContain(message);
		expect([subscriptions(), connects()]).toEqual([[], []]);
	});
});

describe('one connection', () => {
	it('serves all triggers of a credential, and lasts as long as one of them', async () => {
		const given = { credentialId: 'shared' };
		const [first, second] = [
			await start(own(['dm.received']), given),
			await start(own(['dm.received', 'dm.sent']), given),
		];
		const third = await start(own(['dm.sent']), given);
		await happen('dm.received', { text: 'in' });
		await happen('dm.sent', { text: 'out' });
		await until(() => first.items.length + second.items.length + third.items.length === 4);
		expect([first, second, third].map(payloads)).toEqual([['in'], ['in', 'out'], ['out']]);
		expect(connects()).toHaveLength(1);
		await first.close();
		// Its subscription served the second one too.
		await until(
			() =>
				subscriptions()
					.map(({ event_type }) => event_type)
					.sort()
					.join() === 'dm.received,dm.sent',
		);
		await happen('dm.received', { text: 'again' });
		await until(() => second.items.length === 3);
		await second.close();
		await third.close();
		await connected(0);
	});

	it('too many for X is told once, with what to do, and waited for', async () => {
		x.activity.stream.settings.mostConnections = 0;
		const trigger = await start(own(['dm.received']));
		await until(() => connects().length > 2);
		expect(trigger.failures).toMatchObject([
			{ description: expect.stringMatching(/two connections.*Get Many.*Since .*goes on trying/s) },
		]);
		x.activity.stream.settings.mostConnections = 2;
		await connected();
		await happen('dm.received', { text: 'Hi' });
		await until(() => trigger.items.length === 1);
		expect(trigger.failures).toHaveLength(1);
	});
});

describe('what was missed', () => {
	it('while the connection was down comes afterwards, each event once', async () => {
		const trigger = await start(own(['dm.received']));
		await happen('dm.received', { text: 'before' });
		await until(() => trigger.items.length === 1);
		x.faults.add({ match: 'GET /2/activity/stream', kind: 'status', status: 503, times: 2 });
		x.activity.stream.cut();
		await connected(0);
		await happen('dm.received', { text: 'meanwhile' });
		await back(4);
		await until(() => trigger.items.length === 2);
		expect(connects().map(({ query }) => query)).toEqual([{}, ...Array<object>(3).fill({ backfill_minutes: '1' })]);
		expect(payloads(trigger)).toEqual(['before', 'meanwhile']);
	});

	it('while n8n was down comes with its next start, each event once', async () => {
		const before = await start(own(['dm.received']), { id: 'restarted' });
		await happen('dm.received', { text: 'before' });
		await until(() => before.items.length === 1);
		await stop(before);
		await connected(0);
		expect(subscriptions()).toHaveLength(1);
		await happen('dm.received', { text: 'meanwhile' });
		const stored = JSON.parse(JSON.stringify(before.staticData)) as typeof before.staticData;
		const [[, memory]] = Object.entries(stored) as Array<[string, { lastAt: number }]>;
		memory.lastAt -= 10 * 60_000;
		const trigger = await start(own(['dm.received']), { id: 'restarted', staticData: stored, activation: 'init' });
		await until(() => trigger.items.length === 1);
		expect(payloads(trigger)).toEqual(['meanwhile']);
		expect(connects()[1].query).toEqual({ start_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) });
	});

	it('is not asked for when told so, and done without where X refuses', async () => {
		const without = await start(own(['dm.received'], { catchUp: false }));
		x.activity.stream.cut();
		await back(2);
		expect(connects()[1].query).toEqual({});
		await without.close();
		x.activity.stream.settings.replays = false;
		const trigger = await start(own(['dm.received']));
		x.activity.stream.cut();
		await back(5);
		expect(
			connects()
				.slice(2)
				.map(({ query, status }) => [query, status]),
		).toEqual([
			[{}, 200],
			[{ backfill_minutes: '1' }, 403],
			[{}, 200],
		]);
		expect(trigger.failures).toEqual([]);
	});
});

describe('an outage', () => {
	it('at activation is told once and outlived, and the events come afterwards', async () => {
		x.faults.add({ match: 'GET /2/activity/subscriptions', kind: 'status', status: 503, times: 20 });
		const trigger = await start(own(['dm.received']));
		expect(trigger.failures).toMatchObject([{ description: expect.stringContaining('Since ') }]);
		// Without its subscriptions it could not tell its events from those of others.
		expect(connects()).toEqual([]);
		x.faults.reset();
		await until(() => subscriptions().length === 1);
		await connected();
		await happen('dm.received', { text: 'Hi' });
		await until(() => trigger.items.length === 1);
		expect([trigger.failures.length, trigger.ends]).toEqual([1, []]);
	}, 30_000);

	it('at deactivation delays the removal', async () => {
		const trigger = await start(own(['dm.received']));
		x.faults.add({ match: 'DELETE /2/activity/subscriptions', kind: 'status', status: 503, times: 4 });
		await trigger.close();
		await until(() => x.requests.some(({ endpoint }) => endpoint === 'DELETE /2/activity/subscriptions'));
		expect(subscriptions()).toHaveLength(1);
		x.faults.reset();
		await until(() => subscriptions().length === 0);
	}, 30_000);
});

describe('the test in the editor', () => {
	it('waits for an event, beside the active workflow, and leaves nothing behind', async () => {
		const active = await start(own(['dm.received']), { id: 'tested' });
		const testing = testTrigger(optionsOf(own(['dm.received', 'dm.sent'], { tag: 'test' }), { id: 'tested' }));
		await connected(2);
		await happen('dm.sent', { text: 'out' });
		expect(await testing).toEqual([{ json: expect.objectContaining({ event_type: 'dm.sent', tag: 'test' }) }]);
		await connected(1);
		await until(() => subscriptions().length === 1);
		await happen('dm.received', { text: 'in' });
		await until(() => active.items.length === 1);
	});

	it('ends when it is cancelled', async () => {
		const cancel = new AbortController();
		const testing = refusal(testTrigger(optionsOf(own(['dm.received'])), cancel.signal));
		await connected();
		cancel.abort();
		expect((await testing)?.message).toContain('cancelled');
		await connected(0);
		await until(() => subscriptions().length === 0);
	});

	it('fails at once where X refuses', async () => {
		x.activity.stream.settings.mostConnections = 0;
		expect((await refusal(testTrigger(optionsOf(own(['dm.received'])))))?.description).toContain('two connections');
		expect(subscriptions()).toEqual([]);
	});
});
