/** One node from poll to poll, on what n8n keeps for it. */
import type { IDataObject } from 'n8n-workflow';
import { idAt } from '../../../api/polling/watermark';
import { idsIn, NAMED, node, posts, since, TIMELINE, timeline, user, type Request } from '../../support/unwired/poll';
import { useStillClock } from '../../support/unwired/stream';
import { START } from '../../support/unwired/surroundings';

const HOUR = 3_600_000;

useStillClock();

describe('a node', () => {
	it('starts behind what is there, and then hands out what is new, oldest first', async () => {
		const ada = timeline();
		expect(await ada.raw()).toBeNull();
		ada.answers[TIMELINE] = since('50', '40', '30', '20', '10');
		expect(idsIn(await ada.poll())).toEqual(['40', '50']);
		expect(await ada.raw()).toBeNull();
	});

	it('hands out as many at the start as the user wants, and as many in a poll', async () => {
		const ada = timeline({ options: { atStart: 2, maxEvents: 1 } });
		expect(idsIn(await ada.poll())).toEqual(['20', '30']);
		ada.answers[TIMELINE] = since('50', '40', '30', '20', '10');
		expect(idsIn(await ada.poll())).toEqual(['40']);
		expect(idsIn(await ada.poll())).toEqual(['50']);
	});

	it.each([
		[{ maxEvents: 0 }, 'Max Events per Poll'],
		[{ atStart: -1 }, 'Newest at Start'],
	])('refuses %j', async (options, name) => expect((await timeline({ options }).fails()).message).toContain(name));

	it('starts an hour ago where there is nothing yet', async () => {
		const ada = timeline();
		ada.answers[TIMELINE] = {};
		await ada.poll();
		await ada.poll();
		expect(ada.requests.at(-1)?.query.since_id).toBe(idAt(START - HOUR));
	});

	it('that is polled while it is being polled hands out nothing the second time', async () => {
		const ada = timeline();
		await ada.poll();
		ada.answers[TIMELINE] = since('40', '30');
		const [first, second] = await Promise.all([ada.raw(), ada.raw()]);
		expect([first?.[0].length, second]).toEqual([1, null]);
	});

	it('is polled again after a poll that failed, and nothing is lost', async () => {
		const ada = timeline();
		await ada.poll();
		ada.answers[TIMELINE] = { status: 403, title: 'Forbidden' };
		expect((await ada.fails()).message).toMatch(/refused/);
		ada.answers[TIMELINE] = since('40', '30');
		expect(idsIn(await ada.poll())).toEqual(['40']);
	});

	it('that watches an event that is gone says so', async () =>
		expect(await node({ event: 'gone' }, {}).fails()).toMatchObject({
			message: expect.stringContaining("'gone'") as string,
			description: expect.stringContaining("'Event'") as string,
		}));
});

describe('other settings', () => {
	const changes: Array<[string, (each: ReturnType<typeof timeline>) => void]> = [
		['another account to watch', ({ parameters }) => void (parameters.user = user('bob'))],
		['another choice', ({ parameters }) => void (parameters.filters = { exclude: ['replies'] })],
		['another event', ({ parameters }) => void (parameters.event = 'mention')],
		['another credential', (each) => void (each.credential += '-other')],
		['another kind of credential', ({ parameters }) => void (parameters.authentication = 'bearerToken')],
	];
	const there = since('60', '50', '40');

	it.each(changes)('start anew: %s', async (_, change) => {
		const ada = timeline();
		await ada.poll();
		change(ada);
		Object.assign(ada.answers, {
			[TIMELINE]: there,
			'GET /2/users/7/mentions': there,
			'GET /2/users/8/tweets': there,
			'GET /2/users/by/username/bob': { data: { id: '8', username: 'bob' } },
		});
		expect(await ada.poll()).toEqual([]);
		expect(ada.requests.at(-1)?.query).not.toHaveProperty('since_id');
		expect(await ada.poll()).toEqual([]);
		expect(ada.requests.at(-1)?.query.since_id).toBe('60');
	});

	it.each<[string, IDataObject]>([
		['of the output', { output: 'full' }],
		['of its fields', { fields: { postFields: ['text'] } }],
		['of how many come at once', { options: { maxEvents: 3 } }],
		['that name the same account', { user: { mode: 'id', value: '7' } }],
	])('go on: those %s', async (_, parameters) => {
		const ada = timeline();
		await ada.poll();
		Object.assign(ada.parameters, parameters);
		ada.answers[TIMELINE] = there;
		expect(idsIn(await ada.poll())).toEqual(['40', '50', '60']);
	});
});

