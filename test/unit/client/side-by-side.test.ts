/** Many requests at once, in one n8n and in several: the limits of X hold for all of them together. */
import { createClient } from '../../../api/client/client';
import { createLimiter } from '../../../api/client/limits';
import { GET, limitedX, sharedClock, WINDOW } from '../../support/unwired/limited-x';
import { limitHeaders, START } from '../../support/unwired/surroundings';

it('requests side by side do not cross a limit that an answer has told, in any window', async () => {
	const { worker, read, log, clock } = limitedX(12);
	const client = worker(1);
	await clock.runUntil(client.call(GET, { path: { id: '1' } }));
	await clock.runUntil(read(client, 40, 5));
	expect(log).toHaveLength(41);
	expect(log.filter(({ status }) => status !== 200)).toEqual([]);
});

it('nor do several executions that share the limiter', async () => {
	const { worker, read, log, clock } = limitedX(12);
	const limiter = createLimiter();
	await clock.runUntil(worker(1, limiter).call(GET, { path: { id: '1' } }));
	await clock.runUntil(Promise.all([1, 2, 3].map((number) => read(worker(number, limiter), 20, 5))));
	expect(log).toHaveLength(61);
	expect(log.filter(({ status }) => status !== 200)).toEqual([]);
});

it('what nobody knows is asked once, and then as often as the user allows', async () => {
	const { worker, read, log, clock } = limitedX(100);
	await clock.runUntil(read(worker(1), 20, 5));
	expect(log.filter(({ at }) => at === START)).toHaveLength(1);
	expect(log.filter(({ at }) => at === START + 50)).toHaveLength(5);
});

it('an answer that never comes gives its place back', async () => {
	const limiter = createLimiter();
	limiter.note(GET, 200, limitHeaders(1, START + WINDOW), START);
	const clock = sharedClock();
	let sent = 0;
	const client = createClient({
		limiter,
		now: clock.now,
		wait: clock.wait,
		random: () => 0,
		maxWaitMs: 0,
		send: async () => {
			sent++;
			await clock.wait(10);
			throw new Error('cancelled');
		},
	});
	const calls = Promise.allSettled([1, 2, 3].map((id) => client.call(GET, { path: { id: String(id) } })));
	await clock.runUntil(calls);
	expect((await calls).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
	expect(sent).toBe(3);
});

describe('several workers, which know nothing of one another', () => {
	const run = async () => {
		const { worker, read, log, clock } = limitedX(10);
		await clock.runUntil(Promise.all([1, 2, 3].map((number) => read(worker(number), 15, 3))));
		return log;
	};

	it('each send nothing between their refusal and the reset', async () => {
		const log = await run();
		expect(log.filter(({ status }) => status === 200)).toHaveLength(45);
		const refusals = log.filter(({ status }) => status === 429);
		expect(refusals.length).toBeGreaterThan(0);
		for (const { worker, at, resetsAt } of refusals) {
			// What was under way together with the refused one is answered 50 ms later.
			expect(log.filter((later) => later.worker === worker && later.at > at + 50 && later.at < resetsAt)).toEqual([]);
		}
	});

	it('do not all come back at the same moment', async () => {
		const log = await run();
		const [firstReset] = log.map(({ resetsAt }) => resetsAt);
		const back = [1, 2, 3].map(
			(number) => log.find(({ worker, at }) => worker === number && at >= firstReset)?.at ?? 0,
		);
		expect(new Set(back).size).toBe(3);
		for (const at of back) expect(at).toBeGreaterThan(firstReset);
	});
});
