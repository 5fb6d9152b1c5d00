import { chatsOn } from '../../support/chat-xdk/chats';
import { Person } from '../../support/chat-xdk/person';
import { until } from '../../support/n8n/triggers';
import { useWebhooks } from '../../support/n8n/webhooks';

const { x, trigger, startAnew, own, me, post, sign, ids } = useWebhooks();

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

	it('decrypts what is said in a chat, where the keys are at hand', async () => {
		const { data } = await chatsOn(x).setUp();
		const { chatPrivateKey, chatKeyVersion } = data;
		const host = await trigger(own(['chat.received']), { app: { chatPrivateKey, chatKeyVersion } });
		await host.activate();
		const other = await Person.join(x, 'reader_one');
		const id = await other.begin(me());
		await other.say(id, 'Where is my parcel?');
		await until(() => host.runs.length > 0);
		const [{ json }] = host.runs[0];
		expect(json).toMatchObject({
			event_type: 'chat.received',
			payload: { id: expect.any(String), text: 'Where is my parcel?', verified: true, sender_id: other.id },
		});
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
