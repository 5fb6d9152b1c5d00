import { createLimiter } from '../../../api/client/limits';
import { limitHeaders, ok, refused, START, world, xRejection } from '../../support/unwired/surroundings';

const GET = 'GET /2/tweets/{id}';

const POST = 'POST /2/tweets';
const MINUTE = 60_000;
const until = (resetsAt: number) =>
	refused(429, { title: 'Too Many Requests', detail: 'Too Many Requests' }, limitHeaders(0, resetsAt));

describe('a rate limit', () => {
	it('is waited for up to the bound, and no longer', async () => {
		const within = world([until(START + MINUTE), ok({ data: 1 })], { maxWaitMs: MINUTE });
		expect(await within.client.call(GET, { path: { id: '1' } })).toEqual({ data: 1 });
		const beyond = world([until(START + MINUTE + 1000), ok()], { maxWaitMs: MINUTE });
		expect((await xRejection(beyond.client.call(GET, { path: { id: '1' } }))).context.status).toBe(429);
		const never = world([until(START + 1000), ok()], { maxWaitMs: 0 });
		await xRejection(never.client.call(GET, { path: { id: '1' } }));
		expect(never.sent).toHaveLength(1);
	});

	it('that shuts again and again ends: one call waits no longer than the bound in all', async () => {
		const { client, clock, sent } = world([(_, time) => until(time + 20_000)], { maxWaitMs: MINUTE });
		const error = await xRejection(client.call(POST, { body: {} }));
		expect(error.context).toMatchObject({ status: 429, exhausted: { window: '15-minute' } });
		expect(error.description).not.toMatch(/not sent/);
		expect(clock.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(MINUTE + 5000);
		expect(sent.length).toBeGreaterThan(1);
		expect(sent.length).toBeLessThan(5);
	});

	it('that an answer used up is waited for before the next request, by every client that shares the limiter', async () => {
		const limiter = createLimiter();
		const reset = START + 20_000;
		const first = world([ok({ data: 1 }, limitHeaders(0, reset))], { limiter });
		await first.client.call(GET, { path: { id: '1' } });
		const second = world([ok({ data: 2 })], { limiter });
		await second.client.call(GET, { path: { id: '2' } });
		expect(second.sent[0].at).toBeGreaterThan(reset);
		expect(second.clock.waits).toHaveLength(1);
	});

	it('that is known to be shut too long refuses without a request', async () => {
		const limiter = createLimiter();
		limiter.note(GET, 200, limitHeaders(0, START + 15 * MINUTE), START);
		const { client, sent } = world([ok()], { limiter });
		const error = await xRejection(client.call(GET, { path: { id: '1' } }));
		expect(error.context).toMatchObject({ status: 429, exhausted: { resetsAt: START + 15 * MINUTE } });
		expect(error.problem).toMatchObject({ title: 'Too Many Requests', type: 'rate-limit-exceeded' });
		expect(error.description).toMatch(/not sent/);
		expect(sent).toEqual([]);
	});

	it('of one endpoint does not shut another', async () => {
		const { client, sent } = world([ok({}, limitHeaders(0, START + 15 * MINUTE)), ok({ data: 2 })]);
		await client.call(GET, { path: { id: '1' } });
		expect(await client.call('GET /2/users/me')).toEqual({ data: 2 });
		expect(sent).toHaveLength(2);
	});

	it('is not waited for by all at the same moment', async () => {
		const at = async (random: number) => {
			const { client, sent } = world([until(START + 10_000), ok()], { random: () => random });
			await client.call(GET, { path: { id: '1' } });
			return sent[1].at;
		};
		expect([await at(0), await at(1)]).toEqual([START + 10_250, START + 11_250]);
	});

	it('that is used up by a refusal of another kind does not have it sent again', async () => {
		const { client, sent } = world([refused(403, { title: 'Forbidden' }, limitHeaders(0, START + 1000))]);
		const error = await xRejection(client.call(GET, { path: { id: '1' } }));
		expect(error.context).toMatchObject({ status: 403, exhausted: undefined });
		expect(sent).toHaveLength(1);
	});
});

describe('a usage cap', () => {
	const capped = (headers = {}) =>
		refused(
			429,
			{
				title: 'UsageCapExceeded',
				detail: 'Usage cap exceeded: Monthly product cap',
				type: 'https://api.x.com/2/problems/usage-capped',
				period: 'Monthly',
			},
			headers,
		);

	it.each([
		['without headers', {}],
		['beside an open window', limitHeaders(10, START + 5000)],
		['beside a used-up window', limitHeaders(0, START + 5000)],
	])('is never waited for (%s), neither by the call nor by the next one', async (_, headers) => {
		const { client, sent, clock } = world([capped(headers), capped(headers), ok({ data: 1 })]);
		for (let i = 0; i < 2; i++) {
			const error = await xRejection(client.call(GET, { path: { id: '1' } }));
			expect(error.problem.type).toBe('usage-capped');
			expect(error.description).toMatch(/billing cycle/);
		}
		expect(await client.call(GET, { path: { id: '1' } })).toEqual({ data: 1 });
		expect(clock.waits).toEqual([]);
		expect(sent).toHaveLength(3);
	});

	it('is told at once even if a call beside it has met a limit', async () => {
		const limiter = createLimiter();
		const { client, clock } = world(
			[
				() => {
					limiter.note(GET, 429, limitHeaders(0, START + 5000), START);
					return capped();
				},
			],
			{ limiter },
		);
		expect((await xRejection(client.call(GET, { path: { id: '1' } }))).problem.type).toBe('usage-capped');
		expect(clock.waits).toEqual([]);
	});
});

describe('the clock of X', () => {
	const HOUR = 60 * MINUTE;
	const dated = (date: string) => ok({}, { date });

	it('is that of this computer until an answer has told it, and then what the last dated one told', async () => {
		const { client } = world([
			ok(),
			dated(new Date(START + HOUR).toUTCString()),
			ok(),
			dated('not a date'),
			dated(new Date(START - HOUR).toUTCString()),
		]);
		const told: number[] = [];
		for (let i = 0; i < 5; i++) {
			await client.call(GET, { path: { id: '1' } });
			told.push(client.xTime(START + 1) - START);
		}
		expect(told).toEqual([1, HOUR + 1, HOUR + 1, HOUR + 1, 1 - HOUR]);
	});
});

describe('Retry-After of a 5xx', () => {
	const away = (seconds: string) => refused(503, { title: 'Service Unavailable' }, { 'retry-after': seconds });

	it('is waited for before the next try', async () => {
		const { client, clock } = world([away('20'), ok({ data: 1 })]);
		expect(await client.call(GET, { path: { id: '1' } })).toEqual({ data: 1 });
		expect(clock.waits).toEqual([20_000]);
	});

	it('is waited for as long as the call may wait', async () => {
		const { client, clock } = world([away('60'), ok({ data: 1 })]);
		expect(await client.call(GET, { path: { id: '1' } })).toEqual({ data: 1 });
		expect(clock.waits).toEqual([60_000]);
	});

	it.each([[['7200']], [['40', '40']]])('that is longer than the call may wait ends it at once: %j', async (asked) => {
		const { client, sent, clock } = world([...asked.map(away), ok()]);
		const error = await xRejection(client.call(GET, { path: { id: '1' } }));
		expect(error.context.status).toBe(503);
		const until = new Date(clock.now() + Number(asked.at(-1)) * 1000).toISOString().slice(0, 19).replace('T', ' ');
		expect(error.description).toContain(`X asks to wait until ${until} UTC: run again then.`);
		expect(sent).toHaveLength(asked.length);
	});
});

it("clients share X's clock, which the first response of any of them tells", async () => {
	const clock = {};
	const DAYS = 3 * 24 * 60 * MINUTE;
	const first = world([ok({}, { date: new Date(START + DAYS).toUTCString() })], { clock });
	await first.client.call('GET /2/users/me');
	expect(world([ok()], { clock }).client.xTime(START)).toBe(START + DAYS);
});
