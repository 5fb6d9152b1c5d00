/** The line that the triggers of an app share, and what is encrypted in what comes over it. */
import { messageOf, settle } from '../../../api/errors/outcome';
import { activityApp, said, started } from '../../support/unwired/activity-line';
import { MINUTE, useStillClock } from '../../support/unwired/stream';
import { rejection, START } from '../../support/unwired/surroundings';

useStillClock();

const HOUR = 60 * MINUTE;

describe('the line', () => {
	it('serves all triggers of a credential, and lasts as long as one of them', async () => {
		const { x, trigger: first } = await started();
		const second = x.trigger({ node: 'node-2', events: ['post.create', 'follow.follow'] });
		await second.start();
		await x.event('1');
		await x.event('2', 'follow.follow');
		expect([first.ids(), second.ids(), x.tries.length]).toEqual([['1'], ['1', '2'], 1]);
		await first.close();
		await x.go(MINUTE);
		// The subscription of the first one served the second one, too.
		expect([x.open(), x.types()]).toEqual([1, ['follow.follow', 'post.create']]);
		await x.event('3');
		expect([first.ids(), second.ids()]).toEqual([['1'], ['1', '2', '3']]);
		await second.close();
		expect(x.open()).toBe(0);
		await x.trigger({ node: 'node-3' }).start();
		expect(x.open()).toBe(1);
	});

	it('that X refuses again and again is told of, once', async () => {
		const { x, trigger } = await started();
		x.refusals = Array.from({ length: 8 }, () => ({ status: 503 }));
		await x.line().end();
		await x.go(30_000);
		expect(trigger.failures).toEqual([]);
		await x.go(HOUR);
		expect(said(trigger)).toEqual([expect.stringContaining('Since ')]);
	});

	it('ends with a fault of the node itself, which says why', async () => {
		const { x, trigger } = await started();
		x.noCredential = new Error('The credential is gone');
		await x.line().end();
		await x.go(MINUTE);
		expect(trigger.ends).toEqual([x.noCredential]);
	});

	it('is another one for those who start anew after that, whoever has not left yet', async () => {
		const { x, trigger: first } = await started();
		const slow = x.trigger({ node: 'node-2' });
		await slow.start();
		x.noCredential = new Error('The credential is gone');
		await x.line().end();
		await x.go(MINUTE);
		x.noCredential = undefined;
		await first.close();
		await first.start();
		expect(x.open()).toBe(1);
		await slow.close();
		await slow.start();
		await x.go(MINUTE);
		await x.event('1');
		expect([first.ids(), slow.ids(), x.open()]).toEqual([['1'], ['1'], 1]);
	});

	it('stands with the next activation, whenever n8n could not hand out the credential at the first', async () => {
		for (let nth = 1; nth < 8; nth++) {
			const x = activityApp();
			let asked = 0;
			const busy = () => (++asked === nth ? new Error('The database is busy') : undefined);
			Object.defineProperty(x, 'noCredential', { get: busy });
			const ended = await settle(x.trigger().start());
			expect(ended.ok || messageOf(ended.error)).toBe(ended.ok || 'The database is busy');
			expect(ended.ok || x.types()).toEqual(ended.ok || []);
			asked = nth;
			await x.trigger().start();
			await x.go(MINUTE);
			expect([nth, x.open(), x.types()]).toEqual([nth, 1, ['post.create']]);
		}
	});

	it('is one for each credential', async () => {
		const { x } = await started();
		await x.trigger({ node: 'node-2', credential: 'another' }).start();
		expect(x.open()).toBe(2);
	});

	it('is told of once when X has too many, and waited for', async () => {
		const x = activityApp();
		const tooMany = {
			status: 429,
			body: {
				title: 'ConnectionException',
				detail: 'This stream is currently at the maximum allowed connection limit.',
				connection_issue: 'TooManyConnections',
			},
		};
		x.refusals = [tooMany, tooMany];
		const trigger = x.trigger();
		await trigger.start();
		await x.go(10 * MINUTE);
		expect(said(trigger)).toEqual([expect.stringMatching(/two connections.*Get Many.*Since .*goes on trying/s)]);
		await x.event('1');
		expect(trigger.ids()).toEqual(['1']);
		expect(trigger.logs).toEqual([expect.stringMatching(/^X Activity Trigger: the stream is back after an outage/)]);
	});

	it('that X refuses for good fails an activation by a person, who finds nothing left', async () => {
		const x = activityApp();
		x.refusals = [{ status: 402 }];
		expect(await rejection(x.trigger().start())).toMatchObject({ httpCode: '402' });
		expect(x.types()).toEqual([]);
		await x.go(HOUR);
		expect([x.tries.length, jest.getTimerCount()]).toEqual([1, 0]);
		x.refusals = [{ status: 402 }];
		const byN8n = x.trigger({ activation: 'init' });
		await byN8n.start();
		await x.go(HOUR);
		expect([byN8n.failures.length, x.open()]).toEqual([1, 1]);
	});

	it('is not opened before anything could be told apart, and then by itself', async () => {
		const x = activityApp();
		x.answer = () => ({ status: 503 });
		const trigger = x.trigger();
		await trigger.start();
		await x.go(5 * MINUTE);
		expect([x.tries, said(trigger)]).toEqual([[], [expect.stringContaining('Since ')]]);
		x.answer = () => undefined;
		await x.go(10 * MINUTE);
		expect([x.open(), x.types()]).toEqual([1, ['post.create']]);
		await x.event('1');
		expect([trigger.ids(), trigger.failures.length]).toEqual([['1'], 1]);
	});

	it('is asked for within minutes after an outage, however long it was', async () => {
		const x = activityApp();
		x.answer = () => ({ status: 503 });
		await x.trigger().start();
		await x.go(90 * MINUTE);
		x.answer = () => undefined;
		await x.go(6 * MINUTE);
		expect(x.open()).toBe(1);
	});

	it('is asked for seldom where a person has to mend something', async () => {
		const x = activityApp();
		x.answer = () => ({ status: 503 });
		await x.trigger().start();
		x.answer = () => ({ status: 402 });
		await x.go(10 * MINUTE);
		x.calls.length = 0;
		await x.go(3 * HOUR);
		expect(x.calls.length).toBeLessThan(20);
	});

	it('waits for a credential that is gone for a while before it was opened', async () => {
		const x = activityApp();
		x.answer = () => ({ status: 503 });
		const trigger = x.trigger();
		await trigger.start();
		x.noCredential = new Error('The credential is gone');
		await x.go(MINUTE);
		[x.answer, x.noCredential] = [() => undefined, undefined];
		await x.go(10 * MINUTE);
		expect([x.open(), trigger.ends]).toEqual([1, []]);
	});

	it('that was never opened can be left, and joined by one that is ready', async () => {
		const x = activityApp();
		x.answer = () => ({ status: 503 });
		const trigger = x.trigger();
		await trigger.start();
		x.answer = () => undefined;
		const ready = x.trigger({ node: 'node-2', memory: { lastAt: START - MINUTE } });
		await ready.start();
		await x.go(MINUTE);
		expect([x.open(), ready.ends]).toEqual([1, []]);
		x.answer = () => ({ status: 503 });
		const alone = x.trigger({ node: 'node-3', credential: 'another' });
		await alone.start();
		await alone.close();
		x.answer = () => undefined;
		await x.go(HOUR);
		expect([x.open(), alone.ends, x.calls.some((call) => call.startsWith('DELETE'))]).toEqual([1, [], false]);
	});

	it('is open for those who are ready; the others follow', async () => {
		const { x, trigger } = await started();
		x.answer = () => ({ status: 503 });
		const late = x.trigger({ node: 'node-2', events: ['follow.follow'] });
		await late.start();
		await x.event('1');
		expect([trigger.ids(), x.tries.length]).toEqual([['1'], 1]);
		await x.line().end();
		await x.go(10_000);
		expect([x.open(), x.tries.length]).toEqual([1, 2]);
		x.answer = () => undefined;
		await x.go(10 * MINUTE);
		await x.event('2', 'follow.follow');
		expect([late.ids(), x.open()]).toEqual([['2'], 1]);
	});
});

