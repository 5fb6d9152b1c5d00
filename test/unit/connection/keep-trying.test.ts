/** What a passing fault kept from being done at activation: it follows by itself, and a later task takes its place. */
import { keepTrying, stopTrying, tryLater, type Task } from '../../../host/connection/keep-trying';
import { rejection, START, xError } from '../../support/unwired/surroundings';
import { MINUTE, useStillClock } from '../../support/unwired/stream';

useStillClock();

const AWAY = xError(503, 'Service Unavailable');
const FORBIDDEN = xError(403, 'Forbidden');
const SINCE = new Date(START).toISOString();

/** @param fails what X answers the tries with, one after the other; then it is done */
function task(fails: readonly Error[], key = 'node') {
	const told: string[] = [];
	const tries: number[] = [];
	const asked: Task = {
		key,
		what: 'Registering',
		async attempt() {
			tries.push((Date.now() - START) / 1000);
			await Promise.resolve();
			const error = fails[tries.length - 1];
			if (error) throw error;
		},
		info: (message) => void told.push(`info: ${message}`),
		warn: (message) => void told.push(`warn: ${message}`),
	};
	return { asked, told, tries };
}
const away = (times: number) => Array.from({ length: times }, () => AWAY);
const pass = async (ms = 0) => await jest.advanceTimersByTimeAsync(ms);

afterEach(() => stopTrying('node'));

it('what works at once is done, without a word', async () => {
	const { asked, told, tries } = task([]);
	await keepTrying(asked);
	await pass(60 * MINUTE);
	expect([tries, told]).toEqual([[0], []]);
});

it('what a person has to mend is thrown', async () => {
	const { asked, told, tries } = task([FORBIDDEN]);
	expect(await rejection(keepTrying(asked))).toBe(FORBIDDEN);
	await pass(60 * MINUTE);
	expect([tries, told]).toEqual([[0], []]);
});

it('what passes is told once, tried with growing pauses, and told when it is done', async () => {
	const { asked, told, tries } = task(away(9));
	await keepTrying(asked);
	expect(told).toEqual([`warn: Registering has to wait: ${AWAY.message}. It is tried again, with growing pauses.`]);
	await pass(60 * MINUTE);
	const gaps = tries.slice(1).map((at, i) => at - tries[i]);
	expect(gaps).toEqual([5, 10, 20, 40, 80, 160, 320, 320, 320]);
	expect(told.slice(1)).toEqual([`info: Registering is done, after an outage of X since ${SINCE}.`]);
});

it('what a person has to mend after all ends it, in a warning', async () => {
	const { asked, told, tries } = task([AWAY, AWAY, FORBIDDEN]);
	await keepTrying(asked);
	await pass(60 * MINUTE);
	expect(tries).toHaveLength(3);
	expect(told.slice(1)).toEqual([
		`warn: Registering has failed after an outage of X since ${SINCE}: ${FORBIDDEN.message}. Activate the workflow again.`,
	]);
});

it.each<[string, (later: Task) => unknown]>([
	['a later task of the node', async (later) => await keepTrying(later)],
	['a later task that waits', async (later) => await tryLater(later, 30 * MINUTE)],
	['an end', () => stopTrying('node')],
])('%s ends it, even in the middle of a try', async (_, end) => {
	const [first, later] = [task(away(99)), task([])];
	await keepTrying(first.asked);
	await pass(5_000);
	void end(later.asked);
	const { length } = first.tries;
	await pass(60 * MINUTE);
	expect([first.tries.length, first.told.length]).toEqual([length, 1]);
});

it('a task whose try ends after a later one has begun leaves that one alone', async () => {
	const later = task(away(2));
	const earlier = task([]);
	const { attempt } = earlier.asked;
	earlier.asked.attempt = async () => {
		await attempt();
		await keepTrying(later.asked);
	};
	await keepTrying(earlier.asked);
	await pass(60 * MINUTE);
	expect(later.tries).toHaveLength(3);
});

it('tasks of other nodes go on', async () => {
	const [one, other] = [task(away(2)), task(away(2), 'other')];
	await keepTrying(one.asked);
	await keepTrying(other.asked);
	stopTrying('node');
	await pass(60 * MINUTE);
	expect([one.tries.length, other.tries.length]).toEqual([1, 3]);
});

describe('later', () => {
	it('is tried after a while, and again as long as X is away', async () => {
		const { asked, tries } = task(away(1));
		void tryLater(asked, MINUTE);
		await pass(MINUTE - 1);
		expect(tries).toEqual([]);
		await pass(MINUTE);
		expect(tries).toEqual([60, 65]);
	});

	it('what fails is told in the log, as nobody waits for it', async () => {
		const { asked, told } = task([FORBIDDEN]);
		await Promise.all([tryLater(asked, MINUTE), pass(2 * MINUTE)]);
		expect(told).toEqual([`warn: Registering has failed: ${FORBIDDEN.message}.`]);
	});

	it.each<[string, (later: Task) => unknown]>([
		['a later task', async (later) => await keepTrying(later)],
		['an end', () => stopTrying('node')],
	])('is not tried after %s', async (_, end) => {
		const { asked, tries } = task([]);
		void tryLater(asked, MINUTE);
		await pass(MINUTE / 2);
		void end(task([]).asked);
		await pass(60 * MINUTE);
		expect([tries, jest.getTimerCount()]).toEqual([[], 0]);
	});
});
