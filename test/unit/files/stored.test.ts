/** Binary fields in every mode of n8n: opened once, read whole, and let go. */
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { MediaFile } from '../../../api/media/file';
import { openAnyFile, openFile } from '../../../host/files/binary';
import { bytesOf } from '../../support/inputs/files';

const MB = 1024 * 1024;
let folder: string;
beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'stored-'))));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => jest.restoreAllMocks());

let files = 0;

/** Database mode loads a file whole and hands it on in one piece; file system mode reads it as it is needed. */
const STORES = {
	database: (bytes: Buffer) => Readable.from(Buffer.from(bytes)),
	filesystem: (bytes: Buffer, size: number) => {
		const file = path.join(folder, `file-${++files}`);
		writeFileSync(file, bytes);
		return createReadStream(file, { highWaterMark: size });
	},
};

/** A run whose items have one file each in the binary store. */
function run(mode: keyof typeof STORES, contents: readonly Buffer[]) {
	const opened: Array<{ item: number; stream: Readable }> = [];
	const context = {
		getInputData: () => contents.map(() => ({ json: {}, binary: { data: {} } })),
		helpers: {
			assertBinaryData: (item: number): Partial<IBinaryData> => ({ id: String(item), data: mode, fileName: 'f' }),
			getBinaryMetadata: async (id: string) => await Promise.resolve({ fileSize: contents[Number(id)].length }),
			getBinaryStream: async (id: string, size: number) => {
				const stream = STORES[mode](contents[Number(id)], size);
				opened.push({ item: Number(id), stream });
				return await Promise.resolve(stream);
			},
		},
	} as unknown as IExecuteFunctions;
	const openAll = async () => {
		const all: MediaFile[] = [];
		for (const item of contents.keys()) all.push((await openFile(context, item, 'data')).file);
		return all;
	};
	return { context, openAll, opened, openings: () => opened.map(({ item }) => item) };
}

async function read(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	for await (const piece of chunks) pieces.push(piece);
	return Buffer.concat(pieces);
}

describe.each(['database', 'filesystem'] as const)('%s mode', (mode) => {
	it.each([100, 300_000, 3 * MB])('opens a file of %d bytes once and reads it whole', async (size) => {
		const bytes = bytesOf('mp4', size);
		const { openAll, opened } = run(mode, [bytes]);
		const [file] = await openAll();
		expect(file.size).toBe(size);
		expect((await read(file.chunks(MB))).equals(bytes)).toBe(true);
		expect(opened).toHaveLength(1);
		expect(opened[0].stream.destroyed).toBe(true);
	});

	it('opens each file of several items once, and they keep their own contents', async () => {
		const contents = [300_000, 500, 400_000].map((size, i) => Buffer.concat([bytesOf('mp4', size), Buffer.from([i])]));
		const { openAll, openings } = run(mode, contents);
		const all = await openAll();
		for (const [i, file] of all.entries()) expect((await read(file.chunks(MB))).equals(contents[i])).toBe(true);
		expect(openings()).toEqual([0, 1, 2]);
	});

	it.each([20, 300_000])('refuses %d bytes that are no media file, and nothing stays open', async (size) => {
		const { openAll, opened } = run(mode, [Buffer.alloc(size, 'Notes of a meeting. ')]);
		await expect(openAll()).rejects.toThrow();
		expect(opened[0].stream.destroyed).toBe(true);
	});
});

it('keeps 64 MB of loaded files, and loads others again when their turn comes', async () => {
	const contents = [40, 20, 20].map((size) => bytesOf('mp4', size * MB));
	const { openAll, openings } = run('database', contents);
	const all = await openAll();
	for (const [i, file] of all.entries()) expect((await read(file.chunks(MB))).equals(contents[i])).toBe(true);
	expect(openings()).toEqual([0, 1, 2, 2]);
});

it('keeps as many again once they are read', async () => {
	const { openAll, openings } = run(
		'database',
		[44, 20].map((size) => bytesOf('mp4', size * MB)),
	);
	for (let again = 1; again <= 2; again++) {
		for (const file of await openAll()) {
			await read(file.chunks(MB));
			// There is nothing left of it.
			expect((await read(file.chunks(MB))).length).toBe(0);
		}
		expect(openings()).toHaveLength(2 * again);
	}
});

it('counts a loaded file until it is read, once, or refused', async () => {
	const sizes = [44, 44, 20].map((size) => bytesOf('mp4', size * MB));
	const { context, openings } = run('database', [...sizes, Buffer.alloc(44 * MB, 'Notes. ')]);
	const open = async (item: number) => (await openFile(context, item, 'data')).file;
	await expect(open(3)).rejects.toThrow();
	const first = await open(0);
	await read(first.chunks(MB));
	for (const file of [await open(1), await open(2)]) await read(file.chunks(MB));
	expect(openings()).toEqual([3, 0, 1, 2]);
	await read(first.chunks(MB));
	for (const file of [await open(0), await open(1)]) await read(file.chunks(MB));
	expect(openings().slice(4)).toEqual([0, 1, 1]);
});

