import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { PACE } from '../../../api/push/stream';
import { XStreamTrigger } from '../../../nodes/XStreamTrigger/XStreamTrigger.node';
import { holdTrigger, until, type HeldTrigger } from '../../support/n8n/triggers';
import { useLocalX } from '../../support/x/local-x';

const x = useLocalX();
const held: HeldTrigger[] = [];
const usual = { ...PACE };
beforeEach(() => {
	// X's rules at a pace that a test can wait for; unit tests hold the real numbers.
	Object.assign(PACE, { networkStep: 10, httpFirst: 30, limitFirst: 60, lastingFirst: 60, searchLag: 50 });
	x.stream.settings.keepAliveMs = 50;
});
afterEach(async () => {
	for (const trigger of held.splice(0)) await trigger.close();
	Object.assign(PACE, usual);
});

const node = new XStreamTrigger();
const credentials = (): Record<string, ICredentialDataDecryptedObject> => ({
	xAppBearerApi: { baseUrl: x.url, source: 'token', bearerToken: x.appToken() },
});
interface GivenRule extends IDataObject {
	value?: string;
	filters?: IDataObject;
	tag?: string;
}
const parametersOf = (rules: GivenRule[], options: IDataObject = {}): IDataObject => ({
	rules: { rule: rules },
	options,
});

async function start(
	rules: GivenRule[],
	options: IDataObject = {},
	mode: 'trigger' | 'manual' = 'trigger',
): Promise<HeldTrigger> {
	const trigger = await holdTrigger(
		{ node, parameters: parametersOf(rules, options), credentials: credentials() },
		mode,
	);
	held.push(trigger);
	return trigger;
}
const refusal = async (work: Promise<unknown>) =>
	(await work.then(
		() => undefined,
		(error: unknown) => error,
	)) as { message: string; description?: string } | undefined;
const texts = ({ items }: HeldTrigger) => items.map(({ json }) => json.text);
const rules = () =>
	[...x.stream.rules.values()].map(({ value, tag }) => ({ value, tag: tag?.replace(/^n8n-[0-9a-f]{8}( · )?/, '') }));
const publish = (text: string, by = 'newsroom') => x.world.addPost({ by, text });
const connects = () => x.requests.filter(({ endpoint }) => endpoint === 'GET /2/tweets/search/stream');
const back = async (n: number) => await until(() => connects().length === n && x.stream.connections.size === 1);
const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
/** A rule of another program. */
const foreign = async (value: string, tag: string) =>
	await fetch(`${x.url}/2/tweets/search/stream/rules`, {
		method: 'POST',
		headers: { authorization: `Bearer ${x.appToken()}`, 'content-type': 'application/json' },
		body: JSON.stringify({ add: [{ value, tag }] }),
	});

describe('posts', () => {
	it('that match start the workflow, with what they matched', async () => {
		const trigger = await start([{ value: 'kettle', tag: 'brand' }, { value: 'from:newsroom teapot' }]);
		publish('A kettle and a teapot');
		publish('Nothing of the kind');
		publish('A teapot', 'meteo');
		publish('Kettle again', 'meteo');
		await until(() => trigger.items.length === 2);
		expect(trigger.items.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				text: 'A kettle and a teapot',
				username: 'newsroom',
				type: 'post',
				url: expect.stringContaining('https://x.com/newsroom/status/'),
				matching_rules: [
					{ id: expect.any(String), tag: 'brand' },
					{ id: expect.any(String), tag: '' },
				],
			}),
			expect.objectContaining({ text: 'Kettle again', username: 'meteo' }),
		]);
	});

	it('come whole, or as X sent them', async () => {
		const full = await start([{ value: 'kettle' }], { output: 'full' });
		publish('A whole kettle');
		await until(() => full.items.length === 1);
		await full.close();
		expect(full.items[0].json).toMatchObject({
			text: 'A whole kettle',
			author: { username: 'newsroom' },
			edit_history_post_ids: [expect.any(String)],
			conversation_id: expect.any(String),
		});
		const trigger = await start([{ value: 'kettle' }], { output: 'raw' });
		publish('A raw kettle');
		await until(() => trigger.items.length === 1);
		expect(trigger.items[0].json).toMatchObject({
			data: { text: 'A raw kettle', edit_history_tweet_ids: [expect.any(String)] },
			includes: { users: [{ username: 'newsroom' }] },
		});
	});

	it('come without users when told so, as X may charge those', async () => {
		const trigger = await start([{ value: 'kettle' }], { users: false, output: 'full' });
		publish('A kettle of nobody');
		await until(() => trigger.items.length === 1);
		expect(trigger.items[0].json).toMatchObject({
			text: 'A kettle of nobody',
			author_id: x.world.needUser('newsroom').id,
		});
		expect(trigger.items[0].json).not.toHaveProperty('author');
		expect(connects()[0].query.expansions).not.toMatch(/author_id|mentions|in_reply_to_user/);
	});

	it('that X sends twice come once, and what is no post is passed over', async () => {
		const trigger = await start([{ value: 'kettle' }]);
		const [{ id }] = x.stream.rules.values();
		const line = JSON.stringify({ data: { id: '1849000000000000000', text: 'kettle' }, matching_rules: [{ id }] });
		x.stream.say(`${line}\r\n{"new":"thing"}\r\nno JSON\r\n${line}\r\n`);
		publish('The last kettle');
		await until(() => trigger.items.length === 2);
		expect(texts(trigger)).toEqual(['kettle', 'The last kettle']);
		expect(connects()).toHaveLength(1);
	});

	it("of other programs' rules are left out unless wanted", async () => {
		await foreign('saucer', 'theirs');
		const trigger = await start([{ value: 'kettle' }]);
		publish('A saucer');
		publish('A kettle');
		await until(() => trigger.items.length === 1);
		expect(texts(trigger)).toEqual(['A kettle']);
		await trigger.close();
		const all = await start([{ value: 'kettle' }], { others: true });
		publish('Another saucer');
		await until(() => all.items.length === 1);
		expect(all.items[0].json.matching_rules).toEqual([{ id: expect.any(String), tag: 'theirs' }]);
	});
});

