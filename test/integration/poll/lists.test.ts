/** Lists without growing IDs: followers, bookmarks and folders, at the local X. The way itself is proven in test/unit/polling. */
import type { IDataObject } from 'n8n-workflow';
import { pollNode, type Poller } from '../../support/n8n/polls';
import { useLocalX } from '../../support/x/local-x';

const x = useLocalX({ rateLimits: false, balanceUsd: 1_000_000 });
const ids = (json: IDataObject[]) => json.map(({ id }) => id);
const read = (endpoint: string) => x.requests.filter((each) => each.endpoint === endpoint);
const usd = () => x.requests.reduce((sum, each) => sum + each.usd, 0);

async function activated(parameters: IDataObject): Promise<Poller> {
	const poller = pollNode(x, parameters);
	expect(await poller.poll()).toEqual([]);
	x.requests.length = 0;
	return poller;
}

describe('followers', () => {
	const FOLLOWERS = 'GET /2/users/{id}/followers';
	const followers = (count: number, from = 0) =>
		Array.from({ length: count }, (_, i) => {
			const { id, username } = x.world.addUser({ username: `fan_${from + i}` });
			x.world.social.addFollower('ourbrand', username);
			return id;
		});
	const leave = (from: number, to: number) => {
		for (let i = from; i < to; i++) x.world.social.removeFollower('ourbrand', `fan_${i}`);
	};
	const mine: IDataObject = { event: 'follower', user: { mode: 'list', value: 'me' } };

	test('each new one once, oldest first, over pages and a cap; who leaves moves nobody up', async () => {
		followers(60, 1000);
		const poller = await activated({ ...mine, options: { maxEvents: 20 } });
		const made = followers(45);
		expect(ids(await poller.poll())).toEqual(made.slice(0, 20));
		expect(ids(await poller.poll())).toEqual(made.slice(20, 40));
		expect(ids(await poller.poll())).toEqual(made.slice(40));
		leave(0, 44);
		leave(1045, 1060);
		expect(await poller.poll()).toEqual([]);
		const [late] = followers(1, 500);
		expect(ids(await poller.poll())).toEqual([late]);
		expect(poller.failures).toEqual([]);
	});

	test('a quiet poll reads one small page and the counter, without anything included', async () => {
		followers(60, 1000);
		const poller = await activated(mine);
		await poller.poll();
		expect(read(FOLLOWERS).map(({ query }) => query.max_results)).toEqual(['20']);
		expect(read(FOLLOWERS)[0].query.expansions).toBeUndefined();
		expect(x.requests).toHaveLength(2);
	});

	test('a purge of 3,000, all that are known among them: nothing false, at most the bound, and it is said', async () => {
		followers(3500);
		const poller = await activated(mine);
		leave(500, 3500);
		expect(await poller.poll()).toEqual([]);
		expect(usd()).toBeLessThanOrEqual(1);
		expect(poller.failures.map(({ message }) => message)).toEqual([
			'X Trigger could not tell everything that is new this time',
		]);
		const made = followers(3, 9000);
		expect(ids(await poller.poll())).toEqual(made);
		expect(poller.failures).toHaveLength(1);
	}, 60_000);

	test('30 new ones among which a known one leaves and comes again: the 30', async () => {
		followers(60, 1000);
		const poller = await activated(mine);
		const first = followers(15);
		leave(1055, 1056);
		x.world.social.addFollower('ourbrand', 'fan_1055');
		const made = [...first, ...followers(15, 15)];
		expect(ids(await poller.poll())).toEqual(made);
		expect(await poller.poll()).toEqual([]);
	});

	test('a poll spends at most its bound, and the next ones go on until all have come', async () => {
		followers(60, 5000);
		const poller = await activated(mine);
		const made = followers(450);
		const came: unknown[] = [];
		for (let i = 0; i < 40 && came.length < made.length; i++) {
			const before = usd();
			came.push(...ids(await poller.poll()));
			expect(usd() - before).toBeLessThanOrEqual(1.02);
		}
		expect(came).toEqual(made);
	}, 60_000);

	test('what is remembered has a bound', async () => {
		const poller = await activated({ ...mine, options: { maxCost: 100 } });
		followers(1500);
		let came = 0;
		for (let i = 0; i < 3; i++) came += (await poller.poll()).length;
		expect(came).toBe(1500);
		const { list } = (
			JSON.parse(poller.stored()) as { 'node:X Trigger': { watch: { memory: { list: Record<string, string[]> } } } }
		)['node:X Trigger'].watch.memory;
		expect([list.order.length, list.gone.length]).toEqual([1000, 0]);
		expect(await poller.poll()).toEqual([]);
	});
});

describe('bookmarks', () => {
	const post = () => x.world.addPost({ by: 'newsroom', text: 'Keep' }).id;
	const bookmark = (id = post()) => {
		x.world.social.addBookmark('ourbrand', id);
		return id;
	};
	const many = (count: number) => Array.from({ length: count }, () => bookmark());
	const remove = (id: string) => {
		const { state } = x.world.social;
		state.bookmarks = state.bookmarks.filter(({ postId }) => postId !== id);
	};

	test('6 new ones and a known one bookmarked anew on top: the 6', async () => {
		const before = many(30);
		const poller = await activated({ event: 'bookmark' });
		const made = many(6);
		remove(before[29]);
		bookmark(before[29]);
		expect(ids(await poller.poll())).toEqual(made);
	});

	test('a workflow removes each of 40 after it was handled: none of the old ones comes', async () => {
		const before = many(40);
		const poller = await activated({ event: 'bookmark' });
		for (let i = 0; i < 8; i++) {
			for (const id of before.splice(-5)) remove(id);
			const made = bookmark();
			expect(ids(await poller.poll())).toEqual([made]);
			remove(made);
		}
		expect(poller.failures).toEqual([]);
	});
});
