/** The rows of a Media field, as the panel fills them in and as expressions return them. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../../../api/errors/errors';
import { mediaOf } from '../../../host/files/media-rows';
import { bytesOf, itemWith } from '../../support/inputs/files';
import { filesOfN8n } from '../../support/unwired/n8n-files';
import { rejection } from '../../support/unwired/surroundings';

const PICTURE = `data:image/png;base64,${bytesOf('png').toString('base64')}`;

const item = itemWith({ data: bytesOf('png'), other: bytesOf('jpeg'), pdf: bytesOf('pdf') });
const context = {
	...filesOfN8n('memory').context,
	getInputData: () => [item],
	helpers: { assertBinaryData: (_: number, name: string) => item.binary?.[name] },
} as unknown as IExecuteFunctions;

const ID = '184900000000000000';
const CYCLE: Record<string, unknown> = {};
CYCLE.self = CYCLE;

let fetches = 0;
beforeEach(() => void (fetches = 0));
const read = async (raw: unknown, { tells = false, displayName = undefined as string | undefined } = {}) =>
	await mediaOf({ context, itemIndex: 0, tells, mayFetch: () => void fetches++ }, raw, displayName);
const named = async (raw: unknown) => {
	const { files = [], ids = [] } = (await read(raw)) ?? {};
	return [...files.map(({ file: { name }, altText }) => (altText ? `${name}: ${altText}` : name)), ...ids];
};
const refusal = async (raw: unknown, more = {}) => {
	const error = await rejection(read(raw, more));
	expect(error).toBeInstanceOf(InputError);
	const { message, advice } = error as InputError;
	return `${message}. ${advice}`;
};

it.each<[string, unknown, string[]]>([
	['a row of the panel', { item: [{ source: 'binary', binaryFields: 'data, other' }] }, ['data.bin', 'other.bin']],
	[
		'rows of the panel',
		{
			item: [
				{ source: 'ids', mediaIds: '1, 2' },
				{ source: 'url', url: PICTURE },
			],
		},
		['data URL', '1', '2'],
	],
	['a row with a description', [{ source: 'binary', binaryFields: 'data', altText: 'A kite' }], ['data.bin: A kite']],
	['the one row of a field', { source: 'ids', mediaIds: '1' }, ['1']],
	['a row without its source: IDs', [{ mediaIds: '1' }], ['1']],
	['IDs, whatever stands beside them', [{ mediaIds: '1', altText: { a: 1 } }], ['1']],
	['a row without its source: an address', [{ url: PICTURE }], ['data URL']],
	['a row without its source: fields', [{ binaryFields: 'data' }], ['data.bin']],
	['a row of nothing but a description', [{ altText: 'A kite' }], []],
	['the name of a field', 'data', ['data.bin']],
	['names of fields', ['data', 'other'], ['data.bin', 'other.bin']],
	['an ID', '123', ['123']],
	['an ID as a number', 123, ['123']],
	['IDs in one text', ' 12, 34; 56', ['12', '34', '56']],
	['media keys, which are IDs with their kind', `3_${ID}, 7_${ID}2`, [ID, `${ID}2`]],
	['an ID and its media key', { mediaIds: [ID, `16_${ID}`] }, [ID]],
	['what Media: Upload returns', { id: ID, media_key: `3_${ID}`, size: 1 }, [ID]],
	['a list of it', [{ id: ID, media_key: `3_${ID}` }, 'data'], ['data.bin', ID]],
	['an address', PICTURE, ['data URL']],
	['an address behind spaces, in capitals', ` \n${PICTURE.replace('data:', 'DATA:')}`, ['data URL']],
	['rows as JSON', JSON.stringify([{ source: 'ids', mediaIds: '1' }]), ['1']],
	['gaps', ['data', null, '', undefined], ['data.bin']],
	[
		'a row without a name',
		[
			{ source: 'url', url: '' },
			{ source: 'binary', binaryFields: '' },
			{ source: 'ids', mediaIds: '' },
		],
		[],
	],
])('%s', async (_, raw, names) => expect(await named(raw)).toEqual(names));

it.each([undefined, null, '', [], {}, { item: [] }])('%j is no media', async (raw) =>
	expect(await read(raw)).toBeUndefined(),
);

it('an address is asked for when it could be used, and nothing else is', async () => {
	await read(['data', '123', { source: 'url', url: '' }]);
	expect(fetches).toBe(0);
	await read([PICTURE, { url: [PICTURE, PICTURE] }]);
	expect(fetches).toBe(2);
	for (const address of ['https://127.0.0.1:1/a', 'http://127.0.0.1:1/a']) await rejection(read(`  ${address}`));
	expect(fetches).toBe(4);
});

it.each<[string, unknown, RegExp]>([
	['several sources', [{ mediaIds: '1', url: PICTURE }], /^'Media': it has several sources: .*Set 'source'/],
	['neither a file nor media', [true], /^'Media': it is neither a file nor media: true\. Give web addresses/],
	['an object with an ID that is not that of media', [{ id: '1' }], /^'Media': there is no 'id' in it/],
	['an object that refers to itself', [CYCLE], /^'Media': there is no 'self' in it/],
	['a field and an address', [{ binaryFields: 'data', url: PICTURE }], /it has several sources/],
	['a name that looks like an address', 'a https://example.com', /has no binary field 'a https/],
	['a name that begins like an ID', '1a', /has no binary field '1a'/],
	['a name that looks like a media key', '0_1', /has no binary field '0_1'/],
	[
		'a file itself',
		{ mimeType: 'image/png', data: 'filesystem' },
		/^'Media': it is a file, not the name of its field\. Give the name/,
	],
	['a name that ends like an ID', 'a1', /has no binary field 'a1'/],
	['a misspelled member', [{ mediaId: '1' }], /^'Media'.*mediaId/],
	['an unknown source', [{ source: 'file', url: PICTURE }], /^'From'/],
	['a field that is not there', 'picture', /has no binary field 'picture'/],
	['an address that is none', [{ source: 'url', url: { a: 1 } }], /^'URL'/],
	['fields that are none', [{ source: 'binary', binaryFields: { a: 1 } }], /^'Input Binary Fields'/],
	['a description that is none', [{ binaryFields: 'data', altText: { a: 1 } }], /Alt Text|alt text/],
])('%s is refused', async (_, raw, words) => expect(await refusal(raw)).toMatch(words));

it('is named as its field is', async () =>
	expect(await refusal([true], { displayName: 'Media of part 2' })).toMatch(/^'Media of part 2'/));

it('rows that n8n has made of the characters of an expression are told', async () => {
	const row = { source: 'binary', binaryFields: '' };
	const LOST = /n8n has lost the expression for its rows\. Give the expression/;
	expect(await refusal(Array(5).fill(row))).toMatch(LOST);
	expect(await named(Array(4).fill(row))).toEqual([]);
	expect(await named([...Array<object>(4).fill(row), { ...row, binaryFields: 'data' }])).toEqual(['data.bin']);
	expect(await named(Array(5).fill('123'))).toEqual(Array(5).fill('123'));
});

it('what X would refuse is told instead, where nothing is sent', async () => {
	const rows = [{ binaryFields: 'pdf, data' }, { source: 'file' }, { binaryFields: 'other', altText: { a: 1 } }, '7'];
	const media = await read(rows, { tells: true });
	expect(media?.files.map(({ file }) => file.name)).toEqual(['data.bin', 'other.bin']);
	expect(media?.ids).toEqual(['7']);
	expect(media?.refused).toHaveLength(3);
	expect(await read('data', { tells: true })).not.toHaveProperty('refused');
	expect(await read('pdf', { tells: true })).toMatchObject({ files: [], ids: [], refused: [expect.any(InputError)] });
	const fault = mediaOf(
		{
			context,
			itemIndex: 0,
			tells: true,
			mayFetch: () => {
				throw new TypeError('A fault');
			},
		},
		PICTURE,
	);
	await expect(fault).rejects.toThrow('A fault');
});
