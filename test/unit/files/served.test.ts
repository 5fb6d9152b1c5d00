/** One file of the web, from its first request to its end: what its server may answer. */
import { InputError } from '../../../api/errors/errors';
import { Download } from '../../../host/files/download';
import { rejection } from '../../support/unwired/surroundings';
import { wholeOf } from '../../support/unwired/n8n-files';
import { piecesOf, server, told, URL_OF_FILE } from '../../support/unwired/served-file';
import type * as VirtualTime from '../../support/virtual-time';
import { useVirtualTime } from '../../support/virtual-time';

jest.mock('n8n-workflow', () => jest.requireActual<typeof VirtualTime>('../../support/virtual-time').virtualTime());
useVirtualTime();
afterEach(() => void jest.restoreAllMocks());

it('is asked for as it is, by a request that can be stopped', async () => {
	const { start, asked } = server({ body: ['a', 'bc'] });
	expect((await wholeOf(piecesOf(await start()))).toString()).toBe('abc');
	const ways = { encoding: 'stream', returnFullResponse: true, ignoreHttpStatusErrors: true, maxRedirects: 5 };
	const headers = { 'Accept-Encoding': 'identity' };
	const stop = { timeout: 60_000, abortSignal: expect.any(AbortSignal) as unknown };
	expect(asked).toEqual([{ method: 'GET', url: URL_OF_FILE.href, headers, ...ways, ...stop }]);
	const { context, asked: without } = server({});
	await Download.start(Object.assign(context, { getExecutionCancelSignal: () => undefined }), URL_OF_FILE).catch(
		() => undefined,
	);
	expect(without[0]).not.toHaveProperty('abortSignal');
});

describe('Its size', () => {
	it.each<[Record<string, string>, number | undefined]>([
		[{ 'content-length': '12' }, 12],
		[{ 'content-length': '012x' }, undefined],
		[{ 'content-length': 'x12' }, undefined],
		[{ 'content-length': '' }, undefined],
		[{ 'content-length': '12', 'content-encoding': 'gzip' }, undefined],
		[{}, undefined],
	])('told by %j is %p', async (headers, size) => expect((await server({ headers }).start()).size).toBe(size));

	it.each<[string | undefined, boolean]>([
		['text/html', true],
		['TEXT/HTML; charset=utf-8', true],
		['text/htmlx', false],
		['image/png; x=text/html', false],
		[undefined, false],
	])('the type %p is that of a page: %p', async (type, isPage) =>
		expect((await server({ headers: type ? { 'content-type': type } : {} }).start()).isPage).toBe(isPage),
	);
});

describe('An answer', () => {
	it.each<[number, string | undefined]>([
		[200, undefined],
		[203, undefined],
		[206, 'bytes 0-99/100'],
		[206, 'bytes 0-9/10'],
	])('%d with the range %p is the file', async (status, range) => {
		const headers: Record<string, string> = range ? { 'content-range': range } : {};
		expect(await server({ status, headers }).start()).toBeInstanceOf(Download);
	});

	it.each<[number, string | undefined, string]>([
		[206, undefined, 'It sent no file, or not all of it'],
		[206, 'bytes 0-98/100', 'It sent no file'],
		[206, 'bytes 1-99/100', 'It sent no file'],
		[206, 'x bytes 0-99/100', 'It sent no file'],
		[206, 'bytes 0-99/100 x', 'It sent no file'],
		[204, undefined, 'It sent no file'],
		[404, 'bytes 0-99/100', 'There is no such file'],
		[399, undefined, 'It sent no file'],
		[400, undefined, 'Open the address without being signed in'],
		[403, undefined, 'if it needs a login'],
		[404, undefined, 'There is no such file'],
		[407, undefined, 'The proxy between n8n and it requires a login'],
		[410, undefined, 'may have been used already'],
		[499, undefined, 'Open the address'],
	])('%d with the range %p is none, and is not asked for again', async (status, range, advice) => {
		const headers: Record<string, string> = range ? { 'content-range': range } : {};
		const { start, asked, bodies } = server({ status, headers });
		const words = await told(start());
		expect(words).toMatch(
			new RegExp(`^The file at example.com/…/kite.png cannot be read: the server answered with status ${status}\\. `),
		);
		expect(words).toContain(advice);
		expect(asked).toHaveLength(1);
		expect(bodies[0].isOpen).toBe(false);
	});
});

describe('A server that is busy', () => {
	it.each([429, 500, 503])('(%d) is asked again after 1 and 3 seconds', async (status) => {
		const since = Date.now();
		const { start, asked, bodies } = server({ status }, { status }, { body: ['abc'] });
		await start();
		expect([asked.length, Date.now() - since]).toEqual([3, 4000]);
		expect(bodies.map(({ isOpen }) => isOpen)).toEqual([false, false, true]);
	});

	it('is told of when it stays so', async () => {
		const { start, asked } = server({ status: 503 });
		expect(await told(start())).toContain('Its server is busy or has a fault');
		expect(asked).toHaveLength(3);
	});

	it.each([
		Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
		Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }),
		Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' }),
		new Error('socket hang up'),
	])('by %p is asked again', async (error) => {
		const { start, asked } = server({ error }, { body: ['abc'] });
		await start();
		expect(asked).toHaveLength(2);
	});

	it('and then knows no such file is told as it was: the link may have worked once', async () => {
		const { start } = server({ error: new Error('socket hang up') }, { status: 404 });
		expect(await told(start())).toBe(
			'The file at example.com/…/kite.png cannot be read. The connection failed (socket hang up). Check the address and the network.',
		);
		const busy = server({ error: new Error('socket hang up') }, { status: 503 }, { status: 404 });
		expect(await told(busy.start())).toContain('status 404');
	});

	it('is left alone once the run is stopped', async () => {
		const since = Date.now();
		const { start, asked, cancel } = server({ status: 503 });
		const started = start();
		cancel();
		expect(await rejection(started)).not.toBeInstanceOf(InputError);
		expect(asked.length).toBeLessThanOrEqual(2);
		expect(Date.now()).toBe(since);
	});

	it('is told of as well where n8n has nothing to stop a run with', async () => {
		const n8n = server({ status: 503 }, { error: new Error('refused') });
		Object.assign(n8n.context, { getExecutionCancelSignal: () => undefined });
		expect(await told(n8n.start())).toContain('The connection failed (refused)');
		const broken = server({ body: [async () => await Promise.reject(new Error('aborted'))] });
		Object.assign(broken.context, { getExecutionCancelSignal: () => undefined });
		expect(await told((await broken.start()).next())).toContain('The connection failed (aborted)');
	});
});

