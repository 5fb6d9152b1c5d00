/** What happens to a polling trigger in the field: X lists late, posts are edited, the account changes, X is away. */
import type { IDataObject } from 'n8n-workflow';
import { go } from '../../support/clock';
import { newHost, pollNode, type Poller } from '../../support/n8n/polls';
import { useLocalX } from '../../support/x/local-x';

const x = useLocalX({ rateLimits: false, balanceUsd: 1_000_000 });
const ids = (json: IDataObject[]) => json.map(({ id }) => id);
const post = (text: string, more: Partial<Parameters<typeof x.world.addPost>[0]> = {}) =>
	x.world.addPost({ by: 'newsroom', text, ...more }).id;

async function activated(parameters: IDataObject): Promise<Poller> {
	const poller = pollNode(x, parameters);
	expect(await poller.poll()).toEqual([]);
	x.requests.length = 0;
	return poller;
}

const mentions: IDataObject = { event: 'mention', user: { mode: 'list', value: 'me' } };
const newsroom: IDataObject = { event: 'userPost', user: { mode: 'username', value: 'newsroom' } };

test('a mention that X lists late, below one that was handed out, comes once', async () => {
	const poller = await activated(mentions);
	const late = post('Late @ourbrand');
	const hidden = x.world.posts.get(late)!;
	x.world.posts.delete(late);
	const first = post('First @ourbrand');
	expect(ids(await poller.poll())).toEqual([first]);
	x.world.posts.set(late, hidden);
	const second = post('Second @ourbrand');
	expect(ids(await poller.poll()).sort()).toEqual([late, second].sort());
	expect(await poller.poll()).toEqual([]);
});

test('an edited post comes once', async () => {
	const poller = await activated(newsroom);
	const first = post('Frist');
	expect(ids(await poller.poll())).toEqual([first]);
	post('First', { editOf: first });
	expect(await poller.poll()).toEqual([]);
	const next = post('Next');
	expect(ids(await poller.poll())).toEqual([next]);
});

test("a credential that is connected to another account starts anew with what is that account's own", async () => {
	for (let i = 0; i < 12; i++) x.world.social.addBookmark('meteo', post(`Kept ${i}`));
	x.world.social.addBookmark('ourbrand', post('Ours'));
	const poller = await activated({ event: 'bookmark' });
	poller.reconnect('meteo');
	expect(await poller.poll()).toEqual([]);
	const id = post('New');
	x.world.social.addBookmark('meteo', id);
	expect(ids(await poller.poll())).toEqual([id]);
});

test('five reposts on top of the own posts: those below are watched', async () => {
	const own = x.world.addPost({ by: 'ourbrand', text: 'Ours' }).id;
	for (let i = 0; i < 6; i++) x.world.addPost({ by: 'ourbrand', text: '', repostOf: post(`News ${i}`) });
	const poller = await activated({ event: 'quote' });
	const quote = post('Look', { quote: own });
	x.faults.set({ searchDelaySeconds: -60 });
	expect(ids(await poller.poll())).toEqual([quote]);
});

