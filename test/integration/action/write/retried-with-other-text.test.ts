/** Each try evaluates the expressions anew: what an item has written in one try, the next does not write with other words. */
import type { IDataObject } from 'n8n-workflow';
import type * as VirtualTime from '../../../support/virtual-time';
import { retryOf } from '../../../support/n8n/retry';
import { useVirtualTime } from '../../../support/virtual-time';
import { useLocalX } from '../../../support/x/local-x';

jest.mock('n8n-workflow', () => jest.requireActual<typeof VirtualTime>('../../../support/virtual-time').virtualTime());
useVirtualTime();

const x = useLocalX();

const NAMES = ['A', 'B', 'C'];
const input = NAMES.map((name) => ({ json: { name } }));
/** Never the same twice. */
const TEXT = '={{ $json.name }} {{ Math.random() }}';
const POSTS = 'POST /2/tweets';
const THREE_TRIES = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };

const WRITES: ReadonlyArray<[string, string, IDataObject]> = [
	['posts', POSTS, { resource: 'post', operation: 'create', text: TEXT }],
	['a thread', POSTS, { resource: 'post', operation: 'createThread', source: 'items', text: TEXT }],
	[
		'direct messages',
		'POST /2/dm_conversations/with/{participant_id}/messages',
		{ resource: 'directMessage', operation: 'send', user: '@newsroom', text: TEXT },
	],
	['lists', 'POST /2/lists', { resource: 'list', operation: 'create', name: TEXT }],
];

/** Which of the items were sent, in order. */
const sent = (endpoint: string): string =>
	x.requests
		.filter((each) => each.endpoint === endpoint)
		.map(({ body }) => NAMES.find((name) => JSON.stringify(body).includes(`"${name} `)))
		.join('');
const refuseSecond = (endpoint: string) =>
	x.oddities.on('passing-refusal', { seconds: 1e6, endpoint, after: 1, times: 1 });

describe.each(WRITES)('%s', (_, endpoint, parameters) => {
	it('are made once by the tries of Retry On Fail', async () => {
		refuseSecond(endpoint);
		const { json, error } = await x.run(parameters, { input, settings: THREE_TRIES });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(3);
		expect(sent(endpoint)).toBe('ABBC');
	});

	it('are made once by a run and its Retry', async () => {
		refuseSecond(endpoint);
		const connection = x.connect();
		const first = await x.run(parameters, { connection, input, mode: 'trigger' });
		const { json, error } = await x.run(parameters, { connection, mode: 'retry', retry: retryOf(first.execution) });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(3);
		expect(sent(endpoint)).toBe('ABBC');
	});

	it('of unknown outcome are not made with other words', async () => {
		x.oddities.on('empty-success', { endpoint, after: 1, times: 1 });
		x.oddities.on('late-index', { seconds: 100_000 });
		const { error } = await x.run(parameters, { input, settings: THREE_TRIES });
		expect(error?.message).toMatch(/The outcome is unknown/);
		// X itself refuses the same post twice.
		expect(sent(endpoint)).toBe(endpoint === POSTS ? 'ABB' : 'AB');
	});
});

it('a thread tells what it has published, whatever its text is now', async () => {
	x.oddities.on('passing-refusal', { seconds: 1e6, endpoint: POSTS, after: 1, times: 1 });
	const { json } = await x.run(WRITES[1][2], { input, settings: THREE_TRIES });
	const [first] = json;
	expect(first).toMatchObject({ already_published: true, text: x.world.posts.get(String(first.id))?.rawText });
});
