import type { IDataObject } from 'n8n-workflow';
import { bytesOf, itemWith } from '../../../support/inputs/files';
import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();

test.each([
	['timeline', 'getUserPosts'],
	['user', 'getFollowers'],
	['user', 'getMany'],
])('%s > %s of oneself is refused with a Bearer token, before any request', async (resource, operation) => {
	const { error } = await x.run({
		authentication: 'bearerToken',
		resource,
		operation,
		user: { mode: 'list', value: 'me' },
		users: '123, me',
	});
	expect([error?.message, error?.description]).toEqual([
		"'Me' is not available with a Bearer token",
		expect.stringMatching(/credential of the type X OAuth2 API/),
	]);
	expect(x.requests).toEqual([]);
});

const create = (parameters: IDataObject): IDataObject => ({ resource: 'post', operation: 'create', ...parameters });

const get = (value: unknown, mode = 'id'): IDataObject => ({
	resource: 'post',
	operation: 'get',
	post: { mode, value },
});
const files = (...names: string[]): IDataObject => ({ item: [{ source: 'binary', binaryFields: names.join(',') }] });
const images = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, bytesOf('png')]));
const timeline = (more: IDataObject): IDataObject => ({
	resource: 'timeline',
	operation: 'getUserPosts',
	user: { mode: 'username', value: 'newsroom' },
	...more,
});

/** What is wrong, the parameters, the input's files, the message, the advice. */
const table: Array<[string, IDataObject, Record<string, Buffer>, RegExp, RegExp]> = [
	['an empty post', create({ text: '  ' }), {}, /^The post is empty/, /'Text'.*'Media'/],
	[
		'a character that no post may have',
		create({ text: 'a\ufeffb' }),
		{},
		/has a character that X does not accept: U\+FEFF/,
		/Remove it/,
	],
	[
		'CJK and a link over the limit',
		create({ text: `${'日'.repeat(12_489)} https://example.com/a/very/long/path` }),
		{},
		/is 25002 characters long/,
		/Thread/,
	],
	[
		'25,001 characters',
		create({ text: 'a'.repeat(25_001), options: { longPost: 'allow' } }),
		{},
		/is 25001 characters long.*25000/,
		/Thread/,
	],
	[
		'five images',
		create({ text: 'x', media: files('a', 'b', 'c', 'd', 'e') }),
		images,
		/up to 4 images, not 5/,
		/several posts/,
	],
	[
		'image and video together',
		create({ text: 'x', media: files('a', 'v') }),
		{ ...images, v: bytesOf('mp4') },
		/images, one video or one GIF, but not a mix/,
		/several posts/,
	],
	[
		'two videos',
		create({ text: 'x', media: files('v', 'w') }),
		{ v: bytesOf('mp4'), w: bytesOf('mp4') },
		/one video or GIF, not 2/,
		/several posts/,
	],
	[
		'an unsupported file type',
		create({ text: 'x', media: files('p') }),
		{ p: bytesOf('pdf') },
		/'p\.bin' is a PDF document, which X does not accept/,
		/Convert its pages to images/,
	],
	['an empty file', create({ text: 'x', media: files('p') }), { p: Buffer.alloc(0) }, /'p\.bin' is empty/, /node/],
	[
		'a missing binary field',
		create({ text: 'x', media: files('photo') }),
		{ data: bytesOf('png') },
		/no binary field 'photo'/,
		/binary fields are: data/,
	],
	['no files at all', create({ text: 'x', media: files('photo') }), {}, /no binary field 'photo'/, /no files at all/],
	[
		"an image over X's limit",
		create({ text: 'x', media: files('big') }),
		{ big: bytesOf('png', 5 * 1024 * 1024 + 1) },
		/'big\.bin' has 5\.0\d MB; X accepts up to 5 MB for an image/,
		/Edit Image.*Resize to 2048 x 2048.*'Quality' 85/,
	],
	[
		'poll and media together',
		create({ text: 'x', media: files('a'), options: { poll: { values: { choices: 'A,B', durationMinutes: 60 } } } }),
		images,
		/^'Media' and 'Poll' cannot be used together/,
		/one of them/,
	],
	[
		'quote and poll together',
		create({ text: 'x', options: { quote: '1', poll: { values: { choices: 'A,B', durationMinutes: 60 } } } }),
		{},
		/'Poll' and 'Quote Post' cannot/,
		/one of them/,
	],
	[
		'a poll with one choice',
		create({ text: 'x', options: { poll: { values: { choices: 'A', durationMinutes: 60 } } } }),
		{},
		/'Choices'.*1 entries/,
		/2 to 4/,
	],
	[
		'a poll that is too short',
		create({ text: 'x', options: { poll: { values: { choices: 'A,B', durationMinutes: 1 } } } }),
		{},
		/'Duration \(Minutes\)'.*out of bounds/,
		/between 5 and 10080/,
	],
	[
		'excluded users without a reply',
		create({ text: 'x', options: { excludeReplyUsers: '@meteo' } }),
		{},
		/needs 'Reply To'/,
		/Reply To/,
	],
	[
		'tagged users without media',
		create({ text: 'x', options: { taggedUsers: '@meteo' } }),
		{},
		/'Tag Users' needs media/,
		/Media/,
	],
	['a malformed ID', get('={{ "12a4" }}'), {}, /'12a4' is not a post ID or a link to a post/, /https:\/\/x\.com/],
	[
		'a link to another host',
		get('https://example.com/newsroom/status/1', 'url'),
		{},
		/points to example\.com, not to X/,
		/x\.com/,
	],
	['a number that lost digits', get('={{ 1849000000000000001 }}'), {}, /has lost digits/, /as text/],
	['Limit 0', timeline({ limit: 0 }), {}, /^'Limit': 0 is out of bounds/, /at least 1/],
	[
		'a time that is none',
		timeline({ options: { startTime: 'yesterday-ish' } }),
		{},
		/'Start Time'.*is not a date and time/,
		/ISO 8601/,
	],
	[
		'time and ID bounds together',
		{
			resource: 'post',
			operation: 'search',
			query: 'city',
			options: { startTime: '2026-11-20T00:00:00Z', sinceId: '1' },
		},
		{},
		/'Start Time' and 'Since Post' cannot be used together/,
		/one of them/,
	],
	[
		'an empty query',
		{ resource: 'post', operation: 'search', query: '={{ "" }}' },
		{},
		/'Query' is empty/,
		/add words or accounts under 'Filters'/,
	],
	[
		'a user operation with a Bearer token',
		create({ authentication: 'bearerToken', text: 'x' }),
		{},
		/'Create' cannot be done with a Bearer token/,
		/credential of the type X OAuth2 API/,
	],
	[
		'the full archive with OAuth2',
		{ resource: 'post', operation: 'search', query: 'city', searchIn: 'all' },
		{},
		/'Search' needs a Bearer token/,
		/credential of the type X Bearer Token API/,
	],
	[
		'an operation that does not exist',
		{ resource: 'post', operation: 'praise' },
		{},
		/'praise' of 'Post' does not exist/,
		/Choose 'Resource' and 'Operation' again/,
	],
];

