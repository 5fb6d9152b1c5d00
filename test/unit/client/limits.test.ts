import { createLimiter } from '../../../api/client/limits';
import { limitHeaders, START } from '../../support/unwired/surroundings';

const E = 'GET /2/tweets';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FAMILIES = [
	['15-minute', 'x-rate-limit'],
	['24-hour app', 'x-app-limit-24hour'],
	['24-hour user', 'x-user-limit-24hour'],
] as const;

describe.each(FAMILIES)('the %s window (%s-*)', (window, prefix) => {
	it('shuts the endpoint when an answer used it up, until its reset', () => {
		const limiter = createLimiter();
		limiter.note(E, 200, limitHeaders(0, START + 5 * MINUTE, prefix), START);
		expect(limiter.shut(E, START)).toEqual({ window, resetsAt: START + 5 * MINUTE });
		expect(limiter.shut(E, START + 5 * MINUTE - 1)).toBeDefined();
		expect(limiter.shut(E, START + 5 * MINUTE)).toBeUndefined();
		expect(limiter.shut(E, START)).toBeUndefined();
	});

	it('shuts it after a 429', () => {
		const limiter = createLimiter();
		limiter.note(E, 429, limitHeaders(0, START + 5 * MINUTE, prefix), START);
		expect(limiter.shut(E, START)).toEqual({ window, resetsAt: START + 5 * MINUTE });
	});

	it('leaves it open while requests remain', () => {
		const limiter = createLimiter();
		limiter.note(E, 200, limitHeaders(1, START + 5 * MINUTE, prefix), START);
		expect(limiter.shut(E, START)).toBeUndefined();
	});
});

it('of several exhausted windows the one that opens last counts', () => {
	const headers = {
		...limitHeaders(0, START + 5 * MINUTE),
		...limitHeaders(0, START + DAY / 2, 'x-app-limit-24hour'),
		...limitHeaders(0, START + DAY / 4, 'x-user-limit-24hour'),
	};
	for (const status of [200, 429]) {
		const limiter = createLimiter();
		limiter.note(E, status, headers, START);
		expect(limiter.shut(E, START)).toEqual({ window: '24-hour app', resetsAt: START + DAY / 2 });
	}
});

it('of windows that open later only an exhausted one counts', () => {
	const limiter = createLimiter();
	limiter.note(
		E,
		429,
		{ ...limitHeaders(0, START + 5 * MINUTE), ...limitHeaders(500, START + DAY / 2, 'x-app-limit-24hour') },
		START,
	);
	expect(limiter.shut(E, START)).toEqual({ window: '15-minute', resetsAt: START + 5 * MINUTE });
});

it.each([
	[1, [0, 1000, 2000, 3000]],
	[2, [0, 500, 1000, 1500]],
	[undefined, [0, 0, 0, 0]],
])('%s requests a second are kept apart', (perSecond, waits) => {
	const limiter = createLimiter();
	expect(waits.map(() => limiter.pace(E, perSecond, START))).toEqual(waits);
	expect(limiter.pace(E, perSecond, START + MINUTE)).toBe(0);
});

it('a day that is used up is not forgotten for a shorter window', () => {
	const shorter = limitHeaders(0, START + 5 * MINUTE);
	for (const answers of [
		[[200, shorter]],
		[[429, shorter]],
		[[429, {}]],
		[
			[429, {}],
			[429, shorter],
		],
	] as const) {
		const limiter = createLimiter();
		limiter.note(E, 429, {}, START);
		limiter.note(E, 429, limitHeaders(0, START + DAY / 2, 'x-user-limit-24hour'), START);
		for (const [status, headers] of answers) limiter.note(E, status, headers, START);
		expect(limiter.shut(E, START)).toEqual({ window: '24-hour user', resetsAt: START + DAY / 2 });
	}
});

it('a window that opens later takes the place of a shorter one', () => {
	const limiter = createLimiter();
	limiter.note(E, 200, limitHeaders(0, START + 5 * MINUTE), START);
	limiter.note(E, 200, limitHeaders(0, START + DAY / 2, 'x-app-limit-24hour'), START);
	expect(limiter.shut(E, START)).toEqual({ window: '24-hour app', resetsAt: START + DAY / 2 });
});

