/** Post > Get Media, on the real n8n-core: files in n8n's binary store, for nodes that come after. */
import type { IBinaryData, IDataObject } from 'n8n-workflow';
import { bytesOf } from '../../support/inputs/files';
import { scriptedX } from '../../support/x/scripted';
import { useLocalX } from '../../support/x/local-x';

const x = useLocalX();

const getMedia = (post: string, options: IDataObject = {}): IDataObject => ({
	resource: 'post',
	operation: 'getMedia',
	source: 'post',
	post: { mode: 'id', value: post },
	options,
});
const pictures = (...altTexts: string[]) =>
	altTexts.map((altText) => x.world.addMedia({ owner: 'newsroom', bytes: Buffer.from(bytesOf('png')), altText }).id);
const contentOf = (binary?: IBinaryData) => Buffer.from(binary?.data ?? '', 'base64');
const withPictures = (...altTexts: string[]) =>
	x.world.addPost({ by: 'newsroom', text: 'Pictures', media: pictures(...altTexts) });

describe('the media of a post', () => {
	it('come as binary fields with names, types and alt texts, for the price of one post', async () => {
		const { id } = withPictures('A kite', 'The sea');
		const { items, json, error } = await x.run(getMedia(id));
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(Object.keys(items[0].binary ?? {})).toEqual(['data', 'data_2']);
		expect(contentOf(items[0].binary?.data).equals(Buffer.from(bytesOf('png')))).toBe(true);
		expect(items[0].binary?.data_2).toMatchObject({ mimeType: 'image/png', fileName: expect.stringMatching(/\.png$/) });
		expect(items[0].pairedItem).toEqual({ item: 0 });
		expect(json[0]).toMatchObject({
			id,
			binary_fields: 'data, data_2',
			media: [
				{ binary_field: 'data', type: 'photo', alt_text: 'A kite', mime_type: 'image/png' },
				{ binary_field: 'data_2', alt_text: 'The sea' },
			],
		});
		expect(x.requests.map(({ endpoint, usd }) => [endpoint, usd])).toEqual([['GET /2/tweets', 0.005]]);
	});

	it('go into a post of your own as they are, by the names of the fields', async () => {
		const { items } = await x.run(getMedia(withPictures('A kite').id));
		const { json, error } = await x.run(
			{
				resource: 'post',
				operation: 'create',
				text: 'Seen',
				media: { item: [{ source: 'binary', binaryFields: '={{ $json.binary_fields }}' }] },
			},
			{ input: items },
		);
		expect(error).toBeUndefined();
		expect(x.world.posts.get(String(json[0].id))?.mediaKeys).toHaveLength(1);
	});

	it('have the field that the user names; a video and a GIF are files as well', async () => {
		const video = x.world.addMedia({ owner: 'newsroom', kind: 'video', bytes: Buffer.alloc(1000) });
		const { id } = x.world.addPost({ by: 'newsroom', text: 'A video', media: [video.id] });
		const { items, json, error } = await x.run(getMedia(id, { field: 'clip' }));
		expect(error).toBeUndefined();
		expect(items[0].binary?.clip).toMatchObject({ mimeType: 'video/mp4', fileName: `${video.id}.mp4` });
		expect(contentOf(items[0].binary?.clip)).toHaveLength(video.size);
		expect(json[0].media).toMatchObject([{ type: 'video', binary_field: 'clip', duration_ms: video.durationMs }]);
	});

	it('of a repost are those of the original', async () => {
		const { id } = withPictures('A kite');
		const repost = x.world.addPost({ by: 'meteo', repostOf: id });
		const { items } = await x.run(getMedia(repost.id));
		expect(Object.keys(items[0].binary ?? {})).toEqual(['data']);
	});

	it('may be none', async () => {
		const { id } = x.world.addPost({ by: 'newsroom', text: 'Words only' });
		const { items, error } = await x.run(getMedia(id));
		expect(error).toBeUndefined();
		expect(items[0]).toMatchObject({ json: { media: [], binary_fields: '' }, binary: {} });
	});
});

describe('the media of the input item', () => {
	const ofInput = {
		resource: 'post',
		operation: 'getMedia',
		source: 'input',
		media: '={{ $json.media }}',
		options: {},
	};

	it.each(['simplified', 'full'])(
		'are downloaded from what a read returned (%s), without asking X again',
		async (output) => {
			withPictures('A kite');
			const read = await x.run({
				resource: 'timeline',
				operation: 'getUserPosts',
				user: { mode: 'username', value: 'newsroom' },
				limit: 5,
				output,
			});
			const before = x.requests.length;
			const { items, error } = await x.run(ofInput, { input: [read.items[0]] });
			expect(error).toBeUndefined();
			expect(items[0].binary?.data.mimeType).toBe('image/png');
			expect(items[0].json.media).toMatchObject([{ alt_text: 'A kite' }]);
			expect(x.requests).toHaveLength(before);
		},
	);

	it('are downloaded from X alone', async () => {
		const elsewhere = await scriptedX(() => ({ body: 'secret' }));
		const { error } = await x.run(ofInput, {
			input: [{ json: { media: [{ type: 'photo', url: `${elsewhere.url}/a.png` }] } }],
		});
		await elsewhere.close();
		expect(error?.message).toBe('The media are not on a host of X');
		expect(elsewhere.requests).toEqual([]);
	});

	it.each([
		['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
		['a page', { body: 'text' }],
		['a file that is gone', { status: 404, headers: { 'content-type': 'image/png' }, body: '' }],
	])('%s is an error, and the other items go on', async (_what, answer) => {
		const scripted = await scriptedX(() => answer);
		const { json } = await scripted.run(ofInput, {
			input: [{ json: { media: [{ type: 'photo', url: `${scripted.url}/a.png` }] } }, { json: { media: [] } }],
			continueOnFail: true,
		});
		await scripted.close();
		expect(json).toEqual([
			expect.objectContaining({ error: expect.stringContaining('/a.png cannot be read') }),
			{ media: [], binary_fields: '' },
		]);
	});

	it('must be media', async () => {
		const { error } = await x.run(ofInput, { input: [{ json: { media: ['https://pbs.twimg.com/media/a.jpg'] } }] });
		expect(error?.message).toBe("'Media' holds something that is no media of a post");
	});
});