describe('rules', () => {
	it('are built from filters', async () => {
		const trigger = await start([
			{ filters: { anyWords: 'kettle, teapot', from: '@newsroom', exclude: ['reply'] }, tag: 'brand' },
			{ value: 'saucer OR cup', filters: { notFrom: 'newsroom', minFollowers: 1 } },
		]);
		expect(rules()).toEqual([
			{ value: '(kettle OR teapot) from:newsroom -is:reply', tag: 'brand' },
			{ value: '(saucer OR cup) -from:newsroom min_followers:1', tag: '' },
		]);
		publish('A kettle', 'meteo');
		publish('A teapot');
		await until(() => trigger.items.length === 1);
		expect(texts(trigger)).toEqual(['A teapot']);
	});

	test.each([
		[{ value: 'kettle min_faves:5' }, "X does not know 'min_faves:5' here"],
		[{ filters: { language: 'en' } }, "'Rule' is empty"],
		[{ filters: { from: 'me' } }, "'Me' is not available in a rule"],
		[{ value: 'k'.repeat(1021), filters: { allWords: 'tea' } }, '1024'],
	])('%j is refused before any request', async (rule, message) => {
		expect((await refusal(start([rule])))?.message).toContain(message);
		expect(x.requests).toEqual([]);
	});

	it('are tried first, then added, and taken away at deactivation; those of others stay', async () => {
		await foreign('saucer', 'theirs');
		const trigger = await start([{ value: 'kettle', tag: 'brand' }, { value: 'saucer' }]);
		expect(rules()).toEqual([
			{ value: 'saucer', tag: 'theirs' },
			{ value: 'kettle', tag: 'brand' },
		]);
		const changes = x.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/rules')).slice(1);
		expect(changes.map(({ query }) => query)).toEqual([{ dry_run: 'true' }, {}]);
		publish('A saucer');
		await until(() => trigger.items.length === 1);
		await trigger.close();
		expect(rules()).toEqual([{ value: 'saucer', tag: 'theirs' }]);
	});

	it('follow the node: what was changed, removed or given another tag', async () => {
		const options = {
			node,
			credentials: credentials(),
			parameters: parametersOf([{ value: 'kettle' }, { value: 'teapot', tag: 'one' }, { value: 'cup' }], {
				keepRules: true,
			}),
		};
		const first = await holdTrigger(options);
		await first.close();
		const kept = [...x.stream.rules.values()].find(({ value }) => value === 'kettle')?.id;
		expect(x.stream.rules.size).toBe(3);
		const second = await holdTrigger({
			...options,
			parameters: parametersOf([{ value: 'kettle' }, { value: 'teapot', tag: 'two' }], { keepRules: true }),
			id: first.nodeId,
		});
		held.push(second);
		expect(rules()).toEqual([
			{ value: 'kettle', tag: '' },
			{ value: 'teapot', tag: 'two' },
		]);
		expect([...x.stream.rules.keys()]).toContain(kept);
	});

	it("that X refuses are said in X's words, and nothing is changed", async () => {
		const error = await refusal(start([{ value: 'kettle' }, { value: 'unheard:berlin' }]));
		expect(error?.message).toBe('UnprocessableEntity');
		expect(error?.description).toContain("'unheard:berlin'");
		expect(rules()).toEqual([]);
		expect(connects()).toEqual([]);
	});

	it.each([
		['none', [], "'Rules' is empty"],
		[
			'one that is too long',
			[{ value: 'a'.repeat(1025) }],
			"'Rules': 'Rule': it has 1025 characters; the limit is 1024",
		],
		['one given twice', [{ value: 'kettle' }, { value: 'kettle ' }], "The rule 'kettle' is there twice"],
	])('%s are refused before any request', async (_, given, message) => {
		expect((await refusal(start(given)))?.message).toBe(message);
		expect(x.requests).toEqual([]);
	});

	it('that someone removes meanwhile are put back', async () => {
		const trigger = await start([{ value: 'kettle' }]);
		x.stream.rules.clear();
		x.stream.cut();
		await until(() => x.stream.connections.size === 1 && x.stream.rules.size === 1);
		publish('A kettle');
		await until(() => trigger.items.length === 1);
	});
});

