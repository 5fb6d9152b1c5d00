/** The X Activity Trigger on a connection: its events, its subscriptions, and the editor's test. */
import { PACE } from '../../../api/push/stream';
import { activityApp, said, started } from '../../support/unwired/activity-line';
import { MINUTE, useStillClock } from '../../support/unwired/stream';
import { rejection, settle, START } from '../../support/unwired/surroundings';

useStillClock();

const HOUR = 60 * MINUTE;
const theirs = (event_type: string, more: object = {}) => ({
	subscription_id: `theirs-${event_type}`,
	event_type,
	filter: { user_id: '8' },
	...more,
});

describe('events', () => {
	it('come each once, with the label of the node, and remain known', async () => {
		const { x, trigger } = await started({ options: { tag: 'ours' } });
		for (const id of ['1', '2', '1']) await x.event(id);
		expect(trigger.items).toMatchObject(
			['1', '2'].map((id) => ({ event_id: id, event_type: 'post.create', tag: 'ours', payload: { text: id } })),
		);
		expect(trigger.memory).toEqual({ seen: '1 2', lastAt: START });
		expect([trigger.failures, trigger.ends]).toEqual([[], []]);
	});

	it('come as X sent them when told so', async () => {
		const { x, trigger } = await started({ options: { output: 'raw', tag: 'ours' } });
		await x.event('1');
		expect(trigger.items).toMatchObject([{ data: { event_uuid: '1', tag: expect.stringMatching(/^n8n-/) as string } }]);
	});

	it('of other subscriptions of the app do not come', async () => {
		const { x, trigger } = await started();
		await x.event('1', 'post.create', { tag: 'theirs' });
		await x.event('2', 'post.create', { filter: { user_id: '9' } });
		await x.event('3', 'follow.follow');
		expect(trigger.items).toEqual([]);
	});

	it('without an ID come once, too', async () => {
		const { x, trigger } = await started();
		const payload = (text: string) => ({ event_uuid: undefined, payload: { text } });
		for (const text of ['one', 'one', 'two']) await x.event('', 'post.create', payload(text));
		expect(trigger.items.map(({ payload: each }) => each)).toEqual([{ text: 'one' }, { text: 'two' }]);
	});

	it('come beside lines that are none; an announced end is logged', async () => {
		const { x, trigger } = await started();
		for (const line of ['', 'x', '{}', '{"errors":[{"title":"Bye","detail":"Soon."}]}', '{"errors":[{"title":"Bye"}]}'])
			await x.line().say(`${line}\r\n`);
		await x.event('1');
		expect(trigger.ids()).toEqual(['1']);
		expect(trigger.logs).toEqual([
			'X Activity Trigger: X is about to disconnect: Soon.',
			'X Activity Trigger: X is about to disconnect: Bye',
		]);
	});
});

