/** A file of the web whose server answers as a test says, piece by piece. */
import type { IHttpRequestOptions } from 'n8n-workflow';
import { InputError } from '../../../api/errors/errors';
import { Download } from '../../../host/files/download';
import { filesOfN8n, type FilesOfN8n } from './n8n-files';
import { rejection } from './surroundings';

export const URL_OF_FILE = new URL('https://example.com/a/kite.png?key=secret');

export interface Reply {
	status?: number;
	headers?: Record<string, string>;
	/** The pieces that come; a function waits, or fails. */
	body?: ReadonlyArray<string | (() => Promise<string>)>;
	/** What the request failed with. */
	error?: unknown;
}

/** n8n with a server that answers so, one reply after the other, the last one for ever. */
export function server(...replies: Reply[]) {
	const bodies: Array<{ [Symbol.asyncIterator](): AsyncIterator<Buffer>; isOpen: boolean; destroy(): void }> = [];
	const n8n: FilesOfN8n = filesOfN8n('stored', async ({ abortSignal }: IHttpRequestOptions) => {
		if ((abortSignal as AbortSignal | undefined)?.aborted) throw new Error('canceled');
		const { status = 200, headers = {}, body = [], error } = replies[Math.min(n8n.asked.length, replies.length) - 1];
		if (error !== undefined) throw error;
		const pieces = async function* () {
			for (const piece of body) yield Buffer.from(typeof piece === 'function' ? await piece() : piece);
		};
		bodies.push({ ...{ [Symbol.asyncIterator]: pieces }, isOpen: true, destroy: () => void (own.isOpen = false) });
		const own = bodies.at(-1)!;
		return await Promise.resolve({ statusCode: status, headers, body: bodies.at(-1) });
	});
	const start = async (url = URL_OF_FILE) => await Download.start(n8n.context, url);
	return { ...n8n, bodies, start };
}
export const piecesOf = async function* (download: Download): AsyncIterable<Uint8Array> {
	for (let piece = await download.next(); piece; piece = await download.next()) yield piece;
};
export const told = async (promise: Promise<unknown>) => {
	const error = await rejection(promise);
	expect(error).toBeInstanceOf(InputError);
	const { message, advice } = error as InputError;
	expect(`${message} ${advice}`).not.toContain('secret');
	return `${message}. ${advice}`;
};
