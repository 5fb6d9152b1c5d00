/** An X with one limit for an account, and n8n processes that share it, on a clock of their own. */
import type { Reply } from '../../../api/client/call';
import { createClient } from '../../../api/client/client';
import { createLimiter, type Limiter } from '../../../api/client/limits';
import { inOrder } from '../../../api/read/pool';
import { success } from '../../../api/errors/outcome';
import { limitHeaders, settle, START } from './surroundings';

export const GET = 'GET /2/users/{id}/followers';
export const WINDOW = 15 * 60_000;

/** Time that moves on to the next waiter when nobody else has anything to do. */
export function sharedClock() {
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
export function limitedX(limit: number) {
	const clock = sharedClock();
	const log: Array<{ worker: number; at: number; status: number; resetsAt: number }> = [];
	let [used, resetsAt] = [0, START + WINDOW];
	const worker = (number: number, limiter: Limiter = createLimiter(), maxWaitMs = 24 * 60 * 60_000) =>
		createClient({
			limiter,
			now: clock.now,
			wait: clock.wait,
			maxWaitMs,
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
