/** How long a poll may take, and what it leaves to the next one. */
import { idsIn, posts, TIMELINE, timeline } from '../../support/unwired/poll';
import { useStillClock } from '../../support/unwired/stream';

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