describe('subscriptions', () => {
	it('are made with as many requests as it takes', async () => {
		const { x, trigger } = await started({ options: { keepSubscriptions: true } });
		expect(x.calls).toEqual(['GET /2/activity/subscriptions', 'POST /2/activity/subscriptions']);
		expect(trigger.memory).toEqual({ lastAt: START });
		await trigger.close();
		await x.go(6_000);
		expect([x.calls.length, jest.getTimerCount()]).toEqual([2, 0]);
	});

	it('are made at activation and removed a while after the end; those of others stay', async () => {
		const x = activityApp();
		x.subscriptions.push(theirs('follow.follow'), theirs('post.delete'));
		const trigger = x.trigger({ events: ['post.create', 'follow.follow'] });
		await trigger.start();
		expect(x.types()).toEqual(['follow.follow', 'post.create', 'post.delete']);
		await x.event('1', 'follow.follow', { tag: undefined });
		expect(trigger.ids()).toEqual(['1']);
		await trigger.close();
		await x.go(PACE.leaving - 1000);
		expect(x.types()).toContain('post.create');
		await x.go(1000);
		expect(x.types()).toEqual(['follow.follow', 'post.delete']);
	});

	it('of others alone leave nothing to do at the end', async () => {
		const x = activityApp();
		x.subscriptions.push(theirs('post.create'));
		const trigger = x.trigger();
		await trigger.start();
		await trigger.close();
		x.noCredential = new Error('The credential is gone');
		await x.go(HOUR);
		expect([x.types(), trigger.logs]).toEqual([['post.create'], []]);
	});

	it('stay after the end when told so', async () => {
		const { x, trigger } = await started({ options: { keepSubscriptions: true } });
		await trigger.close();
		await x.go(HOUR);
		expect(x.types()).toEqual(['post.create']);
	});

	it('stay for the next activation of the node', async () => {
		const { x, trigger } = await started();
		await trigger.close();
		await x.trigger({ events: ['post.create', 'follow.follow'] }).start();
		await x.go(HOUR);
		expect(x.types()).toEqual(['follow.follow', 'post.create']);
	});

	it('are removed once X answers, if it does not at the end', async () => {
		const { x, trigger } = await started();
		x.answer = () => ({ status: 503 });
		await trigger.close();
		await x.go(10 * MINUTE);
		expect(trigger.logs).toEqual([
			expect.stringMatching(/^X Activity Trigger: Removing the subscriptions has to wait/),
		]);
		x.answer = () => undefined;
		await x.go(HOUR);
		expect(x.types()).toEqual([]);
		expect(trigger.logs[1]).toMatch(/^X Activity Trigger: Removing the subscriptions is done/);
	});

	it('that somebody else removes come back within the hour, and with the next connection', async () => {
		const { x, trigger } = await started();
		x.subscriptions = [];
		await x.go(HOUR);
		expect(x.types()).toEqual(['post.create']);
		x.subscriptions = [];
		await x.line().end();
		await x.go(MINUTE);
		expect(x.types()).toEqual(['post.create']);
		await x.event('1');
		expect(trigger.ids()).toEqual(['1']);
	});

	it('that X does not take back are told', async () => {
		const { x, trigger } = await started();
		x.subscriptions = [];
		x.answer = (endpoint) => (endpoint.startsWith('POST') ? { status: 403 } : undefined);
		await x.go(3 * HOUR);
		expect(said(trigger)).toEqual([
			expect.stringContaining('Without its subscriptions, the trigger receives nothing.'),
		]);
	});
});

