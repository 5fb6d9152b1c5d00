/** The line that the triggers of an app share, and what is missed while it is down. */
import { activityApp, said, started } from '../../support/unwired/activity-line';
import { MINUTE, second, useStillClock } from '../../support/unwired/stream';
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

describe('what was missed', () => {
	const queries = ({ tries }: { tries: Array<{ query: object }> }) => tries.map(({ query }) => query);

	it('while the connection was down is asked for, as long as X has it', async () => {
		const { x, trigger } = await started();
		expect(queries(x)).toEqual([{}]);
		x.refusals = Array.from({ length: 3 }, () => ({ status: 503 }));
		await x.go(1000);
		await x.line().end();
		await x.go(MINUTE);
		expect(queries(x).slice(1)).toEqual(Array(4).fill({ backfill_minutes: '1' }));
		await x.line().end();
		await x.go(MINUTE);
		expect([queries(x).at(-1), trigger.failures]).toEqual([{ backfill_minutes: '1' }, []]);
	});

	it.each([
		['4 minutes', 4 * MINUTE, { backfill_minutes: '4' }],
		['5 minutes', 5 * MINUTE, { backfill_minutes: '5' }],
		['a little more', 5 * MINUTE + 1, { start_time: second(START + 90_000 - 5 * MINUTE - 1) }],
		['days', 72 * HOUR, { start_time: second(START + 90_000 - 24 * HOUR + MINUTE) }],
	])('while n8n was down is asked for at its start: %s', async (_, ms, query) => {
		const x = activityApp();
		// X's clock is learnt with the first answer.
		x.ahead = 90_000;
		const trigger = x.trigger({ memory: { lastAt: START - ms, seen: '1 2' }, activation: 'init' });
		await trigger.start();
		expect(queries(x)).toEqual([query]);
		for (const id of ['1', '2', '3']) await x.event(id);
		expect([trigger.ids(), trigger.logs]).toEqual([['3'], []]);
	});

	it.each([
		[true, [{}, { backfill_minutes: '1' }, { start_time: expect.any(String) as string }]],
		[false, [{}, { backfill_minutes: '1' }]],
	])('by one that gets ready later is asked for, if wanted: %s', async (catchUp, asked) => {
		const { x } = await started();
		x.answer = () => ({ status: 503 });
		const late = x.trigger({ node: 'node-2', events: ['follow.follow'], options: { catchUp } });
		await late.start();
		await x.line().end();
		await x.go(20 * MINUTE);
		x.answer = () => undefined;
		await x.go(HOUR);
		expect(queries(x)).toEqual(asked);
	});

	it('by one that joins an open line is asked for with another connection', async () => {
		const { x } = await started();
		const late = x.trigger({ node: 'node-2', memory: { lastAt: START - 3 * MINUTE } });
		await late.start();
		await x.go(1000);
		expect([queries(x), x.open()]).toEqual([[{}, { backfill_minutes: '4' }], 1]);
		await x.trigger({ node: 'node-3' }).start();
		await x.go(MINUTE);
		expect(x.tries).toHaveLength(2);
	});

	it('is not asked for when nobody wants it', async () => {
		const options = { catchUp: false };
		const { x } = await started({ options, memory: { lastAt: START - 3 * MINUTE } });
		await x.line().end();
		await x.go(MINUTE);
		expect(queries(x)).toEqual([{}, {}]);
	});

	it.each([400, 403])('is done without where X refuses it (%d), which is told once', async (status) => {
		const { x, trigger } = await started();
		x.refusals = [{ status }];
		await x.line().end();
		await x.go(MINUTE);
		expect(queries(x)).toEqual([{}, { backfill_minutes: '1' }, {}]);
		expect([trigger.failures, trigger.logs]).toEqual([
			[],
			[`X Activity Trigger: X does not send again to this app what was missed since ${new Date(START).toISOString()}.`],
		]);
		await x.line().end();
		await x.go(MINUTE);
		expect(queries(x).slice(3)).toEqual([{}]);
		expect(trigger.logs).toHaveLength(1);
	});

	it('is asked for again where X refused something else', async () => {
		const { x, trigger } = await started();
		x.refusals = [{ status: 403 }, { status: 403 }];
		await x.line().end();
		await x.go(MINUTE);
		expect(queries(x)).toEqual([{}, { backfill_minutes: '1' }, {}, { backfill_minutes: '1' }]);
		expect(trigger.logs).toEqual([]);
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