it('keeps a single file loaded whatever its size', async () => {
	const { openAll, openings } = run('database', [bytesOf('mp4', 70 * MB)]);
	const [file] = await openAll();
	expect((await read(file.chunks(MB))).length).toBe(70 * MB);
	expect(openings()).toEqual([0]);
});

it('keeps 8 files open, and room is made by reading', async () => {
	const contents = Array.from({ length: 9 }, () => bytesOf('mp4', 300_000));
	const { openAll, openings, context } = run('filesystem', contents);
	const all = await openAll();
	for (const file of all) await read(file.chunks(MB));
	expect(openings()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 8]);
	await read((await openFile(context, 0, 'data')).file.chunks(MB));
	expect(openings().slice(10)).toEqual([0]);
});

it('closes a file that nobody reads, and opens it again for whoever comes late', async () => {
	const late = new AbortController();
	jest.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
	const bytes = bytesOf('mp4', 300_000);
	const { openAll, opened } = run('filesystem', [bytes]);
	const [file] = await openAll();
	expect(opened[0].stream.destroyed).toBe(false);
	late.abort();
	expect(opened[0].stream.destroyed).toBe(true);
	expect((await read(file.chunks(MB))).equals(bytes)).toBe(true);
	expect(opened).toHaveLength(2);
});

it('closes nothing that is being read, and counts each file once', async () => {
	const late = new AbortController();
	jest.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
	const bytes = bytesOf('mp4', 300_000);
	const contents = Array.from({ length: 9 }, () => bytes);
	const { openAll, openings, context } = run('filesystem', contents);
	const { file } = await openFile(context, 0, 'data');
	const pieces: Uint8Array[] = [];
	for await (const piece of file.chunks(MB)) if (pieces.push(piece) === 2) late.abort();
	expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
	for (const each of await openAll()) await read(each.chunks(MB));
	expect(openings()).toEqual([0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 8]);
});

it('closes a file whose reading is broken off', async () => {
	const { openAll, opened } = run('filesystem', [bytesOf('mp4', 300_000)]);
	const [file] = await openAll();
	for await (const piece of file.chunks(MB)) if (piece.length > 0) break;
	expect(opened[0].stream.destroyed).toBe(true);
});

it('goes on with a file that broke while it was read, from where it was, once', async () => {
	const bytes = bytesOf('mp4', 300_000);
	const { openAll, opened } = run('filesystem', [bytes]);
	const [file] = await openAll();
	const pieces: Uint8Array[] = [];
	for await (const piece of file.chunks(MB))
		if (pieces.push(piece) === 2) opened[0].stream.destroy(new Error('The disk is gone'));
	expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
	expect(opened).toHaveLength(2);
});

it('tells that it broke again', async () => {
	const { context, openAll, opened } = run('filesystem', [bytesOf('mp4', 300_000)]);
	const [file] = await openAll();
	opened[0].stream.destroy(new Error('The disk is gone'));
	context.helpers.getBinaryStream = async () => await Promise.reject(Object.assign(new Error(''), { code: 'EIO' }));
	await expect(read(file.chunks(MB))).rejects.toMatchObject({
		message: "The file 'f' cannot be read from where n8n keeps binary data",
		advice: 'It says: EIO. Run again, from the node that makes the file.',
	});
});

describe('memory mode', () => {
	const inMemory = async (data: string) => {
		const context = {
			getInputData: () => [{ json: {}, binary: { data: {} } }],
			helpers: { assertBinaryData: () => ({ data, fileName: 'f' }) },
		} as unknown as IExecuteFunctions;
		return await openAnyFile(context, 0, 'data');
	};

	it('gives the bytes of any file in pieces of any size', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uint8Array({ minLength: 1, maxLength: 700 }),
				fc.integer({ min: 1, max: 800 }),
				async (bytes, size) => {
					const file = await inMemory(Buffer.from(bytes).toString('base64'));
					expect(file.size).toBe(bytes.length);
					expect((await read(file.chunks(size))).equals(Buffer.from(bytes))).toBe(true);
				},
			),
		);
	});

	it.each([
		['line breaks', (text: string) => text.replace(/.{76}/g, '$&\r\n')],
		['the alphabet of URLs', (text: string) => text.replace(/\+/g, '-').replace(/\//g, '_')],
		['no padding', (text: string) => text.replace(/=+$/, '')],
	])('takes base64 with %s', async (_, written) => {
		const bytes = Buffer.from(Array.from({ length: 1000 }, (_unused, i) => (i * 251) % 256));
		const file = await inMemory(written(bytes.toString('base64')));
		expect(file.size).toBe(1000);
		expect((await read(file.chunks(100))).equals(bytes)).toBe(true);
	});

	it('refuses an empty file', async () => await expect(inMemory('')).rejects.toThrow(/empty/));
});