it('a window whose remaining requests are not told is not taken for used up', () => {
	for (const remaining of ['', undefined]) {
		const limiter = createLimiter();
		limiter.note(E, 200, { ...limitHeaders(0, START + 5 * MINUTE), 'x-rate-limit-remaining': remaining }, START);
		expect(limiter.shut(E, START)).toBeUndefined();
	}
});

it('what X tells takes the place of a blind wait', () => {
	const limiter = createLimiter();
	limiter.note(E, 429, {}, START);
	limiter.note(E, 429, limitHeaders(0, START + 10_000), START);
	expect(limiter.shut(E, START)?.resetsAt).toBe(START + 10_000);
});

it('a 429 although requests remain everywhere passes in a moment: X counts by the second, too', () => {
	const limiter = createLimiter();
	limiter.note(
		E,
		429,
		{ ...limitHeaders(3, START + 5 * MINUTE), ...limitHeaders(500, START + DAY / 2, 'x-user-limit-24hour') },
		START,
	);
	expect(limiter.shut(E, START)).toEqual({ window: '15-minute', resetsAt: START + 1000, guessed: true });
});

describe('a 429 that names no reset', () => {
	it.each([
		['no headers', {}],
		['empty ones', { 'x-rate-limit-reset': '', 'x-rate-limit-remaining': '' }],
		['nonsense', { 'x-rate-limit-reset': 'soon', 'x-rate-limit-remaining': '0' }],
		['a reset in the past', limitHeaders(0, START - MINUTE)],
		['a reset longer ago than an answer is on its way', limitHeaders(0, START - 5000)],
	])('shuts for a minute: %s', (_, headers) => {
		const limiter = createLimiter();
		limiter.note(E, 429, headers, START);
		expect(limiter.shut(E, START)).toEqual({ window: '15-minute', resetsAt: START + MINUTE, guessed: true });
	});

	it('shuts for a second when the window opens at this very moment', () => {
		const limiter = createLimiter();
		limiter.note(E, 429, limitHeaders(0, START), START);
		expect(limiter.shut(E, START)?.resetsAt).toBe(START + 1000);
	});

	it('shuts for a second when the window opened while the answer was on the way, then twice as long', () => {
		const limiter = createLimiter();
		limiter.note(E, 429, limitHeaders(0, START - 1000), START);
		expect(limiter.shut(E, START)?.resetsAt).toBe(START + 1000);
		limiter.note(E, 429, limitHeaders(0, START), START + 2000);
		expect(limiter.shut(E, START + 2000)?.resetsAt).toBe(START + 4000);
	});

	it('shuts twice as long each time in a row, and for a minute again after a success', () => {
		const limiter = createLimiter();
		let now = START;
		for (const minutes of [1, 2, 4, 8]) {
			limiter.note(E, 429, {}, now);
			expect(limiter.shut(E, now)?.resetsAt).toBe(now + minutes * MINUTE);
			now += minutes * MINUTE;
		}
		limiter.note(E, 200, {}, now);
		limiter.note(E, 429, {}, now);
		expect(limiter.shut(E, now)?.resetsAt).toBe(now + MINUTE);
	});

	it('counts once for requests that were under way together', () => {
		const limiter = createLimiter();
		for (let i = 0; i < 5; i++) limiter.note(E, 429, {}, START + i);
		expect(limiter.shut(E, START + 5)?.resetsAt).toBe(START + MINUTE);
	});
});

