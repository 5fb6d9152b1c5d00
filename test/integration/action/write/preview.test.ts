import type { IDataObject } from 'n8n-workflow';
import { bytesOf, itemWith } from '../../../support/inputs/files';
import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();
afterEach(() => expect(x.requests).toEqual([]));

const preview = (parameters: IDataObject): IDataObject => ({ resource: 'post', operation: 'preview', ...parameters });
const parts = (json: IDataObject) => json.parts as IDataObject[];

describe('Post > Preview', () => {
	test.each(['oAuth2', 'bearerToken'])(
		'tells of a post with a link what X would count and charge, with %s',
		async (authentication) => {
			const text = 'Déjà vu 🚀 see https://example.com/a/long/path and $ABC @n8n_io #go';
			const { json, error, hints } = await x.run({ authentication, ...preview({ text }) });
			expect(error).toBeUndefined();
			expect(hints).toEqual([]);
			expect(json).toEqual([
				{
					publishable: true,
					part_count: 1,
					price_usd: 0.2,
					price_without_links_usd: 0.015,
					problems: [],
					warnings: ['With a link (https://example.com/a/long/path) X charges 0.2 USD instead of 0.015'],
					parts: [
						expect.objectContaining({
							part: 1,
							text,
							weighted_length: 59,
							characters_left: 221,
							links: ['https://example.com/a/long/path'],
							mentions: ['n8n_io'],
							hashtags: ['go'],
							cashtags: ['ABC'],
							media: [],
						}),
					],
				},
			]);
		},
	);

	test('warns of an animated image, which X may show still', async () => {
		const apng = Buffer.concat([bytesOf('png', 16), Buffer.from('\0\0\0\bacTL'), Buffer.alloc(100)]);
		const { json } = await x.run(preview({ text: 'Fly', media: '={{ "kite" }}' }), {
			input: [itemWith({ kite: apng })],
		});
		expect(json[0]).toMatchObject({ publishable: true });
		expect(json[0].warnings).toEqual([
			expect.stringMatching(/'kite.bin' is an animated PNG/),
			'A file has no alt text',
		]);
	});

	test('warns of replies and quotes, and tells that cashtags are too many', async () => {
		const { json } = await x.run(
			preview({ text: '$ABC and $DEF', options: { replyTo: '1849000000000000000', quote: '1849000000000000001' } }),
		);
		expect(json[0].warnings).toEqual([
			expect.stringMatching(/replies.*mentioned or quoted you/),
			expect.stringMatching(/quotes from Enterprise/),
		]);
		expect(json[0]).toMatchObject({ publishable: false, problems: [expect.stringMatching(/2 cashtags/)] });
	});

	test('tells what X would refuse instead of failing', async () => {
		const input = [itemWith({ a: bytesOf('png'), b: bytesOf('mp4') })];
		const { json, error } = await x.run(
			preview({ text: 'x'.repeat(300), media: { item: [{ source: 'binary', binaryFields: 'a, b' }] } }),
			{ input },
		);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({
			publishable: false,
			problems: [expect.stringMatching(/300 characters/), expect.stringMatching(/images/)],
		});
		expect(parts(json[0])[0]).toMatchObject({
			characters_left: -20,
			media: [
				{ name: 'a.bin', type: 'image/png', kind: 'image', size: 64 },
				{ name: 'b.bin', type: 'video/mp4', kind: 'video', size: 64 },
			],
		});
	});

	test('tells which files X would not take, wherever they come from, beside those it would', async () => {
		const input = [
			itemWith({ a: bytesOf('png'), b: Buffer.from('not a picture'), c: bytesOf('png', 6 * 1024 * 1024) }),
		];
		const { json, error } = await x.run(
			preview({
				text: 'Look',
				media: {
					item: [
						{ source: 'binary', binaryFields: 'a, b, c, d', altText: 'x'.repeat(1001) },
						{ source: 'ids', mediaIds: 'mine' },
						{ source: 'url', url: 'ftp://example.com/a.png' },
						{ source: 'url', url: ' ' },
					],
				},
			}),
			{ input },
		);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({
			publishable: false,
			problems: [
				expect.stringMatching(/'Alt Text': it has 1001 characters; the limit is 1000/),
				expect.stringMatching(/'b\.bin' is a text, not an image or a video/),
				expect.stringMatching(/'c\.bin' has 6 MB; X accepts up to 5 MB for an image/),
				expect.stringMatching(/no binary field 'd'/),
				expect.stringMatching(/'mine' is not a valid Media ID\./),
				expect.stringMatching(/is no address of a file/),
			],
		});
		expect(parts(json[0])[0].media).toEqual([expect.objectContaining({ name: 'a.bin', kind: 'image' })]);
	});

	test('tells in which part of a thread a wrong file is', async () => {
		const { json, error } = await x.run(
			preview({
				source: 'parts',
				parts: { part: [{ text: 'One' }, { text: '', media: { item: [{ source: 'binary', binaryFields: 'data' }] } }] },
			}),
			{ input: [itemWith({ data: Buffer.from('text') })] },
		);
		expect(error).toBeUndefined();
		expect(json[0].problems).toEqual([
			expect.stringMatching(/^Part 2: 'data\.bin' is a text, not an image or a video/),
		]);
	});

	test('shows the post without its links and the reply with them', async () => {
		const { json } = await x.run(
			preview({ text: 'Read www.n8n.io and https://example.com today', options: { linksInReply: true } }),
		);
		expect(json[0]).toMatchObject({
			publishable: true,
			part_count: 2,
			price_usd: 0.215,
			price_without_links_usd: 0.03,
		});
		expect(parts(json[0]).map(({ text }) => text)).toEqual(['Read and today', 'www.n8n.io\nhttps://example.com']);
		const thread = await x.run(preview({ source: 'text', text: 'Read n8n.io today', options: { linksInReply: true } }));
		expect(thread.json[0].problems).toEqual([expect.stringMatching(/'Put Links in First Reply' is for a single post/)]);
	});

	test.each([
		['Line one\\nline two', "X shows '\\n' as it is: 2 characters, not what it stands for"],
		['Tom &amp; Jerry', "X shows '&amp;' as it is: 5 characters, not what it stands for"],
		['Cut off \ud83d', 'The text has half an emoji or sign, as cutting a text leaves it: X cannot show it'],
		[`${'x'.repeat(278)}🧑‍💻`, 'X may count its newest emoji for more: 283 characters, and refuse it'],
	])('warns of what X may show or count otherwise: %s', async (text, warning) => {
		const { json } = await x.run(preview({ text }));
		expect(json[0]).toMatchObject({ publishable: true, warnings: [warning] });
	});

	test('shows more images than one post can have spread over the parts', async () => {
		const text = Array.from({ length: 16 }, (_, i) => `Sentence ${i + 10} fills the post up.`).join(' ');
		const mediaIds =
			'1849000000000000001,1849000000000000002,1849000000000000003,1849000000000000004,1849000000000000005';
		const { json } = await x.run(preview({ source: 'text', text, media: { item: [{ source: 'ids', mediaIds }] } }));
		expect(json[0]).toMatchObject({ publishable: true, part_count: 2 });
		expect(parts(json[0]).map(({ media }) => (media as unknown[]).length)).toEqual([3, 2]);
	});

	test('shows a long text as the parts of a thread, with their prices', async () => {
		const text = `${'A sentence that fills the post up. '.repeat(8)}${'Another one with n8n.io in it and more. '.repeat(7)}`;
		const { json } = await x.run(preview({ source: 'text', text, numbering: 'slash' }));
		expect(json[0]).toMatchObject({ publishable: true, part_count: 3, price_without_links_usd: 0.045 });
		expect(parts(json[0]).map((part) => String(part.text).slice(0, 4))).toEqual(['1/3 ', '2/3 ', '3/3 ']);
		expect(json[0].price_usd).toBe(
			parts(json[0]).reduce(
				(sum, { links }) => Math.round((sum + ((links as string[]).length > 0 ? 0.2 : 0.015)) * 1000) / 1000,
				0,
			),
		);
		for (const { weighted_length } of parts(json[0])) expect(weighted_length).toBeLessThanOrEqual(280);
	});

	test('puts input items together as a thread, and sees twins', async () => {
		const { json } = await x.run(preview({ source: 'items', text: '={{ $json.text }}' }), {
			input: ['One', 'Two', 'One'].map((text) => ({ json: { text } })),
		});
		expect(json).toHaveLength(1);
		expect(json[0]).toMatchObject({
			publishable: false,
			part_count: 3,
			problems: [expect.stringMatching(/Parts 1 and 3 have the same text/)],
		});
	});

	test('of several items is one each', async () => {
		const { json } = await x.run(preview({ text: '={{ $json.text }}' }), {
			input: ['One', 'One'].map((text) => ({ json: { text } })),
		});
		expect(json.map(({ publishable }) => publishable)).toEqual([true, true]);
	});
});
