/** Files that n8n keeps on S3: each opening is a download, which may break off. */
import { createHash } from 'node:crypto';
import type { IBinaryData } from 'n8n-workflow';
import { bytesOf } from '../../support/inputs/files';
import { useObjectStorage, type ObjectStorage } from '../../support/n8n/object-storage';
import { web } from '../../support/web';
import { useLocalX } from '../../support/x/local-x';

const MB = 1024 * 1024;
const x = useLocalX();
let storage: ObjectStorage;
beforeAll(async () => void (storage = await useObjectStorage()));
afterAll(async () => await storage.close());
beforeEach(() => void (storage.asked.length = 0));

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const sent = () => [...x.world.media.values()].map(({ sha256 }) => sha256);
const video = bytesOf('mp4', 20 * MB);
const upload = async (...files: IBinaryData[]) => {
	storage.asked.length = 0;
	const input = files.map((data) => ({ json: {}, binary: { data } }));
	return await x.run({ resource: 'media', operation: 'upload', source: 'binary', file: 'data' }, { input });
};

test('a video is downloaded once and arrives whole', async () => {
	const { error } = await upload(await storage.store(video, 'kïte.mp4'));
	expect(error).toBeUndefined();
	expect(sent().at(-1)).toBe(hash(video));
	expect(storage.asked).toEqual(['HEAD', 'GET']);
});

test('a download that breaks off goes on where it was, once more, and so does one that waited', async () => {
	const other = bytesOf('mp4', 9 * MB);
	const files = [await storage.store(video, 'one.mp4'), await storage.store(other, 'two.mp4')];
	storage.breaks.push(3 * MB + 7, 2 * MB + 5);
	const { error } = await upload(...files);
	expect(error).toBeUndefined();
	expect(sent().slice(-2)).toEqual([hash(video), hash(other)]);
	expect(storage.asked.filter((method) => method === 'GET')).toHaveLength(4);
});

test('one that breaks off again is told by the name of the file, and nothing is posted of it', async () => {
	const file = await storage.store(video, 'kite.mp4');
	storage.breaks.push(3 * MB, 2 * MB);
	const { error } = await upload(file);
	expect(error?.message).toBe("The file 'kite.mp4' cannot be read from where n8n keeps binary data");
	expect(error?.description).toMatch(/^It says: .+\. Run again, from the node that makes the file\.$/);
	expect(x.requests.map(({ endpoint }) => endpoint)).not.toContain('POST /2/media/upload/{id}/finalize');
});

test('a file that is not there any more is told before anything is sent', async () => {
	const file = await storage.store(video, 'kite.mp4');
	storage.forget();
	const { error } = await upload(file);
	expect(error?.message).toBe("The file 'kite.mp4' cannot be read from where n8n keeps binary data");
	expect(error?.description).toContain('File not found');
	expect(x.requests).toEqual([]);
});

test('files of the web that wait there are asked for once, also where the store breaks off', async () => {
	const image = bytesOf('png', 2 * MB);
	const server = await web((_path, _request, response) => void response.end(image));
	const input = Array.from({ length: 12 }, (_, i) => ({ json: { url: `${server.url}/kite.png?${i}` } }));
	storage.breaks.push(MB);
	const { json, error } = await x.run(
		{ resource: 'media', operation: 'upload', source: 'url', fileUrl: '={{ $json.url }}' },
		{ input },
	);
	await server.close();
	expect(error).toBeUndefined();
	expect(json).toHaveLength(12);
	expect(new Set(sent().slice(-12))).toEqual(new Set([hash(image)]));
	expect(server.requests).toHaveLength(12);
	expect(storage.breaks).toEqual([]);
});