describe('the test in the editor', () => {
	it('waits for an event beside the active workflow, and leaves nothing behind', async () => {
		const { x, trigger } = await started();
		const test = x.trigger({ mode: 'manual', events: ['post.create', 'follow.follow'], options: { tag: 'test' } });
		await test.start();
		const before = x.calls.length;
		await x.go(100);
		expect([x.calls.length, x.types()]).toEqual([before, ['post.create']]);
		const heard = test.run();
		await x.go(100);
		expect([x.open(), x.types()]).toEqual([1, ['follow.follow', 'post.create']]);
		await x.event('1', 'follow.follow');
		expect(await heard).toMatchObject([{ event_id: '1', tag: 'test' }]);
		await x.go(100);
		expect([x.open(), x.types(), trigger.ids()]).toEqual([1, ['post.create'], []]);
	});

	it('ends when it is cancelled', async () => {
		const x = activityApp();
		const test = x.trigger({ mode: 'manual' });
		const ended = rejection(test.run());
		await x.go(100);
		test.cancel();
		expect(((await ended) as Error).message).toBe('The execution was cancelled while waiting for an event');
		await x.go(100);
		expect([x.open(), x.types()]).toEqual([0, []]);
	});

	it('leaves nothing when it is cancelled while it begins, at whatever moment', async () => {
		for (let turns = 0; turns < 100; turns++) {
			const x = activityApp();
			const test = x.trigger({ mode: 'manual' });
			const ended = rejection(test.run());
			for (let i = 0; i < turns; i++) await Promise.resolve();
			test.cancel();
			await ended;
			await x.go(MINUTE);
			expect([x.open(), x.types(), test.logs, x.tries.length < 2]).toEqual([0, [], [], true]);
			expect(x.calls.filter((call) => call.startsWith('DELETE')).length).toBeLessThan(2);
		}
	});

	it('goes on after an end of the connection, and neither catches up nor puts back', async () => {
		const x = activityApp();
		const test = x.trigger({ mode: 'manual', tells: false });
		const heard = test.run();
		await x.go(100);
		await x.line().end();
		await x.go(MINUTE);
		expect(x.tries.map(({ query }) => query)).toEqual([{}, {}]);
		await x.event('1');
		expect(await heard).toMatchObject([{ event_id: '1' }]);
	});

	it('leaves what somebody else has removed', async () => {
		const x = activityApp();
		const test = x.trigger({ mode: 'manual' });
		const ended = rejection(test.run());
		await x.go(100);
		x.subscriptions = [];
		await x.line().end();
		await x.go(3 * HOUR);
		expect(x.types()).toEqual([]);
		test.cancel();
		await ended;
	});

	it('says what it could not remove', async () => {
		const x = activityApp();
		const test = x.trigger({ mode: 'manual' });
		const ended = rejection(test.run());
		await x.go(100);
		x.answer = () => ({ status: 403, body: { title: 'Forbidden' } });
		test.cancel();
		await ended;
		await x.go(100);
		expect(test.logs).toEqual([expect.stringMatching(/^X Activity Trigger: .*refused/)]);
	});

	it.each([402, 403, 503])('fails at once where X refuses (%d)', async (status) => {
		const x = activityApp();
		x.refusals = Array.from({ length: 5 }, () => ({ status }));
		const test = x.trigger({ mode: 'manual' });
		const failed = rejection(test.run());
		await x.go(MINUTE);
		expect(await failed).toMatchObject({ httpCode: String(status) });
		expect([x.types(), x.tries.length, test.logs]).toEqual([[], 1, []]);
		expect(x.calls.filter((call) => call.startsWith('DELETE'))).toHaveLength(1);
	});

	it('fails at once where X refuses the subscriptions, and has none to remove', async () => {
		const x = activityApp();
		x.answer = () => ({ status: 402 });
		const test = x.trigger({ mode: 'manual' });
		const failed = rejection(test.run());
		await x.go(MINUTE);
		expect(await failed).toMatchObject({ httpCode: '402' });
		expect([x.calls, test.logs]).toEqual([['GET /2/activity/subscriptions'], []]);
	});

	it('has nothing to wait for with delivery by webhook, nor when the workflow was started by it', async () => {
		const x = activityApp();
		for (const given of [{ mode: 'manual', delivery: 'webhook' }, { delivery: 'webhook' }, {}] as const)
			expect(await x.trigger(given).run()).toEqual([{ given: true }]);
		await x.trigger({ delivery: 'webhook' }).start();
		expect([x.tries, x.calls]).toEqual([[], []]);
	});
});

it('a post that n8n does not take is told to the log, and the next one comes', async () => {
	const { x, trigger } = await started();
	const { push } = trigger.items;
	trigger.items.push = () => {
		trigger.items.push = push;
		throw new Error('No room');
	};
	await x.event('1');
	await x.event('2');
	expect(trigger.ids()).toEqual(['2']);
	expect(trigger.logs).toEqual(['X Activity Trigger: something that X sent could not be passed on: No room']);
});

it('an event of an encrypted chat comes after a look at its keys, and may fail to be passed on as well', async () => {
	const { x, trigger } = await started();
	const sealed = async (id: string) => {
		await x.event(id, 'post.create', { payload: { encoded_event: 'AAAA' } });
		for (let i = 0; i < 20; i++) await settle();
	};
	await sealed('1');
	expect([trigger.ids(), trigger.logs]).toEqual([['1'], []]);
	const { push } = trigger.items;
	trigger.items.push = () => {
		trigger.items.push = push;
		throw new Error('No room');
	};
	await sealed('2');
	await sealed('3');
	expect(trigger.ids()).toEqual(['1', '3']);
	expect(trigger.logs).toEqual(['X Activity Trigger: something that X sent could not be passed on: No room']);
});
