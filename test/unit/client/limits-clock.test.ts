/** Resets by clocks that differ, and in other forms than X documents. */
import { createLimiter } from '../../../api/client/limits';
import { limitHeaders, START } from '../../support/unwired/surroundings';

const E = 'GET /2/tweets';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe("a clock of this computer's that is wrong", () => {
	const HOUR = 60 * MINUTE;
	const wrong = [2 * MINUTE, 3 * HOUR, 5 * DAY].flatMap((ms) => [ms, -ms]);
	/** @param ahead how far X's clock is ahead */
	const byX = (ahead: number, resetsIn = 5 * MINUTE) => limitHeaders(0, START + ahead + resetsIn);

	it.each(wrong)('does not change the wait where X tells its time: X is %d ms ahead', (ahead) => {
		const limiter = createLimiter();
		limiter.note(E, 429, { ...byX(ahead), date: new Date(START + ahead).toUTCString() }, START);
		expect(limiter.shut(E, START)).toEqual({ window: '15-minute', resetsAt: START + 5 * MINUTE });
	});

	it.each(wrong)('nor where an earlier response told it: %d ms', (ahead) => {
		const limiter = createLimiter();
		limiter.note(E, 429, byX(ahead), START, { ahead });
		expect(limiter.shut(E, START)?.resetsAt).toBe(START + 5 * MINUTE);
	});

	it.each([3 * HOUR, 5 * DAY])('makes it wait no longer than a window where nothing tells it: %d ms', (ahead) => {
		const limiter = createLimiter();
		limiter.note(E, 429, byX(ahead), START);
		expect(limiter.shut(E, START)?.resetsAt).toBe(START + 15 * MINUTE);
		limiter.note('other', 429, limitHeaders(0, START + ahead + 5 * MINUTE, 'x-user-limit-24hour'), START);
		expect(limiter.shut('other', START)?.resetsAt).toBe(START + Math.min(DAY, ahead + 5 * MINUTE));
	});

	it('does not shorten a window that is longer than X documents, once X has told its time', () => {
		const limiter = createLimiter();
		limiter.note(E, 429, byX(0, 20 * MINUTE), START, { ahead: 0 });
		expect(limiter.shut(E, START)?.resetsAt).toBe(START + 20 * MINUTE);
	});

	it('that is set back while an endpoint is shut does not keep it shut', () => {
		const limiter = createLimiter();
		limiter.note(E, 429, limitHeaders(0, START + 5 * MINUTE), START);
		expect(limiter.shut(E, START - 2 * DAY)).toBeUndefined();
	});
});

describe('resets in other forms', () => {
	it.each([
		['milliseconds since 1970', String(START + 5 * MINUTE), 5 * MINUTE],
		['seconds to wait', '90', 90_000],
	])('%s', (_, reset, wait) => {
		const limiter = createLimiter();
		limiter.note(E, 429, { 'x-rate-limit-reset': reset, 'x-rate-limit-remaining': '0' }, START);
		expect(limiter.shut(E, START)).toEqual({ window: '15-minute', resetsAt: START + wait });
	});

	it('a day to wait', () => {
		const limiter = createLimiter();
		const headers = { 'x-user-limit-24hour-reset': '86400', 'x-user-limit-24hour-remaining': '0' };
		limiter.note(E, 429, headers, START);
		expect(limiter.shut(E, START)?.resetsAt).toBe(START + DAY);
	});

	it.each([
		['a number of seconds', '30', {}],
		['a number between blanks', ' 30 ', {}],
		['a time', new Date(START + 30_000).toUTCString(), {}],
		['a time that begins with a number', '01 May 2026 08:00:30 GMT', {}],
		['a time that ends with one', 'Fri, 01 May 2026 08:00:30 +0000', {}],
		['a time by a clock that is ahead', new Date(START + DAY + 30_000).toUTCString(), { ahead: DAY }],
	])('Retry-After of a 429 without a reset: %s', (_, written, clock) => {
		const limiter = createLimiter();
		limiter.note(E, 429, { 'retry-after': written }, START, clock);
		expect(limiter.shut(E, START)).toEqual({ window: '15-minute', resetsAt: START + 30_000, asked: true });
	});

	it.each(['', '0', 'soon', '-5', new Date(START - DAY).toUTCString()])(
		'Retry-After that says nothing: %j',
		(written) => {
			const limiter = createLimiter();
			limiter.note(E, 429, { 'retry-after': written }, START);
			expect(limiter.shut(E, START)).toMatchObject({ resetsAt: START + MINUTE, guessed: true });
		},
	);

	it('blind waits grow no longer than a window', () => {
		const limiter = createLimiter();
		let now = START;
		for (let i = 0; i < 12; i++) {
			limiter.note(E, 429, {}, now);
			now = limiter.shut(E, now)!.resetsAt;
		}
		limiter.note(E, 429, {}, now);
		expect(limiter.shut(E, now)!.resetsAt - now).toBe(15 * MINUTE);
	});
});
