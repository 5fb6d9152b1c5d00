/** A collection that is one expression: n8n itself drops it, and what it holds must neither be lost nor be guessed. */
import type { IDataObject } from 'n8n-workflow';
import { bytesOf, itemWith } from '../../../support/inputs/files';
import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();

const GIVEN = '={{ $json.value }}';
const create = (more: IDataObject): IDataObject => ({ resource: 'post', operation: 'create', text: 'Well?', ...more });
const thread = (more: IDataObject): IDataObject => ({
	resource: 'post',
	operation: 'createThread',
	source: 'parts',
	...more,
});
const message = (more: IDataObject): IDataObject => ({
	resource: 'directMessage',
	operation: 'send',
	user: { mode: 'username', value: 'newsroom' },
	text: 'Well?',
	...more,
});
const input = (value: unknown) => [itemWith({ photo: bytesOf('png'), data: bytesOf('png') }, { value })];
const sent = (endpoint: string) => x.requests.filter((each) => each.endpoint === endpoint).map(({ body }) => body);
const posted = () => sent('POST /2/tweets');

const photo = { source: 'binary', binaryFields: 'photo' };

describe('media', () => {
	test.each<[string, IDataObject[string], unknown]>([
		['as n8n stores it', GIVEN, { item: [photo] }],
		['a list of rows', GIVEN, [photo]],
		['one row', GIVEN, photo],
		['a row that names only its field', GIVEN, { binaryFields: 'photo' }],
		['JSON', GIVEN, JSON.stringify([photo])],
		['the rows as an expression', { item: GIVEN }, [photo]],
		['one row as an expression', { item: [GIVEN] }, photo],
		['a literal list', [photo], undefined],
		['the name of a field', GIVEN, 'photo'],
		['a list of names, one of them empty', GIVEN, ['photo', '']],
		['a literal name', 'photo', undefined],
		['a data URL', GIVEN, `data:image/png;base64,${bytesOf('png').toString('base64')}`],
	])('%s', async (_, media, value) => {
		const { error } = await x.run(create({ media }), { input: input(value) });
		expect(error).toBeUndefined();
		expect(posted()).toEqual([{ text: 'Well?', media: { media_ids: [expect.any(String)] } }]);
	});

	test.each<[string, IDataObject[string], unknown, RegExp]>([
		['no name of a field', GIVEN, 'a kite', /^The item has no binary field 'a kite'/],
		['a switch', GIVEN, true, /^'Media': it is neither a file nor media: true/],
		['a list of switches', GIVEN, [true], /^'Media': it is neither a file nor media: true/],
		['a file of n8n', '={{ $binary.photo }}', undefined, /^'Media': it is a file, not the name of its field/],
		['a row with another name for its address', GIVEN, [{ source: 'url', link: 'https://a.com' }], /no 'link' in it/],
		['two sources', GIVEN, { url: 'https://a.com/a.png', binaryFields: 'photo' }, /'Media': it has several sources/],
		['another name for the rows', { media: [photo] }, undefined, /^'Media': there is no 'media' in it/],
	])('%s is refused', async (_, media, value, said) => {
		const { error } = await x.run(create({ media }), { input: input(value) });
		expect(error?.message).toMatch(said);
		expect(x.requests).toEqual([]);
	});

	test.each<[string, unknown]>([
		['digits', '1849000000000000000, 1849000000000000001'],
		['a list', ['1849000000000000000', '1849000000000000001']],
	])('given by ID: %s', async (_, value) => {
		const { error } = await x.run(create({ media: GIVEN }), { input: input(value) });
		expect(error?.message ?? '').not.toContain("'Media'");
		expect(posted()).toEqual([{ text: 'Well?', media: { media_ids: ['1849000000000000000', '1849000000000000001'] } }]);
	});

	test('of one item among others fails alone', async () => {
		const items = [[photo], 'nothing', undefined].flatMap((value) => input(value));
		const { json } = await x.run(create({ media: GIVEN, text: '={{ "Item " + $itemIndex }}' }), {
			input: items,
			continueOnFail: true,
		});
		expect(json.map(({ error }) => error !== undefined)).toEqual([false, true, false]);
		expect(posted()).toEqual([{ text: 'Item 0', media: expect.anything() as unknown }, { text: 'Item 2' }]);
	});

	test.each<[string, IDataObject[string], unknown]>([
		['a list', GIVEN, [photo]],
		['the row as an expression', { item: GIVEN }, photo],
		['a list of one row, as in a post', { item: [photo] }, undefined],
	])('%s in a message', async (_, media, value) => {
		const { error } = await x.run(message({ media }), { input: input(value) });
		expect(error).toBeUndefined();
		expect(sent('POST /2/dm_conversations/with/{participant_id}/messages')).toEqual([
			{ text: 'Well?', attachments: [{ media_id: expect.any(String) as unknown }] },
		]);
	});
});

