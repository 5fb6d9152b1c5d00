/** What people and nodes hand over goes through one reader on its way to X: what is meant is sent, what is not understood is refused. */
import type { IDataObject } from 'n8n-workflow';
import { bytesOf, itemWith } from '../../../support/inputs/files';
import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();

const create = (more: IDataObject): IDataObject => ({ resource: 'post', operation: 'create', ...more });
const sentBody = (endpoint = 'POST /2/tweets') => x.requests.find((each) => each.endpoint === endpoint)?.body;
const given = (value: unknown) => ({ input: [{ json: { value } as IDataObject }] });

test.each([
	['JSON', '["Yes","No, never"]'],
	['lines', 'Yes\r\nNo, never'],
	['a list', ['Yes', 'No, never']],
])('poll choices as %s', async (_, value) => {
	const poll = { values: { choices: '={{ $json.value }}', durationMinutes: 60 } };
	const { error } = await x.run(create({ text: 'Well?', options: { poll } }), given(value));
	expect(error).toBeUndefined();
	expect(sentBody()).toMatchObject({ poll: { options: ['Yes', 'No, never'], duration_minutes: 60 } });
});

test.each<[string, unknown, RegExp]>([
	['objects', [{ label: 'Yes' }, { label: 'No' }], /'Poll': 'Choices': it is an object, not text: \{"label":"Yes"\}/],
	['twins', 'Yes, Yes', /'Yes' is there twice/],
	['one too long', ['Yes', 'n'.repeat(26)], /'n{26}' has 26 characters; the limit is 25/],
])('poll choices are refused as %s', async (_, value, said) => {
	const poll = { values: { choices: '={{ $json.value }}', durationMinutes: 60 } };
	const { error } = await x.run(create({ text: 'Well?', options: { poll } }), given(value));
	expect(error?.message).toMatch(said);
	expect(x.requests).toEqual([]);
});

test.each<[string, IDataObject, RegExp]>([
	[
		'media from nowhere',
		create({ text: 'Well?', media: { item: [{ source: '={{ "disk" }}' }] } }),
		/'From': 'disk' is not one of its choices/,
	],
	['a text that is an object', create({ text: '={{ ({ a: 1 }) }}' }), /'Text': it is an object, not text: \{"a":1\}/],
	['a text that is no number', create({ text: '={{ 0 / 0 }}' }), /'Text'/],
	[
		'alt text that is a list',
		create({ text: 'a', media: { item: [{ source: 'binary', binaryFields: 'photo', altText: '={{ ["b"] }}' }] } }),
		/'Alt Text': it is a list, not text: \["b"\]/,
	],
	[
		'a user that is an object',
		{ resource: 'user', operation: 'get', user: { mode: 'username', value: '={{ ({ username: "a" }) }}' } },
		/'User': it is an object, not text: \{"username":"a"\}/,
	],
	[
		'a limit that is a list',
		{ resource: 'timeline', operation: 'getHome', limit: '={{ [5] }}' },
		/'Limit': '\[5\]' is not a whole number/,
	],
	[
		'a switch that is a word',
		{ resource: 'timeline', operation: 'getHome', returnAll: '={{ "all" }}' },
		/'Return All': 'all' is neither true nor false/,
	],
	[
		'fields that X does not have',
		{ resource: 'timeline', operation: 'getHome', fields: { include: '={{ "authors" }}' } },
		/'Include': 'authors' is not one of its choices/,
	],
	[
		'an output that there is not',
		{ resource: 'timeline', operation: 'getHome', output: '={{ "short" }}' },
		/'Output': 'short' is not one of its choices/,
	],
])('%s is refused', async (_, parameters, said) => {
	const { error } = await x.run(parameters, { input: [itemWith({ photo: bytesOf('png') })] });
	expect(error?.message).toMatch(said);
	expect(x.requests).toEqual([]);
});

