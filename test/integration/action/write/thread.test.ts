import type { IDataObject } from 'n8n-workflow';
import { bytesOf, itemWith } from '../../../support/inputs/files';
import type * as VirtualTime from '../../../support/virtual-time';
import { useVirtualTime } from '../../../support/virtual-time';
import { useThreads } from '../../../support/x/threads';

jest.mock('n8n-workflow', () => jest.requireActual<typeof VirtualTime>('../../../support/virtual-time').virtualTime());
useVirtualTime();

const { x, thread, listOf, sent, own, chain, refuseAfter } = useThreads();

describe('Post > Create Thread', () => {
	test.each<[string, IDataObject, number, string]>([
		['a thread', thread({ source: 'parts', parts: ['One', 'Two', 'Three'] }), 0.045, '0.045'],
		[
			'a post and its links',
			{
				resource: 'post',
				operation: 'create',
				text: 'See https://example.com/a',
				options: { linksInReply: true },
			},
			0.215,
			'0.215',
		],
	])('is not begun where the spending limit would end it halfway: %s', async (_, parameters, usd, told) => {
		const { error } = await x.run({ ...parameters, limits: { spendingLimit: usd - 0.001 } });
		expect(error?.message).toBe('The spending limit of this run is reached');
		expect(error?.description).toContain(`belong together: they may cost ${told} USD and were not sent`);
		expect(x.requests).toEqual([]);
		expect((await x.run({ ...parameters, limits: { spendingLimit: usd } })).error).toBeUndefined();
	});

	test('publishes a list of parts, each answering the one before, with its own media', async () => {
		const parts = {
			part: [
				{ text: 'One', media: { item: [{ source: 'binary', binaryFields: 'a', altText: 'Red' }] } },
				{ text: 'Two' },
				{ text: '', media: { item: [{ source: 'binary', binaryFields: 'b' }] } },
			],
		};
		const { json, error, items } = await x.run(thread({ source: 'parts', parts }), {
			input: [itemWith({ a: bytesOf('png', 100), b: bytesOf('jpeg', 200) })],
		});
		expect(error).toBeUndefined();
		expect(json.map(({ part, text }) => [part, text])).toEqual([
			[1, expect.stringMatching(/^One https:\S+$/)],
			[2, 'Two'],
			[3, expect.stringMatching(/^(https:\S+)?$/)],
		]);
		expect(json[1]).toEqual({
			id: expect.stringMatching(/^\d{19}$/),
			url: `https://x.com/i/status/${String(json[1].id)}`,
			text: 'Two',
			part: 2,
		});
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }, { item: 0 }]);
		expect(chain(json[2].id)).toEqual({ texts: ['One', 'Two', ''], start: [] });
		expect(json.map(({ id }) => x.world.posts.get(String(id))?.mediaKeys.length)).toEqual([1, 0, 1]);
	});

	test.each([
		['none', /^Lorem/],
		['slash', /^1\/3 Lorem/],
		['dot', /^1\. Lorem/],
		['brackets', /^\(1\/3\) Lorem/],
	])('splits a long text, numbering %p', async (numbering, start) => {
		const text = Array.from(
			{ length: 12 },
			(_, i) => `Lorem ipsum dolor sit amet, consetetur sadipscing no. ${i}.`,
		).join(' ');
		const { json, error } = await x.run(thread({ source: 'text', text, numbering }));
		expect(error).toBeUndefined();
		expect(json).toHaveLength(3);
		expect(json[0].text).toMatch(start);
		expect(chain(json[2].id).texts).toEqual(json.map((each) => each.text));
	});

	describe('a long text', () => {
		const text = `${'One '.repeat(60)}\n\n${'Two '.repeat(60)}`.trim();
		const pictures = { input: [itemWith({ a: bytesOf('png', 100), b: bytesOf('png', 200), c: bytesOf('jpeg', 200) })] };
		const media = { item: [{ source: 'binary', binaryFields: 'a, b, c' }] };

		test('has its media where it is said, and a last part behind them', async () => {
			const options = { mediaPerPart: '1, 2', lastPart: 'Follow for more' };
			const { json, error } = await x.run(thread({ source: 'text', text, media, options }), pictures);
			expect(error).toBeUndefined();
			expect(json.map(({ id }) => x.world.posts.get(String(id))?.mediaKeys.length)).toEqual([1, 2, 0]);
			expect(json[2]).toMatchObject({ text: 'Follow for more', part: 3 });
			expect(chain(json[2].id).texts).toHaveLength(3);
		});

		test('has its media where its marks are, and its numbers after the text', async () => {
			const marked = `[pic] ${'One '.repeat(60)}\n\n${'Two '.repeat(60).trim()} [pic] [pic]`;
			const parameters = { text: marked, media, numbering: 'slashAfter', options: { mediaMark: '[pic]' } };
			const { json, error } = await x.run(thread({ source: 'text', ...parameters }), pictures);
			expect(error).toBeUndefined();
			const posts = json.map(({ id }) => x.world.posts.get(String(id)));
			expect(posts.map((post) => post?.mediaKeys.length)).toEqual([1, 2]);
			expect(posts.map((post) => post?.rawText)).toEqual([
				`${'One '.repeat(60).trim()} 1/2`,
				`${'Two '.repeat(60).trim()} 2/2`,
			]);
		});

		test.each([
			[{ mediaMark: '[pic]' }, 'The text has the mark [pic] 0 times; there are 3 media'],
			[{ mediaMark: 'Tw', mediaPerPart: '1, 2' }, "'Media Mark' and 'Media per Part' both place the media"],
			[{ mediaPerPart: '1, 1' }, 'places 2 media in 2 parts; there are 3 media and 2 parts'],
			[{ mediaPerPart: '1, 1, 1' }, 'places 3 media in 3 parts; there are 3 media and 2 parts'],
			[{ mediaPerPart: '5' }, "'Media per Part'"],
			[{ lastPart: 'x'.repeat(300) }, 'Part 3: The text is 300 characters long'],
		])('%j is refused before anything is sent', async (options, message) => {
			const { error } = await x.run(thread({ source: 'text', text, media, options }), pictures);
			expect(error?.message).toContain(message);
			expect(x.requests).toEqual([]);
		});

		test('what is for it is refused elsewhere', async () => {
			const { error } = await x.run({ ...listOf('One', 'Two'), options: { lastPart: 'Three' } });
			expect(error?.message).toBe("'Last Part' is for a text that is split");
			expect(x.requests).toEqual([]);
		});
	});

	test('input items are the parts, and each item gets its own part', async () => {
		const { items, error } = await x.run(thread({ source: 'items', text: '={{ $json.text }}' }), {
			input: ['One', 'Two', 'Three'].map((text) => ({ json: { text } })),
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json, pairedItem }) => [json.text, pairedItem])).toEqual([
			['One', { item: 0 }],
			['Two', { item: 1 }],
			['Three', { item: 2 }],
		]);
		expect(chain(items[2].json.id).texts).toEqual(['One', 'Two', 'Three']);
	});

	test('starts with a reply and a quote, and only starts so', async () => {
		x.apps.web.enterprise = true;
		const [asked, quoted] = [
			x.world.addPost({ by: 'newsroom', text: 'Your view?' }).id,
			x.world.addPost({ by: 'newsroom', text: 'News' }).id,
		];
		const { json, error } = await x.run({
			...listOf('One', 'Two'),
			options: { replyTo: asked, quote: quoted, replySettings: 'following', madeWithAi: true },
		});
		expect(error).toBeUndefined();
		expect(sent().map(({ body }) => body)).toEqual([
			{
				text: 'One',
				reply: { in_reply_to_tweet_id: asked },
				quote_tweet_id: quoted,
				reply_settings: 'following',
				made_with_ai: true,
			},
			{ text: 'Two', reply: { in_reply_to_tweet_id: json[0].id }, made_with_ai: true },
		]);
	});

	test('waits between parts', async () => {
		const started = Date.now();
		const { error } = await x.run({ ...listOf('One', 'Two'), options: { delaySeconds: 1 } });
		expect(error).toBeUndefined();
		expect(Date.now() - started).toBeGreaterThanOrEqual(1000);
	});

	test.each<[string, IDataObject, RegExp]>([
		['an empty text', thread({ source: 'text', text: ' ' }), /The thread has no parts/],
		['a part that is too long', listOf('One', 'x'.repeat(25_001)), /Part 2: The text is 25001 characters/],
		['an empty part', listOf('One', ' '), /Part 2: The post is empty/],
		['two parts with the same text', listOf('One', 'Two', 'One'), /Parts 1 and 3 have the same text/],
	])('refuses %s before anything is sent', async (_what, parameters, message) => {
		const { error } = await x.run(parameters);
		expect(error?.message).toMatch(message);
		expect(x.requests).toEqual([]);
	});

	test('refuses a quote beside media, but not beside media of a later item', async () => {
		x.apps.web.enterprise = true;
		const quote = x.world.addPost({ by: 'newsroom', text: 'News' }).id;
		const parameters = {
			...thread({
				source: 'items',
				text: '={{ $json.text }}',
				media: { item: [{ source: 'ids', mediaIds: '={{ $json.ids }}' }] },
			}),
			options: { quote },
		};
		const { id } = x.world.addMedia({ owner: x.world.needUser('ourbrand').id, kind: 'photo' });
		const [bare, pictured] = [{ json: { text: 'One', ids: '' } }, { json: { text: 'Two', ids: id } }];
		const refused = await x.run(parameters, { input: [pictured, bare] });
		expect(refused.error?.message).toBe('The first part has media and a quote');
		expect(x.requests).toEqual([]);
		expect((await x.run(parameters, { input: [bare, pictured] })).error).toBeUndefined();
	});

	test('refuses items with the same text before anything is sent', async () => {
		const { error } = await x.run(thread({ source: 'items', text: 'Same' }), { input: [{ json: {} }, { json: {} }] });
		expect(error?.message).toMatch(/Parts 1 and 2 have the same text/);
		expect(x.requests).toEqual([]);
	});
});