describe('the clock', () => {
	const atX = (ms: number) => new Date(ms).toUTCString();

	it.each([[2 * 60 * MINUTE], [-2 * 60 * MINUTE]])(
		'of this machine may be off by %d ms: the Date header tells',
		(ahead) => {
			const limiter = createLimiter();
			const theirs = START + ahead;
			limiter.note(E, 429, { ...limitHeaders(0, theirs + 10 * MINUTE), date: atX(theirs) }, START);
			expect(limiter.shut(E, START)?.resetsAt).toBe(START + 10 * MINUTE);
		},
	);

	it.each([[0], [300], [900], [1300]])(
		'of this machine may be ahead by %d ms: the reset comes out up to a second late, never early',
		(ahead) => {
			const limiter = createLimiter();
			const theirs = START + 700;
			limiter.note(E, 429, { ...limitHeaders(0, START + 10 * MINUTE), date: atX(theirs) }, theirs + ahead);
			const late = (limiter.shut(E, START)?.resetsAt ?? 0) - (START + 10 * MINUTE + ahead);
			expect(late).toBeGreaterThanOrEqual(0);
			expect(late).toBeLessThanOrEqual(1000);
		},
	);

	it.each([['not a date'], [undefined]])('is taken for right when the Date header is %s', (date) => {
		const limiter = createLimiter();
		limiter.note(E, 429, { ...limitHeaders(0, START + 10 * MINUTE), date }, START + 900);
		expect(limiter.shut(E, START + 900)?.resetsAt).toBe(START + 10 * MINUTE);
	});
});

it('a window that has opened in the meantime does not shut', () => {
	const limiter = createLimiter();
	limiter.note(E, 200, limitHeaders(0, START - 1000), START);
	expect(limiter.shut(E, START)).toBeUndefined();
});

describe('requests under way', () => {
	/** Whether one more has to wait for its turn. */
	const waits = (limiter: ReturnType<typeof createLimiter>, now = START) => limiter.turn(E, now) !== undefined;
	const withRoomFor = (remaining: number) => {
		const limiter = createLimiter();
		limiter.note(E, 200, limitHeaders(remaining, START + 5 * MINUTE), START);
		return limiter;
	};

	it('are as many as the window still takes, until one of them ends', async () => {
		const limiter = withRoomFor(2);
		const leave = limiter.enter(E);
		expect(waits(limiter)).toBe(false);
		limiter.enter(E);
		const turn = limiter.turn(E, START);
		expect(turn).toBeDefined();
		leave();
		await turn;
		expect(waits(limiter)).toBe(false);
	});

	it('are as many as the tightest of all windows takes', () => {
		const limiter = createLimiter();
		const [wide, tight] = [limitHeaders(10, START + 5 * MINUTE), limitHeaders(1, START + DAY, 'x-user-limit-24hour')];
		limiter.note(E, 200, { ...wide, ...tight }, START);
		limiter.enter(E);
		expect(waits(limiter)).toBe(true);
	});

	it('are one in a new window until it is known', () => {
		const limiter = withRoomFor(2);
		limiter.enter(E);
		expect(waits(limiter, START + 5 * MINUTE - 1)).toBe(false);
		expect(waits(limiter, START + 5 * MINUTE)).toBe(true);
		limiter.note(E, 200, limitHeaders(14, START + 20 * MINUTE), START + 5 * MINUTE);
		expect(waits(limiter, START + 5 * MINUTE)).toBe(false);
	});

	it('are remembered to be few although an answer in between tells nothing of limits', () => {
		const limiter = withRoomFor(1);
		limiter.note(E, 200, {}, START);
		limiter.enter(E);
		expect(waits(limiter)).toBe(true);
	});

	it('are one until X has answered for the first time', () => {
		const limiter = createLimiter();
		expect(waits(limiter)).toBe(false);
		limiter.enter(E);
		expect(waits(limiter)).toBe(true);
	});

	it('are without bound where X has told none', () => {
		const limiter = createLimiter();
		limiter.note(E, 200, {}, START);
		for (let i = 0; i < 1000; i++) limiter.enter(E);
		expect(waits(limiter)).toBe(false);
	});
});

it('endpoints are shut one by one', () => {
	const limiter = createLimiter();
	limiter.note(E, 429, {}, START);
	expect(limiter.shut('GET /2/users', START)).toBeUndefined();
	limiter.note('GET /2/users', 429, {}, START);
	expect(limiter.shut('GET /2/users', START)?.resetsAt).toBe(START + MINUTE);
});

it('limiters know nothing of each other', () => {
	createLimiter().note(E, 429, {}, START);
	expect(createLimiter().shut(E, START)).toBeUndefined();
});
