/** Files on the web: asked for once wherever n8n has room for them, whole, and in few places at a time. */
import { checkAddress, openUrl } from '../../../host/files/url';
import { movieOf } from '../../support/inputs/files';
import { filesOfN8n, wholeOf, type FilesOfN8n } from '../../support/unwired/n8n-files';
import { inputError } from '../../support/unwired/surroundings';
import { fileOf, many, until, useFilesOnTheWeb } from '../../support/unwired/files-on-the-web';

const MB = 1024 * 1024;
const LARGE = 5 * MB + 1;

const { open, url, times, answerWith, openAll } = useFilesOnTheWeb();
const bytesIn = ({ stored }: FilesOfN8n) => [...stored.values()].map(({ length }) => length);

describe.each(['stored', 'memory'] as const)('where n8n keeps files %s', (mode) => {
	it.each([
		['/png-100', 'png', 100],
		['/png-100-untold', 'png', 100],
		[`/png-${5 * MB}`, 'png', 5 * MB],
		[`/gif-${15 * MB}-untold`, 'gif', 15 * MB],
		[`/mp4-${LARGE}`, 'mp4', LARGE],
	] as const)('%s arrives whole, asked for once', async (path, kind, size) => {
		const [{ file, kind: found }] = await openAll(filesOfN8n(mode), path);
		expect(file).toMatchObject({ name: `127.0.0.1:${new URL(url()).port}${path}`, size });
		expect(found).toBe({ png: 'image', gif: 'gif', mp4: 'video' }[kind]);
		expect((await wholeOf(file.chunks(MB))).equals(fileOf(kind, size))).toBe(true);
		expect(times()).toBe(1);
	});

	it('several have their own contents', async () => {
		const sizes = [300, LARGE, 200, 301];
		const all = await openAll(filesOfN8n(mode), ...sizes.map((size) => `/mp4-${size}${size === 300 ? '-untold' : ''}`));
		for (const [i, { file }] of all.entries())
			expect((await wholeOf(file.chunks(MB))).equals(fileOf('mp4', sizes[i]))).toBe(true);
	});
});

describe('16 MB of a run are held in memory', () => {
	const FULL = [...many(3, `/png-${5 * MB}`), `/png-${MB}`];

	it('and what is more goes to the store of n8n, whether its size is known or not', async () => {
		const n8n = filesOfN8n();
		await openAll(n8n, ...FULL);
		expect(bytesIn(n8n)).toEqual([1]);
		const [one, other] = await openAll(n8n, '/png-100', '/png-200-untold');
		expect(bytesIn(n8n)).toEqual([1, 100, 200]);
		expect((await wholeOf(one.file.chunks(MB))).equals(fileOf('png', 100))).toBe(true);
		expect((await wholeOf(other.file.chunks(30))).equals(fileOf('png', 200))).toBe(true);
	});

	it('of files without a size, too', async () => {
		const n8n = filesOfN8n();
		await openAll(n8n, `/gif-${15 * MB}-untold`, `/png-${MB}-untold`);
		expect(bytesIn(n8n)).toEqual([1]);
		await openAll(n8n, '/png-100');
		expect(bytesIn(n8n)).toEqual([1, 100]);
	});

	it('which is room again once a file is read', async () => {
		const n8n = filesOfN8n();
		const [first] = await openAll(n8n, ...FULL);
		await wholeOf(first.file.chunks(MB));
		await openAll(n8n, `/png-${5 * MB}`);
		expect(bytesIn(n8n)).toEqual([1]);
		await openAll(n8n, '/png-100');
		expect(bytesIn(n8n)).toEqual([1, 100]);
	});

	it('of each run', async () => {
		await openAll(filesOfN8n(), ...FULL);
		const other = filesOfN8n();
		await openAll(other, '/png-100');
		expect(bytesIn(other)).toEqual([1]);
	});

	it('and the connection of what is more waits where n8n keeps files in memory', async () => {
		const n8n = filesOfN8n('memory');
		const all = await openAll(n8n, ...FULL, '/png-100');
		for (const { file } of all) await wholeOf(file.chunks(MB));
		expect(times()).toBe(5);
	});

	it('and is not read before its turn where n8n keeps files in memory', async () => {
		const n8n = filesOfN8n('memory');
		await openAll(n8n, ...FULL);
		const bytes = fileOf('png', 1000);
		let goOn = (): void => undefined;
		answerWith((response) => {
			response.writeHead(200, { 'content-length': bytes.length }).write(bytes.subarray(0, 500));
			goOn = () => void response.end(bytes.subarray(500));
		});
		const [{ file }] = await openAll(n8n, '/slow.png');
		goOn();
		expect((await wholeOf(file.chunks(MB))).equals(bytes)).toBe(true);
	});

	it('where an image of the greatest size waits for nothing', async () => {
		const n8n = filesOfN8n();
		await openAll(n8n, ...FULL, `/png-${5 * MB}?last`);
		expect(bytesIn(n8n)).toEqual([1, 5 * MB]);
	});

	it('64 MB of files without a size where n8n keeps files in memory: others are asked for again', async () => {
		const n8n = filesOfN8n('memory');
		const paths = [
			...many(4, `/gif-${15 * MB}-untold`),
			`/png-${4 * MB}-untold`,
			'/png-100-untold',
			`/png-${MB}-untold`,
			'/movie.mp4',
		];
		answerWith((response) => void response.writeHead(200).end(movieOf({ seconds: 5, atEnd: true, frames: MB })));
		const all = await openAll(n8n, ...paths);
		expect(times()).toBe(8);
		// Its end has been let go: nothing is said of it.
		expect(all[7].note).toBeUndefined();
		expect((await wholeOf(all[5].file.chunks(MB))).equals(fileOf('png', 100))).toBe(true);
		expect((await wholeOf(all[6].file.chunks(MB))).equals(fileOf('png', MB))).toBe(true);
		expect(times()).toBe(10);
		for (const { file } of all.slice(0, 5)) await wholeOf(file.chunks(MB));
		expect(times()).toBe(10);
	});
});