describe('Post > Create with Put Links in First Reply', () => {
	const create = (text: string, linksInReply = true): IDataObject => ({
		resource: 'post',
		operation: 'create',
		text,
		options: { linksInReply },
	});

	test('publishes the text without its links, and the links below it', async () => {
		const { json, error } = await x.run(
			create('News: https://example.com/a?b=1 is out,  mail a@n8n.io\n\nMore at www.n8n.io\nBye'),
		);
		expect(error).toBeUndefined();
		const { id, links_reply: reply } = json[0] as { id: string; links_reply: { id: string; url: string } };
		expect(sent().map(({ body }) => body)).toEqual([
			{ text: 'News: is out,  mail a@n8n.io\n\nMore at\nBye' },
			{ text: 'https://example.com/a?b=1\nwww.n8n.io', reply: { in_reply_to_tweet_id: id } },
		]);
		expect(reply.url).toBe(`https://x.com/i/status/${reply.id}`);
	});

	test('leaves the text alone without links, and without being asked', async () => {
		const { json } = await x.run(create('Two  spaces stay '));
		expect(json[0].links_reply).toBeUndefined();
		await x.run(create('See  https://example.com ', false));
		expect(sent().map(({ body }) => (body as IDataObject).text)).toEqual([
			'Two  spaces stay ',
			'See  https://example.com ',
		]);
	});

	test('when the reply fails, the post is named and a second run makes the reply only', async () => {
		refuseAfter(1);
		const connection = x.connect();
		const first = await x.run(create('Read this https://example.com/x'), { connection });
		expect(first.error?.description).toMatch(/1 of 2 parts are up: part 1 \(ID \d+/);
		const { json, error } = await x.run(create('Read this https://example.com/x'), { connection });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ already_published: true, links_reply: { id: expect.any(String) } });
		expect(own().filter(({ rawText }) => rawText === 'Read this')).toHaveLength(1);
	});

	test('refuses a post of nothing but links before anything is sent', async () => {
		const { error } = await x.run(create(' https://example.com. '));
		expect(error?.message).toBe('Nothing is left of the post without its links');
		expect(error?.description).toMatch(/take 'Put Links in First Reply' away/);
		expect(x.requests).toEqual([]);
	});
});