describe('the IDs of accounts', () => {
	it('are asked for once a day, and again for another connected account', async () => {
		const ada = timeline();
		await ada.poll();
		expect(ada.endpoints()).toEqual([NAMED, TIMELINE]);
		await ada.poll();
		expect(ada.endpoints()).toEqual([TIMELINE]);
		ada.token = 'token-2';
		await ada.poll();
		expect(ada.endpoints()).toEqual([NAMED, TIMELINE]);
		jest.setSystemTime(START + 16 * HOUR);
		await ada.poll();
		expect(ada.endpoints()).toEqual([NAMED, TIMELINE]);
	});

	it('are kept without the token', async () => {
		const ada = timeline();
		await ada.poll();
		expect(JSON.stringify(ada.memory)).toContain('"7"');
		expect(JSON.stringify(ada.memory)).not.toContain('token-1');
	});
});

describe('what comes out', () => {
	it('is simplified, or whole', async () => {
		const ada = timeline({ options: { atStart: 1 } });
		const post = { id: '30', text: 'A post', edit_history_tweet_ids: ['30'], author_id: '7' };
		ada.answers[TIMELINE] = { data: [post] };
		const [simple] = await ada.poll();
		expect(simple).toMatchObject({ id: '30', text: 'A post' });
		// References were not asked for, so nobody knows what kind of post it is.
		expect(simple).not.toHaveProperty('type');
		expect(simple).not.toHaveProperty('edit_history_post_ids');
		const asked = timeline({ options: { atStart: 1 }, fields: { include: ['referenced_posts'] } });
		asked.answers[TIMELINE] = { data: [post] };
		expect((await asked.poll())[0]).toMatchObject({ id: '30', type: 'post' });
		const whole = timeline({ options: { atStart: 1 }, output: 'full' });
		whole.answers[TIMELINE] = { data: [post] };
		expect((await whole.poll())[0]).toMatchObject({ id: '30', edit_history_post_ids: ['30'] });
	});

	it('asks for nothing along, which X may charge, unless chosen', async () => {
		const ada = timeline();
		await ada.poll();
		expect(ada.requests[1].query).not.toHaveProperty('expansions');
		const along = timeline({ fields: { include: ['author_id'] } });
		await along.poll();
		expect(along.requests[1].query.expansions).toContain('author_id');
	});

	it('of the likes of posts names the post', async () => {
		const likes = (count: number, ...who: string[]) => ({
			'GET /2/users/me': { data: { id: '7' } },
			[TIMELINE]: { data: [{ id: '90', public_metrics: { like_count: count } }] },
			'GET /2/tweets/90/liking_users': { data: who.map((id) => ({ id, username: `u${id}` })) },
		});
		const mine = node({ event: 'like', options: { atStart: 1 } }, likes(1, '1'));
		expect(await mine.poll()).toMatchObject([{ id: '1', username: 'u1', liked_post_id: '90' }]);
		mine.answers = likes(2, '2', '1');
		mine.parameters.output = 'full';
		expect(await mine.poll()).toMatchObject([{ id: '2', liked_post_id: '90' }]);
		mine.endpoints();
		expect(await mine.poll()).toEqual([]);
		expect(mine.endpoints()).not.toContain('GET /2/tweets/90/liking_users');
	});

	it('of a folder is looked up, a hundred at a time; what is gone is left out', async () => {
		const ids = Array.from({ length: 101 }, (_, i) => String(1000 - i));
		const lookUp = ({ query }: Request) => posts(...query.ids.split(',').filter((id) => id !== '950'));
		const mine = node(
			{ event: 'bookmarkInFolder', folder: { mode: 'id', value: '5' } },
			{
				'GET /2/users/me': { data: { id: '7' } },
				'GET /2/users/7/bookmarks/folders/5': { data: [{ id: '1' }] },
				'GET /2/tweets': lookUp,
			},
		);
		await mine.poll();
		mine.answers['GET /2/users/7/bookmarks/folders/5'] = { data: [...ids, '1'].map((id) => ({ id })) };
		mine.endpoints();
		const came = await mine.poll();
		expect(idsIn(came)).toEqual([...ids].reverse().filter((id) => id !== '950'));
		expect(mine.requests.map(({ query }) => query.ids?.split(',').length)).toEqual([undefined, 100, 1]);
	});

	it('of messages leaves out the own ones unless wanted', async () => {
		const messages = (...ids: string[]) => ({
			data: ids.map((id) => ({
				id,
				event_type: 'MessageCreate',
				sender_id: Number(id) % 20 === 0 ? '7' : '8',
				text: 'Hello',
			})),
		});
		for (const includeOwn of [false, true]) {
			const mine = node(
				{ event: 'directMessage', ...(includeOwn ? { filters: { includeOwn } } : {}) },
				{ 'GET /2/users/me': { data: { id: '7' } }, 'GET /2/dm_events': messages('10') },
			);
			await mine.poll();
			mine.answers['GET /2/dm_events'] = messages('40', '30', '20', '10');
			expect(idsIn(await mine.poll())).toEqual(includeOwn ? ['20', '30', '40'] : ['30']);
		}
	});
});

