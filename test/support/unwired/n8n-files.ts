/** As much of n8n as files take: its HTTP helper over real HTTP, and its binary store, outside of its memory or within. */
import { setMaxListeners } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { IBinaryData, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

export interface FilesOfN8n {
	context: IExecuteFunctions;
	/** What n8n's HTTP helper was given. */
	asked: IHttpRequestOptions[];
	/** Files that the node has stored, by ID, and what n8n was told of them. */
	stored: Map<string, Buffer>;
	told: Array<{ fileName?: string; mimeType: string }>;
	/** Presses Stop. */
	cancel(): void;
}

/** Follows no redirect. */
const request = async ({ url, headers, abortSignal }: IHttpRequestOptions) =>
	await new Promise<{ statusCode?: number; headers: object; body: IncomingMessage }>((resolve, reject) => {
		const sent = get(url, {
			headers: headers as Record<string, string>,
			signal: abortSignal as AbortSignal,
			agent: false,
		});
		sent.on('error', reject);
		sent.on('response', (body) => resolve({ statusCode: body.statusCode, headers: body.headers, body }));
	});

export async function wholeOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	for await (const piece of chunks) pieces.push(piece);
	return Buffer.concat(pieces);
}

/** @param httpRequest answers in place of a server */
export function filesOfN8n(
	mode: 'stored' | 'memory' = 'stored',
	httpRequest: (options: IHttpRequestOptions) => Promise<unknown> = request,
): FilesOfN8n {
	const asked: IHttpRequestOptions[] = [];
	const stored = new Map<string, Buffer>();
	const told: FilesOfN8n['told'] = [];
	const stop = new AbortController();
	// Every request of a run listens.
	setMaxListeners(0, stop.signal);
	const prepareBinaryData = async (
		content: Buffer | Readable,
		fileName?: string,
		mimeType = 'application/octet-stream',
	): Promise<IBinaryData> => {
		const bytes = await wholeOf(content instanceof Readable ? content : [content]);
		told.push({ fileName, mimeType });
		const about = { fileName, mimeType, bytes: bytes.length };
		if (mode === 'memory') return { ...about, data: bytes.toString('base64') };
		const id = `filesystem:${stored.size + 1}`;
		stored.set(id, bytes);
		return { ...about, id, data: 'filesystem' };
	};
	const bytesAt = (id: string): Buffer => {
		const bytes = stored.get(id);
		if (!bytes) throw new Error(`Nothing is stored as ${id}`);
		return bytes;
	};
	const context = {
		getExecutionCancelSignal: () => stop.signal,
		helpers: {
			prepareBinaryData,
			getBinaryStream: async (id: string, highWaterMark: number) =>
				await Promise.resolve(Readable.from(piecesOf(bytesAt(id), highWaterMark))),
			httpRequest: async (options: IHttpRequestOptions) => {
				asked.push(options);
				return await httpRequest(options);
			},
		},
	} as unknown as IExecuteFunctions;
	return { context, asked, stored, told, cancel: () => stop.abort() };
}

function* piecesOf(bytes: Uint8Array, size: number): Iterable<Uint8Array> {
	for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
