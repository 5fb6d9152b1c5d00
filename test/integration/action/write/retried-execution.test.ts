/** What n8n's Retry of a failed execution does again, and what it does not. */
import type { IDataObject } from 'n8n-workflow';
import type * as VirtualTime from '../../../support/virtual-time';
import { retryOf } from '../../../support/n8n/retry';
import { useVirtualTime } from '../../../support/virtual-time';
import { useLocalX } from '../../../support/x/local-x';

jest.mock('n8n-workflow', () => jest.requireActual<typeof VirtualTime>('../../../support/virtual-time').virtualTime());
useVirtualTime();

const x = useLocalX();

const TEXTS = ['One', 'Two', 'Three'];
const input = TEXTS.map((text) => ({ json: { text } }));
const EACH = '={{ $json.text }}';
const refuseSecond = (endpoint: string) =>
	x.oddities.on('passing-refusal', { seconds: 1e6, endpoint, after: 1, times: 1 });

/** Operations that X would carry out a second time, and one that it would refuse. */
const WRITES: ReadonlyArray<[string, string, IDataObject]> = [
	['posts', 'POST /2/tweets', { resource: 'post', operation: 'create', text: EACH }],
	[
		'direct messages',
		'POST /2/dm_conversations/with/{participant_id}/messages',
		{ resource: 'directMessage', operation: 'send', user: '@newsroom', text: EACH },
	],
	['lists', 'POST /2/lists', { resource: 'list', operation: 'create', name: EACH }],
	[
		'article drafts',
		'POST /2/articles/draft',
		{ resource: 'article', operation: 'createDraft', title: EACH, contentAs: 'markdown', markdown: EACH },
	],
	['reposts', 'POST /2/users/{id}/retweets', { resource: 'post', operation: 'repost', post: '={{ $json.id }}' }],
];

/** What a retry sends when the second of three is in doubt: the third where the second is found, both where X takes it once. */
const AGAIN: Readonly<Record<string, number>> = {
	'POST /2/tweets': 1,
	'POST /2/dm_conversations/with/{participant_id}/messages': 1,
	'POST /2/lists': 0,
	'POST /2/articles/draft': 0,
	'POST /2/users/{id}/retweets': 2,
};

/** Input for any of them. */
const withPosts = () => {
	const posts = TEXTS.map((text) => x.world.addPost({ by: 'newsroom', text }).id);
	return input.map((item, i) => ({ json: { ...item.json, id: posts[i] } }));
};
const bodies = (endpoint: string) =>
	x.requests.filter((each) => each.endpoint === endpoint).map(({ body }) => JSON.stringify(body));

describe.each(WRITES)('Retry of an execution that failed halfway: %s', (_, endpoint, parameters) => {
	it('goes on behind what is done', async () => {
		refuseSecond(endpoint);
		const connection = x.connect();
		const first = await x.run(parameters, { connection, input: withPosts(), mode: 'trigger' });
		expect(first.error?.description).toMatch(/Before this item, 1 had been carried out: item 0/);
		const { json, error } = await x.run(parameters, { connection, mode: 'retry', retry: retryOf(first.execution) });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(3);
		const sent = bodies(endpoint);
		expect(sent).toHaveLength(4);
		expect(new Set(sent).size).toBe(3);
	});

	it('does not send again what may be done already, unless X takes it only once', async () => {
		x.oddities.on('empty-success', { endpoint, after: 1, times: 1 });
		// Nothing of it is to be found.
		x.oddities.on('late-index', { seconds: 100_000 });
		const connection = x.connect();
		const first = await x.run(parameters, { connection, input: withPosts(), mode: 'trigger' });
		expect(first.error?.description).toMatch(/may have been carried out/);
		const before = bodies(endpoint).length;
		x.oddities.reset();
		const { error } = await x.run(parameters, { connection, mode: 'retry', retry: retryOf(first.execution) });
		const again = bodies(endpoint).slice(before);
		expect(again).toHaveLength(AGAIN[endpoint]);
		if (AGAIN[endpoint] > 0) expect(error).toBeUndefined();
		else expect(error?.message).toMatch(/The outcome is unknown/);
	});
});

it('knows what an earlier retry of the same execution has done', async () => {
	const [, endpoint, parameters] = WRITES[1];
	refuseSecond(endpoint);
	const connection = x.connect();
	const first = await x.run(parameters, { connection, input, mode: 'trigger' });
	refuseSecond(endpoint);
	const second = await x.run(parameters, { connection, mode: 'retry', retry: retryOf(first.execution) });
	expect(second.error).toBeDefined();
	const third = await x.run(parameters, { connection, mode: 'retry', retry: retryOf(first.execution) });
	expect(third.error).toBeUndefined();
	expect(new Set(third.json.map((json) => json.dm_event_id)).size).toBe(3);
	expect(bodies(endpoint).filter((body) => body.includes('Two'))).toHaveLength(2);
	expect(bodies(endpoint).filter((body) => body.includes('Three'))).toHaveLength(2);
	expect(bodies(endpoint).filter((body) => body.includes('One'))).toHaveLength(1);
});

it('another execution with the same input knows nothing of it: a message may be meant twice', async () => {
	const [, endpoint, parameters] = WRITES[1];
	refuseSecond(endpoint);
	const connection = x.connect();
	await x.run(parameters, { connection, input, mode: 'trigger' });
	const { error } = await x.run(parameters, { connection, input, mode: 'trigger' });
	expect(error).toBeUndefined();
	expect(bodies(endpoint)).toHaveLength(5);
});

