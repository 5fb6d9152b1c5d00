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
	const posts = [...x.world.posts.keys()];
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
