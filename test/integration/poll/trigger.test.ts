import { dice } from '../../support/inputs/dice';
import { pollNode } from '../../support/n8n/polls';
import { usePolls } from '../../support/x/newsroom';

const { x, newsroom, post, burst, ids, calls, reason, activated } = usePolls();

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
		expect(refused?.message).toBe("'Query' is empty");
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
