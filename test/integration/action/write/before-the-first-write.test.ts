/** All is checked before the first write: nothing of a run is public when another part of it cannot be. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { scopes } from '../../../../connector';
import { bytesOf, itemWith } from '../../../support/inputs/files';
import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();

const items = (...values: unknown[]): INodeExecutionData[] =>
	values.map((value) => ({ json: { value } as IDataObject }));
const create = (more: IDataObject): IDataObject => ({ resource: 'post', operation: 'create', ...more });
const thread = (more: IDataObject): IDataObject => ({ resource: 'post', operation: 'createThread', ...more });
const message = (more: IDataObject): IDataObject => ({ resource: 'directMessage', operation: 'send', ...more });
const ofItems = thread({ source: 'items', text: '={{ $json.value }}' });
const photo = { photo: bytesOf('png') };
const writes = () => x.requests.filter(({ method }) => method !== 'GET');
const withoutUploads = scopes().filter((scope) => scope !== 'media.write');

describe('every scope that the values of an item lead to', () => {
	const one = { item: { source: 'binary', binaryFields: '={{ $json.field }}' } };
	const many = { item: [one.item] };
	const text = '={{ $json.value }}';
	const to = { mode: 'username', value: 'newsroom' };

	test.each<[string, IDataObject]>([
		['a post', create({ text, media: many })],
		['a thread', thread({ source: 'items', text, media: many })],
		['a thread of parts', thread({ source: 'parts', parts: { part: [{ text, media: many }] } })],
		['a direct message', message({ user: to, text, media: one })],
		[
			'an article',
			{
				resource: 'article',
				operation: 'createDraft',
				title: text,
				contentAs: 'markdown',
				markdown: text,
				options: { cover: one },
			},
		],
	])('%s with a file needs media.write, before the one without is sent', async (_, parameters) => {
		const input = [
			{ json: { value: 'Text alone', field: '' } },
			itemWith(photo, { value: 'With a picture', field: 'photo' }),
		];
		const { error } = await x.run(parameters, { input, scopes: withoutUploads });
		expect(error?.message).toBe('The credential lacks the scope media.write');
		expect(error?.context.itemIndex).toBe(1);
		expect(x.requests).toEqual([]);
	});

	test('media that is up already needs none', async () => {
		const { error } = await x.run(
			create({
				text: 'Up already',
				media: {
					item: [
						{ source: 'ids', mediaIds: x.world.addMedia({ owner: x.world.needUser('ourbrand').id, kind: 'photo' }).id },
					],
				},
			}),
			{ scopes: withoutUploads },
		);
		expect(error).toBeUndefined();
		expect(writes()).toHaveLength(1);
	});
});

describe('users that X does not know', () => {
	const handles = items('newsroom', 'meteo', 'nobody_here');
	const send = message({ user: { mode: 'username', value: '={{ $json.value }}' }, text: 'Hello' });

	test('keep the messages to the others from being sent', async () => {
		const { error } = await x.run(send, { input: handles });
		expect(error?.context.itemIndex).toBe(2);
		expect(error?.description).toMatch(/nobody_here/);
		expect(writes()).toEqual([]);
	});

	test('fail alone with Continue On Fail', async () => {
		const { json } = await x.run(send, { input: handles, continueOnFail: true });
		expect(json.map((each) => typeof each.error)).toEqual(['undefined', 'undefined', 'string']);
		expect(writes()).toHaveLength(2);
	});

	test('keep everything else from being done, too', async () => {
		const { error } = await x.run(
			{
				resource: 'list',
				operation: 'addMember',
				list: { mode: 'id', value: '1' },
				user: { mode: 'username', value: '={{ $json.value }}' },
			},
			{ input: handles },
		);
		expect(error?.context.itemIndex).toBe(2);
		expect(writes()).toEqual([]);
	});
});

describe('posts of one run with the same text', () => {
	test('are refused with the way to put several pictures into one post', async () => {
		const input = ['a', 'b', 'c', 'd'].map((name) => itemWith({ [name]: bytesOf('png') }, { name }));
		const { error } = await x.run(
			create({ text: 'Four views', media: { item: [{ source: 'binary', binaryFields: '={{ $json.name }}' }] } }),
			{ input },
		);
		expect(error?.message).toBe('Another item of this run has the same text');
		expect(error?.description).toMatch(/Aggregate/);
		expect(error?.context.itemIndex).toBe(1);
		expect(x.requests).toEqual([]);
	});

	test('fail but for the first with Continue On Fail', async () => {
		const { json } = await x.run(create({ text: '={{ $json.value }}' }), {
			input: items('One', 'Two', ' One '),
			continueOnFail: true,
		});
		expect(json.map(({ error }) => error)).toEqual([
			undefined,
			undefined,
			'Another item of this run has the same text',
		]);
	});

	test('are fine as replies to different posts', async () => {
		const [a, b] = [1, 2].map((n) => x.world.addPost({ by: 'newsroom', text: `@ourbrand hello ${n}` }).id);
		const { error } = await x.run(create({ text: 'Thank you!', options: { replyTo: '={{ $json.value }}' } }), {
			input: items(a, b),
		});
		expect(error?.message).not.toBe('Another item of this run has the same text');
	});

	test('threads that begin alike are refused as well', async () => {
		const { error } = await x.run(thread({ source: 'text', text: 'Good morning' }), { input: items(1, 2) });
		expect(error?.context.itemIndex).toBe(1);
		expect(writes()).toEqual([]);
	});
});

describe('a thread is one thing', () => {
	const long = 'a'.repeat(25_001);

	test.each<[string, unknown[], number]>([
		['too long', ['One', long, 'Three'], 1],
		['empty', ['One', 'Two', ' '], 2],
		['an object', [{ text: 'One' }, 'Two', 'Three'], 0],
		['with two cashtags', ['One', 'Buy $AAPL and $MSFT'], 1],
	])('a part that is %s holds all of it back, with Continue On Fail too', async (_, texts, wrong) => {
		const { json, error } = await x.run(ofItems, { input: items(...texts), continueOnFail: true });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(texts.length);
		json.forEach(({ error: told }, i) =>
			expect(told).toEqual(
				i === wrong ? expect.not.stringMatching(/^Not published/) : expect.stringMatching(/^Not published/),
			),
		);
		expect(x.requests).toEqual([]);
	});

	test('parts that say the same are told before any of another thread is up', async () => {
		const [first, second] = [1, 2].map((n) => x.world.addPost({ by: 'newsroom', text: `@ourbrand topic ${n}` }).id);
		const input = [
			['A', first],
			['B', first],
			['C', second],
			['C', second],
		].map(([value, to]) => ({ json: { value, to } }));
		const { error } = await x.run({ ...ofItems, options: { replyTo: '={{ $json.to }}' } }, { input });
		expect(error?.message).toMatch(/Parts 1 and 2 have the same text/);
		expect(writes()).toEqual([]);
	});

	test('the threads of other items go on where each item is a thread of its own', async () => {
		const { json } = await x.run(
			thread({ source: 'text', text: '={{ $json.value }}', options: { lookBackHours: 0 } }),
			{ input: items('One', '', 'Three'), continueOnFail: true },
		);
		expect(json.map(({ error }) => typeof error)).toEqual(['undefined', 'string', 'undefined']);
	});
});

test.each([
	['Create', create({ text: 'Buy $AAPL and $MSFT' })],
	['Create, the first of two', create({ text: '={{ $json.value }}' })],
	[
		'a part of a thread',
		thread({ source: 'parts', parts: { part: [{ text: 'One' }, { text: 'Buy $AAPL and $MSFT' }] } }),
	],
	['a long text', thread({ source: 'text', text: 'Buy $AAPL and $MSFT' })],
])('two cashtags are refused before any request: %s', async (_, parameters) => {
	const { error } = await x.run(parameters, { input: items('Buy $TSLA, sell $GM') });
	expect(error?.message).toMatch(/2 cashtags \(\$\w+, \$\w+\); X accepts one/);
	expect(x.requests).toEqual([]);
});
