/** n8n's protection against requests to internal addresses, where a file is taken from the web. */
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { bytesOf } from '../../support/inputs/files';
import { web, type Web } from '../../support/web';
import { useLocalX } from '../../support/x/local-x';

const ofN8n = createRequire(require.resolve('n8n-core'));
const { Container } = ofN8n('@n8n/di') as { Container: { get(type: unknown): object } };
const { SsrfProtectionConfig } = ofN8n('@n8n/config') as Record<string, unknown>;

const image = bytesOf('png', 3000);
const x = useLocalX();
let files: Web;
beforeAll(async () => {
	// All of 127.0.0.0/8 is internal; this one address is where the files and the local X are.
	Object.assign(Container.get(SsrfProtectionConfig), { enabled: true, allowedIpRanges: ['127.0.0.1/32'] });
	files = await web((path, _request, response) => {
		const { port } = new URL(files.url);
		if (path.startsWith('/moved')) response.writeHead(302, { location: `http://127.0.0.2:${port}/kite.png` }).end();
		else response.writeHead(200, { 'content-length': image.length }).end(image);
	});
});
afterAll(async () => await files.close());

const upload = { resource: 'media', operation: 'upload', source: 'url', fileUrl: '={{ $json.url }}' };
const inside = (url: string): string => url.replace('127.0.0.1', '127.0.0.2');

test('what it allows is taken', async () => {
	const { error } = await x.run(upload, { input: [{ json: { url: `${files.url}/kite.png` } }] });
	expect(error).toBeUndefined();
});

test.each([['/kite.png'], ['/moved.png']])(
	'%s: what it does not allow is told, however often, and nothing is sent',
	async (path) => {
		const of = path === '/kite.png' ? inside(files.url) : files.url;
		files.requests.length = 0;
		const alone = await x.run(upload, { input: [{ json: { url: `${of}${path}` } }] });
		expect(alone.error?.description).toContain('N8N_SSRF_ALLOWED_HOSTNAMES');
		const { json } = await x.run(upload, {
			input: Array.from({ length: 5 }, (_, i) => ({ json: { url: `${of}${path}?key=secret${i}` } })),
			continueOnFail: true,
		});
		expect(json).toHaveLength(5);
		for (const each of json) {
			expect(each.error).toMatch(/^n8n does not permit the request for the file at 127\.0\.0\.\d:\d+\/\w+\.png$/);
			expect(JSON.stringify(each)).not.toMatch(/error.*secret/);
		}
		expect(files.requests.map(({ asked }) => asked).filter((asked) => asked.includes('kite'))).toEqual([]);
		expect(x.requests).toEqual([]);
	},
);

test("nothing was sent where it does not allow X's own address", async () => {
	const connection = x.connect();
	const { error } = await x.run(
		{ resource: 'post', operation: 'create', text: 'Hello' },
		{ connection: { ...connection, data: { ...connection.data, baseUrl: inside(x.url) } } },
	);
	expect(error?.message).toBe("n8n does not permit the connection to X's API");
	expect(error?.description).toContain('Nothing was sent.');
	expect(error?.description).not.toContain('Estimated cost');
	expect(x.requests).toEqual([]);
});
