import { PACE } from '../../../api/push/stream';
import { START } from '../../support/unwired/surroundings';
import {
	quiet,
	streamWorld,
	useStillClock,
	MINUTE,
	KEEP_ALIVE,
	started,
	refusal,
	searches,
	gaps,
	status,
	tooMany,
} from '../../support/unwired/stream';

useStillClock();

describe('the connection', () => {
	it('comes back a moment after it ended, and after it broke', async () => {
		const world = await started();
		await world.line().say(KEEP_ALIVE);
		await world.line().end();
		await world.go(PACE.networkStep - 1);
		expect(world.tries).toHaveLength(1);
		await world.go(1);
		expect(world.tries).toHaveLength(2);
		await world.go(20_000);
		await world.line().say(KEEP_ALIVE);
		await world.line().end(new Error('socket hang up'));
		await world.go(PACE.networkStep);
		expect(world.tries).toHaveLength(3);
		expect(world.logs).toEqual(['X Stream Trigger: the connection ended: socket hang up']);
		expect([world.failures, world.ends]).toEqual([[], []]);
	});

	it('comes back later each time while it delivers nothing', async () => {
		const world = await started();
		for (let i = 0; i < 3; i++) {
			await world.line().end();
			await world.go(PACE.networkMost);
		}
		expect(world.tries.slice(1).map(({ at: when }, i) => when - START - i * PACE.networkMost)).toEqual(
			[1, 2, 3].map((times) => times * PACE.networkStep),
		);
	});

	it('waits as X wants after errors, anew after a sign of life', async () => {
		const world = await started();
		for (let i = 0; i < 2; i++) {
			world.refusals = [status(503), status(503)];
			await world.line().end();
			await world.go(PACE.networkStep + 3 * PACE.httpFirst);
			await world.line().say(KEEP_ALIVE);
		}
		const { networkStep, httpFirst } = PACE;
		expect(gaps(world)).toEqual([networkStep, httpFirst, 2 * httpFirst, networkStep, httpFirst, 2 * httpFirst]);
	});

	it('waits for the reset of a rate limit, when that is later', async () => {
		const world = await started();
		const reset = (ms: number) => ({ 'x-rate-limit-reset': String((START + ms) / 1000) });
		world.refusals = [status(429, {}, reset(15 * MINUTE)), status(429, {}, reset(15 * MINUTE))];
		await world.line().end();
		await world.go(20 * MINUTE);
		expect(world.tries.slice(1).map(({ at }) => at - START)).toEqual([
			PACE.networkStep,
			15 * MINUTE,
			15 * MINUTE + 2 * PACE.limitFirst,
		]);
	});

	it.each([406, 409, 429, 500, 503])('does not end at a %d', async (code) => {
		const world = await started();
		world.refusals = [status(code)];
		await world.line().end();
		await world.go(60 * MINUTE);
		expect([world.tries.length, world.ends, world.failures]).toEqual([3, [], []]);
	});

	it('that is refused again and again is told to the user once, while it goes on trying', async () => {
		const world = await started();
		world.refusals = Array.from({ length: 8 }, () => status(503));
		await world.line().end();
		const { httpFirst, networkStep } = PACE;
		await world.go(networkStep + 7 * httpFirst - 1);
		expect([world.tries.length, world.failures]).toEqual([4, []]);
		await world.go(1);
		expect([world.tries.length, world.failures.length]).toEqual([5, 1]);
		await world.go(30 * MINUTE);
		expect(world.failures).toMatchObject([{ message: 'Refused 503' }]);
		expect(world.lines).toHaveLength(2);
	});

	it('of somebody else is told at once, and once', async () => {
		const world = await started();
		world.refusals = [tooMany, tooMany, tooMany];
		await world.line().end();
		await world.go(30 * MINUTE);
		expect(world.failures).toMatchObject([{ message: 'X allows the app one connection to this stream' }]);
		expect(world.ends).toEqual([]);
		expect(world.lines).toHaveLength(2);
	});

	it('of somebody else is ended first when told so', async () => {
		const world = streamWorld({ options: { takeOver: true } });
		world.refusals = [tooMany];
		await world.start();
		const end = world.calls.find(({ endpoint }) => endpoint === 'DELETE /2/connections/filtered_stream');
		expect(world.tries[1].at - (end?.at ?? 0)).toBe(PACE.networkStep);
		await world.line().post('1');
		expect(world.items).toHaveLength(1);
	});

	it('that is refused for another reason ends nobody else', async () => {
		const world = streamWorld({ options: { takeOver: true } });
		world.refusals = [status(402)];
		expect((await refusal(world)).httpCode).toBe('402');
		expect(world.calls.map(({ endpoint }) => endpoint)).not.toContain('DELETE /2/connections/filtered_stream');
	});

	it.each([
		['X is away while n8n starts', status(503)],
		['X answers 403 for a while', status(403)],
	])('is opened later when %s at activation, which is said once', async (_what, refused) => {
		const world = streamWorld();
		world.refusals = [refused, refused, refused];
		await world.start();
		expect(world.failures).toHaveLength(1);
		await world.go(MINUTE);
		expect(world.tries).toHaveLength(4);
		expect([world.failures.length, world.ends]).toEqual([1, []]);
		await world.line().post('1');
		expect(world.items).toHaveLength(1);
		await world.close();
		expect(world.rules).toEqual([]);
	});

	it('starts later when X does not answer for its rules at activation', async () => {
		const world = streamWorld();
		let away = true;
		world.answer = () => (away ? status(503) : undefined);
		await world.start();
		expect(world.failures).toHaveLength(1);
		await world.go(3 * MINUTE);
		expect(world.tries).toEqual([]);
		away = false;
		await world.go(20 * MINUTE);
		expect(world.tries).toHaveLength(1);
		expect(world.rules.map(({ value }) => value)).toEqual(['kettle']);
	});

	it('is opened at a growing pace when X sends something and ends it, again and again; it is said once, and searched for no oftener than X finds posts', async () => {
		const world = await started();
		for (let i = 1; i <= 8; i++) {
			await world.line().say(KEEP_ALIVE);
			await world.line().end();
			await world.go(i * PACE.networkStep);
		}
		expect(gaps(world)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((times) => times * PACE.networkStep));
		expect(world.failures.map(({ message }) => message)).toEqual(['X keeps ending the connection to the stream']);
		await world.go(60 * MINUTE);
		expect(searches(world)).toHaveLength(2);
	});

	it('is given up and opened anew when X has been silent for longer than it may', async () => {
		const world = await started();
		await world.go(10 * MINUTE);
		expect(world.tries).toHaveLength(1);
		quiet.on = true;
		await world.go(PACE.silence + PACE.networkStep + 1);
		quiet.on = false;
		expect(world.tries).toHaveLength(2);
		await world.line().post('1');
		expect(world.items).toHaveLength(1);
	});

	it('has its rules back when somebody else has taken them away while others stay', async () => {
		const world = await started({ standing: [{ id: 'x', value: 'saucer', tag: 'theirs' }] });
		world.rules = world.rules.filter(({ id }) => id === 'x');
		await world.line().end();
		await world.go(PACE.networkStep);
		expect(world.rules.map(({ value }) => value)).toEqual(['saucer', 'kettle']);
	});

	it('is closed at the end, silently, and nothing comes back', async () => {
		const world = await started();
		await world.close();
		expect(world.line().aborted()).toBe(true);
		await world.go(60 * MINUTE);
		expect([world.tries.length, world.logs, world.ends, searches(world)]).toEqual([1, [], [], []]);
	});

	it('does not come back when the end comes while it waits', async () => {
		for (const refusals of [[], [status(503)], [status(401)]]) {
			const world = await started();
			world.refusals = [...refusals];
			await world.line().end();
			if (refusals.length > 0 && refusals[0].status === 503) await world.go(PACE.networkStep);
			const tries = world.tries.length;
			await world.close();
			await world.go(60 * MINUTE);
			expect([world.tries.length, world.ends]).toEqual([tries, []]);
		}
	});

	it.each([
		[{ title: 'operational-disconnect', detail: 'For operational reasons.' }, 'For operational reasons.'],
		[{ title: 'operational-disconnect' }, 'operational-disconnect'],
	])('that X is about to end is told to the log (%j)', async (error, words) => {
		const world = await started();
		await world.line().say(`${JSON.stringify({ errors: [error] })}\r\n`);
		expect(world.logs).toEqual([`X Stream Trigger: X is about to disconnect: ${words}`]);
		expect(world.items).toEqual([]);
	});
});
