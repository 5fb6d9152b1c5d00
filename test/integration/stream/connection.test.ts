import { PACE } from '../../../api/push/stream';
import { until } from '../../support/n8n/triggers';
import { useStream } from '../../support/n8n/streams';

const { x, start, texts, publish, connects, back, pause } = useStream();

describe('the connection', () => {
	it.each(['break', 'end'] as const)('comes back after a %s', async (how) => {
		const trigger = await start([{ value: 'kettle' }]);
		publish('Kettle before');
		await until(() => trigger.items.length === 1);
		x.stream.cut(how);
		await back(2);
		publish('Kettle after');
		await until(() => trigger.items.length === 2);
		expect(texts(trigger)).toEqual(['Kettle before', 'Kettle after']);
		expect([trigger.failures, trigger.ends]).toEqual([[], []]);
	});

	it('is given up and opened anew when it falls silent', async () => {
		PACE.silence = 200;
		const trigger = await start([{ value: 'kettle' }]);
		await pause(500);
		expect(connects()).toHaveLength(1);
		x.stream.settings.silent = true;
		await until(() => connects().length > 1);
		x.stream.settings.silent = false;
		await until(() => x.stream.connections.size === 1);
		publish('A kettle');
		await until(() => trigger.items.length === 1);
	});

	it('waits longer each time while X answers with errors, and longest after 429', async () => {
		const trigger = await start([{ value: 'kettle' }]);
		const STREAM = 'GET /2/tweets/search/stream';
		x.faults.set({ headersMissing: true });
		x.faults.add({ match: STREAM, kind: 'status', status: 503, times: 3 });
		x.faults.add({ match: STREAM, kind: 'rateLimit', times: 2 });
		x.stream.cut();
		await back(7);
		const at = connects()
			.slice(1)
			.map(({ at: when }) => Date.parse(when));
		const waits = at.slice(1).map((when, i) => when - at[i]);
		[30, 60, 120, 60, 120].forEach((least, i) => expect(waits[i]).toBeGreaterThanOrEqual(least - 5));
		expect(connects().map(({ status }) => status)).toEqual([200, 503, 503, 503, 429, 429, 200]);
		expect([trigger.failures.length, trigger.ends]).toEqual([1, []]);
	});

	it('says when the credential is no longer good, and comes back when it is', async () => {
		const trigger = await start([{ value: 'kettle' }]);
		const token = x.appToken();
		const { id } = x.apps.web;
		x.faults.add({ match: 'GET /2/tweets/search/stream', kind: 'cutBefore', times: 1 });
		x.apps.web.id = 'gone';
		x.stream.cut();
		await until(() => trigger.failures.length === 1);
		expect(trigger.failures[0].message).toContain('token');
		expect(JSON.stringify(trigger.failures[0])).not.toContain(token);
		x.apps.web.id = id;
		await until(() => x.stream.connections.size === 1);
		expect([trigger.failures.length, trigger.ends]).toEqual([1, []]);
	});

	it('that others hold is told once, and taken when they have ended', async () => {
		const first = await start([{ value: 'kettle' }]);
		const second = await start([{ value: 'teapot' }]);
		expect(second.failures).toMatchObject([
			{
				message: 'X allows the app one connection to this stream',
				description: expect.stringContaining('X Developer > Connection > Close Stream') as string,
			},
		]);
		await first.close();
		await until(() => x.stream.connections.size === 1);
		publish('A teapot');
		await until(() => second.items.length === 1);
		expect([second.failures.length, second.ends]).toEqual([1, []]);
	});

	it('of others is ended when the node is told to', async () => {
		const other = await fetch(`${x.url}/2/tweets/search/stream/rules`, {
			method: 'POST',
			headers: { authorization: `Bearer ${x.appToken()}`, 'content-type': 'application/json' },
			body: '{"add":[{"value":"saucer"}]}',
		});
		expect(other.status).toBe(200);
		await fetch(`${x.url}/2/tweets/search/stream`, { headers: { authorization: `Bearer ${x.appToken()}` } });
		const trigger = await start([{ value: 'kettle' }], { takeOver: true });
		publish('A kettle');
		await until(() => trigger.items.length === 1);
	});

	it('tells the user once when another one takes its place, and goes on trying', async () => {
		const trigger = await start([{ value: 'kettle' }]);
		x.stream.settings.mostConnections = 0;
		x.stream.cut();
		await until(() => connects().length >= 4);
		expect(trigger.failures.map(({ message }) => message)).toEqual(['X allows the app one connection to this stream']);
		x.stream.settings.mostConnections = 1;
		await until(() => x.stream.connections.size === 1);
		expect(trigger.ends).toEqual([]);
	});

	it('is closed at deactivation, and nothing comes back', async () => {
		const trigger = await start([{ value: 'kettle' }]);
		await trigger.close();
		await until(() => x.stream.connections.size === 0);
		await pause(150);
		expect(connects()).toHaveLength(1);
	});

	it('is closed at deactivation while it waits to come back', async () => {
		PACE.httpFirst = 60_000;
		const trigger = await start([{ value: 'kettle' }]);
		x.faults.add({ match: 'GET /2/tweets/search/stream', kind: 'status', status: 503 });
		x.stream.cut();
		await until(() => connects().length === 2);
		await trigger.close();
		expect(x.stream.connections.size).toBe(0);
	}, 5000);
});