describe('A file is refused before anything is kept, and its connection is closed', () => {
	it.each([
		['which is no media', { 'content-length': 6 * MB }, Buffer.alloc(1000, 'Notes. '), /is a text/],
		['which is too large', { 'content-length': 20 * 1024 * MB }, fileOf('mp4', 1000), /X accepts up to/],
		['without a size, which is no media', {}, Buffer.alloc(1000, 'Notes. '), /is a text/],
	])('%s', async (_, headers, bytes, message) => {
		answerWith(
			(response) =>
				void response.writeHead(200, headers).write(bytes, () => 'content-length' in headers || response.end()),
		);
		await expect(openAll(filesOfN8n(), '/refused')).rejects.toThrow(message);
		await until(() => open.size === 0);
	});

	it.each([{ 'content-length': 1000 }, {}])('and a page says so: it is no text', async (size) => {
		answerWith(
			(response) => void response.writeHead(200, { 'content-type': 'text/html', ...size }).end('x'.repeat(1000)),
		);
		await expect(openAll(filesOfN8n(), '/page')).rejects.toThrow(/is a web page/);
	});

	it('where its size is not known and more than 15 MB', async () => {
		const rejected = openAll(filesOfN8n(), `/gif-${15 * MB + 1}-untold`);
		await expect(rejected).rejects.toMatchObject({
			message: expect.stringMatching(/^The size of the file at .* is not reported by its server$/),
			advice: expect.stringContaining('HTTP Request node'),
		});
	});

	it('the same where its first 15 MB end with a piece', async () => {
		const pieces = async function* () {
			yield await Promise.resolve(fileOf('gif', 15 * MB));
			yield Buffer.alloc(1);
		};
		const body = { [Symbol.asyncIterator]: pieces, destroy: () => undefined };
		const { context } = filesOfN8n('stored', async () => await Promise.resolve({ statusCode: 200, headers: {}, body }));
		await expect(openUrl(context, 'https://example.com/a.gif')).rejects.toThrow(/is not reported/);
	});

	it('and one that never ends is not read on', async () => {
		answerWith((response) => {
			const more = () => void (response.destroyed || response.write(fileOf('gif', MB), more));
			response.writeHead(200).write(fileOf('gif', MB), more);
		});
		await expect(openAll(filesOfN8n(), '/endless')).rejects.toThrow(/is not reported/);
		await until(() => open.size === 0);
	});
});

it.each([
	['in its first bytes', movieOf({ seconds: 141, frames: 10 })],
	['of a large one', movieOf({ seconds: 141, frames: LARGE })],
])('how long a video is is known from its beginning: %s', async (_, bytes) => {
	answerWith((response) => void response.writeHead(200, { 'content-length': bytes.length }).end(bytes));
	const [{ seconds, file }] = await openAll(filesOfN8n(), '/movie.mp4');
	expect(seconds).toBe(141);
	expect((await wholeOf(file.chunks(MB))).equals(bytes)).toBe(true);
});

it.each([
	[
		'was cut off, where all of it has been read',
		movieOf({ seconds: 5, atEnd: true, frames: 300 }).subarray(0, 250),
		/cut off/,
	],
	['is larger than what has been read of it', movieOf({ seconds: 5, atEnd: true, frames: LARGE }), /^undefined$/],
])('a video that %s', async (_, bytes, note) => {
	answerWith((response) => void response.writeHead(200, { 'content-length': bytes.length }).end(bytes));
	const [media] = await openAll(filesOfN8n(), '/movie.mp4');
	expect(String(media.note)).toMatch(note);
});

describe('What is no address', () => {
	it.each([
		['kite.png', 'kite.png'],
		['', ''],
		['file:///etc/hostname', 'file:…'],
		['xhttps://example.com/?key=secret', 'xhttps:…'],
		['httpsx://example.com/', 'httpsx:…'],
		['//user:secret@example.com/a.png?key=secret', '…@example.com/a.png?…'],
		['//user:secret\n@example.com/a.png#secret\n?secret', '…@example.com/a.png?…'],
		['/'.repeat(70), '/'.repeat(60)],
	])('%j is named without secrets', async (address, shown) => {
		await expect(openUrl(filesOfN8n().context, address)).rejects.toMatchObject({
			message: `'${shown}' is no address of a file`,
			advice: expect.stringContaining('https://'),
		});
	});

	it.each(['kite.png', 'xdata:,a', 'a data:,a'])('is known before anything is asked for: %j', (address) =>
		expect(inputError(() => checkAddress(address)).message).toMatch(/is no address of a file$/),
	);

	it.each(['https://example.com/a.png', 'data:,a', ' \n DATA:,a'])('is not %j', (address) =>
		expect(() => checkAddress(address)).not.toThrow(),
	);

	it('is a file in base64: its beginning tells what to write before it', async () => {
		const base64 = fileOf('png', 300).toString('base64');
		await expect(openUrl(filesOfN8n().context, ` \n${base64}`)).rejects.toMatchObject({
			message: 'What is given as an address is a file in base64',
			advice: `Write data:image/png;base64, before it: data:image/png;base64,${base64.slice(0, 8)}...`,
		});
	});

	it.each([' ', '\u00a0', '\n'])('may stand between spaces (%j)', async (space) => {
		const { file } = await openUrl(filesOfN8n().context, `${space}${url()}/png-100${space}`);
		expect(file.size).toBe(100);
	});
});
