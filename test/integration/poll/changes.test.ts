/** What changes in profiles and posts that are named, on the real n8n-core. */
import type { IDataObject } from 'n8n-workflow';
import { pollNode, type Poller } from '../../support/n8n/polls';
import { useLocalX } from '../../support/x/local-x';

const x = useLocalX({ rateLimits: false, balanceUsd: 1_000_000 });
const post = (text: string, more: Partial<Parameters<typeof x.world.addPost>[0]> = {}) =>
	x.world.addPost({ by: 'newsroom', text, ...more }).id;

async function activated(parameters: IDataObject): Promise<Poller> {
	const poller = pollNode(x, parameters);
	expect(await poller.poll()).toEqual([]);
	x.requests.length = 0;
	return poller;
}

describe('profiles', () => {
	const watch: IDataObject = { event: 'profileChange', users: 'newsroom, @meteo' };

	test('several parts of several accounts, each with what it was and is', async () => {
		const poller = await activated(watch);
		const [newsroom, meteo] = ['newsroom', 'meteo'].map((name) => x.world.needUser(name));
		const before = newsroom.name;
		Object.assign(newsroom, { name: 'The Newsroom', location: 'The pier' });
		meteo.url = 'https://example.com/weather';
		expect((await poller.poll()).map(({ username, changes }) => [username, changes])).toEqual([
			[
				'newsroom',
				expect.objectContaining({
					name: { before, after: 'The Newsroom' },
					location: expect.objectContaining({ after: 'The pier' }),
				}),
			],
			['meteo', { link: expect.objectContaining({ after: expect.stringContaining('example.com/weather') }) }],
		]);
		expect(await poller.poll()).toEqual([]);
		// One request a poll, and each account is charged once a day.
		expect(x.requests.map(({ endpoint }) => endpoint)).toEqual(['GET /2/users', 'GET /2/users']);
	});

	test('an account that is suspended for a while has not changed', async () => {
		const poller = await activated(watch);
		const user = x.world.needUser('newsroom');
		user.state = 'suspended';
		expect(await poller.poll()).toEqual([]);
		user.state = 'active';
		expect(await poller.poll()).toEqual([]);
		user.description = 'Back';
		expect(await poller.poll()).toMatchObject([{ username: 'newsroom', changes: { bio: { after: 'Back' } } }]);
	});
});

describe('posts', () => {
	test('an edit and a deletion, also of the last post that is named', async () => {
		const [edited, deleted] = [post('Frist'), post('Gone soon')];
		const poller = await activated({ event: 'postChange', posts: `${edited}, ${deleted}` });
		const newest = post('First', { editOf: edited });
		expect(await poller.poll()).toMatchObject([
			{ id: edited, changes: { newest_version: { before: edited, after: newest } } },
		]);
		x.world.deletePost(deleted);
		const gone = { deleted: { before: 'false', after: 'true' } };
		expect(await poller.poll()).toMatchObject([{ id: deleted, changes: gone }]);
		x.world.deletePost(edited);
		expect(await poller.poll()).toMatchObject([{ id: edited, changes: gone }]);
		expect(await poller.poll()).toEqual([]);
	});

	test('only what is asked for', async () => {
		const id = post('Frist');
		const poller = await activated({ event: 'postChange', posts: id, filters: { whatHappens: ['deleted'] } });
		post('First', { editOf: id });
		expect(await poller.poll()).toEqual([]);
		x.world.deletePost(id);
		expect(await poller.poll()).toHaveLength(1);
	});

	test('what a protected account hides is not deleted', async () => {
		const [theirs] = [post('Theirs', { by: 'meteo' }), post('Ours')];
		const poller = await activated({ event: 'postChange', posts: theirs });
		x.world.needUser('meteo').state = 'protected';
		x.world.needUser('ourbrand').following = [];
		await expect(poller.poll()).rejects.toThrow();
		x.world.needUser('meteo').state = 'active';
		expect(await poller.poll()).toEqual([]);
	});
});

describe('followers who leave', () => {
	const usd = () => x.requests.reduce((sum, each) => sum + each.usd, 0);

	test('a poll reads no more than Max Cost per Poll allows; the next ones go on, and none is told falsely', async () => {
		const fans = Array.from({ length: 150 }, (_, i) => x.world.addUser({ username: `fan${i}` }).username);
		for (const fan of fans) x.world.social.addFollower('ourbrand', fan);
		const poller = pollNode(x, { event: 'unfollower', user: { mode: 'list', value: 'me' }, options: { maxCost: 1 } });
		const polls = async (count: number) => {
			const came: unknown[] = [];
			for (let i = 0; i < count; i++) {
				const before = usd();
				came.push(...(await poller.poll()).map(({ username }) => username));
				expect(usd() - before).toBeLessThanOrEqual(1.0001);
			}
			return came;
		};
		expect(await polls(3)).toEqual([]);
		x.world.social.removeFollower('ourbrand', fans[7]);
		x.world.social.removeFollower('ourbrand', fans[120]);
		expect((await polls(5)).sort()).toEqual([fans[7], fans[120]].sort());
		x.requests.length = 0;
		expect(await polls(2)).toEqual([]);
		expect(x.requests.map(({ endpoint }) => endpoint)).toEqual(['GET /2/users/{id}', 'GET /2/users/{id}']);
	});
});