describe('A connection that fails', () => {
	it.each<[unknown, string]>([
		[Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 'connect ECONNREFUSED'],
		[new Error('Request to https://user:secret@example.com/?key=secret failed'), 'Request to … failed'],
		[new Error('Request to http://user:secret@example.com/ failed'), 'Request to … failed'],
		[{ code: 'EHOSTUNREACH' }, 'EHOSTUNREACH'],
		[{ code: 'xECONNRESET' }, 'xECONNRESET'],
		[{ code: 'ECONNRESETx' }, 'ECONNRESETx'],
		[{}, 'no answer'],
		['nothing', 'no answer'],
	])('by %p is told of, without secrets', async (error, why) => {
		const { start, asked } = server({ error });
		expect(await told(start())).toBe(
			`The file at example.com/…/kite.png cannot be read. The connection failed (${why}). Check the address and the network.`,
		);
		expect(asked).toHaveLength(1);
	});

	it('in between is told of, and closed', async () => {
		const { start, bodies } = server({ body: ['abc', async () => await Promise.reject(new Error('aborted'))] });
		const download = await start();
		expect((await download.next())?.length).toBe(3);
		expect(await told(download.next())).toContain('The connection failed (aborted)');
		expect(bodies[0].isOpen).toBe(false);
	});

	it('because the run is stopped is left as it is', async () => {
		const aborted = new Error('aborted');
		const { start, cancel } = server({ body: ['abc', async () => (cancel(), await Promise.reject(aborted))] });
		const download = await start();
		await download.next();
		expect(await rejection(download.next())).toBe(aborted);
	});
});

describe('A server that has failed three times in a run', () => {
	const refusalOf = async ({ start }: ReturnType<typeof server>, url?: URL) => await told(start(url));

	it('by no answer is not asked any more, either', async () => {
		const n8n = server({ error: new Error('refused') });
		for (let i = 0; i < 3; i++) expect(await refusalOf(n8n)).toContain('The connection failed (refused)');
		expect(await refusalOf(n8n)).toContain('was not asked for: its server failed 3 times');
		expect(n8n.asked).toHaveLength(3);
	});

	it('is not asked any more, and others are', async () => {
		const n8n = server({ status: 503 });
		for (let i = 0; i < 3; i++) await refusalOf(n8n);
		expect(n8n.asked).toHaveLength(9);
		expect(await refusalOf(n8n)).toBe(
			'The file at example.com/…/kite.png was not asked for: its server failed 3 times in this run. It was busy, too slow or did not answer. Run again later, or use another address.',
		);
		expect(n8n.asked).toHaveLength(9);
		await refusalOf(n8n, new URL('https://example.org/kite.png'));
		expect(n8n.asked).toHaveLength(12);
		await refusalOf(server({ status: 503 }));
	});

	it('has not failed by refusing files', async () => {
		const n8n = server({ status: 404 });
		for (let i = 0; i < 5; i++) expect(await refusalOf(n8n)).toContain('status 404');
	});

	it('has not failed where n8n does not permit the request', async () => {
		const blocked = 'Redirected request failed: The request was blocked because the destination hostname is restricted';
		const n8n = server({ error: new Error(blocked) });
		for (let i = 0; i < 5; i++)
			expect(await refusalOf(n8n)).toMatch(
				/^n8n does not permit the request for the file at example\.com\/…\/kite\.png\. .*\(N8N_SSRF_ALLOWED_HOSTNAMES or /,
			);
		expect(n8n.asked).toHaveLength(5);
	});

	it('has failed when it could not be reached', async () => {
		const n8n = server({ error: new Error('refused') });
		for (let i = 0; i < 3; i++) await refusalOf(n8n);
		expect(await refusalOf(n8n)).toContain('was not asked for');
	});

	it('has failed when a file broke off, too', async () => {
		const n8n = server({ body: [async () => await Promise.reject(new Error('aborted'))] });
		for (let i = 0; i < 3; i++) await told((await n8n.start()).next());
		expect(await refusalOf(n8n)).toContain('was not asked for');
	});
});

it('what its server says is told of as far as its first words', async () => {
	const refusalOf = async (body: string) => await told(server({ status: 403, body: [body] }).start());
	const words = '<Error><Code>AccessDenied</Code></Error>';
	expect(await refusalOf(words)).toContain('status 403 (AccessDenied)');
	expect(await refusalOf(`${' '.repeat(2048)}${words}`)).toContain('status 403. ');
	expect(await told(server({ status: 403 }).start())).toContain('status 403. ');
});