describe('in the life of a workflow', () => {
	const bookmark = (by = 'ourbrand') => {
		const id = post('Keep');
		x.world.social.addBookmark(by, id);
		return id;
	};

	test.each<[string, IDataObject, IDataObject, { as?: string; credentialId?: string }]>([
		['the same event and credential', newsroom, newsroom, { credentialId: 'one' }],
		['the same event, another credential', newsroom, newsroom, { as: 'meteo' }],
		['different events of one credential', newsroom, mentions, { credentialId: 'one' }],
	])('two triggers in one workflow, %s: each starts with what is its own, once', async (_, first, second, options) => {
		const host = newHost('wf-two');
		const pollers = [first, second].map((parameters, i) =>
			pollNode(x, parameters, { credentialId: 'one', ...(i > 0 ? options : {}), host, name: `Trigger ${i + 1}` }),
		);
		for (const poller of pollers) expect(await poller.poll()).toEqual([]);
		const made = [post('One @ourbrand'), post('Two @ourbrand')];
		for (const poller of pollers) expect(ids(await poller.poll())).toEqual(made);
		const third = post('Three @ourbrand');
		const at = await Promise.all(pollers.map(async (poller) => ids(await poller.poll())));
		expect(at).toEqual([[third], [third]]);
		for (const poller of pollers) expect(await poller.poll()).toEqual([]);
	});

	test('another event, and the former one again: nothing leaks into the other, nothing floods', async () => {
		for (let i = 0; i < 3; i++) bookmark();
		const poller = await activated(newsroom);
		post('News');
		poller.set({ event: 'bookmark' });
		expect(await poller.poll()).toEqual([]);
		const kept = bookmark();
		expect(ids(await poller.poll())).toEqual([kept]);
		for (let i = 0; i < 5; i++) post(`Meanwhile ${i}`);
		poller.set(newsroom);
		expect(await poller.poll()).toEqual([]);
		const next = post('Next');
		expect(ids(await poller.poll())).toEqual([next]);
		expect(poller.failures).toEqual([]);
	});

	test('the credential is exchanged for that of another account', async () => {
		for (let i = 0; i < 4; i++) bookmark('meteo');
		bookmark();
		const poller = await activated({ event: 'bookmark' });
		poller.exchange('meteo');
		expect(await poller.poll()).toEqual([]);
		bookmark();
		const theirs = bookmark('meteo');
		expect(ids(await poller.poll())).toEqual([theirs]);
	});

	test('a node that was disabled for a while goes on where it stopped', async () => {
		const poller = await activated(newsroom);
		const made = Array.from({ length: 120 }, (_, i) => post(`Meanwhile ${i}`));
		expect(ids(await poller.poll())).toEqual(made);
		expect(await poller.poll()).toEqual([]);
	});

	test.each([
		['posts', newsroom, () => post('News')],
		['bookmarks', { event: 'bookmark' }, () => bookmark()],
	])('a copy that has what n8n kept for the original starts anew: %s', async (_, parameters, make) => {
		const poller = await activated(parameters);
		const made = [make(), make(), make()];
		const copied = poller.copied();
		expect(await copied.poll()).toEqual([]);
		const next = make();
		expect(ids(await copied.poll())).toEqual([next]);
		expect(ids(await poller.poll())).toEqual([...made, next]);
	});

	test('n8n starts anew and has what it stored with the last execution: each once', async () => {
		for (let i = 0; i < 60; i++) bookmark();
		const pollers = [await activated(newsroom), await activated({ event: 'bookmark' })];
		const make = [() => post('News'), () => bookmark()];
		for (const [i, poller] of pollers.entries()) {
			const first = make[i]();
			expect(ids(await poller.poll())).toEqual([first]);
			for (let quiet = 0; quiet < 3; quiet++) expect(await poller.poll()).toEqual([]);
			poller.restart();
			expect(await poller.poll()).toEqual([]);
			const second = make[i]();
			poller.restart();
			expect(ids(await poller.poll())).toEqual([second]);
		}
	});

	test('the test in the editor, while the active workflow polls, takes nothing from it', async () => {
		const poller = await activated(newsroom);
		const made = [post('One'), post('Two')];
		x.faults.set({ latencyMs: 50 });
		const [shown, came] = await Promise.all([poller.test(), poller.poll()]);
		x.faults.set({ latencyMs: 0 });
		expect([ids(shown), ids(came)]).toEqual([made.slice(-1), made]);
		expect(await poller.poll()).toEqual([]);
	});

	test('more likes between two polls than X shows of a post: those it shows come, and it is said', async () => {
		const own = x.world.addPost({ by: 'ourbrand', text: 'Ours' }).id;
		const like = (count: number, from: number) => {
			for (let i = from; i < from + count; i++)
				x.world.social.addLike(own, x.world.addUser({ username: `liker_${i}` }).username);
		};
		like(3, 0);
		const poller = await activated({ event: 'like', posts: own, options: { maxCost: 5 } });
		like(150, 100);
		expect(await poller.poll()).toHaveLength(100);
		expect(poller.failures.map(({ message }) => message)).toEqual([
			'X Trigger could not tell everything that is new this time',
		]);
		like(1, 900);
		expect((await poller.poll()).map(({ username }) => username)).toEqual(['liker_900']);
		expect(poller.failures).toHaveLength(1);
	});
});