it('a run that goes well leaves nothing behind in the execution', async () => {
	const { execution } = await x.run(WRITES[1][2], { input, mode: 'trigger' });
	expect(JSON.stringify(execution)).not.toContain('unfinishedWrites');
});

describe('an answer that was cut off, and a retry that X refuses because it is there', () => {
	const app = { xAppBearerApi: { id: 'the app', name: 'X' } };
	const id = (value: string) => ({ mode: 'id', value });
	const developer = (resource: string, operation: string, more: IDataObject): IDataObject => ({
		authentication: 'bearerToken',
		resource,
		operation,
		...more,
	});
	const RULES = 'POST /2/tweets/search/stream/rules';

	it.each<[string, IDataObject, string, IDataObject]>([
		['a rule', developer('streamRule', 'add', { value: 'kites', tag: 'wind' }), RULES, { value: 'kites', tag: 'wind' }],
		[
			'rules',
			developer('streamRule', 'addMany', { rules: [{ value: 'kites', tag: 'wind' }, { value: 'boats' }] }),
			RULES,
			{ value: 'kites', tag: 'wind' },
		],
		[
			'a webhook',
			developer('webhook', 'create', { url: 'https://example.com/hook' }),
			'POST /2/webhooks',
			{ url: 'https://example.com/hook' },
		],
		[
			'a subscription',
			developer('activitySubscription', 'create', {
				eventType: 'post.create',
				user: id('2244994945'),
				options: { tag: 'devs' },
			}),
			'POST /2/activity/subscriptions',
			{ event_type: 'post.create', tag: 'devs' },
		],
	])('is done as X shows it: %s', async (_, parameters, endpoint, shown) => {
		x.faults.add({ match: endpoint, kind: 'cutAfter', times: 1 });
		const settings = { credentials: app };
		const first = await x.run(parameters, { settings, mode: 'trigger' });
		expect(first.error?.description).toMatch(/may have been carried out/);
		const { json, error } = await x.run(parameters, { settings, mode: 'retry', retry: retryOf(first.execution) });
		expect(error && `${error.message} ${error.description}`).toBeUndefined();
		expect(json[0]).toMatchObject(shown);
		expect(bodies(endpoint)).toHaveLength(2);
	});

	it.each<[string, IDataObject, IDataObject]>([
		['a rule with another tag', { value: 'kites', tag: 'wind' }, { value: 'kites', tag: 'toys' }],
		['a rule that was only tried', { value: 'kites', options: { dryRun: true } }, { value: 'kites' }],
	])('is refused where X shows something else: %s', async (_, wanted, there) => {
		const settings = { credentials: app };
		await x.run(developer('streamRule', 'add', there), { settings });
		x.faults.add({ match: RULES, kind: 'cutBefore', times: 1 });
		const parameters = developer('streamRule', 'add', wanted);
		const first = await x.run(parameters, { settings, mode: 'trigger' });
		const { error } = await x.run(parameters, { settings, mode: 'retry', retry: retryOf(first.execution) });
		expect(error?.message).toBe('X refused: the app has this rule already');
	});

	it('a rule that is deleted is gone, where a retry finds none', async () => {
		const settings = { credentials: app };
		const { json } = await x.run(developer('streamRule', 'add', { value: 'kites' }), { settings });
		const parameters = developer('streamRule', 'delete', { rule: id(String(json[0].id)) });
		x.faults.add({ match: RULES, kind: 'cutAfter', times: 1 });
		const first = await x.run(parameters, { settings, mode: 'trigger' });
		const retried = await x.run(parameters, { settings, mode: 'retry', retry: retryOf(first.execution) });
		expect(retried.error).toBeUndefined();
		expect(retried.json).toEqual([{ deleted: 1, not_deleted: 0 }]);
		expect((await x.run(parameters, { settings })).error?.message).toBe('X has deleted none of the rules');
	});

	it('a repost is there already', async () => {
		const [post] = x.world.posts.keys();
		const parameters = { resource: 'post', operation: 'repost', post: id(post) };
		const endpoint = 'POST /2/users/{id}/retweets';
		const refuse = () =>
			x.oddities.on('passing-refusal', { seconds: 1e6, endpoint, detail: 'You have already retweeted this Tweet.' });
		const connection = x.connect();
		x.faults.add({ match: endpoint, kind: 'cutAfter', times: 1 });
		const first = await x.run(parameters, { connection, mode: 'trigger' });
		refuse();
		const { json, error } = await x.run(parameters, { connection, mode: 'retry', retry: retryOf(first.execution) });
		expect([json, error]).toEqual([[{ retweeted: true }], undefined]);
		refuse();
		expect((await x.run(parameters, { connection })).error?.message).toMatch(/has reposted this post already/);
	});
});

it('what went wrong with Continue On Fail is kept with what went well: a tool may be called again', async () => {
	const [, endpoint, parameters] = WRITES[1];
	refuseSecond(endpoint);
	const { execution, error } = await x.run(parameters, { input, mode: 'trigger', continueOnFail: true });
	expect(error).toBeUndefined();
	expect(JSON.stringify(execution)).toContain('unfinishedWrites');
	expect(bodies(endpoint).at(-1)).toContain('Three');
});
