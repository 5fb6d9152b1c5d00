import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { bytesOf } from '../../support/files';
import { serveRange, web, type Web } from '../../support/web';
import { useLocalX } from '../../support/x';

const MB = 1024 * 1024;
const image = bytesOf('png', 3000);
const video = bytesOf('mp4', 9 * MB);

const x = useLocalX();
let files: Web;
beforeAll(async () => {
	files = await web((path, request, response) => {
		if (path.startsWith('/ranged')) return serveRange(path.endsWith('.mp4') ? video : image, request, response);
		if (path === '/plain.png') return void response.writeHead(200, { 'content-length': image.length }).end(image);
		if (path === '/untold.png') return void response.writeHead(200).end(image);
		if (path === '/untold.mp4') return void response.writeHead(200).end(Buffer.concat([video, video]));
		if (path === '/moved') return void response.writeHead(302, { location: '/plain.png' }).end();
		if (path === '/round') return void response.writeHead(302, { location: '/round' }).end();
		if (path === '/out') return void response.writeHead(302, { location: 'file:///etc/hostname' }).end();
		if (path === '/page.png')
			return void response.writeHead(200, { 'content-type': 'image/png' }).end('<html>Log in</html>');
		if (path === '/huge.mp4')
			return void response.writeHead(206, { 'content-range': `bytes 0-63/${600 * MB}` }).end(bytesOf('mp4', 64));
		if (path.startsWith('/shrinks'))
			return request.headers.range
				? serveRange(image, request, response)
				: void response.writeHead(200).end(image.subarray(0, 100));
		if (path === '/cut.png')
			return request.headers.range
				? serveRange(image, request, response)
				: void response
						.writeHead(200, { 'content-length': image.length })
						.write(image.subarray(0, 100), () => request.socket.destroy());
		response.writeHead(404).end('Nothing');
	});
});
afterAll(async () => await files.close());
beforeEach(() => void (files.requests.length = 0));

const create = (...urls: string[]): IDataObject => ({
	resource: 'post',
	operation: 'create',
	text: 'Look',
	media: { item: urls.map((path) => ({ source: 'url', url: files.url + path, altText: 'A kite' })) },
});
const upload = (path: string): IDataObject => ({
	resource: 'media',
	operation: 'upload',
	source: 'url',
	fileUrl: files.url + path,
});
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const last = () => [...x.world.media.values()].at(-1);

describe('Media from a URL', () => {
	test.each([
		['/ranged.png?key=1', 'a server that gives parts'],
		['/plain.png', 'one that does not'],
		['/untold.png', 'one that tells no size'],
		['/moved', 'a redirect'],
	])('%s: goes from %p to a post', async (path) => {
		const { json, error } = await x.run(create(path));
		expect(error).toBeUndefined();
		expect(x.world.posts.get(String(json[0].id))?.mediaKeys).toHaveLength(1);
		expect(last()).toMatchObject({ sha256: hash(image), altText: 'A kite' });
	});

	test('a video streams to X in chunks; only its beginning is read before', async () => {
		const { json, error } = await x.run(upload('/ranged.mp4'));
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ state: 'succeeded', size: video.length });
		expect(last()?.sha256).toBe(hash(video));
		expect(files.requests).toEqual([{ asked: 'GET /ranged.mp4', range: 'bytes=0-191' }, { asked: 'GET /ranged.mp4' }]);
	});

	test('takes several in a row of the list, and in a thread', async () => {
		const media = { item: [{ source: 'url', url: `${files.url}/plain.png\n${files.url}/ranged.png` }] };
		const { json, error } = await x.run({
			resource: 'post',
			operation: 'createThread',
			source: 'parts',
			parts: { part: [{ text: 'One', media }, { text: 'Two' }] },
		});
		expect(error).toBeUndefined();
		expect(x.world.posts.get(String(json[0].id))?.mediaKeys).toHaveLength(2);
	});

	test.each([
		['/gone.png?token=secret', /cannot be read: the server answered with status 404/],
		['/round', /cannot be read .*redirects/],
		['/out', /cannot be read .*protocol/i],
		['/page.png', /of a type X does not take/],
		['/huge.mp4', /600\.00 MB; X takes at most 512 MB/],
		['/untold.mp4', /size of the file .* is not told/],
	])('%s is refused before anything is sent', async (path, message) => {
		const { error } = await x.run(create(path));
		expect(`${error?.message} ${error?.description}`).toMatch(message);
		expect(`${error?.message} ${error?.description}`).not.toMatch(/secret/);
		expect(x.requests).toEqual([]);
	});

	test.each([
		['file:///etc/hostname'],
		['ftp://example.com/a.png'],
		['//example.com/a.png'],
		['data:image/png;base64,AAAA'],
		['kite.png'],
	])('%s is no address of a file', async (url) => {
		const { error } = await x.run({ resource: 'media', operation: 'upload', source: 'url', fileUrl: url });
		expect(error?.message).toMatch(/is no address of a file/);
		expect(x.requests).toEqual([]);
	});

	test('a server that is not there is told without the whole address', async () => {
		const { error } = await x.run({
			resource: 'media',
			operation: 'upload',
			source: 'url',
			fileUrl: 'http://user:secret@127.0.0.1:1/a.png?key=secret',
		});
		expect(error?.message).toBe('The file at 127.0.0.1:1/a.png cannot be read');
		expect(error?.description).toMatch(/ECONNREFUSED/);
		expect(`${error?.message} ${error?.description}`).not.toMatch(/secret/);
	});

	test.each([
		['/shrinks.png', /not of the size that its server told/],
		['/cut.png', /cannot be read/],
	])('%s: a file that does not come whole is not posted', async (path, message) => {
		const { error } = await x.run(create(path));
		expect(error?.message).toMatch(message);
		expect(x.requests.filter(({ endpoint }) => endpoint === 'POST /2/tweets')).toEqual([]);
	});
});