test.each([
	[1, true],
	['True', true],
	['yes', true],
	[0, false],
	['NO', false],
])('a list that is private: %p', async (value, isPrivate) => {
	const { error } = await x.run(
		{ resource: 'list', operation: 'create', name: 'Mine', options: { private: '={{ $json.value }}' } },
		given(value),
	);
	expect(error).toBeUndefined();
	expect(sentBody('POST /2/lists')).toMatchObject({ private: isPrivate });
});

test.each<[string, IDataObject]>([
	['Private', { resource: 'list', operation: 'create', name: 'Mine', options: { private: '={{ $json.value }}' } }],
	['Promoted Only', create({ text: 'An ad', options: { promotedOnly: '={{ $json.value }}' } })],
	['Community ID', create({ text: 'Hello', options: { communityId: '={{ $json.value }}' } })],
	['Edit of Post', create({ text: 'Corrected', options: { editOf: '={{ $json.value }}' } })],
	['Subscribers Only', create({ text: 'Thanks', options: { forSuperFollowersOnly: '={{ $json.value }}' } })],
])('what %s leaves open does not become public', async (name, parameters) => {
	for (const value of [undefined, null, '']) {
		const { error } = await x.run(parameters, given(value));
		expect(error?.message).toBe(`'${name}' is empty`);
	}
	expect(x.requests).toEqual([]);
});

test.each<[string, IDataObject]>([
	['a post', create({ text: '=Hello {{ $json.value }}' })],
	['a message', { resource: 'directMessage', operation: 'send', user: '@newsroom', text: '=Hello {{ $json.value }}' }],
	['a list', { resource: 'list', operation: 'create', name: '=Friends of {{ $json.value }}' }],
])('an object inside of the text of %s is refused', async (_, parameters) => {
	const { error } = await x.run(parameters, given({ name: 'Ada' }));
	expect(error?.message).toContain("there is an object in it: '[object Object]'");
	expect(x.requests).toEqual([]);
});

test.each<[string, IDataObject, RegExp]>([
	['a text nobody can see', create({ text: '={{ $json.value }}' }), /^The post is empty/],
	[
		'a part nobody can see',
		{ resource: 'post', operation: 'createThread', source: 'parts', parts: ['One', '={{ $json.value }}'] },
		/^Part 2: The post is empty/,
	],
	[
		'a message nobody can see',
		{ resource: 'directMessage', operation: 'send', user: '@newsroom', text: '={{ $json.value }}' },
		/^The message is empty/,
	],
	[
		'a list whose name nobody can see',
		{ resource: 'list', operation: 'create', name: '={{ $json.value }}' },
		/^'Name' is empty/,
	],
])('%s is none', async (_, parameters, said) => {
	const { error } = await x.run(parameters, given('\u200b \u200d'));
	expect(error?.message).toMatch(said);
	expect(x.requests).toEqual([]);
});

test('an expression that nothing marks as one is not published as it is written', async () => {
	const { error } = await x.run(create({ text: 'News: {{ $json.value }}' }), given('Rain'));
	expect([error?.message, error?.description]).toEqual([
		'An expression is not evaluated here: News: {{ $json.value }}',
		expect.stringMatching(/from Fixed to Expression.*put = before its text/),
	]);
	expect(x.requests).toEqual([]);
	// What an expression gives may speak of expressions.
	expect((await x.run(create({ text: '={{ $json.value }}' }), given('Try {{ $json.value }}'))).error).toBeUndefined();
});

test('who can reply is chosen by the name in the panel, too', async () => {
	for (const value of ['Everyone', 'Accounts You Mention'])
		await x.run(create({ text: value, options: { replySettings: '={{ $json.value }}' } }), given(value));
	expect(x.requests.map(({ body }) => body)).toEqual([
		{ text: 'Everyone' },
		{ text: 'Accounts You Mention', reply_settings: 'mentionedUsers' },
	]);
});

