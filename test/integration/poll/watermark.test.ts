import { go } from '../../support/clock';
import { pollNode } from '../../support/n8n/polls';
import { useLocalX } from '../../support/x/local-x';
import { usePolls } from '../../support/x/newsroom';

const { x, newsroom, post, burst, ids, calls, reason, activated } = usePolls();

describe('the watermark', () => {
	test('the first poll remembers what is there and starts nothing; the next ones bring what is new, oldest first, once', async () => {
		const poller = await activated();
		expect(await poller.poll()).toEqual([]);
		const made = burst(3);
		expect(ids(await poller.poll())).toEqual(made);
		expect(await poller.poll()).toEqual([]);
	});

	test('the first poll starts with the newest ones when that is wanted', async () => {
		const made = burst(12);
		const poller = pollNode(x, { ...newsroom, options: { atStart: 3 } });
		expect(ids(await poller.poll())).toEqual(made.slice(-3));
		expect(await poller.poll()).toEqual([]);
	});

	test('an account that has nothing yet: its first post comes', async () => {
		x.world.addUser({ username: 'silent' });
		const poller = await activated({ event: 'userPost', user: { mode: 'username', value: 'silent' } });
		const { id } = post('First', { by: 'silent' });
		expect(ids(await poller.poll())).toEqual([id]);
	});

	test('a burst of several pages comes whole, also over an empty page', async () => {
		const poller = await activated();
		const made = burst(330);
		x.faults.set({ emptyPages: 1 });
		expect(ids(await poller.poll())).toEqual(made);
		expect(await poller.poll()).toEqual([]);
	});

	test('a cap leaves the rest to the next polls, the oldest first, and what comes meanwhile comes last', async () => {
		const poller = await activated({ ...newsroom, options: { maxEvents: 100 } });
		const made = burst(250);
		expect(ids(await poller.poll())).toEqual(made.slice(0, 100));
		const later = burst(7, 251);
		x.requests.length = 0;
		expect(ids(await poller.poll())).toEqual(made.slice(100, 200));
		// It goes on where it was instead of reading everything again.
		expect(calls().filter((call) => call === 'GET /2/users/{id}/tweets')).toHaveLength(1);
		expect(ids(await poller.poll())).toEqual([...made.slice(200), ...later]);
		expect(await poller.poll()).toEqual([]);
	});

	test('a poll that n8n starts while another one is under way hands out nothing', async () => {
		const poller = await activated();
		const made = burst(3);
		x.faults.set({ latencyMs: 100 });
		const [first, second] = await Promise.all([poller.poll(), poller.poll()]);
		expect([ids(first), second]).toEqual([made, []]);
		expect(await poller.poll()).toEqual([]);
	});

	test('a failure in the middle leaves everything where it was', async () => {
		const poller = await activated();
		const made = burst(250);
		const before = poller.stored();
		const send = x.faults;
		// The first page answers, the second never does.
		let requests = 0;
		const strike = jest
			.spyOn(send, 'strike')
			.mockImplementation(() => (++requests > 2 ? { match: '*', kind: 'status', status: 400 } : undefined));
		expect(await reason(poller.poll())).toMatchObject({ message: expect.stringMatching(/./) as string });
		expect(requests).toBeGreaterThan(2);
		expect(poller.stored()).toBe(before);
		strike.mockRestore();
		expect(ids(await poller.poll())).toEqual(made);
	});

	test('a rate limit on the first request is an error that tells when to go on', async () => {
		const poller = await activated(newsroom, { budgetMs: 1000 });
		burst(3);
		const before = poller.stored();
		x.faults.add({ match: 'GET /2/users/{id}/tweets', kind: 'rateLimit', times: 1 });
		expect(await poller.poll()).toEqual([]);
		expect(poller.failures[0].message).toMatch(/limit is used up until/);
		expect(poller.stored()).toContain(before.slice(1, -3));
	});

	test('posts deleted and accounts protected between polls do no harm', async () => {
		const poller = await activated();
		x.world.addUser({ username: 'gazette' });
		const [first, second, third] = burst(3);
		x.world.deletePost(second);
		expect(ids(await poller.poll())).toEqual([first, third]);
		x.world.deletePost(third);
		const { id } = post('After the deleted watermark');
		expect(ids(await poller.poll())).toEqual([id]);
		const other = await activated({ event: 'userPost', user: { mode: 'username', value: 'gazette' } });
		x.world.needUser('gazette').state = 'protected';
		const hidden = post('Hidden', { by: 'gazette' }).id;
		expect((await reason(other.poll()))?.message).toMatch(/does not show/);
		x.world.needUser('gazette').state = 'active';
		expect(ids(await other.poll())).toEqual([hidden]);
	});

	test('IDs are text in what n8n keeps, and other settings start anew', async () => {
		const poller = await activated();
		burst(1);
		expect(await poller.poll()).toHaveLength(1);
		expect(poller.stored()).toMatch(/"since":"\d{18,19}"/);
		expect(poller.stored()).not.toMatch(/[:[,]\d{6,}/);
		poller.set({ user: { mode: 'username', value: 'meteo' } });
		expect(await poller.poll()).toEqual([]);
		const { id } = post('Rain', { by: 'meteo' });
		expect(ids(await poller.poll())).toEqual([id]);
	});
});

describe('time goes by', () => {
	/** Time of its own, as IDs of a later day would be ahead of everything else. */
	const later = useLocalX({ accessTokenSeconds: 30 * 86_400 });
	afterEach(() => jest.useRealTimers());
	const news = (count: number) =>
		Array.from({ length: count }, (_, i) => later.world.addPost({ by: 'newsroom', text: `News ${i}` }).id);

	/** Each request takes a third of what a poll has. */
	function slowly(): void {
		go(0);
		jest.spyOn(later.faults, 'strike').mockImplementation(() => {
			jest.setSystemTime(Date.now() + 60_000);
			return undefined;
		});
	}
	afterEach(() => jest.restoreAllMocks());

	test('the budget of n8n ends a poll; the walk goes on where it was, and nothing is lost or changes its order', async () => {
		const poller = pollNode(later, newsroom);
		await poller.poll();
		const made = news(430);
		slowly();
		const came: unknown[] = [];
		let polls = 0;
		for (; polls < 30 && came.length < made.length; polls++) came.push(...ids(await poller.poll()));
		expect(came).toEqual(made);
		expect(polls).toBeGreaterThan(2);
		expect(await poller.poll()).toEqual([]);
	});

	test('the same for a list that takes no since_id', async () => {
		const { id } = later.world.social.addList('ourbrand', 'News', ['newsroom']);
		const poller = pollNode(later, {
			event: 'listPost',
			list: { mode: 'id', value: id },
			options: { maxEvents: 120 },
		});
		await poller.poll();
		const made = news(430);
		slowly();
		const came: unknown[] = [];
		let polls = 0;
		for (; polls < 40 && came.length < made.length; polls++) came.push(...ids(await poller.poll()));
		expect(came).toEqual(made);
		expect(polls).toBeGreaterThan(4);
		expect(await poller.poll()).toEqual([]);
	});

	test('a rate limit in the middle of a walk keeps what was walked, and the walk goes on once it opens', async () => {
		const poller = pollNode(later, newsroom, { budgetMs: 60_000 });
		await poller.poll();
		const made = news(250);
		let requests = 0;
		const strike = jest
			.spyOn(later.faults, 'strike')
			.mockImplementation((endpoint) =>
				endpoint.endsWith('/tweets') && ++requests === 3 ? { match: '*', kind: 'rateLimit' } : undefined,
			);
		expect(await poller.poll()).toEqual([]);
		expect(poller.stored()).toContain(`{"id":"${made[50]}"}`);
		strike.mockRestore();
		go(16 * 60_000);
		expect(ids(await poller.poll())).toEqual(made);
	});

	test('a search that found nothing for more than seven days still asks for something X accepts', async () => {
		const poller = pollNode(later, { event: 'searchMatch', query: 'quokka' });
		await poller.poll();
		go(8 * 86_400_000);
		expect(await poller.poll()).toEqual([]);
		const asked = BigInt(later.requests.at(-1)?.query.since_id ?? 0);
		const days = (Date.now() - Number((asked >> 22n) + 1288834974657n)) / 86_400_000;
		expect(days).toBeGreaterThan(6.9);
		expect(days).toBeLessThan(7);
	});
});
