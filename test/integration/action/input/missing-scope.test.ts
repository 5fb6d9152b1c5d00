import type { IDataObject } from 'n8n-workflow';
import { scopes } from '../../../../connector';
import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();

/** A request to it would fail with another error. */
const FILE = 'http://127.0.0.1:9/once.png';

const create = (parameters: IDataObject): IDataObject => ({ resource: 'post', operation: 'create', ...parameters });

describe('credentials', () => {
	test('a missing scope is named before any request', async () => {
		const { error } = await x.run(create({ text: 'x' }), {
			scopes: scopes().filter((scope) => scope !== 'tweet.write'),
		});
		expect(error?.message).toBe('The credential lacks the scope tweet.write');
		expect(error?.description).toMatch(/connect the account again/);
		expect(x.requests).toEqual([]);
	});

	test.each<[string, IDataObject]>([
		[
			'a picture in an article',
			{ resource: 'article', operation: 'createDraft', title: 'T', contentAs: 'markdown', markdown: `![a](${FILE})` },
		],
		['media of a post', create({ text: 'x', media: { item: [{ source: 'url', url: FILE }] } })],
		[
			'media of a message',
			{
				resource: 'directMessage',
				operation: 'send',
				user: '@newsroom',
				media: { item: { source: 'url', url: FILE } },
			},
		],
		[
			'media of the second part of a thread',
			{
				resource: 'post',
				operation: 'createThread',
				source: 'parts',
				parts: { part: [{ text: 'a' }, { text: 'b', media: { item: [{ source: 'url', url: FILE }] } }] },
			},
		],
		['an upload', { resource: 'media', operation: 'upload', source: 'url', fileUrl: FILE }],
	])(
		'%s by URL: without media.write not even the file is requested, which may be there only once',
		async (_, given) => {
			const { error } = await x.run(given, { scopes: scopes().filter((scope) => scope !== 'media.write') });
			expect(error?.message).toBe('The credential lacks the scope media.write');
			expect(x.requests).toEqual([]);
		},
	);

	test('a preview with a file by URL needs no scope of an upload', async () => {
		const media = { item: [{ source: 'url', url: FILE }] };
		const { error, json } = await x.run(
			{ resource: 'post', operation: 'preview', text: 'x', media },
			{ scopes: scopes().filter((scope) => scope !== 'media.write') },
		);
		expect([error?.message, JSON.stringify(json)]).toEqual([undefined, expect.stringContaining('cannot be read')]);
	});

	test('a message with a file by URL needs no scope that only a look for an earlier one takes', async () => {
		const { error } = await x.run(
			{
				resource: 'directMessage',
				operation: 'send',
				user: '@newsroom',
				media: { item: { source: 'url', url: FILE } },
			},
			{ scopes: scopes().filter((scope) => scope !== 'dm.read') },
		);
		expect(error?.message).toMatch(/^The file at 127\.0\.0\.1:9\/.* cannot be read$/);
	});
});
