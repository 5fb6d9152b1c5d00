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

test('a reply whose data lacks the post to reply to is no post of its own', async () => {
	const { error } = await x.run(create({ text: 'Thank you!', options: { replyTo: '={{ $json.mention }}' } }));
	expect(error?.message).toBe("'Reply To' is missing in the data");
	expect(writes()).toEqual([]);
});

describe('posts of one run with the same text', () => {
	test('are refused with the way to put several pictures into one post', async () => {
		const input = ['a', 'b', 'c', 'd'].map((name) => itemWith({ [name]: bytesOf('png') }, { name }));
		const { error } = await x.run(
			create({ text: 'Four views', media: { item: [{ source: 'binary', binaryFields: '={{ $json.name }}' }] } }),
			{ input },
		);
		expect(error?.message).toBe('Another item of this run (item 0) has the same text');
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
			'Another item of this run (item 0) has the same text',
		]);
	});

	test('are fine as replies to different posts', async () => {
		const [a, b] = [1, 2].map((n) => x.world.addPost({ by: 'newsroom', text: `@ourbrand hello ${n}` }).id);
		const { error } = await x.run(create({ text: 'Thank you!', options: { replyTo: '={{ $json.value }}' } }), {
			input: items(a, b),
		});
		expect(error).toBeUndefined();
	});

	test('are those that differ in the links alone, where the links go into a reply', async () => {
		const { error } = await x.run(create({ text: '={{ $json.value }}', options: { linksInReply: true } }), {
			input: items('Out now: https://example.com/a', 'Out now: https://example.com/b'),
		});
		expect(error?.message).toBe('Another item of this run (item 0) has the same text');
		expect(x.requests).toEqual([]);
	});

	test.each<[string, IDataObject, number]>([
		[
			'links that go into the same reply',
			create({ text: '={{ $json.value }}: https://example.com/shop', options: { linksInReply: true } }),
			4,
		],
		[
			'threads that end alike',
			thread({ source: 'text', text: '={{ $json.value }}', options: { lastPart: 'Follow @ourbrand' } }),
			4,
		],
	])('are not those of %s: they stand below different posts', async (_, parameters, posts) => {
		const { error } = await x.run(parameters, { input: items('Red', 'Blue') });
		expect(error).toBeUndefined();
		expect(writes()).toHaveLength(posts);
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

const app = (more: IDataObject): IDataObject => ({ authentication: 'bearerToken', resource: 'streamRule', ...more });
const rules = (...values: unknown[]): IDataObject => app({ operation: 'addMany', rules: values });

test.each<[string, IDataObject, unknown[], RegExp]>([
	[
		'the same draft twice',
		{ resource: 'article', operation: 'publish', article: '={{ $json.value }}' },
		['1146654567674912769', '1146654567674912769'],
		/^Another item of this run \(item 0\) has the same article/,
	],
	[
		'a group of one account under two names',
		{ resource: 'directMessage', operation: 'createGroup', participants: '={{ $json.value }}', text: 'Hi' },
		['newsroom, https://x.com/i/user/@'],
		/'Participants': some of these are the same account/,
	],
	[
		'a message of more than 10,000 characters',
		message({ user: { mode: 'username', value: 'newsroom' }, text: '={{ $json.value }}' }),
		['One', 'a'.repeat(10_001)],
		/The message has 10001 characters; the limit is 10000/,
	],
	[
		'a rule with a bracket too few',
		app({ operation: 'add', value: '={{ $json.value }}' }),
		['cats', '(cats OR dogs'],
		/A bracket is missing/,
	],
	[
		'a rule with a quotation mark too few',
		app({ operation: 'add', value: '={{ $json.value }}' }),
		['cats', '"black cats'],
		/A quotation mark/,
	],
	[
		'a rule that only excludes',
		app({ operation: 'add', value: '={{ $json.value }}' }),
		['cats', '-dogs -birds'],
		/The rule only excludes/,
	],
	[
		'the same rule twice',
		app({ operation: 'add', value: '={{ $json.value }}' }),
		['cats', 'cats'],
		/Another item of this run \(item 0\) has the same rule/,
	],
	['the same rule twice in a list', rules({ value: 'cats' }, { value: 'cats ' }), [1], /'cats' is there twice/],
	['a list with a long rule', rules({ value: 'cats' }, { value: 'c'.repeat(1025) }), [1], /1025 characters; the limit/],
	['a list with a misspelled member', rules({ value: 'cats', label: 'a' }), [1], /there is no 'label' in it/],
	['a list with a tag that is an object', rules({ value: 'cats', tag: { a: 1 } }), [1], /it is an object, not text/],
])('%s is refused before the first is done', async (_, parameters, values, said) => {
	const { id } = x.world.needUser('newsroom');
	const input = items(...values.map((value) => (typeof value === 'string' ? value.replace('@', id) : value)));
	const { error } = await x.run(parameters, { input });
	expect(error?.message).toMatch(said);
	expect(writes()).toEqual([]);
});

test('the same text goes to several communities', async () => {
	const { json } = await x.run(create({ text: 'Join us', options: { communityId: '={{ $json.value }}' } }), {
		input: items('1506778718064431106', '1506778718064431107'),
		continueOnFail: true,
	});
	expect(json.map(({ error }) => String(error)).join()).not.toMatch(/same text/);
});

test.each(['cats "black or white"', '"a (b" (c OR d)', 'say \\"hi', 'cats -dogs', '(-dogs cats)'])(
	'a rule that is well-formed is sent: %s',
	async (value) => {
		await x.run(app({ operation: 'add', value }));
		expect(writes()).toHaveLength(1);
	},
);