describe('what is encrypted', () => {
	const sealed = { payload: { encoded_event: 'AAAA', conversation_id: 'g1' } };
	/** Its keys are looked up, which takes modules and turns. */
	const opened = async () => {
		for (let i = 0; i < 50; i++) await new Promise<void>((resolve) => setImmediate(resolve));
	};

	it('is passed on in the order in which it came, as it is where nothing opens it', async () => {
		const { x, trigger } = await started();
		await x.event('1', 'post.create', sealed);
		await x.event('2', 'post.create', sealed);
		await opened();
		expect(trigger.ids()).toEqual(['1', '2']);
		expect(trigger.items[0]).toMatchObject({ payload: sealed.payload });
	});

	it('is passed on at once where it is wanted as X sent it', async () => {
		const { x, trigger } = await started({ options: { output: 'raw' } });
		x.credential = new Promise(() => {});
		await x.event('1', 'post.create', sealed);
		expect(trigger.items).toMatchObject([{ data: sealed }]);
	});

	it('is not passed on after the end', async () => {
		const { x, trigger } = await started();
		let handOut = () => {};
		x.credential = new Promise((resolve) => (handOut = resolve));
		await x.event('1', 'post.create', sealed);
		await trigger.close();
		handOut();
		await opened();
		expect(trigger.ids()).toEqual([]);
	});

	it('is passed on as it is where the credential cannot be read', async () => {
		const { x, trigger } = await started();
		x.noCredential = new Error('The credential is gone');
		await x.event('1', 'post.create', sealed);
		await opened();
		expect(trigger.ids()).toEqual(['1']);
	});

	it('is told of where n8n does not take it', async () => {
		const { x, trigger } = await started();
		trigger.refusal = new Error('No more');
		await x.event('1', 'post.create', sealed);
		await opened();
		expect(trigger.logs.at(-1)).toBe('X Activity Trigger: something that X sent could not be passed on: No more');
		trigger.refusal = undefined;
		await x.event('2', 'post.create', sealed);
		await opened();
		expect([trigger.ids(), trigger.logs.filter((log) => log.includes('passed on')).length]).toEqual([['2'], 1]);
	});
});
