/** What may be given as the address of a file: as it was copied, or with the file in it. */
import { createHash } from 'node:crypto';
import { bytesOf, itemWith } from '../../support/inputs/files';
import { web, type Web } from '../../support/web';
import { useLocalX } from '../../support/x/local-x';

const image = bytesOf('png', 3000);
const x = useLocalX();
let files: Web;
beforeAll(async () => void (files = await web((_path, _request, response) => void response.end(image))));
afterAll(async () => await files.close());

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const last = () => [...x.world.media.values()].at(-1);

test.each([
	['file:///etc/hostname'],
	['ftp://example.com/a.png'],
	['//example.com/a.png'],
	['blob:https://example.com/1'],
	['kite.png'],
])('%s is no address of a file', async (url) => {
	const { error } = await x.run({ resource: 'media', operation: 'upload', source: 'url', fileUrl: url });
	expect(error?.message).toMatch(/is no address of a file/);
	expect(x.requests).toEqual([]);
});

test.each([
	['"', '"'],
	['<', '>'],
	['\u200b ', '\n'],
	['<', '|kite.png>'],
])('an address between %j and %j, as it was copied, is taken', async (before, after) => {
	const fileUrl = `${before}${files.url}/plain.png${after}`;
	const { error } = await x.run({ resource: 'media', operation: 'upload', source: 'url', fileUrl });
	expect(error).toBeUndefined();
	expect(last()?.sha256).toBe(hash(image));
});

test.each([[';'], [' | '], ['|'], [';\n']])('addresses between which %j stands are several', async (by) => {
	files.requests.length = 0;
	const url = [1, 2].map((nth) => `${files.url}/kite;c_fill,w_400.png?${nth}`).join(by);
	const media = { item: [{ source: 'url', url }] };
	const { error } = await x.run({ resource: 'post', operation: 'create', text: `Kites by ${by}`, media });
	expect(error).toBeUndefined();
	expect(files.requests.map(({ asked }) => asked)).toEqual([1, 2].map((nth) => `GET /kite;c_fill,w_400.png?${nth}`));
});

test.each([', ', '\n', ';', ' | '])('Upload takes one address an item, not several between %j', async (by) => {
	const fileUrl = [1, 2].map((nth) => `${files.url}/kite.png?${nth}`).join(by);
	const { error } = await x.run({ resource: 'media', operation: 'upload', source: 'url', fileUrl });
	expect(error?.message).toBe("'URL' has several addresses");
	expect(x.requests).toEqual([]);
});

test('an address that contains another one is one', async () => {
	for (const path of ['/?of=https://example.com/kite.png', '/https://example.com/kite.png', '/w_1,h_2/kite.png'])
		expect(
			(await x.run({ resource: 'media', operation: 'upload', source: 'url', fileUrl: files.url + path })).error,
		).toBeUndefined();
});

test('Upload takes one field an item, whatever its name', async () => {
	const upload = async (file: string, field: string) =>
		await x.run(
			{ resource: 'media', operation: 'upload', source: 'binary', file },
			{ input: [itemWith({ [field]: image, other: image })] },
		);
	expect((await upload('data, other', 'data')).error?.message).toBe("'Input Binary Field' has several fields");
	expect((await upload('data, one', 'data, one')).error).toBeUndefined();
});

test('of an address with a space in it nothing is asked for', async () => {
	files.requests.length = 0;
	const media = { item: [{ source: 'url', url: `${files.url}/my kite.png` }] };
	const { error } = await x.run({ resource: 'post', operation: 'create', text: 'Kites', media });
	expect(error?.message).toBe("'kite.png' is no address of a file");
	expect(error?.description).toContain('%20');
	expect(files.requests).toEqual([]);
});

test('base64 in the place of an address is told, with what makes an address of it', async () => {
	const fileUrl = image.toString('base64');
	const { error } = await x.run({ resource: 'media', operation: 'upload', source: 'url', fileUrl });
	expect(error?.message).toBe('What is given as an address is a file in base64');
	expect(error?.description).toMatch(/^Write data:image\/png;base64, before it/);
	expect(x.requests).toEqual([]);
});

test.each([
	['base64', `data:image/png;base64,${image.toString('base64')}`],
	['base64 for addresses', ` data:;charset=utf-8;base64,${image.toString('base64url')}`],
	['escapes', `data:image/png,${[...image].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`],
])('a file that its address contains, in %s, goes to X', async (_, fileUrl) => {
	const { error } = await x.run({ resource: 'media', operation: 'upload', source: 'url', fileUrl });
	expect(error).toBeUndefined();
	expect(last()?.sha256).toBe(hash(image));
});

test('a binary field whose base64 begins like a data URL goes to X', async () => {
	const data = `data:image/png;base64,${image.toString('base64').replace(/(.{76})/g, '$1\r\n')}`;
	const { error } = await x.run(
		{ resource: 'media', operation: 'upload', source: 'binary', file: 'data' },
		{ input: [{ json: {}, binary: { data: { data, mimeType: '' } } }] },
	);
	expect(error).toBeUndefined();
	expect(last()?.sha256).toBe(hash(image));
});

test.each([
	['data:text/html;base64,PGh0bWw+', /'data URL' is a web page/],
	['data:image/png;base64,AAAA', /'data URL' has only 3 bytes/],
	['data:image/png;base64,', /'data URL' is empty/],
	['data:image/png,%8', /data URL is not complete/],
])('%s is refused before anything is sent', async (fileUrl, message) => {
	const { error } = await x.run({ resource: 'media', operation: 'upload', source: 'url', fileUrl });
	expect(error?.message).toMatch(message);
	expect(x.requests).toEqual([]);
});