test.each(table)(
	'%s is refused before any request, with the item',
	async (_name, parameters, binary, message, advice) => {
		const { error, items } = await x.run(parameters, { input: [itemWith(binary)] });
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(advice);
		if (parameters.operation !== 'praise') expect(error?.context.itemIndex).toBe(0);
		expect(items).toEqual([]);
		expect(x.requests).toEqual([]);
	},
);

test('a bad last item keeps the good ones from being published', async () => {
	const { error } = await x.run(create({ text: '={{ $json.text }}' }), {
		input: [{ json: { text: 'Good' } }, { json: { text: '' } }],
	});
	expect(error?.context.itemIndex).toBe(1);
	expect(x.requests).toEqual([]);
});

test('with Continue On Fail each bad item becomes one error item and the others are done', async () => {
	x.world.needUser('ourbrand').premium = false;
	const input = ['Good', '', 'a'.repeat(300), 'Fine'].map((text) => ({ json: { text } }));
	const { items, error } = await x.run(create({ text: '={{ $json.text }}' }), { input, continueOnFail: true });
	expect(error).toBeUndefined();
	expect(items.map(({ json, pairedItem }) => [json.error ?? json.text, pairedItem])).toEqual([
		['Good', { item: 0 }],
		['The post is empty', { item: 1 }],
		[expect.stringMatching('The text is 300 characters.*280 without X Premium'), { item: 2 }],
		['Fine', { item: 3 }],
	]);
});

describe("what X refuses reaches the user in X's words", () => {
	test('duplicate text', async () => {
		await x.run(create({ text: 'Twice' }));
		const { error } = await x.run(create({ text: 'Twice' }));
		expect(error).toMatchObject({ message: 'X refused: duplicate of a recent post', httpCode: '403' });
		expect(error?.description).toMatch(/duplicate content\. X refuses a post with the text of a recent one/);
	});

	test('a reply that was not asked for', async () => {
		const { id } = x.world.addPost({ by: 'newsroom', text: 'No mention of anyone' });
		const { error } = await x.run(create({ text: 'Well', options: { replyTo: id } }));
		expect(error?.httpCode).toBe('403');
		expect(error?.description?.length).toBeGreaterThan(20);
	});

	test('no credits left', async () => {
		x.wallet.balanceUsd = 0;
		const { error } = await x.run(create({ text: 'Broke' }));
		expect(error?.httpCode).toBe('402');
		expect(error?.description).toMatch(/credits.*console\.x\.com/i);
		expect(x.requests).toHaveLength(1);
	});

	test('a limit that is used up for longer than the wait', async () => {
		x.faults.set({ rules: [{ match: 'POST /2/tweets', kind: 'rateLimit' }] });
		const { error } = await x.run(create({ text: 'Later', limits: { waitForLimit: 1 } }));
		expect(error).toMatchObject({
			httpCode: '429',
			message: expect.stringMatching(/^X's 15-minute limit is used up until 20\d\d-/) as string,
			description:
				"Wait until then. Or let the run wait longer with 'Wait for Rate Limit (Seconds)' under Limits and Cost.",
		});
		expect(x.requests).toHaveLength(1);
	});

	test('an unknown user', async () => {
		const { error } = await x.run({
			resource: 'user',
			operation: 'get',
			user: { mode: 'username', value: '@nobody_here' },
		});
		expect(error?.message).toBe('X did not find the user @nobody_here');
		expect(error?.description).toMatch(/nobody_here.*how the handle is spelled/);
	});

	test('a suspended user', async () => {
		const { error } = await x.run({ resource: 'user', operation: 'get', user: { mode: 'username', value: '@spammy' } });
		expect(error?.description).toMatch(/suspended/i);
	});
});