describe('the connection', () => {
	it.each(['break', 'end'] as const)('comes back after a %s', async (how) => {
		const trigger = await start([{ value: 'kettle' }]);
		publish('Kettle before');
		await until(() => trigger.items.length === 1);
		x.stream.cut(how);
		await back(2);
		publish('Kettle after');
		await until(() => trigger.items.length === 2);
		expect(texts(trigger)).toEqual(['Kettle before', 'Kettle after']);
		expect([trigger.failures, trigger.ends]).toEqual([[], []]);
	});

	it('is given up and opened anew when it falls silent', async () => {
		PACE.silence = 200;
		const trigger = await start([{ value: 'kettle' }]);
		await pause(500);
		expect(connects()).toHaveLength(1);
		x.stream.settings.silent = true;
		await until(() => connects().length > 1);
		x.stream.settings.silent = false;
		await until(() => x.stream.connections.size === 1);
		publish('A kettle');
		await until(() => trigger.items.length === 1);
	});

	it('waits longer each time while X answers with errors, and longest after 429', async () => {
		const trigger = await start([{ value: 'kettle' }]);
		const STREAM = 'GET /2/tweets/search/stream';
		x.faults.set({ headersMissing: true });
		x.faults.add({ match: STREAM, kind: 'status', status: 503, times: 3 });
		x.faults.add({ match: STREAM, kind: 'rateLimit', times: 2 });
		x.stream.cut();
		await back(7);
		const at = connects()
			.slice(1)
			.map(({ at: when }) => Date.parse(when));
		const waits = at.slice(1).map((when, i) => when - at[i]);
		[30, 60, 120, 60, 120].forEach((least, i) => expect(waits[i]).toBeGreaterThanOrEqual(least - 5));
		expect(connects().map(({ status }) => status)).toEqual([200, 503, 503, 503, 429, 429, 200]);
		expect([trigger.failures.length, trigger.ends]).toEqual([1, []]);
	});

	it('says when the credential is no longer good, and comes back when it is', async () => {
		const trigger = await start([{ value: 'kettle' }]);
		const token = x.appToken();
		const { id } = x.apps.web;
		x.faults.add({ match: 'GET /2/tweets/search/stream', kind: 'cutBefore', times: 1 });
		x.apps.web.id = 'gone';
		x.stream.cut();
		await until(() => trigger.failures.length === 1);
		expect(trigger.failures[0].message).toContain('token');
		expect(JSON.stringify(trigger.failures[0])).not.toContain(token);
		x.apps.web.id = id;
		await until(() => x.stream.connections.size === 1);
		expect([trigger.failures.length, trigger.ends]).toEqual([1, []]);
	});

	it('that others hold is told once, and taken when they have ended', async () => {
		const first = await start([{ value: 'kettle' }]);
		const second = await start([{ value: 'teapot' }]);
		expect(second.failures).toMatchObject([
			{
				message: 'X allows the app one connection to this stream',
				description: expect.stringContaining('X Developer > Connection > Close Stream') as string,
			},
		]);
		await first.close();
		await until(() => x.stream.connections.size === 1);
		publish('A teapot');
		await until(() => second.items.length === 1);
		expect([second.failures.length, second.ends]).toEqual([1, []]);
	});

	it('of others is ended when the node is told to', async () => {
		const other = await fetch(`${x.url}/2/tweets/search/stream/rules`, {
			method: 'POST',
			headers: { authorization: `Bearer ${x.appToken()}`, 'content-type': 'application/json' },
			body: '{"add":[{"value":"saucer"}]}',
		});
		expect(other.status).toBe(200);
		await fetch(`${x.url}/2/tweets/search/stream`, { headers: { authorization: `Bearer ${x.appToken()}` } });
		const trigger = await start([{ value: 'kettle' }], { takeOver: true });
		publish('A kettle');
		await until(() => trigger.items.length === 1);
	});

	it('tells the user once when another one takes its place, and goes on trying', async () => {
		const trigger = await start([{ value: 'kettle' }]);
		x.stream.settings.mostConnections = 0;
		x.stream.cut();
		await until(() => connects().length >= 4);
		expect(trigger.failures.map(({ message }) => message)).toEqual(['X allows the app one connection to this stream']);
		x.stream.settings.mostConnections = 1;
		await until(() => x.stream.connections.size === 1);
		expect(trigger.ends).toEqual([]);
	});

	it('is closed at deactivation, and nothing comes back', async () => {
		const trigger = await start([{ value: 'kettle' }]);
		await trigger.close();
		await until(() => x.stream.connections.size === 0);
		await pause(150);
		expect(connects()).toHaveLength(1);
	});

	it('is closed at deactivation while it waits to come back', async () => {
		PACE.httpFirst = 60_000;
		const trigger = await start([{ value: 'kettle' }]);
		x.faults.add({ match: 'GET /2/tweets/search/stream', kind: 'status', status: 503 });
		x.stream.cut();
		await until(() => connects().length === 2);
		await trigger.close();
		expect(x.stream.connections.size).toBe(0);
	}, 5000);
});