test('a list is not made public because nobody knows what "secret" means', async () => {
	const { error } = await x.run(
		{ resource: 'list', operation: 'create', name: 'Mine', options: { private: '={{ $json.value }}' } },
		given('secret'),
	);
	expect(error?.message).toBe("'Private': 'secret' is neither true nor false");
	expect(x.requests).toEqual([]);
});

test.each([
	['a text', 'author_id'],
	['a text with commas', 'author_id, attachments.media_keys'],
	['JSON', '["author_id"]'],
	['a list', ['author_id']],
])('Include as %s', async (_, value) => {
	const { error } = await x.run(
		{ resource: 'timeline', operation: 'getHome', fields: { include: '={{ $json.value }}' } },
		given(value),
	);
	expect(error).toBeUndefined();
	const [{ query }] = x.requests.filter(({ endpoint }) => endpoint.includes('reverse_chronological'));
	expect(query.expansions.split(',')).toEqual(
		String(value).includes('media_keys') ? ['author_id', 'attachments.media_keys'] : ['author_id'],
	);
});

test('parts of a thread are read like the text of a post', async () => {
	const thread = (value: unknown) =>
		x.run(
			{
				resource: 'post',
				operation: 'createThread',
				source: 'parts',
				parts: { part: [{ text: 'One' }, { text: '={{ $json.value }}' }] },
				options: { lookBackHours: 0 },
			},
			given(value),
		);
	for (const [value, said] of [
		[{ a: 1 }, 'an object'],
		[['a', 'b'], 'a list'],
	] as const) {
		const { error } = await thread(value);
		expect(error?.message).toContain(`'Text of part 2': it is ${said}, not text`);
	}
	expect(x.requests).toEqual([]);
	const { json } = await thread(2);
	expect(json.map(({ text }) => text)).toEqual(['One', '2']);
});

test('lines of Windows are one character each, and go out as others do', async () => {
	const text = Array.from({ length: 10 }, () => 'a'.repeat(27)).join('\r\n');
	const { error } = await x.run(create({ text: '={{ $json.value }}' }), given(text));
	expect(error).toBeUndefined();
	expect(sentBody()).toEqual({ text: text.replace(/\r\n/g, '\n') });
});

describe('media', () => {
	const row = (binaryFields: string): IDataObject =>
		create({ text: '={{ $json.text }}', media: { item: [{ source: 'binary', binaryFields }] } });

	test('of a field with blanks in its name', async () => {
		const { error } = await x.run(row('my picture, other one'), {
			input: [itemWith({ 'my picture': bytesOf('png'), 'other one': bytesOf('png') }, { text: 'Two' })],
		});
		expect(error).toBeUndefined();
		expect(sentBody()).toMatchObject({ media: { media_ids: [expect.any(String), expect.any(String)] } });
	});

	test('without a name on some items are none for them', async () => {
		const input = [
			itemWith({ a: bytesOf('png') }, { text: 'With', field: 'a' }),
			{ json: { text: 'Without', field: '' } },
		];
		const { error, json } = await x.run(row('={{ $json.field }}'), { input });
		expect(error).toBeUndefined();
		expect(json.map(({ text }) => String(text).split(' ')[0])).toEqual(['With', 'Without']);
		expect(
			x.requests.filter(({ endpoint }) => endpoint === 'POST /2/tweets').map(({ body }) => 'media' in (body as object)),
		).toEqual([true, false]);
	});
});

test('me in mode Handle is the account with that handle, as Me and @me are', async () => {
	for (const value of ['me', 'Me', '@me']) {
		await x.run({ resource: 'user', operation: 'get', user: { mode: 'username', value } });
		expect(x.requests.map(({ endpoint }) => endpoint)).not.toContain('GET /2/users/me');
	}
	await x.run({ resource: 'user', operation: 'get', user: { mode: 'list', value: 'me' } });
	expect(x.requests.at(-1)?.endpoint).toBe('GET /2/users/me');
});
