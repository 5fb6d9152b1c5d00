/** What the triggers of an app ask for again that came while their line was down, or they were not ready. */
import { activityApp, started } from '../../support/unwired/activity-line';
import { MINUTE, second, useStillClock } from '../../support/unwired/stream';
import { START } from '../../support/unwired/surroundings';

useStillClock();

const HOUR = 60 * MINUTE;

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

	it.each([
		[true, [{}, { backfill_minutes: '2' }]],
		[false, [{}]],
	])('since a line was opened before it was ready is asked for, if wanted: %s', async (catchUp, asked) => {
		const x = activityApp();
		x.subscriptions.push({ subscription_id: 'theirs', event_type: 'post.create', filter: { user_id: '8' } });
		x.answer = (endpoint) => (endpoint.startsWith('POST') ? { status: 503 } : undefined);
		await x.trigger({ events: ['follow.follow'], options: { catchUp } }).start();
		await x.trigger({ node: 'node-2', options: { catchUp: false } }).start();
		await x.go(MINUTE);
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

	it('by many that start one after the other is asked for, and their new connections are no outage', async () => {
		const x = activityApp();
		const triggers = Array.from({ length: 9 }, (_, i) =>
			x.trigger({ node: `node-${i}`, memory: { lastAt: START - (i + 1) * MINUTE }, activation: 'init' }),
		);
		for (const [i, trigger] of triggers.entries()) {
			await trigger.start();
			// While the connection stands, or is just being opened again.
			await x.go(i % 3 ? 1_600 : 100);
		}
		await x.go(MINUTE);
		await x.event('1');
		expect(triggers.map(({ failures, logs }) => [failures, logs])).toEqual(triggers.map(() => [[], []]));
		expect([triggers.map((each) => each.ids()), x.open()]).toEqual([triggers.map(() => ['1']), 1]);
		expect(queries(x).at(-1)).toHaveProperty('start_time');
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
