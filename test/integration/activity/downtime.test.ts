import type { IDataObject } from 'n8n-workflow';
import { go } from '../../support/clock';
import { until, type WebhookHost } from '../../support/n8n/triggers';
import { useWebhooks } from '../../support/n8n/webhooks';

const { x, trigger, startAnew, own, me, calls } = useWebhooks();

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
		await until(() => replays().filter(({ status }) => status > 0).length === 2);
		expect(replays().map(({ status }) => status)).toEqual([503, 200]);
		expect((replays()[0].body as IDataObject).from_date).toBe((replays()[1].body as IDataObject).from_date);
		go(MINUTE_MS);
		for (let i = 0; i < 3; i++) await check(host);
		await until(() => replays().length > 2);
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
