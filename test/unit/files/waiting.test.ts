/** Connections of files on the web that wait for their turn: as many as a run has room for, and not for ever. */
import type { ServerResponse } from 'node:http';
import { fileOf, many, until, useFilesOnTheWeb } from '../../support/unwired/files-on-the-web';
import { filesOfN8n, wholeOf, type FilesOfN8n } from '../../support/unwired/n8n-files';

const MB = 1024 * 1024;
const LARGE = 5 * MB + 1;
const WAIT_MS = 300_000;

const { open, times, answerWith, openAll } = useFilesOnTheWeb();
const bytesIn = ({ stored }: FilesOfN8n) => [...stored.values()].map(({ length }) => length);

describe('The connections of large files wait', () => {
	it('12 of them where n8n has a store for the others', async () => {
		const n8n = filesOfN8n();
		const all = await openAll(n8n, ...many(12, `/mp4-${LARGE}`));
		expect(n8n.stored.size).toBe(0);
		all.push(...(await openAll(n8n, `/mp4-${LARGE}?12`)));
		expect(bytesIn(n8n)).toEqual([1, LARGE]);
		for (const { file } of all) expect((await wholeOf(file.chunks(MB))).length).toBe(LARGE);
		expect(times()).toBe(13);
		// There is room again.
		await openAll(n8n, `/mp4-${LARGE}?13`);
		expect(n8n.stored.size).toBe(2);
	});

	it('64 of them where it has none: others are let go, and asked for again', async () => {
		const n8n = filesOfN8n('memory');
		const all = await openAll(n8n, ...many(64, `/mp4-${LARGE}`));
		all.push(...(await openAll(n8n, `/mp4-${16 * MB}?64`)));
		await until(() => [...open].every(({ req }) => !req.url?.endsWith('?64')));
		expect(times()).toBe(65);
		for (const { file } of all.slice(63)) expect((await wholeOf(file.chunks(MB))).length).toBe(file.size);
		expect(times()).toBe(66);
		await Promise.all(all.slice(0, 63).map(async ({ file }) => await wholeOf(file.chunks(MB))));
		expect(times()).toBe(66);
	});

	/** The waits of the connections, ended by the test. */
	function waits() {
		const actual = AbortSignal.timeout.bind(AbortSignal);
		const all: AbortController[] = [];
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
			if (ms !== WAIT_MS) return actual(ms);
			all.push(new AbortController());
			return all.at(-1)!.signal;
		});
		return all;
	}

	it('five minutes: then they are closed, and the file is asked for again when its turn comes', async () => {
		const ended = waits();
		const [{ file }] = await openAll(filesOfN8n(), `/mp4-${16 * MB}`);
		expect(open.size).toBe(1);
		ended[0].abort();
		await until(() => open.size === 0);
		expect((await wholeOf(file.chunks(MB))).equals(fileOf('mp4', 16 * MB))).toBe(true);
		expect(times()).toBe(2);
	});

	it('but a file that has come whole is there without it', async () => {
		const ended = waits();
		const all = await openAll(filesOfN8n('memory'), ...many(3, `/png-${5 * MB}`), `/png-${MB}`, '/png-100');
		ended[0].abort();
		expect((await wholeOf(all[4].file.chunks(MB))).equals(fileOf('png', 100))).toBe(true);
		expect(times()).toBe(5);
	});

	it('but not while they are read', async () => {
		const ended = waits();
		const [{ file }] = await openAll(filesOfN8n(), `/mp4-${LARGE}`);
		const pieces: Uint8Array[] = [];
		for await (const piece of file.chunks(MB)) {
			pieces.push(piece);
			if (pieces.length === 2) ended[0].abort();
		}
		expect(Buffer.concat(pieces).equals(fileOf('mp4', LARGE))).toBe(true);
		expect(times()).toBe(1);
	});

	it.each([
		['longer', LARGE + 1],
		['shorter', LARGE - 1],
	])('a file that has become %s in between is not taken', async (_, size) => {
		const ended = waits();
		answerWith((response, nth) => {
			const bytes = fileOf('mp4', nth === 1 ? LARGE : size);
			response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
		});
		const [{ file }] = await openAll(filesOfN8n(), '/changing.mp4');
		ended[0].abort();
		await expect(wholeOf(file.chunks(MB))).rejects.toMatchObject({
			message: expect.stringMatching(/^The file at 127.0.0.1:\d+\/changing.mp4 is not of the size that its server/),
			advice: expect.stringContaining('run again'),
		});
		await until(() => open.size === 0);
	});
});

it.each([
	['by one byte, which comes for itself', (response: ServerResponse) => setTimeout(() => response.end('x'), 20)],
	[
		'without an end',
		(response: ServerResponse) => {
			const more = () => void (response.destroyed || response.write(fileOf('gif', MB), more));
			more();
		},
	],
])('a file that has grown %s is not taken, and nothing of what is too much', async (_, goOn) => {
	const n8n = filesOfN8n('memory');
	answerWith((response, nth) => {
		if (nth === 1) response.writeHead(200, { 'content-length': 1000 }).end(fileOf('png', 1000));
		else void response.writeHead(200).write(fileOf('png', 1000), () => void goOn(response));
	});
	// There is neither memory nor a connection left for it.
	const held = [...many(3, `/png-${5 * MB}`), `/png-${MB}`];
	const all = await openAll(n8n, ...held, ...many(64, '/png-2000'), '/growing.png');
	const pieces: Uint8Array[] = [];
	const read = async () => {
		for await (const piece of all.at(-1)!.file.chunks(MB)) pieces.push(piece);
	};
	await expect(read()).rejects.toThrow(/is not of the size/);
	expect(Buffer.concat(pieces).length).toBeLessThanOrEqual(1000);
	await until(() => [...open].every(({ req }) => !req.url?.startsWith('/growing')));
});
