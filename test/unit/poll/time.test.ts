/** How long a poll may take, and what it leaves to the next one. */
import { idsIn, posts, TIMELINE, timeline } from '../../support/unwired/poll';
import { useStillClock } from '../../support/unwired/stream';
import { START } from '../../support/unwired/surroundings';

useStillClock();

describe('the time of a poll', () => {
	it.each([
		['a minute where n8n does not say', undefined, 36_000],
		['as much as n8n gives it', 10_000, 6_000],
		['at most what one answer may take', 600_000, 120_000],
	])('is %s, of which the last answer needs a part', async (_, budget, timeout) => {
		const ada = timeline({}, budget);
		await ada.poll();
		expect(ada.requests.map((request) => request.timeout)).toEqual([timeout, timeout]);
	});

	it('ends the reading of further pages, which the next poll goes on with', async () => {
		const ada = timeline({}, 10_000);
		await ada.poll();
		ada.answers[TIMELINE] = ({ query: { since_id: above = '0', until_id: below = '99', pagination_token: token } }) => {
			jest.setSystemTime(Date.now() + 6_000);
			const [first, second] = ['60', '50'].filter((id) => id > above && id < below);
			if (token) return posts(second);
			return { ...posts(...(first ? [first] : [])), ...(second ? { meta: { next_token: 'b' } } : {}) };
		};
		expect(await ada.poll()).toEqual([]);
		expect(idsIn([...(await ada.poll()), ...(await ada.poll())])).toEqual(['50', '60']);
	});
});

describe('a limit that X sets', () => {
	const limited = (seconds: number) => ({
		status: 429,
		headers: {
			'x-rate-limit-limit': '15',
			'x-rate-limit-remaining': '0',
			'x-rate-limit-reset': String(START / 1000 + seconds),
		},
	});
	/** Whether the poll waits for it; the clock goes on meanwhile. */
	const waits = async (seconds: number, budget: number) => {
		const ada = timeline({}, budget);
		await ada.poll();
		let asked = 0;
		ada.answers[TIMELINE] = () => (asked++ === 0 ? limited(seconds) : posts('40'));
		const polled = ada.raw().then(
			() => true,
			() => false,
		);
		await jest.advanceTimersByTimeAsync(60_000);
		return await polled;
	};

	it.each([
		[10, 60_000, true],
		[17, 60_000, true],
		[20, 60_000, false],
		[28, 600_000, true],
		[35, 600_000, false],
		[2, 10_000, true],
		[5, 10_000, false],
	])('of %d s is waited for in a poll of %d ms: %s', async (seconds, budget, expected) =>
		expect(await waits(seconds, budget)).toBe(expected),
	);
});
