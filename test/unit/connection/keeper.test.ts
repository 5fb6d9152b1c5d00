/** What a trigger has set up at X is put back for as long as the trigger is active; outages are told once. */
import type { ITriggerFunctions } from 'n8n-workflow';
import { Keeper } from '../../../host/connection/keeper';
import { Outage } from '../../../host/connection/outage';
import { pause } from '../../../host/shared/pause';
import { START, xError } from '../../support/unwired/surroundings';
import { useStillClock } from '../../support/unwired/stream';

useStillClock();

const [AWAY, FORBIDDEN] = [xError(503, 'Service Unavailable'), xError(403, 'Forbidden', 'Not permitted.')];
const SINCE = new Date(START).toISOString();
const HOUR = 3_600_000;

function trigger() {
	const failures: Array<{ message: string; description?: string | null }> = [];
	const logs: unknown[][] = [];
	const context = {
		getNode: () => ({ name: 'Trigger', type: 'xStreamTrigger' }),
		saveFailedExecution: (error: Error) => void failures.push(error),
		logger: { info: (...line: unknown[]) => void logs.push(line) },
	} as unknown as ITriggerFunctions;
	return { context, failures, logs };
}

class Rules extends Keeper {
	readonly what = 'rules';
	/** What X answers, one after the other; then it takes everything. */
	readonly refusals: Error[] = [];
	readonly puts: Array<{ at: number; isTest: boolean }> = [];
	atOnce = 0;
	most = 0;

	override async put(isTest: boolean): Promise<void> {
		this.puts.push({ at: Date.now() - START, isTest });
		this.most = Math.max(this.most, ++this.atOnce);
		for (let turn = 0; turn < 5; turn++) await Promise.resolve();
		this.atOnce--;
		const refusal = this.refusals.shift();
		if (refusal) throw refusal;
	}
	get times() {
		return this.puts.map(({ at }) => at);
	}
	async over() {
		await this.settled();
		return this.atOnce === 0;
	}
}

function kept() {
	const { context, failures } = trigger();
	const life = {
		isClosed: false,
		pause: async (ms: number) => await pause(ms, () => life.isClosed),
	};
	return { rules: new Rules(context, life), life, failures };
}
const pass = async (ms: number) => await jest.advanceTimersByTimeAsync(ms);

describe('what a trigger has set up', () => {
	it('is changed by one at a time, whatever fails, and is settled after the last', async () => {
		const { rules } = kept();
		rules.refusals.push(FORBIDDEN);
		const both = [rules.sync(true).catch((error: unknown) => error), rules.sync()];
		const over = rules.over();
		expect(await Promise.all(both)).toEqual([FORBIDDEN, undefined]);
		expect(await over).toBe(true);
		expect([rules.most, rules.puts.map(({ isTest }) => isTest)]).toEqual([1, [true, false]]);
	});

	it('is put back every hour, until the trigger ends', async () => {
		const { rules, life } = kept();
		const watching = rules.watch();
		await pass(2.5 * HOUR);
		expect(rules.times).toEqual([HOUR, 2 * HOUR]);
		life.isClosed = true;
		await pass(3 * HOUR);
		await watching;
		expect(rules.puts).toHaveLength(2);
	});

	it('is tried again at growing distances, by one at a time; what passes is not told', async () => {
		const { rules, failures } = kept();
		rules.refusals.push(...Array.from({ length: 12 }, () => AWAY));
		const [first, second] = [rules.putBackAtLast(), rules.putBackAtLast()];
		await second;
		await pass(10 * HOUR);
		await first;
		const gaps = rules.times.slice(1).map((at, i) => (at - rules.times[i]) / 1000);
		expect(gaps).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]);
		expect(failures).toEqual([]);
		// The next time somebody removes it, it is put back again.
		await rules.putBackAtLast();
		expect(rules.puts).toHaveLength(14);
	});

	it('that X does not take back is told once, and anew after it stood again', async () => {
		const { rules, failures } = kept();
		const refuse = async () => {
			rules.refusals.push(FORBIDDEN, FORBIDDEN);
			await Promise.all([rules.putBackAtLast(), pass(HOUR)]);
		};
		await refuse();
		expect(failures).toMatchObject([
			{
				message: FORBIDDEN.message,
				description: `${FORBIDDEN.description} Without its rules, the trigger receives nothing.`,
			},
		]);
		await refuse();
		expect(failures).toHaveLength(2);
	});

	it('is told though the error says nothing more', async () => {
		const { rules, failures } = kept();
		rules.refusals.push(new Error('Broken'));
		await Promise.all([rules.putBackAtLast(), pass(HOUR)]);
		expect(failures).toMatchObject([{ description: 'Without its rules, the trigger receives nothing.' }]);
	});

	it('is not tried again when the trigger has ended', async () => {
		const { rules, life } = kept();
		rules.refusals.push(AWAY, AWAY);
		const trying = rules.putBackAtLast();
		await pass(1000);
		life.isClosed = true;
		await pass(HOUR);
		await trying;
		expect(rules.puts).toHaveLength(1);
	});
});

describe('an outage of a stream', () => {
	const GOES_ON = `Since ${SINCE}. The trigger stays active and goes on trying, with growing pauses.`;
	const outage = () => {
		const { context, failures, logs } = trigger();
		return { outage: new Outage(context, 'X Trigger'), failures, logs };
	};
	const failing = (each: Outage, times: number, error?: Error) => {
		for (let i = 0; i < times; i++) each.failed(error, false);
	};

	it('is told with the fifth failure, once, and its end in the log', () => {
		const { outage: each, failures, logs } = outage();
		failing(each, 4, AWAY);
		expect(failures).toEqual([]);
		jest.setSystemTime(START + HOUR);
		failing(each, 5, AWAY);
		expect(failures).toMatchObject([{ message: AWAY.message, description: `${AWAY.description} ${GOES_ON}` }]);
		each.ended();
		each.ended();
		expect(logs).toEqual([[`X Trigger: the stream is back after an outage since ${SINCE}`, { node: 'Trigger' }]]);
	});

	it('is told at once where somebody may have to act', () => {
		const { outage: each, failures } = outage();
		each.failed(FORBIDDEN, true);
		each.failed(FORBIDDEN, true);
		expect(failures).toHaveLength(1);
		each.ended();
		jest.setSystemTime(START + HOUR);
		each.failed(new Error('Broken'), true);
		expect(failures).toHaveLength(2);
		const later = new Date(START + HOUR).toISOString();
		expect(failures[1].description).toBe(GOES_ON.replace(SINCE, later));
	});

	it('that nobody was told of ends without a word', () => {
		const { outage: each, logs, failures } = outage();
		failing(each, 4, AWAY);
		each.ended();
		failing(each, 4, AWAY);
		expect([logs, failures]).toEqual([[], []]);
	});

	it('in which X ends each connection soon says so', () => {
		const { outage: each, failures } = outage();
		failing(each, 5);
		expect(failures).toMatchObject([
			{
				message: 'X keeps ending the connection to the stream',
				description: `It has ended it 5 times in a row soon after it was opened. ${GOES_ON}`,
			},
		]);
	});
});
