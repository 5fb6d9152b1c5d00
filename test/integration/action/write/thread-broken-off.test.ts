import type { IDataObject, WorkflowExecuteMode } from 'n8n-workflow';
import { bytesOf, itemWith } from '../../../support/inputs/files';
import type * as VirtualTime from '../../../support/virtual-time';
import { useVirtualTime } from '../../../support/virtual-time';
import { useThreads } from '../../../support/x/threads';

jest.mock('n8n-workflow', () => jest.requireActual<typeof VirtualTime>('../../../support/virtual-time').virtualTime());
useVirtualTime();

const { x, thread, listOf, sent, own, chain, refuseAfter } = useThreads();

describe('a thread that breaks off', () => {
	const reads = () => x.requests.filter(({ endpoint }) => endpoint === 'GET /2/users/{id}/tweets').length;
	const fourParts = () =>
		thread({
			source: 'parts',
			parts: {
				part: [
					{
						text: 'One & only https://example.com/?a=1&b=2',
						media: { item: [{ source: 'binary', binaryFields: 'a' }] },
					},
					{ text: 'Two' },
					{ text: 'Three' },
					{ text: 'Four' },
				],
			},
		});

	/** Each way in which n8n knows of it: a manual run by its memory, a production run by the static data that it has saved. */
	test.each<[string, WorkflowExecuteMode]>([
		['a manual run', 'manual'],
		['a production run', 'trigger'],
	])('%s says which parts are up; a second one goes on behind them and reads nothing', async (_how, mode) => {
		refuseAfter(2);
		const [connection, staticData] = [x.connect(), { saved: {} }];
		const run = async () =>
			await x.run(fourParts(), { input: [itemWith({ a: bytesOf('png', 100) })], connection, mode, staticData });
		const first = await run();
		expect(first.error?.description).toMatch(
			/duplicate content.* 2 of 4 parts are up: part 1 \(ID \d{19}, https:\/\/x\.com\/i\/status\/\d{19}\), part 2 \(ID .*\)\. Run again with the same input to go on with part 3\./,
		);
		const { saved } = staticData;
		expect(JSON.stringify(saved)).not.toMatch(/One|Two/);
		expect(saved).toEqual(
			mode === 'manual' ? {} : { 'node:X': { threadsBrokenOff: expect.stringMatching(/"id":"\d{19}"/) } },
		);

		const uploads = () => x.requests.filter(({ endpoint }) => endpoint === 'POST /2/media/upload').length;
		const [before, posted] = [uploads(), sent().length];
		const second = await run();
		expect(second.error).toBeUndefined();
		expect(second.json.map(({ part, already_published }) => [part, already_published])).toEqual([
			[1, true],
			[2, true],
			[3, undefined],
			[4, undefined],
		]);
		expect([uploads() - before, sent().length - posted]).toEqual([0, 2]);
		expect(chain(second.json[3].id).texts).toEqual(['One & only https://example.com/?a=1&b=2', 'Two', 'Three', 'Four']);
		expect(reads()).toBe(0);
		expect(JSON.stringify(staticData.saved)).not.toMatch(/threadsBrokenOff/);
	});

	test('goes on in Retry On Fail', async () => {
		x.faults.add({ match: 'POST /2/tweets', kind: 'status', status: 403, times: 1 });
		const { json, error } = await x.run(listOf('One', 'Two'), { settings: { retryOnFail: true, waitBetweenTries: 0 } });
		expect(error).toBeUndefined();
		expect(chain(json[1].id).texts).toEqual(['One', 'Two']);
	});

	test('with Continue On Fail items whose parts are up come out, and errors carry them', async () => {
		refuseAfter(2);
		const { json } = await x.run(thread({ source: 'items', text: '={{ $json.text }}' }), {
			input: ['One', 'Two', 'Three', 'Four'].map((text) => ({ json: { text } })),
			continueOnFail: true,
		});
		expect(json.map(({ text, error }) => text ?? typeof error)).toEqual(['One', 'Two', 'string', 'string']);
		expect(json[2].message).toMatch(/2 of 4 parts are up/);
		expect(json[2].details).toEqual({
			published: [
				expect.objectContaining({ id: json[0].id, part: 1, url: json[0].url }),
				expect.objectContaining({ id: json[1].id, part: 2 }),
			],
		});
	});

	test('a part whose answer never came is found by the second run', async () => {
		const connection = x.connect();
		x.faults.set({
			rules: [
				{ match: 'POST /2/tweets', kind: 'cutAfter', times: 1 },
				{ match: 'GET /2/users/{id}/tweets', kind: 'status', status: 503 },
			],
		});
		expect((await x.run(listOf('One', 'Two'), { connection })).error).toBeDefined();
		x.faults.reset();
		const { json, error } = await x.run(listOf('One', 'Two'), { connection });
		expect(error).toBeUndefined();
		expect(
			own()
				.filter(({ rawText }) => rawText === 'One')
				.map(({ id }) => id),
		).toEqual([json[0].id]);
		expect(chain(json[1].id).texts).toEqual(['One', 'Two']);
	});

	test.each(['empty-success', 'empty-data'] as const)(
		'a part that X answers with %s is looked for; where it is not shown, the error lists what is up',
		async (oddity) => {
			x.oddities.on('late-index', { seconds: 600 });
			x.oddities.on(oddity, { endpoint: 'POST /2/tweets', after: 1, times: 1 });
			const connection = x.connect();
			const { error } = await x.run(listOf('One', 'Two', 'Three'), { connection });
			expect(error?.message).toBe('The outcome is unknown: X may have carried this out');
			expect(error?.description).toMatch(/look at the account .* 1 of 3 parts are up: part 1 \(ID \d{19}/);
			expect(error?.description).not.toMatch(/undefined/);
			x.oddities.reset();
			const { json } = await x.run(listOf('One', 'Two', 'Three'), { connection });
			expect(chain(json[2].id).texts).toEqual(['One', 'Two', 'Three']);
			expect(own().filter(({ rawText }) => rawText === 'Two')).toHaveLength(1);
		},
	);

	test('starts anew when what was left of it has been deleted', async () => {
		refuseAfter(1);
		const connection = x.connect();
		const first = await x.run(listOf('One', 'Two'), { connection });
		expect(first.error).toBeDefined();
		for (const post of own()) post.deleted = true;
		const second = await x.run(listOf('One', 'Two'), { connection });
		expect(second.error?.description).toMatch(/Part 1 of the earlier run \(ID \d{19}\) is gone.*starts anew/);
		const third = await x.run(listOf('One', 'Two'), { connection });
		expect(chain(third.json[1].id).texts).toEqual(['One', 'Two']);
	});
});

describe('a thread', () => {
	const reads = () => x.requests.filter(({ endpoint }) => endpoint.startsWith('GET')).length;
	const hoursAgo = (hours: number, text: string, replyTo?: string) =>
		x.world.addPost({ by: 'ourbrand', text, replyTo, at: Date.now() - hours * 3_600_000 });

	test('of an account that posts much reads nothing', async () => {
		for (let i = 0; i < 52; i++) hoursAgo(i / 3, `Post ${i}`);
		const { error } = await x.run(listOf('One', 'Two'), { mode: 'trigger' });
		expect(error).toBeUndefined();
		expect(reads()).toBe(0);
	});

	test('does not hang under a post that only begins alike', async () => {
		const alone = hoursAgo(25, 'Good morning! Here is what happened:');
		const { json, error } = await x.run(listOf('Good morning! Here is what happened:', 'It rains'));
		expect(error).toBeUndefined();
		expect(json[0].id).not.toBe(alone.id);
		expect(chain(json[1].id).texts).toEqual(['Good morning! Here is what happened:', 'It rains']);
	});

	test('is not taken for another thread that begins alike and broke off', async () => {
		const connection = x.connect();
		refuseAfter(1);
		expect((await x.run(listOf('Good morning', 'Today it rains'), { connection })).error).toBeDefined();
		const other = await x.run(listOf('Good morning', 'Today the sun shines'), { connection });
		// X refuses the first part as a duplicate, and nothing is put under the other thread.
		expect(other.error?.description).toMatch(/duplicate content/);
		expect(other.error?.description).not.toMatch(/parts are up/);
	});

	test('of another account is another one', async () => {
		x.faults.add({ match: 'POST /2/tweets', kind: 'status', status: 403, times: 1 });
		const staticData = { saved: {} };
		await x.run(listOf('One', 'Two'), { mode: 'trigger', staticData });
		const { json, error } = await x.run(listOf('One', 'Two'), { as: 'newsroom', mode: 'trigger', staticData });
		expect(error).toBeUndefined();
		expect(json.map(({ already_published }) => already_published)).toEqual([undefined, undefined]);
	});

	test('waits when X does not see yet what it is to answer', async () => {
		let count = 0;
		const strike = x.faults.strike.bind(x.faults);
		const spy = jest.spyOn(x.faults, 'strike').mockImplementation((endpoint) => {
			if (endpoint === 'POST /2/tweets') [...x.world.posts.values()].at(-1)!.deleted = [2, 3].includes(++count);
			return strike(endpoint);
		});
		const { json, error } = await x.run(listOf('One', 'Two'));
		spy.mockRestore();
		expect(error).toBeUndefined();
		expect(chain(json[1].id).texts).toEqual(['One', 'Two']);
	});

	describe('with Look Back', () => {
		const lookingBack = (parameters: IDataObject) => ({ ...parameters, options: { lookBackHours: 48 } });

		test('goes on behind parts of which nothing is known', async () => {
			const one = hoursAgo(25, 'One & only https://example.com/?a=1&b=2');
			hoursAgo(25, 'Two', one.id);
			const { json } = await x.run(lookingBack(listOf('One & only https://example.com/?a=1&b=2', 'Two', 'Three')));
			expect(json.map(({ already_published }) => already_published)).toEqual([true, true, undefined]);
			expect(json[0].id).toBe(one.id);
		});

		test('does not go on behind a thread that goes on otherwise', async () => {
			hoursAgo(25, 'Good morning');
			const start = hoursAgo(25, 'Good evening');
			hoursAgo(25, 'Today it rains', start.id);
			const { json, error } = await x.run(lookingBack(listOf('Good evening', 'Today the sun shines')));
			expect(error).toBeUndefined();
			expect(json[0].already_published).toBeUndefined();
		});

		test('does not guess whether media are the same', async () => {
			const media = x.world.addMedia({ owner: 'ourbrand' });
			const post = x.world.addPost({ by: 'ourbrand', text: 'One', media: [media.id], at: Date.now() - 90_000_000 });
			const part = [{ text: 'One', media: { item: [{ source: 'binary', binaryFields: 'a' }] } }, { text: 'Two' }];
			const { error } = await x.run(lookingBack(thread({ source: 'parts', parts: { part } })), {
				input: [itemWith({ a: bytesOf('png', 100) })],
			});
			expect(error?.message).toBe(`Post ${post.id} may be part 1 of this thread`);
			expect(sent()).toEqual([]);
		});
	});
});
