/** Several n8n workers on one account: what each of them learns from its own answers about the others. */
import { createLimiter } from '../../../api/client/limits';
import { limitedX } from '../../support/unwired/limited-x';
import { limitHeaders, START } from '../../support/unwired/surroundings';

const E = 'GET /2/dm_events';
const RESET = START + 60_000;

/** How many requests may be under way at once. */
function room(limiter: ReturnType<typeof createLimiter>): number {
	const leaves: Array<() => void> = [];
	while (leaves.length < 1000 && !limiter.turn(E, START)) leaves.push(limiter.enter(E));
	for (const leave of leaves) leave();
	return leaves.length;
}

/** Requests one after the other, with what X says remains after each. */
function answered(limiter: ReturnType<typeof createLimiter>, remaining: readonly number[], resetsAt = RESET): void {
	for (const left of remaining) {
		const leave = limiter.enter(E);
		limiter.note(E, 200, limitHeaders(left, resetsAt), START);
		leave();
	}
}

describe('the share of a window', () => {
	it('is all of it where only the own requests use it', () => {
		const limiter = createLimiter();
		answered(limiter, [99, 98, 97, 96]);
		expect(room(limiter)).toBe(96);
	});

	it('is the part that the own requests have had of what was used', () => {
		const limiter = createLimiter();
		answered(limiter, [99, 95, 91, 87]);
		expect(room(limiter)).toBe(Math.floor(87 / 4));
	});

	it('is never so small that nothing may be sent', () => {
		const limiter = createLimiter();
		answered(limiter, [99, 60, 3]);
		expect(room(limiter)).toBe(1);
	});

	it('is all again once the others have stopped, in the next window', () => {
		const limiter = createLimiter();
		answered(limiter, [99, 95, 91]);
		answered(limiter, [99, 98, 97], RESET + 900_000);
		expect(room(limiter)).toBe(97);
	});

	it('is found out anew in each window', () => {
		const limiter = createLimiter();
		answered(limiter, [99, 98, 97, 96, 95, 94]);
		answered(limiter, [99, 90], RESET + 900_000);
		expect(room(limiter)).toBe(10);
	});

	it('is not known from a response that does not say what remains', () => {
		const limiter = createLimiter();
		const leave = limiter.enter(E);
		limiter.note(E, 200, { ...limitHeaders(99, RESET), 'x-rate-limit-remaining': undefined }, START);
		leave();
		answered(limiter, [98, 97]);
		expect(room(limiter)).toBe(97);
	});

	it('counts what is under way together as its own, in whatever order it is answered', () => {
		const limiter = createLimiter();
		answered(limiter, [99]);
		const leaves = Array.from({ length: 5 }, () => limiter.enter(E));
		for (const left of [94, 98, 96, 95, 97]) limiter.note(E, 200, limitHeaders(left, RESET), START);
		for (const leave of leaves) leave();
		answered(limiter, [93]);
		expect(room(limiter)).toBe(93);
	});
});

it('four workers that start on a shut window are refused once each', async () => {
	const { worker, read, log, clock } = limitedX(0);
	const clients = [1, 2, 3, 4].map((number) => worker(number, createLimiter(), 0));
	await clock.runUntil(Promise.all(clients.map((client) => read(client, 25, 5).catch(() => undefined))));
	expect(log.map(({ worker: number }) => number).sort()).toEqual([1, 2, 3, 4]);
});

it('a thousand executions on four workers meet a limit of 15 in 15 minutes: in each window, all but one of them once', async () => {
	const { worker, read, log, clock } = limitedX(15);
	await clock.runUntil(Promise.all([1, 2, 3, 4].map((number) => read(worker(number), 250, 5))));
	const refused = log.filter(({ status }) => status === 429).length;
	const windows = new Set(log.map(({ resetsAt }) => resetsAt)).size;
	expect(log.filter(({ status }) => status === 200)).toHaveLength(1000);
	expect(refused).toBeLessThanOrEqual(windows * 3);
});