describe('a number of a post', () => {
	const LOOK = 'GET /2/tweets';
	const counted = (...likes: number[]) => ({
		data: likes.map((like_count, i) => ({ id: String(i + 1), text: 'A post', public_metrics: { like_count } })),
	});
	const watched = (...likes: number[]) =>
		node({ event: 'metric', posts: '1, 2', metric: 'like_count', value: 10 }, { [LOOK]: counted(...likes) });

	it('that has passed its value starts the workflow once', async () => {
		const each = watched(9, 10);
		expect(await each.poll()).toEqual([]);
		each.answers[LOOK] = counted(11, 12);
		expect(idsIn(await each.poll())).toEqual(['1']);
		expect(await each.poll()).toEqual([]);
		expect(each.requests[0].query).toMatchObject({ ids: '1,2' });
		expect(Object.entries(each.requests[0].query).flat().join()).toContain('public_metrics');
	});

	it('is that of the newest posts, where none are named', async () => {
		const each = node(
			{ event: 'metric', metric: 'like_count', value: 10 },
			{
				'GET /2/users/me': { data: { id: '7' } },
				'GET /2/users/7/tweets': { data: [{ id: '2' }, { id: '1' }] },
				[LOOK]: counted(9, 9),
			},
		);
		expect(await each.poll()).toEqual([]);
		each.answers[LOOK] = counted(9, 11);
		expect(idsIn(await each.poll())).toEqual(['2']);
		expect(each.requests.at(-1)?.query).toMatchObject({ ids: '2,1' });
	});

	it('that has not passed it yet still shows in the test what will come', async () => {
		const each = watched(3, 4);
		each.mode = 'manual';
		expect(idsIn(await each.poll())).toEqual(['1']);
		each.answers[LOOK] = counted(3, 12);
		expect(idsIn(await each.poll())).toEqual(['2']);
	});
});

describe("the editor's test", () => {
	it('shows the newest, and remembers nothing', async () => {
		const ada = timeline();
		ada.mode = 'manual';
		expect(idsIn(await ada.poll())).toEqual(['30']);
		expect(ada.memory).toEqual({});
	});

	it('says so where there is none', async () => {
		const ada = timeline();
		ada.mode = 'manual';
		ada.answers[TIMELINE] = {};
		const error = await ada.fails();
		expect(error.message).toContain('no example');
		expect(error.description).toMatch(/^Test again/);
	});
});

it('a credential that lacks a scope is refused before the list is asked for', async () => {
	const ada = timeline();
	ada.granted = 'users.read';
	const error = await ada.fails();
	expect(error.message).toContain('tweet.read');
	expect(error.description).toContain("'New Post of User' needs it");
	expect(ada.requests).toEqual([]);
});

it('a search keeps within the seven days that X has', async () => {
	const RECENT = 'GET /2/tweets/search/recent';
	const old = idAt(START - 8 * 24 * HOUR);
	const search = node({ event: 'searchMatch', query: 'kettle' }, { [RECENT]: posts(old) });
	await search.poll();
	await search.poll();
	expect(search.requests.at(-1)?.query).toMatchObject({
		since_id: idAt(START - 7 * 24 * HOUR + 300_000),
		query: expect.stringContaining('kettle') as string,
	});
});
