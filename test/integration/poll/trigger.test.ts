import type { IDataObject } from 'n8n-workflow';
import { TRIGGER_EVENTS } from '../../../connector/triggers';
import type { WorldPost } from '../../../sandbox';
import { go } from '../../support/clock';
import { dice } from '../../support/inputs/dice';
import { happening, HAPPENINGS } from '../../support/x/happenings';
import { pollNode, type Poller } from '../../support/n8n/polls';
import { type TestX, useLocalX } from '../../support/x/local-x';

const x = useLocalX({ rateLimits: false, balanceUsd: 1_000_000 });
beforeEach(() => {
	// Search sees what is made in the same millisecond.
	x.faults.set({ searchDelaySeconds: -60 });
});

const newsroom: IDataObject = { event: 'userPost', user: { mode: 'username', value: 'newsroom' } };
const post = (text: string, more: Partial<Parameters<TestX['world']['addPost']>[0]> = {}): WorldPost =>
	x.world.addPost({ by: 'newsroom', text, ...more });
const burst = (count: number, from = 1) => Array.from({ length: count }, (_, i) => post(`News ${from + i}`).id);
const ids = (json: IDataObject[]) => json.map(({ id }) => id);
const calls = () => x.requests.map(({ endpoint }) => endpoint);
const reason = async (polled: Promise<unknown>) =>
	await polled.then(
		() => undefined,
		(error: { message: string; description?: string }) => error,
	);

async function activated(
	parameters: IDataObject = newsroom,
	options?: Parameters<typeof pollNode>[2],
): Promise<Poller> {
	const poller = pollNode(x, parameters, options);
	expect(await poller.poll()).toEqual([]);
	x.requests.length = 0;
	return poller;
}

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
		const poller = pollNode(later, newsroom, { budgetMs: 1000 });
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

describe('the test in the editor', () => {
	test('shows the newest real example and changes nothing', async () => {
		const poller = await activated();
		const made = burst(4);
		const before = poller.stored();
		expect(ids(await poller.test())).toEqual(made.slice(-1));
		expect(poller.stored()).toBe(before);
		expect(ids(await poller.poll())).toEqual(made);
	});

	test('says so when there is no example', async () => {
		const refused = await reason(pollNode(x, { event: 'searchMatch', query: 'quokka' }).test());
		expect(refused?.message).toBe("X has no example of 'New Post Matching Search' yet");
	});
});

describe('likes', () => {
	test('each like of each post once; who likes is read only when a number has changed', async () => {
		const first = x.world.addPost({ by: 'ourbrand', text: 'One' }).id;
		x.world.social.addLike(first, 'meteo');
		const poller = await activated({ event: 'like' });
		expect(await poller.poll()).toEqual([]);
		expect(calls()).not.toContain('GET /2/tweets/{id}/liking_users');
		const second = x.world.addPost({ by: 'ourbrand', text: 'Two' }).id;
		x.world.social.addLike(first, 'newsroom');
		x.world.social.addLike(second, 'meteo');
		x.world.social.addLike(second, 'transit');
		expect((await poller.poll()).map(({ username, liked_post_id: post }) => [username, post])).toEqual([
			['newsroom', first],
			['meteo', second],
			['transit', second],
		]);
		expect(await poller.poll()).toEqual([]);
		x.world.social.removeLike(second, 'transit');
		expect(await poller.poll()).toEqual([]);
		x.world.social.addLike(first, 'reader_one');
		expect((await poller.poll()).map(({ username }) => username)).toEqual(['reader_one']);
	});
});

test('likes at the start: the newest ones of the newest post', async () => {
	const [first, second] = ['One', 'Two'].map((text) => x.world.addPost({ by: 'ourbrand', text }).id);
	for (const [id, username] of [
		[second, 'meteo'],
		[first, 'meteo'],
		[second, 'newsroom'],
		[first, 'transit'],
	])
		x.world.social.addLike(id, username);
	const poller = pollNode(x, { event: 'like', options: { atStart: 3 } });
	expect((await poller.poll()).map(({ username, liked_post_id: id }) => [username, id])).toEqual([
		['transit', first],
		['meteo', second],
		['newsroom', second],
	]);
	expect(await poller.poll()).toEqual([]);
});

