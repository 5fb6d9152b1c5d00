/** Media of X that a run saves: from X alone, and whole or not at all. */
import { Readable } from 'node:stream';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { createDownload } from '../../../host/files/store';
import { filesOfN8n, type FilesOfN8n } from '../../support/unwired/n8n-files';
import { rejection } from '../../support/unwired/surroundings';

const ROOT = 'https://x.example.com';
const FILE = { url: `${ROOT}/media/kite.png?key=secret`, name: 'kite.png' };

function server(answer: { statusCode?: number; type?: unknown; body?: Readable } | Error) {
	const bodies: Readable[] = [];
	const n8n: FilesOfN8n = filesOfN8n('stored', async () => {
		if (answer instanceof Error) throw answer;
		const { statusCode = 200, type = 'image/png', body = Readable.from([Buffer.from('abc')]) } = answer;
		bodies.push(body);
		return await Promise.resolve({ statusCode, headers: { 'content-type': type }, body });
	});
	return { ...n8n, bodies, save: async (file = FILE) => await createDownload(n8n.context, ROOT)(file) };
}
const broken = (error: Error) =>
	new Readable({
		read() {
			this.destroy(error);
		},
	});
const told = async (promise: Promise<unknown>) => {
	const { message, advice } = (await rejection(promise)) as { message: string; advice: string };
	expect(`${message} ${advice}`).not.toContain('secret');
	return `${message}. ${advice}`;
};

it('is stored under its name and type, asked for by a request that leads nowhere else and can be stopped', async () => {
	const { save, asked, stored } = server({ type: 'image/png; charset=x' });
	expect(await save()).toMatchObject({ fileName: 'kite.png', mimeType: 'image/png' });
	expect([...stored.values()].map(String)).toEqual(['abc']);
	const ways = { encoding: 'stream', returnFullResponse: true, ignoreHttpStatusErrors: true };
	expect(asked).toEqual([
		{
			method: 'GET',
			url: FILE.url,
			disableFollowRedirect: true,
			timeout: 60_000,
			abortSignal: expect.any(AbortSignal),
			...ways,
		},
	]);
	expect((await server({ type: 'video/mp4' }).save()).mimeType).toBe('video/mp4');
});

it('is not asked for elsewhere', async () => {
	const { save, asked } = server({});
	const words = await told(save({ ...FILE, url: 'https://example.com/kite.png' }));
	expect(words).toMatch(/^The media are not on a host of X\. Get Media downloads from X only\./);
	expect(asked).toEqual([]);
});

it.each([
	[404, 'image/png'],
	[302, 'image/png'],
	[200, 'text/html'],
	[200, 'x-image/png'],
	[200, undefined],
	[200, 5],
])('is none with status %d and type %p: its connection is closed', async (statusCode, type) => {
	const { save, bodies } = server({ statusCode, type: type ?? null });
	expect(await told(save())).toBe(
		`The file at x.example.com/…/kite.png cannot be read: X answered with status ${statusCode}. The post or its media may have been deleted: read the post again.`,
	);
	expect(bodies[0].destroyed).toBe(true);
});

it.each<[string, unknown, string]>([
	['its words', new Error('connect to https://secret.example.com failed'), 'connect to … failed'],
	['plain words', new Error('connect to http://secret.example.com failed'), 'connect to … failed'],
	['its code', Object.assign(new Error(), { message: undefined, code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
	['nothing', Object.assign(new Error(), { message: undefined }), 'no answer'],
])('a connection that fails is told with %s', async (_, error, why) =>
	expect(await told(server(error as Error).save())).toBe(
		`The file at x.example.com/…/kite.png cannot be read. The connection failed (${why}). Run again.`,
	),
);

it('one that n8n does not permit is told', async () =>
	expect(
		await told(server(new Error('The request was blocked because it resolves to a restricted IP address')).save()),
	).toMatch(
		/^n8n does not permit the request for the file at x\.example\.com\/…\/kite\.png\. It leads to an internal address/,
	));

it('one that breaks in between is told, unless the run was stopped', async () => {
	const aborted = new Error('aborted');
	expect(await told(server({ body: broken(aborted) }).save())).toContain('The connection failed (aborted)');
	const unstoppable = server(aborted);
	Object.assign(unstoppable.context, { getExecutionCancelSignal: () => undefined });
	expect(await told(unstoppable.save())).toContain('The connection failed (aborted)');
	const { save, cancel } = server({ body: broken(aborted) });
	cancel();
	expect(await rejection(save())).toBe(aborted);
});

it('takes a quarter of an hour at most, and ends with the run', async () => {
	const late = new AbortController();
	const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
	const signals: AbortSignal[] = [];
	const { context, cancel } = filesOfN8n('stored', async ({ abortSignal }: IHttpRequestOptions) => {
		signals.push(abortSignal as AbortSignal);
		return await Promise.resolve({ statusCode: 404, headers: {}, body: {} });
	});
	const save = async () => await rejection(createDownload(context, ROOT)(FILE));
	await save();
	expect(timeout).toHaveBeenCalledWith(15 * 60_000);
	cancel();
	expect(signals[0].aborted).toBe(true);
	Object.assign(context, { getExecutionCancelSignal: () => undefined });
	expect(await told(createDownload(context, ROOT)(FILE))).toContain('status 404');
	expect(signals[1].aborted).toBe(false);
	late.abort();
	expect(signals[1].aborted).toBe(true);
	jest.restoreAllMocks();
});
