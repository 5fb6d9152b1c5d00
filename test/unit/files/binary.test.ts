/** Binary fields of an item: which there are, and what is looked into. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { openAnyFile, openFile } from '../../../host/files/binary';
import { bytesOf, movieOf } from '../../support/inputs/files';
import { filesOfN8n, wholeOf } from '../../support/unwired/n8n-files';
import { rejection } from '../../support/unwired/surroundings';

const MB = 1024 * 1024;

/** An item with files in n8n's memory, by the field; each is base64. */
const inMemory = (binary: Record<string, string> | undefined) =>
	({
		getInputData: () => [{ json: {}, binary }],
		helpers: { assertBinaryData: (_: number, field: string) => ({ data: binary?.[field] }) },
	}) as unknown as IExecuteFunctions;
/** An item with a file in n8n's store. */
function inStore(id: string, bytes: Buffer) {
	const { context, stored } = filesOfN8n();
	stored.set(id, bytes);
	let openings = 0;
	const { getBinaryStream } = context.helpers;
	const helpers = {
		assertBinaryData: () => ({ id, data: id, fileName: 'kite.mp4' }),
		getBinaryMetadata: async () => await Promise.resolve({ fileSize: bytes.length }),
		getBinaryStream: async (...given: Parameters<typeof getBinaryStream>) => {
			openings++;
			return await getBinaryStream(...given);
		},
	};
	return {
		context: {
			...context,
			getInputData: () => [{ json: {}, binary: { data: {} } }],
			helpers,
		} as unknown as IExecuteFunctions,
		openings: () => openings,
	};
}

it.each<[Record<string, string> | undefined, number, string]>([
	[{ data: '', picture: '' }, 0, 'Its binary fields are: data, picture.'],
	[{}, 0, 'It has no files at all. Add a node before this one that reads or downloads the file.'],
	[undefined, 0, 'It has no files at all.'],
	[{ file: '' }, 7, 'It has no files at all.'],
])('%j has no field of that name', async (binary, item, advice) => {
	const error = await rejection(openFile(inMemory(binary), item, 'file'));
	expect(error).toMatchObject({
		message: "The item has no binary field 'file'",
		advice: expect.stringContaining(advice),
	});
});

it('an empty file is told', async () =>
	expect(await rejection(openAnyFile(inMemory({ data: '' }), 0, 'data'))).toMatchObject({
		message: "The file 'data' is empty",
		advice: 'Check the node that creates it.',
	}));

it('a movie tells its length, wherever it stands and wherever n8n keeps the file', async () => {
	const movie = movieOf({ seconds: 141, atEnd: true, frames: MB });
	expect((await openFile(inMemory({ data: movie.toString('base64') }), 0, 'data')).seconds).toBe(141);
	const disk = inStore('filesystem-v2:1', movie);
	expect((await openFile(disk.context, 0, 'data')).seconds).toBe(141);
	expect(disk.openings()).toBe(2);
	// Elsewhere it would be transferred as a whole.
	const away = inStore('s3:filesystem', movie);
	const { seconds, file } = await openFile(away.context, 0, 'data');
	expect([seconds, away.openings()]).toEqual([undefined, 1]);
	expect((await wholeOf(file.chunks(MB))).equals(movie)).toBe(true);
});

it.each([
	[new Error('Bucket is gone'), 'It says: Bucket is gone. Run again'],
	[{ message: '', code: 'ETIMEDOUT' }, 'It says: ETIMEDOUT. Run again'],
	[undefined, 'It says: the connection broke off. Run again'],
])('a store that does not tell of a file is named with it: %p', async (error, advice) => {
	const { context } = inStore('s3:1', bytesOf('png'));
	context.helpers.getBinaryMetadata = async () => await Promise.reject(error as Error);
	expect(await rejection(openFile(context, 0, 'data'))).toMatchObject({
		message: "The file 'kite.mp4' cannot be read from where n8n keeps binary data",
		advice: expect.stringContaining(advice),
	});
});

it('a movie that was cut off says so, as its end can be seen', async () => {
	const cut = movieOf({ seconds: 5, atEnd: true }).subarray(0, 90);
	const note = "'data' lacks the part without which it cannot be played ('moov'): it was probably cut off.";
	expect((await openFile(inMemory({ data: cut.toString('base64') }), 0, 'data')).note).toBe(note);
	const disk = await openFile(inStore('filesystem-v2:1', cut).context, 0, 'data');
	expect(disk.note).toBe(note.replace('data', 'kite.mp4'));
});

it.each([
	['data:image/png;base64,', true],
	['  \n DATA:;base64,', true],
	['data:,', true],
	[`data:${'x'.repeat(200)},`, true],
	[`data:${'x'.repeat(201)},`, false],
	['xdata:image/png,', false],
	['- data:image/png,', false],
])('base64 behind %j is the file: %p', async (prefix, isFile) => {
	const bytes = Buffer.concat([bytesOf('png', 100), Buffer.from([1, 2])]);
	const { size, chunks } = await openAnyFile(inMemory({ data: prefix + bytes.toString('base64') }), 0, 'data');
	expect((await wholeOf(chunks(10))).equals(bytes)).toBe(isFile);
	if (isFile) expect(size).toBe(bytes.length);
});

it('a file in memory comes in pieces of the size that is asked for, as whole groups of base64', async () => {
	const { chunks } = await openAnyFile(inMemory({ data: bytesOf('png', 100).toString('base64') }), 0, 'data');
	const sizes: number[] = [];
	for await (const { length } of chunks(50)) sizes.push(length);
	expect(sizes).toEqual([48, 48, 4]);
});
