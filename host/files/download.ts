/** One streamed GET of a file on the web, through n8n's HTTP helper. */
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { InputError } from '../../api/errors/errors';
import { pause } from '../shared/pause';

const REDIRECTS = 5;
/** Longest wait for the response to begin, and for each next chunk, in milliseconds. */
const ANSWER_MS = 60_000;
/** How long to wait before a busy server is asked again, in milliseconds. */
const BUSY_MS = [1000, 3000];

/** How slow another server may be: after the grace period, it must average this speed. */
export const PATIENCE = { graceMs: 30_000, bytesPerSecond: 4096 };

/** Longest wait for that many bytes, in milliseconds. */
const patienceMs = (bytes: number): number => PATIENCE.graceMs + (bytes / PATIENCE.bytesPerSecond) * 1000;

interface Stream {
	[Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined>;
	destroy(): void;
}

/**
 * For messages: the host and the name of the file. User, password, query and folders may hold secrets, such as the token
 * of a bot, and so may a name that is none of a file.
 */
export function shown({ host, pathname }: URL): string {
	const folders = pathname.split('/').slice(1);
	const [name] = (folders.pop() ?? '').split(';');
	const isFile = name.length <= 20 || /^.{1,80}\.\w{2,5}$/.test(name);
	return [host, ...(folders.length > 0 ? ['…'] : []), isFile ? name : '…'].join('/');
}

interface Answered {
	statusCode: number;
	headers: Readonly<Record<string, string | undefined>>;
	body: Stream;
}

/** A server may answer with a range that nobody has asked for; all of the file is as good as the file. */
const isWhole = (
	status: number,
	{ 'content-range': range = '' }: Readonly<Record<string, string | undefined>>,
): boolean => status === 200 || status === 203 || (status === 206 && isAll(/^bytes 0-(\d+)\/(\d+)$/.exec(range)));
const isAll = (range: RegExpExecArray | null): boolean => range !== null && Number(range[1]) + 1 === Number(range[2]);

const isBusy = (status: number): boolean => status === 429 || status >= 500;

const refusal = (url: URL, status: number): InputError =>
	new InputError(
		`The file at ${shown(url)} cannot be read: the server answered with status ${status}`,
		adviceFor(status),
	);

function adviceFor(status: number): string {
	if (isBusy(status)) return 'Its server is busy or has a fault. Try again later, or use another address.';
	if (status === 404 || status === 410) return 'There is no such file. Check the address.';
	return 'Open the address without being signed in; if it needs a log-in, download the file with the HTTP Request node and attach it as binary field.';
}

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

	/** @throws InputError if the server refuses, stays busy or cannot be reached */
	static async start(context: IExecuteFunctions, url: URL): Promise<Download> {
		const signal = context.getExecutionCancelSignal();
		for (const pauseMs of [...BUSY_MS, undefined]) {
			const { statusCode: status, headers, body } = await Download.ask(context, url, signal);
			if (isWhole(status, headers)) return new Download(url, headers, body, signal);
			body.destroy();
			if (!isBusy(status) || pauseMs === undefined) throw refusal(url, status);
			await pause(pauseMs, () => signal?.aborted === true);
		}
		throw tooSlow(url);
	}

	private static async ask(context: IExecuteFunctions, url: URL, signal: AbortSignal | undefined) {
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
		return (await context.helpers
			.httpRequest(options)
			.catch((error: unknown) => unreadable(url, error, signal?.aborted))) as Answered;
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
