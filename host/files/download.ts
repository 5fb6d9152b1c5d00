/** One streamed GET of a file on the web, through n8n's HTTP helper. */
import type { IExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { InputError } from '../../api/errors/errors';

const REDIRECTS = 5;
/** Longest wait for the response to begin, and for each next chunk, in milliseconds. */
const ANSWER_MS = 60_000;

/** How slow another server may be: after the grace period, it must average this speed. */
export const PATIENCE = { graceMs: 30_000, bytesPerSecond: 4096 };

/** Longest wait for that many bytes, in milliseconds. */
const patienceMs = (bytes: number): number => PATIENCE.graceMs + (bytes / PATIENCE.bytesPerSecond) * 1000;

interface Stream {
	[Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined>;
	destroy(): void;
}

/** For messages: without user, password and query, which may contain secrets. */
export const shown = ({ host, pathname }: URL): string => (host + pathname).slice(0, 120);

/** A download in progress, read chunk by chunk; it ends with its connection. */
export class Download {
	/** Size of the whole file in bytes; undefined if the server does not report it. */
	readonly size: number | undefined;
	private readonly pieces: AsyncIterator<Uint8Array, undefined>;
	private waitedMs = 0;
	private turns = 0;
	private bytes = 0;

	private constructor(
		private readonly url: URL,
		headers: Readonly<Record<string, string | undefined>>,
		private readonly body: Stream,
		private readonly signal: AbortSignal | undefined,
	) {
		const told = headers['content-length'];
		this.size = told !== undefined && /^\d+$/.test(told) && !headers['content-encoding'] ? Number(told) : undefined;
		this.pieces = body[Symbol.asyncIterator]();
	}

	/** @throws InputError if the server refuses or cannot be reached */
	static async start(context: IExecuteFunctions, url: URL): Promise<Download> {
		const signal = context.getExecutionCancelSignal();
		const options: IHttpRequestOptions = {
			method: 'GET',
			url: url.href,
			headers: { 'Accept-Encoding': 'identity' },
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			maxRedirects: REDIRECTS,
			timeout: ANSWER_MS,
			...(signal ? { abortSignal: signal } : {}),
		};
		const response = (await context.helpers
			.httpRequest(options)
			.catch((error: unknown) => unreadable(url, error, signal?.aborted))) as IN8nHttpFullResponse;
		const body = response.body as unknown as Stream;
		if (response.statusCode === 200)
			return new Download(url, response.headers as Record<string, string | undefined>, body, signal);
		body.destroy();
		throw new InputError(
			`The file at ${shown(url)} cannot be read: the server answered with status ${response.statusCode}`,
			'Open the address without being signed in; if it needs a log-in, download the file with the HTTP Request node and attach it as binary field.',
		);
	}

	/** The next bytes, undefined at the end. @throws InputError if the connection breaks or is too slow */
	async next(): Promise<Uint8Array | undefined> {
		this.turns++;
		const since = Date.now();
		const patience = Math.max(1, patienceMs(this.bytes) - this.waitedMs);
		const { done, value } = await Promise.race([
			this.pieces.next(),
			silence(this.url, Math.min(patience, ANSWER_MS)),
		]).catch((error: unknown) => this.fail(error));
		this.waitedMs += Date.now() - since;
		if (done) return undefined;
		this.bytes += value.length;
		if (this.waitedMs > patienceMs(this.bytes)) this.fail(tooSlow(this.url));
		return value;
	}

	/** Closes the connection unless reading resumes in time: a failed run never collects its files. */
	closeUnlessReadWithin(ms: number): void {
		const { turns } = this;
		AbortSignal.timeout(ms).addEventListener('abort', () => turns === this.turns && this.close(), { once: true });
	}

	close(): void {
		this.body.destroy();
	}

	private fail(error: unknown): never {
		this.close();
		return unreadable(this.url, error, this.signal?.aborted);
	}
}

/** Rejects after a while. A timeout signal keeps neither a run nor the process alive. */
async function silence(url: URL, ms: number): Promise<never> {
	const signal = AbortSignal.timeout(Math.ceil(ms));
	await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
	throw tooSlow(url);
}

const tooSlow = (url: URL): InputError =>
	new InputError(
		`The file at ${shown(url)} comes too slowly`,
		'Its server sends almost nothing. Try again later, or use another address.',
	);

function unreadable(url: URL, error: unknown, cancelled = false): never {
	if (cancelled || error instanceof InputError) throw error;
	const { code, message } = error as { code?: string; message?: string };
	const why = String(message ?? code ?? 'no answer').replace(/https?:\/\/\S+/g, '…');
	throw new InputError(
		`The file at ${shown(url)} cannot be read`,
		`The connection failed (${why}). Check the address and the network.`,
	);
}