describe('X is away', () => {
	const away = () => x.faults.set({ rules: [{ match: '*', kind: 'status', status: 503 }] });
	const back = () => x.faults.set({ rules: [] });

	test('at the activation: it stays active, says so once, and starts when X is back', async () => {
		away();
		const poller = pollNode(x, newsroom, { budgetMs: 2000 });
		expect(await poller.poll()).toEqual([]);
		expect(await poller.poll()).toEqual([]);
		expect(poller.failures).toHaveLength(1);
		expect((poller.failures[0] as Error & { description: string }).description).toMatch(/Since 20\d\d-.*stays active/);
		back();
		expect(await poller.poll()).toEqual([]);
		const id = post('Now');
		expect(ids(await poller.poll())).toEqual([id]);
	}, 60_000);

	test('between polls: what happened meanwhile comes afterwards, and the next outage is said again', async () => {
		const poller = pollNode(x, newsroom, { budgetMs: 2000 });
		await poller.poll();
		away();
		const id = post('Meanwhile');
		for (let i = 0; i < 2; i++) expect(await poller.poll()).toEqual([]);
		back();
		expect(ids(await poller.poll())).toEqual([id]);
		expect(poller.failures).toHaveLength(1);
		away();
		expect(await poller.poll()).toEqual([]);
		expect(poller.failures).toHaveLength(2);
	}, 60_000);

	test('what a person has to mend ends the activation', async () => {
		x.faults.set({ rules: [{ match: '*', kind: 'status', status: 403 }] });
		await expect(pollNode(x, newsroom).poll()).rejects.toThrow();
		const poller = pollNode(x, { event: 'searchMatch', filters: { language: 'en' } });
		await expect(poller.poll()).rejects.toThrow("'Query' is empty");
	});
});

describe("n8n's clock is wrong", () => {
	const MINUTE = 60_000;
	const DAY = 24 * 60 * MINUTE;
	const wrong = [20 * MINUTE, 5 * 60 * MINUTE, 3 * DAY, 30 * DAY].flatMap((ms) => [ms, -ms]);
	const byApp: IDataObject = { authentication: 'bearerToken' };
	/** X goes on for so long, while n8n's clock is behind by so much. */
	const at = (later: number, behind: number) => {
		jest.setSystemTime(began + later - behind);
		x.faults.set({ clockSkewMs: behind, searchDelaySeconds: -60 });
	};
	// X's IDs never go back.
	let began = Date.now();
	beforeEach(() => {
		go(0);
		began += 20 * DAY;
	});
	afterEach(() => void jest.useRealTimers());

	test.each(wrong)('an empty timeline and another one: each post once (by %d ms)', async (behind) => {
		at(0, behind);
		const { username } = x.world.addUser({ username: 'silent' });
		const pollers = [
			await activated({ ...newsroom, ...byApp }),
			await activated({ event: 'userPost', user: { mode: 'username', value: username }, ...byApp }),
		];
		for (let i = 1; i < 4; i++) {
			at(i * MINUTE, behind);
			const made = [post(`News ${i}`), x.world.addPost({ by: username, text: `Word ${i}` }).id];
			for (const [which, poller] of pollers.entries()) expect(ids(await poller.poll())).toEqual([made[which]]);
		}
		for (const poller of pollers) expect(await poller.poll()).toEqual([]);
	});

	test.each(wrong)('a search that sleeps for days goes on where it was (by %d ms)', async (behind) => {
		at(0, behind);
		post('An eclipse');
		const poller = await activated({ event: 'searchMatch', query: 'eclipse', ...byApp });
		const second = post('Another eclipse');
		at(6 * DAY, behind);
		expect(ids(await poller.poll())).toEqual([second]);
		at(14 * DAY, behind);
		const third = post('A last eclipse');
		expect(ids(await poller.poll())).toEqual([third]);
		expect(await poller.poll()).toEqual([]);
		expect(poller.failures).toEqual([]);
	});

	test.each(wrong)('that is set right in the meantime changes nothing (by %d ms)', async (behind) => {
		at(0, 0);
		const poller = await activated({ event: 'searchMatch', query: 'eclipse', ...byApp });
		const second = post('Another eclipse');
		at(6 * DAY, behind);
		expect(ids(await poller.poll())).toEqual([second]);
		at(13.5 * DAY, 0);
		const third = post('A last eclipse');
		expect(ids(await poller.poll())).toEqual([third]);
	});
});
