/** Opens files at web addresses for X: streamed over n8n's HTTP helper, never written anywhere. */
import type { IExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { InputError } from '../../api/client/errors';
import { checkMedia, MEDIA_LIMITS, SNIFF_BYTES, type CheckedMedia, type MediaFile } from '../../api/media/file';

const REDIRECTS = 5;
/** Longest silence of the other server, in milliseconds. */
const IDLE_MS = 60_000;
/** A file whose server does not tell its size is held in memory, so it has to be small. */
const MOST_UNTOLD = MEDIA_LIMITS.gif.bytes;

type Stream = AsyncIterable<Uint8Array> & { destroy(): void };
interface Response {
	status: number;
	headers: Record<string, string | undefined>;
	body: Stream;
}

/** For messages: without user, password and query, in which there may be secrets. */
const shown = ({ host, pathname }: URL) => (host + pathname).slice(0, 120);

/** @throws InputError for an address that cannot be read or a file that X does not take */
export async function openUrl(context: IExecuteFunctions, address: string): Promise<CheckedMedia> {
	const url = addressOf(address);
	const first = await get(context, url, { Range: `bytes=0-${SNIFF_BYTES - 1}` });
	const size = sizeOf(first);
	if (size === undefined) return await held(first, url);
	const head = await firstBytes(first.body, url);
	return checkMedia({ name: shown(url), size, chunks: () => whole(context, url, size) }, head);
}

function addressOf(address: string): URL {
	const url = URL.canParse(address.trim()) ? new URL(address.trim()) : undefined;
	if (!url || !/^https?:$/.test(url.protocol))
		throw new InputError(
			`'${url ? `${url.protocol}…` : address.slice(0, 60)}' is no address of a file`,
			'Use an address that starts with https:// or http://.',
		);
	return url;
}

async function get(context: IExecuteFunctions, url: URL, headers: Record<string, string> = {}): Promise<Response> {
	const signal = context.getExecutionCancelSignal();
	const options: IHttpRequestOptions = {
		method: 'GET',
		url: url.href,
		headers: { 'Accept-Encoding': 'identity', ...headers },
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		maxRedirects: REDIRECTS,
		timeout: IDLE_MS,
		...(signal ? { abortSignal: signal } : {}),
	};
	const {
		statusCode: status,
		headers: said,
		body,
	} = await context.helpers.httpRequest(options).then(
		(response: IN8nHttpFullResponse) => response,
		(error: unknown) => unreadable(url, error, signal?.aborted),
	);
	const response: Response = { status, headers: said as Response['headers'], body: body as unknown as Stream };
	if (status === 200 || status === 206) return response;
	response.body.destroy();
	throw new InputError(
		`The file at ${shown(url)} cannot be read: the server answered with status ${status}`,
		'Check that the address opens without signing in. If it needs a login, download the file with the HTTP Request node and attach it as a binary field.',
	);
}

function unreadable(url: URL, error: unknown, cancelled = false): never {
	if (cancelled || error instanceof InputError) throw error;
	const { code, message } = error as { code?: string; message?: string };
	const why = String(message ?? code ?? 'no answer').replace(/https?:\/\/\S+/g, '…');
	throw new InputError(
		`The file at ${shown(url)} cannot be read`,
		`The connection failed (${why}). Check the address and the network.`,
	);
}

/** Bytes of the whole file, undefined when the server does not tell. */
function sizeOf({ status, headers }: Response): number | undefined {
	const reported = status === 206 ? /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] : headers['content-length'];
	return reported !== undefined && /^\d+$/.test(reported) && !headers['content-encoding']
		? Number(reported)
		: undefined;
}

/** The bytes of an answer; however the reading ends, the connection ends with it. */
async function* read(body: Stream, url: URL): AsyncIterable<Uint8Array> {
	const pieces = body[Symbol.asyncIterator]();
	try {
		for (;;) {
			const { done, value } = await pieces.next().catch((error: unknown) => unreadable(url, error));
			if (done) return;
			yield value;
		}
	} finally {
		body.destroy();
	}
}

async function firstBytes(body: Stream, url: URL): Promise<Uint8Array> {
	let head: Uint8Array = new Uint8Array();
	for await (const bytes of read(body, url)) {
		head = Buffer.concat([head, bytes.subarray(0, SNIFF_BYTES - head.length)]);
		if (head.length >= SNIFF_BYTES) break;
	}
	return head;
}

/** The file from the start, of exactly the size that was told. */
async function* whole(context: IExecuteFunctions, url: URL, size: number): AsyncIterable<Uint8Array> {
	const { body } = await get(context, url);
	let left = size;
	for await (const bytes of read(body, url)) {
		left -= bytes.length;
		if (left < 0) break;
		yield bytes;
	}
	if (left !== 0)
		throw new InputError(
			`The file at ${shown(url)} is not of the size that its server reported`,
			'It may have changed in between: run again.',
		);
}

async function held({ status, body }: Response, url: URL): Promise<CheckedMedia> {
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const bytes of read(body, url)) {
		parts.push(bytes);
		size += bytes.length;
		if (size > MOST_UNTOLD) break;
	}
	if (size > MOST_UNTOLD || status === 206)
		throw new InputError(
			`The size of the file at ${shown(url)} is not reported by its server`,
			'Download it with the HTTP Request node and attach it as a binary field.',
		);
	const bytes = Buffer.concat(parts);
	const file: MediaFile = {
		name: shown(url),
		size,
		async *chunks() {
			yield bytes;
		},
	};
	return checkMedia(file, bytes.subarray(0, SNIFF_BYTES));
}