describe('what came while the connection was down', () => {
	const gap = async (options: IDataObject) => {
		const trigger = await start([{ value: 'kettle', tag: 'brand' }], options);
		publish('Kettle one');
		await until(() => trigger.items.length === 1);
		x.faults.set({ searchDelaySeconds: 0 });
		PACE.networkStep = 1200;
		x.stream.cut();
		await until(() => x.stream.connections.size === 0);
		publish('Kettle two');
		await back(2);
		publish('Kettle three');
		return trigger;
	};

	it('is searched for, each post once', async () => {
		const trigger = await gap({});
		await until(() => trigger.items.length === 3);
		await pause(200);
		expect(texts(trigger).sort()).toEqual(['Kettle one', 'Kettle three', 'Kettle two']);
		expect(trigger.items.every(({ json }) => (json.matching_rules as IDataObject[])[0].tag === 'brand')).toBe(true);
	});

	it('is searched for page by page, and one rule that search refuses does not keep the others away', async () => {
		const long = `saucer (${Array.from({ length: 60 }, (_, i) => `teapot${i}`).join(' OR ')})`;
		const trigger = await start([{ value: long }, { value: 'kettle', tag: 'brand' }]);
		x.faults.set({ searchDelaySeconds: 0 });
		PACE.networkStep = 1200;
		x.stream.cut();
		await until(() => x.stream.connections.size === 0);
		const made = Array.from({ length: 230 }, (_, i) => publish(`Kettle ${i}`).text);
		await until(() => trigger.items.length === made.length);
		expect(texts(trigger).sort()).toEqual([...made].sort());
		const searches = () => x.requests.filter(({ endpoint }) => endpoint === 'GET /2/tweets/search/recent');
		await until(() => searches().length === 4);
		expect(
			searches()
				.map(({ status }) => status)
				.sort(),
		).toEqual([200, 200, 200, 400]);
	});

	it('is delivered again to Enterprise apps, each post once', async () => {
		for (const app of Object.values(x.apps)) app.enterprise = true;
		const trigger = await gap({ catchUp: 'backfill' });
		await until(() => trigger.items.length === 3);
		expect(texts(trigger)).toEqual(['Kettle one', 'Kettle two', 'Kettle three']);
		expect(connects().map(({ query }) => query.backfill_minutes)).toEqual([undefined, '1']);
	});

	it('is left when told so', async () => {
		const trigger = await gap({ catchUp: 'nothing' });
		await until(() => trigger.items.length === 2);
		await pause(200);
		expect(texts(trigger)).toEqual(['Kettle one', 'Kettle three']);
	});
});

describe('the test in the editor', () => {
	it('listens only when asked and leaves the rules as it found them', async () => {
		await foreign('saucer', 'theirs');
		const trigger = await start([{ value: 'kettle' }, { value: 'saucer' }], {}, 'manual');
		publish('A kettle');
		await until(() => trigger.items.length === 1);
		await trigger.close();
		expect(rules()).toEqual([{ value: 'saucer', tag: 'theirs' }]);
	});
});
