/** Many files on the web, each to be had once, where n8n stores binary data outside of its memory. */
import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import { bytesOf, movieOf } from '../../support/inputs/files';
import { web, type Web } from '../../support/web';
import { useLocalX } from '../../support/x/local-x';

/** n8n-core's own container. */
const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as {
	Container: { get<T>(type: new (...args: never[]) => T): T };
};

const MB = 1024 * 1024;
const COUNT = 30;
const image = bytesOf('png', MB);
const video = bytesOf('mp4', 20 * MB);
const folder = mkdtempSync(join(tmpdir(), 'stored-'));

const x = useLocalX();
let files: Web;
beforeAll(async () => {
	Object.assign(Container.get(BinaryDataConfig), {
		mode: 'filesystem',
		availableModes: ['filesystem'],
		localStoragePath: folder,
	});
	await Container.get(BinaryDataService).init();
	const gone = new Set<string>();
	files = await web((path, _request, response) => {
		if (gone.has(path)) return void response.writeHead(410).end();
		gone.add(path);
		const bytes = path.startsWith('/video') ? video : image;
		response.writeHead(200, path.includes('untold') ? {} : { 'content-length': bytes.length }).end(bytes);
	});
});
afterAll(async () => {
	await files.close();
	rmSync(folder, { recursive: true, force: true });
});

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

test.each([
	['/image', image, COUNT],
	['/image-untold', image, COUNT],
	['/video', video, 6],
] as const)('%s: each is asked for once and arrives whole', async (path, bytes, count) => {
	const input = Array.from({ length: count }, (_, i) => ({ json: { url: `${files.url}${path}?${i}` } }));
	const before = x.world.media.size;
	const { json, error } = await x.run(
		{ resource: 'media', operation: 'upload', source: 'url', fileUrl: '={{ $json.url }}' },
		{ input },
	);
	expect(error).toBeUndefined();
	expect(json).toHaveLength(count);
	const arrived = [...x.world.media.values()].slice(before);
	expect(new Set(arrived.map(({ sha256 }) => sha256))).toEqual(new Set([hash(bytes)]));
	expect(files.requests.filter(({ asked }) => asked.startsWith(`GET ${path}?`))).toHaveLength(count);
});

test('a stored video that is too long for the account is refused before it is uploaded', async () => {
	x.world.needUser('ourbrand').premium = false;
	const of = { type: 'execution', workflowId: '1', executionId: '1' } as const;
	const movie = movieOf({ seconds: 1201, atEnd: true, frames: MB });
	const data = await Container.get(BinaryDataService).store(of, movie, { data: '', mimeType: 'video/mp4' });
	const { error } = await x.run(
		{ resource: 'media', operation: 'upload', source: 'binary', file: 'data' },
		{ input: [{ json: {}, binary: { data } }] },
	);
	expect(error?.message).toContain('is 20:01 long; X accepts up to 20:00');
	expect(x.requests.map(({ endpoint }) => endpoint)).toEqual(['GET /2/users/me']);
});
