/** Many requests at once, in one n8n and in several: the limits of X hold for all of them together. */
import type { Reply } from '../../../api/client/call';
import { createClient } from '../../../api/client/client';
import { success } from '../../../api/errors/outcome';
import { createLimiter, type Limiter } from '../../../api/client/limits';
import { inOrder } from '../../../api/client/pool';
import { limitHeaders, settle, START } from '../../support/unwired/surroundings';

const GET = 'GET /2/users/{id}/followers';
const WINDOW = 15 * 60_000;

/** Time that moves on to the next waiter when nobody else has anything to do. */
function sharedClock() {
	let time = START;
	const waiters: Array<{ at: number; goOn(): void }> = [];
	return {
		now: () => time,
		wait: async (ms: number) => await new Promise<void>((goOn) => void waiters.push({ at: time + ms, goOn })),
		async runUntil(done: Promise<unknown>) {
			let ended = false;
			void done.finally(() => (ended = true));
			for (let i = 0; !ended; i++) {
				if (i > 100_000) throw new Error('It goes on without end');
				await settle();
				const [next] = waiters.sort((a, b) => a.at - b.at).splice(0, 1);
				if (!next) continue;
				time = Math.max(time, next.at);
				next.goOn();
			}
		},
	};
}

/** X with so many requests a window for the account, each answered after 50 ms. */
function limitedX(limit: number) {
	const clock = sharedClock();
	const log: Array<{ worker: number; at: number; status: number; resetsAt: number }> = [];
	let [used, resetsAt] = [0, START + WINDOW];
	const worker = (number: number, limiter: Limiter = createLimiter()) =>
		createClient({
			limiter,
			now: clock.now,
			wait: clock.wait,
			maxWaitMs: 24 * 60 * 60_000,
			// Every worker draws its own lots.
			random: () => (number * 0.37 + log.length * 0.011) % 1,
			send: async (): Promise<Reply> => {
				if (clock.now() >= resetsAt) [used, resetsAt] = [0, clock.now() + WINDOW];
				const status = used < limit ? 200 : 429;
				if (status === 200) used++;
				const headers = { ...limitHeaders(limit - used, resetsAt), 'x-rate-limit-limit': String(limit) };
				log.push({ worker: number, at: clock.now(), status, resetsAt });
				await clock.wait(50);
				return success({ status, headers, body: status === 200 ? { data: [] } : { title: 'Too Many Requests' } });
			},
		});
	const read = async (client: ReturnType<typeof worker>, count: number, width: number) =>
		await inOrder(
			Array.from({ length: count }, (_, i) => i),
			width,
			async (i) => await client.call(GET, { path: { id: String(i + 1) } }),
		);
	return { worker, read, log, clock };
}

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

it('what nobody knows is asked as often as the user allows', async () => {
	const { worker, read, log, clock } = limitedX(100);
	await clock.runUntil(read(worker(1), 20, 5));
	expect(log.filter(({ at }) => at === START)).toHaveLength(5);
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
