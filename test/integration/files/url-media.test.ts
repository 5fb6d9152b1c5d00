import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import type { IDataObject } from 'n8n-workflow';
import { bytesOf } from '../../support/inputs/files';
import { web, type Web } from '../../support/web';
import { useLocalX } from '../../support/x/local-x';
import { PATIENCE } from '../../../host/files/download';

const MB = 1024 * 1024;
const image = bytesOf('png', 3000);
const video = bytesOf('mp4', 9 * MB);

const x = useLocalX();
let files: Web;
beforeAll(async () => {
	const once = new Set<string>();
	const serve = (bytes: Buffer, response: ServerResponse) =>
		void response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
	const isAskedAgain = (path: string) => files.requests.filter(({ asked }) => asked.endsWith(path)).length > 1;
	const answers: Readonly<Record<string, (response: ServerResponse, path: string) => unknown>> = {
		'/plain.png': (response) => serve(image, response),
		'/plain.mp4': (response) => serve(video, response),
		'/untold.png': (response) => response.writeHead(200).end(image),
		'/untold.mp4': (response) => response.writeHead(200).end(Buffer.concat([video, video])),
		'/moved': (response) => response.writeHead(302, { location: '/plain.png' }).end(),
		'/round': (response) => response.writeHead(302, { location: '/round' }).end(),
		'/out': (response) => response.writeHead(302, { location: 'file:///etc/hostname' }).end(),
		'/page.png': (response) =>
			response.writeHead(200, { 'content-type': 'image/png' }).end('<!DOCTYPE html>\n<html>Log in</html>'),
		'/notes.png': (response) => response.writeHead(200).end('Notes of a meeting'),
		'/huge.mp4': (response) =>
			response.writeHead(200, { 'content-length': 17 * 1024 * MB }).write(bytesOf('mp4', 4096)),
		'/cut.png': (response) =>
			response
				.writeHead(200, { 'content-length': image.length })
				.write(image.subarray(0, 300), () => response.destroy()),
		'/cut.mp4': (response) =>
			response
				.writeHead(200, { 'content-length': video.length })
				.write(video.subarray(0, 3 * MB), () => response.destroy()),
		'/packed.png': (response) => {
			const packed = gzipSync(image);
			response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
		},
		'/range.png': (response) =>
			response.writeHead(206, { 'content-range': `bytes 0-${image.length - 1}/${image.length}` }).end(image),
		'/half.png': (response) =>
			response.writeHead(206, { 'content-range': `bytes 0-99/${image.length}` }).end(image.subarray(0, 100)),
		'/busy.png': (response, path) =>
			isAskedAgain(path) ? serve(image, response) : response.writeHead(503).end('Busy'),
		'/large.png': (response) => response.writeHead(200).end(bytesOf('png', MB)),
		'/moving.png': (response) =>
			serve(Buffer.concat([bytesOf('png', 16), Buffer.from('\0\0\0\bacTL'), image]), response),
		'/known.png': (response) => serve(bytesOf('png', MB), response),
		'/trickle.png': (response) => {
			response.writeHead(200, { 'content-length': image.length });
			let at = 0;
			const timer = setInterval(() => response.write(image.subarray(at, ++at)), 20);
			response.on('close', () => clearInterval(timer));
		},
		'/cut-once.png': (response, path) => (isAskedAgain(path) ? serve(image, response) : response.destroy()),
		'/used-up.png': (response) => response.destroy(),
		'/expired.png': (response) =>
			response
				.writeHead(403, { 'content-type': 'application/xml' })
				.end(
					'<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message><HostId>secret</HostId></Error>',
				),
		'/out-of-time.png': (response) =>
			response
				.writeHead(403)
				.end(
					'<Error><Code>AuthenticationFailed</Code><Message>Server failed.</Message><AuthenticationErrorDetail>Signature not valid in the specified time frame: Start [secret]</AuthenticationErrorDetail></Error>',
				),
		'/denied.png': (response) =>
			response
				.writeHead(403)
				.end('<Error><Code>SignatureDoesNotMatch</Code><StringToSign>secret</StringToSign></Error>'),
		'/login.png': (response) => response.writeHead(403).end('<html>secret</html>'),
		'/none.png': (response) => response.writeHead(204).end(),
		'/nothing.png': (response) => response.writeHead(200, { 'content-length': 0 }).end(),
		'/late-page.png': (response) =>
			response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`${'\n'.repeat(500)}<html>`),
		'/elsewhere.png': (response) =>
			response.writeHead(302, { location: `${files.url.replace('127.0.0.1', 'localhost')}/plain.png` }).end(),
		'/silent.png': (response) =>
			response.writeHead(200, { 'content-length': image.length }).write(image.subarray(0, 1000)),
	};
	files = await web((path, request, response) => {
		if (request.headers.range || (path.startsWith('/once') && once.has(path)))
			return void response.writeHead(416).end();
		once.add(path);
		const answer = answers[path.replace(/^\/once(-\w+)?/, '').replace(/\?.*/, '')];
		if (answer) answer(response, path);
		else response.writeHead(404).end('Nothing');
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
		['/plain.png?key=1', 'a server that reports the size'],
		['/untold.png', 'one that reports no size'],
		['/moved', 'a redirect'],
		['/once-a/plain.png', 'a link that works once, and a server that knows no ranges'],
		['/once-b/untold.png', 'the same without a size'],
		['/packed.png', 'a server that compresses whatever is asked'],
		['/range.png', 'one that answers with a range, of all of it'],
		['/busy.png', 'one that is busy for a moment'],
		['/cut-once.png', 'one whose connection breaks once'],
		['/elsewhere.png', 'a redirect to another host'],
	])('%s: goes from %p to a post', async (path) => {
		const { json, error } = await x.run(create(path));
		expect(error).toBeUndefined();
		expect(x.world.posts.get(String(json[0].id))?.mediaKeys).toHaveLength(1);
		expect(last()).toMatchObject({ sha256: hash(image), altText: 'A kite' });
	});

	test('an animated image is posted, and a hint says what X shows of it', async () => {
		const { error, hints } = await x.run(create('/moving.png'));
		expect(error).toBeUndefined();
		expect(hints).toContainEqual(expect.stringMatching(/moving.png' is an animated PNG/));
	});

	test('a video streams to X in chunks; it is asked for once, and only its beginning is read before', async () => {
		const { json, error } = await x.run(upload('/once-c/plain.mp4'));
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ state: 'succeeded', size: video.length });
		expect(last()?.sha256).toBe(hash(video));
		expect(files.requests).toEqual([{ asked: 'GET /once-c/plain.mp4' }]);
	});

	test.each([
		['/large.png', 20, 0],
		['/large.png', 66, 2],
		['/known.png', 60, 0],
		['/plain.mp4', 13, 0],
	])(
		'%s, %d times in a run: all arrive, %d of them asked for twice, where n8n keeps files in memory, too',
		async (path, count, twice) => {
			const items = Array.from({ length: count }, (_, i) => ({ json: { url: `${files.url}${path}?${i}` } }));
			const { json, error } = await x.run(
				{ resource: 'media', operation: 'upload', source: 'url', fileUrl: '={{ $json.url }}' },
				{ input: items },
			);
			expect(error).toBeUndefined();
			expect(new Set(json.map(({ id }) => id)).size).toBe(count);
			const asked = (i: number) => files.requests.filter((request) => request.asked.endsWith(`?${i}`)).length;
			expect(items.map((_, i) => asked(i))).toEqual([
				...Array<number>(count - twice).fill(1),
				...Array<number>(twice).fill(2),
			]);
		},
	);

	test.each([['/trickle.png'], ['/silent.png']])(
		'%s: a server that sends almost nothing ends the run',
		async (path) => {
			const patience = jest.replaceProperty(PATIENCE, 'graceMs', 300);
			const { error } = await x.run(create(path));
			patience.restore();
			expect(error?.message).toMatch(/comes too slowly/);
			expect(x.requests).toEqual([]);
		},
	);

	test('a server that has failed for three files of a run is left alone, so that the run ends', async () => {
		const patience = jest.replaceProperty(PATIENCE, 'graceMs', 100);
		const fileUrl = '={{ $json.url }}';
		const { json } = await x.run(
			{ resource: 'media', operation: 'upload', source: 'url', fileUrl },
			{
				input: Array.from({ length: 9 }, (_, i) => ({ json: { url: `${files.url}/silent.png?${i}` } })),
				continueOnFail: true,
			},
		);
		patience.restore();
		expect(json.map(({ error }) => /too slowly|was not asked for/.exec(JSON.stringify(error))?.[0])).toEqual([
			...Array<string>(3).fill('too slowly'),
			...Array<string>(6).fill('was not asked for'),
		]);
		expect(files.requests).toHaveLength(3);
	});

	test.each(['\n', ', ', ','])('takes several in a row of the list, and in a thread, separated by %j', async (by) => {
		const media = { item: [{ source: 'url', url: `${files.url}/plain.png${by}${files.url}/untold.png` }] };
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
		['/half.png', /cannot be read: the server answered with status 206 It sent no file, or not all of it/],
		['/none.png', /status 204 It sent no file, or not all of it/],
		['/nothing.png', /is empty Its server sent nothing: check the address/],
		['/expired.png?X-Amz-Signature=secret', /has expired \(AccessDenied: Request has expired\) Make a new one/],
		['/denied.png', /status 403 \(SignatureDoesNotMatch\) Open the address without being signed in/],
		['/out-of-time.png?sig=secret', /has expired \(AuthenticationFailed: Server failed\.\) Make a new one/],
		['/login.png', /status 403 Open the address without being signed in/],
		['/late-page.png', /late-page\.png' is a web page/],
		['/once-d/used-up.png', /The connection failed \(socket hang up\)/],
		['/round', /cannot be read .*redirects/],
		['/out', /cannot be read .*protocol/i],
		['/page.png', /page\.png' is a web page, not an image or a video/],
		['/notes.png', /notes\.png' is a text, not an image or a video/],
		['/huge.mp4', /has 17 GB; X accepts up to 16 GB/],
		['/untold.mp4', /size of the file .* is not reported/],
	])('%s is refused before anything is sent', async (path, message) => {
		const { error } = await x.run(create(path));
		expect(`${error?.message} ${error?.description}`).toMatch(message);
		expect(`${error?.message} ${error?.description}`).not.toMatch(/secret/);
		expect(x.requests).toEqual([]);
	});

	test('credentials in the address go to its own host, and nowhere else', async () => {
		const fileUrl = `${files.url.replace('//', '//user:secret@')}/elsewhere.png`;
		const { error, json } = await x.run({ resource: 'media', operation: 'upload', source: 'url', fileUrl });
		expect(error).toBeUndefined();
		expect(JSON.stringify(json)).not.toMatch(/secret/);
		expect(files.requests.map(({ asked, authorization }) => [asked, authorization])).toEqual([
			['GET /elsewhere.png', `Basic ${Buffer.from('user:secret').toString('base64')}`],
			['GET /plain.png', undefined],
		]);
	});

	test('a server that is not there is told without the whole address', async () => {
		const { error } = await x.run({ ...upload(''), fileUrl: 'http://user:secret@127.0.0.1:1/a.png?key=secret' });
		expect(error?.message).toBe('The file at 127.0.0.1:1/a.png cannot be read');
		expect(error?.description).toMatch(/ECONNREFUSED/);
		expect(`${error?.message} ${error?.description}`).not.toMatch(/secret/);
	});

	test.each([['/cut.png'], ['/cut.mp4']])('%s: a file that does not come whole is not posted', async (path) => {
		const { error } = await x.run(create(path));
		expect(error?.message).toMatch(/cannot be read/);
		expect(x.requests.filter(({ endpoint }) => endpoint === 'POST /2/tweets')).toEqual([]);
	});
});