describe('parts of a thread', () => {
	test.each<[string, IDataObject[string], unknown]>([
		['as n8n stores them', GIVEN, { part: [{ text: 'One', media: { item: [photo] } }, { text: 'Two' }] }],
		['a list of rows', GIVEN, [{ text: 'One', media: photo }, { text: 'Two' }]],
		['JSON', GIVEN, JSON.stringify([{ text: 'One', media: [photo] }, 'Two'])],
		['the rows as an expression', { part: GIVEN }, [{ text: 'One', media: photo }, 'Two']],
		['the media of a part', { part: [{ text: 'One', media: GIVEN }, { text: 'Two' }] }, [photo]],
	])('%s', async (_, parts, value) => {
		const { error } = await x.run(thread({ parts }), { input: input(value) });
		expect(error).toBeUndefined();
		expect(posted()).toEqual([
			{ text: 'One', media: { media_ids: [expect.any(String)] } },
			{ text: 'Two', reply: { in_reply_to_tweet_id: expect.any(String) as unknown } },
		]);
	});

	test.each<[string, IDataObject[string], unknown, RegExp]>([
		['a text', GIVEN, 'One', /^'Parts': it is a text, not a list: One/],
		['another name for the rows', GIVEN, { parts: ['One', 'Two'] }, /^'Part 1': there is no 'parts' in it/],
		['another name for the text', GIVEN, [{ content: 'One' }], /^'Part 1': there is no 'content' in it/],
		[
			'the rows of the media of a part',
			{ part: [{ text: 'One', media: { item: GIVEN } }] },
			[photo],
			/^'Media of part 1': n8n has lost the expression for its rows/,
		],
		[
			'media that are none',
			{ part: ['Two', { text: 'One', media: GIVEN }] },
			true,
			/^'Media of part 2': it is neither a file/,
		],
	])('%s is refused', async (_, parts, value, said) => {
		const { error } = await x.run(thread({ parts }), { input: input(value) });
		expect(error?.message).toMatch(said);
		expect(x.requests).toEqual([]);
	});
});

const poll = { choices: ['Yes', 'No'], durationMinutes: 60 };
const withPoll = { text: 'Well?', poll: { options: ['Yes', 'No'], duration_minutes: 60 } };

test.each<[string, IDataObject[string], unknown]>([
	['all options', GIVEN, { poll: { values: poll } }],
	['all options as JSON', GIVEN, JSON.stringify({ poll })],
	['the poll', { poll: GIVEN }, poll],
	['the poll as n8n stores it', { poll: GIVEN }, { values: poll }],
	['the fields of the poll', { poll: { values: GIVEN } }, poll],
])('a poll from an expression for %s', async (_, options, value) => {
	const { error } = await x.run(create({ options }), { input: input(value) });
	expect(error).toBeUndefined();
	expect(posted()).toEqual([withPoll]);
});

test.each<[string, IDataObject, unknown, RegExp]>([
	['options that are a list', create({ options: GIVEN }), [poll], /^'Options': it is not an object/],
	['an option that there is not', create({ options: GIVEN }), { polls: poll }, /^'Options': there is no 'polls' in it/],
	['a poll with another name', create({ options: { poll: GIVEN } }), { options: 'Yes, No' }, /no 'options' in it/],
	['a poll that is a list', create({ options: { poll: GIVEN } }), ['Yes', 'No'], /^'Poll': it is not an object/],
	[
		'a list that would be public',
		{ resource: 'list', operation: 'create', name: 'Mine', options: GIVEN },
		{ isPrivate: true },
		/^'Options': there is no 'isPrivate' in it/,
	],
	['limits', create({ limits: GIVEN }), { maxCost: 0.01 }, /^'Limits and Cost': there is no 'maxCost' in it/],
	[
		'fields of the output',
		{ resource: 'timeline', operation: 'getHome', fields: GIVEN },
		{ includes: 'author_id' },
		/^'Fields': there is no 'includes' in it/,
	],
	[
		'filters of a search',
		{ resource: 'post', operation: 'search', filters: GIVEN },
		{ word: 'kite' },
		/there is no 'word' in it/,
	],
])('%s from an expression are refused', async (_, parameters, value, said) => {
	const { error } = await x.run(parameters, { input: input(value) });
	expect(error?.message).toMatch(said);
	expect(x.requests).toEqual([]);
});

test.each<[string, IDataObject, string]>([
	['a spending limit', create({ limits: GIVEN, text: 'a'.repeat(20) }), 'limits'],
])('%s from an expression holds', async (_, parameters) => {
	const { error } = await x.run(parameters, { input: input({ spendingLimit: 0.001 }) });
	expect(error?.message).toMatch(/spending limit/i);
	expect(posted()).toEqual([]);
});
