import { TRIGGER_EVENTS } from '../../../connector/triggers';
import type { OddityName } from '../../../sandbox';
import { happening } from '../../support/x/happenings';
import { pollNode } from '../../support/n8n/polls';
import { usePolls } from '../../support/x/newsroom';

const { x, calls, activated } = usePolls();

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

test('only what the account may reply to comes, without asking X for more', async () => {
	const filters = { onlyCanReply: true };
	const poller = await activated({ event: 'searchMatch', query: 'kite', filters });
	x.world.addPost({ by: 'newsroom', text: 'A kite for @ourbrand' });
	x.world.addPost({ by: 'newsroom', text: 'A kite for nobody' });
	const came = await poller.poll();
	expect(came.map(({ text, can_reply: can }) => [text, can])).toEqual([['A kite for @ourbrand', true]]);
	expect(calls()).not.toContain('GET /2/users/me');
	expect(x.requests.at(-1)?.query.expansions).toBeUndefined();
	expect(await poller.poll()).toEqual([]);
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

/** X's counter, as the trigger remembers it. */
const counted = (poller: Pick<ReturnType<typeof pollNode>, 'stored'>): number =>
	Number(/"count":(\d+)/.exec(poller.stored())?.[1]);

describe.each(TRIGGER_EVENTS.map((event) => [event.displayName, event] as const))('%s', (_name, event) => {
	test('comes once; what is none does not come; the test shows one', async () => {
		const { parameters = {}, happen, other, shows } = happening(x, event.name);
		const poller = await activated({ event: event.name, ...parameters });
		expect(await poller.poll()).toEqual([]);
		other?.();
		expect(await poller.poll()).toEqual([]);
		const before = counted(poller);
		happen();
		const came = await poller.poll();
		// Whatever else X counts, the event's counter is the one that what happens changes.
		if (event.counter) expect(Math.abs(counted(poller) - before)).toBe(1);
		expect(came).toHaveLength(1);
		expect(came[0]).toMatchObject({ ...shows, [event.key ?? 'id']: expect.any(String) as string });
		expect(await poller.poll()).toEqual([]);
		expect(await poller.test()).toHaveLength(1);
		expect(x.requests.filter(({ status }) => status >= 400)).toEqual([]);
	});
});

/** What one answer of X, or all of a poll's, can be like. */
const SHAPES: ReadonlyArray<readonly [OddityName, object?]> = [
	['empty-list'],
	['short-list', { count: 1 }],
	['token-at-the-end'],
	['repeated-token'],
	['null-data'],
	['null-data', { as: 'object' }],
	['empty-answer'],
	['null-members'],
	['null-parts'],
	['odd-entries'],
	['number-ids'],
	['odd-errors'],
	['errors-without-data'],
	['limit-as-success'],
	['numbers-as-text'],
];

describe.each(TRIGGER_EVENTS.map((event) => [event.displayName, event] as const))('%s', (_name, event) => {
	test('whatever X answers to a poll, nothing false comes, and what happens comes once', async () => {
		const { parameters = {}, happen, shows } = happening(x, event.name);
		const poller = await activated({ event: event.name, ...parameters });
		// Where X takes one request a second, a few of them are enough.
		const isSlow = JSON.stringify(event.source.limits ?? {}).includes('/1s');
		for (const [name, settings] of isSlow ? SHAPES.slice(0, 4) : SHAPES) {
			x.oddities.on(name, settings);
			const came = await poller.poll().catch((error: Error) => error.message);
			expect([name, came]).toEqual([
				name,
				typeof came === 'string' ? expect.not.stringMatching(/TypeError|undefined|not iterable|read propert/) : [],
			]);
			x.oddities.reset();
			expect([name, await poller.poll()]).toEqual([name, []]);
		}
		happen();
		const came = await poller.poll();
		expect(came).toHaveLength(1);
		expect(came[0]).toMatchObject({ ...shows });
		expect(await poller.poll()).toEqual([]);
	});
});