describe.each(TRIGGER_EVENTS.map((event) => [event.displayName, event] as const))('%s', (_name, event) => {
	test('has a line of how the local X makes it happen (test/support/x/happenings.ts)', () =>
		expect(Object.keys(HAPPENINGS)).toContain(event.name));

	test('comes once; what is none does not come; the test shows one', async () => {
		const { parameters = {}, happen, other, shows } = happening(x, event.name);
		const poller = await activated({ event: event.name, ...parameters });
		expect(await poller.poll()).toEqual([]);
		other?.();
		expect(await poller.poll()).toEqual([]);
		happen();
		const came = await poller.poll();
		expect(came).toHaveLength(1);
		expect(came[0]).toMatchObject({ ...shows, [event.key ?? 'id']: expect.any(String) as string });
		expect(await poller.poll()).toEqual([]);
		expect(await poller.test()).toHaveLength(1);
		expect(x.requests.filter(({ status }) => status >= 400)).toEqual([]);
	});
});

describe('money and credentials', () => {
	test('nothing is included unless chosen; Full with an author has it', async () => {
		const poller = await activated();
		burst(1);
		const [simple] = await poller.poll();
		expect(simple).toMatchObject({ text: 'News 1' });
		expect(simple).not.toHaveProperty('author_id');
		expect(x.requests.map(({ query }) => query.expansions).filter(Boolean)).toEqual([]);
		poller.set({ output: 'full', fields: { include: ['author_id'], userFields: ['verified'] } });
		burst(1, 2);
		const [full] = await poller.poll();
		expect(full).toMatchObject({ text: 'News 2', author: { username: 'newsroom', verified: true } });
	});

	test('a quiet poll is one request and costs nothing', async () => {
		const poller = await activated();
		for (let i = 0; i < 5; i++) await poller.poll();
		expect(calls()).toEqual(Array(5).fill('GET /2/users/{id}/tweets'));
		expect(x.requests.reduce((sum, { usd }) => sum + usd, 0)).toBe(0);
	});

	test('a Bearer token polls what is public, and is told what it cannot', async () => {
		const poller = await activated({ ...newsroom, authentication: 'bearerToken' });
		const made = burst(2);
		expect(ids(await poller.poll())).toEqual(made);
		const refused = await reason(pollNode(x, { event: 'homePost', authentication: 'bearerToken' }).poll());
		expect(refused?.message).toBe("'New Post in Home Timeline' cannot be done with a Bearer token");
	});

	test('a search without anything to look for is refused before any request', async () => {
		const refused = await reason(pollNode(x, { event: 'searchMatch', filters: { language: 'en' } }).poll());
		expect(refused?.message).toBe('The search is empty');
		expect(x.requests).toEqual([]);
	});
});

test('2,000 posts in bursts, one request in five failing, from two sources: each once, in order', async () => {
	const list = x.world.social.addList('ourbrand', 'All', ['newsroom', 'meteo']).id;
	const pollers = [
		await activated({ ...newsroom, options: { maxEvents: 150 } }),
		await activated({ event: 'listPost', list: { mode: 'id', value: list }, options: { maxEvents: 150 } }),
	];
	x.faults.set({
		rules: [
			{ match: '*', kind: 'status', status: 503, probability: 0.1 },
			{ match: '*', kind: 'cutBefore', probability: 0.1 },
			{ match: '*', kind: 'status', status: 400, probability: 0.04 },
		],
		seed: 7,
	});
	const roll = dice(11);
	const made: string[][] = [[], []];
	const came: unknown[][] = [[], []];
	const polls = async () => {
		for (const [i, poller] of pollers.entries()) came[i].push(...ids(await poller.poll().catch(() => [])));
	};
	while (made[1].length < 2000) {
		const size = Math.min(Math.floor(roll() ** 3 * 420) + 1, 2000 - made[1].length);
		for (let i = 0; i < size; i++) {
			const by = roll() < 0.5 ? 'newsroom' : 'meteo';
			const { id } = post(`Soak ${made[1].length}`, { by });
			made[1].push(id);
			if (by === 'newsroom') made[0].push(id);
		}
		await polls();
	}
	for (let i = 0; i < 60 && (came[0].length < made[0].length || came[1].length < made[1].length); i++) await polls();
	expect(came[0]).toEqual(made[0]);
	expect(came[1]).toEqual(made[1]);
	expect(x.requests.filter(({ fault }) => fault).length).toBeGreaterThan(10);
	await polls();
	expect(came.map((each) => each.length)).toEqual(made.map((each) => each.length));
}, 180_000);
