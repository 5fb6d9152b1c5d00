import type { IDataObject } from 'n8n-workflow';
import * as parser from '../../../api/article/parser';
import { bytesOf, itemWith } from '../../support/inputs/files';
import { scriptedX } from '../../support/x/scripted';
import { useLocalX } from '../../support/x/local-x';

const id = (value: string) => ({ mode: 'id', value });

describe('Broadcast > Update Scheduled', () => {
	const SCHEDULED = {
		broadcast_id: '1YqKDqWqdPLKV',
		scheduled_broadcast_id: '42',
		scheduled_start_ms: '1777640400000',
		scheduled_end_ms: '1777644000000',
		source_id: 'stream',
		title: 'Before',
		description: '',
		state: 'Scheduled',
		manual_publish: true,
	};

	it('sends what stays along with what changes', async () => {
		const x = await scriptedX(({ method, body }) => ({
			body: { data: method === 'GET' ? SCHEDULED : { ...SCHEDULED, ...(JSON.parse(body) as IDataObject) } },
		}));
		const { json, error } = await x.run({
			authentication: 'oAuth2',
			resource: 'broadcast',
			operation: 'updateScheduled',
			scheduledBroadcast: id('1YqKDqWqdPLKV'),
			options: { title: 'After', end: '2026-05-01T15:00:00Z', replay: false },
		});
		await x.close();
		expect(error).toBeUndefined();
		expect(x.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /2/broadcasts/scheduled/1YqKDqWqdPLKV',
			'PUT /2/broadcasts/scheduled/1YqKDqWqdPLKV',
		]);
		expect(JSON.parse(x.requests[1].body)).toEqual({
			scheduled_broadcast_id: '42',
			scheduled_start_ms: '1777640400000',
			scheduled_end_ms: '1777647600000',
			source_id: 'stream',
			title: 'After',
			manual_publish: true,
			available_for_replay: false,
		});
		expect(json[0]).toMatchObject({ title: 'After' });
	});
});

describe('On the local X', () => {
	const x = useLocalX();
	const sent = (endpoint: string) => x.requests.filter((request) => request.endpoint === endpoint);

	test('Article > Create Draft writes Markdown as X wants it, with a cover from the item', async () => {
		const parsing = jest.spyOn(parser, 'createParser');
		const { json, error } = await x.run(
			{
				resource: 'article',
				operation: 'createDraft',
				title: 'Kites',
				contentAs: 'markdown',
				markdown: '# Up\n\n**High** in the [air](https://example.com).\n\n```js\nfly()\n```',
				options: { cover: { item: { source: 'binary', binaryFields: 'photo' } } },
			},
			{ input: [itemWith({ photo: bytesOf('png') })] },
		);
		expect(error).toBeUndefined();
		const [{ body }] = sent('POST /2/articles/draft') as unknown as Array<{
			body: { title: string; cover_media: IDataObject; content_state: { blocks: Array<{ type: string }> } };
		}>;
		expect(body.cover_media).toEqual({ media_category: 'tweet_image', media_id: expect.stringMatching(/^\d+$/) });
		expect(body.content_state.blocks.map(({ type }) => type)).toEqual(['header-one', 'unstyled', 'atomic']);
		expect(json[0]).toMatchObject({ id: expect.any(String) });
		// For its pictures and for its text alike.
		expect(parsing).toHaveBeenCalledTimes(1);
	});

	test('Article > Create Draft uploads nothing for a text that X would refuse', async () => {
		const { error } = await x.run(
			{
				resource: 'article',
				operation: 'createDraft',
				title: 'Kites',
				contentAs: 'markdown',
				markdown: '![kite](kite.png)',
				options: { cover: { item: { source: 'binary', binaryFields: 'photo' } } },
			},
			{ input: [itemWith({ photo: bytesOf('png') })] },
		);
		expect(error?.message).toBe("The picture 'kite.png' is neither a media ID nor a web address");
		expect(x.requests).toEqual([]);
	});

	test('Media > Set Metadata sends what was chosen, with seconds for a time and a switch for each mark', async () => {
		const { id: mediaId } = x.world.addMedia({
			owner: x.world.needUser('ourbrand').id,
			bytes: Buffer.from(bytesOf('png')),
		});
		const { error } = await x.run({
			resource: 'media',
			operation: 'setMetadata',
			mediaId,
			options: {
				sensitive: ['adult_content', 'other'],
				expires: '2026-05-01T08:00:00Z',
				allowDownload: false,
				domains: 'example.com',
			},
		});
		expect(error).toBeUndefined();
		expect(sent('POST /2/media/metadata')[0].body).toEqual({
			id: mediaId,
			metadata: {
				sensitive_media_warning: { adult_content: true, other: true },
				content_expiration: { timestamp_sec: 1777622400 },
				allow_download_status: { allow_download: false },
				domain_restrictions: { whitelist: ['example.com'] },
			},
		});
		expect((await x.run({ resource: 'media', operation: 'setMetadata', mediaId })).error?.message).toBe(
			'There is no metadata to set',
		);
	});

	test('Community Note > Create takes no tags for a post that does not mislead, and counts a link as one character', async () => {
		const note = {
			resource: 'communityNote',
			operation: 'create',
			post: id('1849000000000000000'),
			classification: 'not_misleading',
			trustworthySources: true,
			testMode: true,
		};
		const { error } = await x.run({ ...note, text: `${'x'.repeat(270)} https://example.com/${'y'.repeat(100)}` });
		expect(error).toBeUndefined();
		expect(sent('POST /2/notes')[0].body).toMatchObject({
			test_mode: true,
			info: { classification: 'not_misleading', misleading_tags: [] },
		});
		expect((await x.run({ ...note, text: `${'x'.repeat(280)} https://example.com` })).error?.message).toContain(
			'limit is 280',
		);
	});
});
