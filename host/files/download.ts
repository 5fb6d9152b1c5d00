/** One streamed GET of a file on the web, through n8n's HTTP helper. */
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { InputError } from '../../api/errors/errors';
import { messageOf, settle } from '../../api/errors/outcome';
import { inner, text } from '../../api/json/members';
import { isForbidden } from '../session/host-error';
import { pause } from '../shared/pause';
import { isBusy, noteFailure, notPermitted, patienceOf, refusal, refuseFailing, shown } from './answered';

const REDIRECTS = 5;
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

interface Answered {
	statusCode: number;
	headers: Readonly<Record<string, string | undefined>>;
	body: Stream;
}

/** A server may answer with a range that nobody has asked for; all of the file is as good as the file. */
const isWhole = ({ statusCode: status, headers: { 'content-range': range = '' } }: Answered): boolean =>
	status === 200 || status === 203 || (status === 206 && isAll(/^bytes 0-(\d+)\/(\d+)$/.exec(range)));
const isAll = (range: RegExpExecArray | null): boolean => range !== null && Number(range[1]) + 1 === Number(range[2]);

/** A connection that was cut, or a name that cannot be resolved right now. */
const isCut = (error: unknown): boolean =>
	/^(ECONNRESET|EPIPE|EAI_AGAIN)$/.test(text(inner(error).code) ?? '') || /socket hang up/.test(messageOf(error));

/** A download in progress, read chunk by chunk; it ends with its connection. */
export class Download {
	/** Size of the whole file in bytes; undefined if the server does not report it. */
	readonly size: number | undefined;
	private readonly body: Stream;
	private readonly pieces: AsyncIterator<Uint8Array, undefined>;
	private waitedMs = 0;
	private turns = 0;
	private bytes = 0;

	/** Whether the server says that it is a page. */
	readonly isPage: boolean;

	private constructor(
		private readonly run: object,
		private readonly url: URL,
		{ headers, body }: Answered,
		private readonly signal: AbortSignal | undefined,
	) {
		this.body = body;
		this.isPage = /^text\/html\b/i.test(headers['content-type'] ?? '');
		const told = headers['content-length'];
		this.size = told !== undefined && /^\d+$/.test(told) && !headers['content-encoding'] ? Number(told) : undefined;
		this.pieces = body[Symbol.asyncIterator]();
	}

	/** @throws InputError if the server refuses, stays busy or cannot be reached */
	static async start(context: IExecuteFunctions, url: URL): Promise<Download> {
		refuseFailing(context, url);
		const signal = context.getExecutionCancelSignal();
		const since = Date.now();
		let cut: InputError | undefined;
		for (const pauseMs of [...BUSY_MS, undefined]) {
			const asked = await settle(Download.ask(context, url, signal));
			if (asked.ok && isWhole(asked.value)) return new Download(context, url, asked.value, signal);
			const fault = asked.ok ? await refused(url, asked.value) : broken(url, asked.error, signal?.aborted);
			if (!fault.passes || pauseMs === undefined) {
				if (fault.isOfServer) noteFailure(context, url, Date.now() - since);
				// A link that works only once may be used up since.
				throw cut ?? fault.error;
			}
			cut = asked.ok ? undefined : fault.error;
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
			timeout: patienceOf(context),
			...(signal ? { abortSignal: signal } : {}),
		};
		return (await context.helpers.httpRequest(options)) as Answered;
	}

	/** The next bytes, undefined at the end. @throws InputError if the connection breaks or is too slow */
	async next(): Promise<Uint8Array | undefined> {
		this.turns++;
		const since = Date.now();
		const patience = Math.max(1, patienceMs(this.bytes) - this.waitedMs);
		const next = within(this.url, Math.min(patience, patienceOf(this.run)), this.pieces.next());
		const read = await settle(next);
		this.waitedMs += Date.now() - since;
		const { done, value } = read.ok ? read.value : this.fail(read.error);
		if (done) return undefined;
		this.bytes += value.length;
		if (this.waitedMs > patienceMs(this.bytes)) this.fail(tooSlow(this.url));
		return value;
	}

	/** Closes the connection unless reading resumes in time: a failed run never collects its files. */
	closeUnlessReadWithin(ms: number): void {
		const { turns } = this;
		AbortSignal.timeout(ms).addEventListener('abort', () => turns === this.turns && this.close());
	}

	close(): void {
		this.body.destroy();
	}

	private fail(error: unknown): never {
		this.close();
		noteFailure(this.run, this.url, this.waitedMs);
		throw broken(this.url, error, this.signal?.aborted).error;
	}
}

/**
 * The outcome of a promise, if it comes in time. What waits is let go with it: a race would keep each piece of a file
 * until its time is up. A timeout signal keeps neither a run nor the process alive.
 */
async function within<T>(url: URL, ms: number, promise: Promise<T>): Promise<T> {
	const signal = AbortSignal.timeout(Math.ceil(ms));
	return await new Promise<T>((resolve, reject) => {
		const late = () => reject(tooSlow(url));
		signal.addEventListener('abort', late);
		promise.finally(() => signal.removeEventListener('abort', late)).then(resolve, reject);
	});
}

const tooSlow = (url: URL): InputError =>
	new InputError(
		`The file at ${shown(url)} comes too slowly`,
		'Its server sends almost nothing. Try again later, or use another address.',
	);

/** Why there is no file. */
interface Fault {
	error: InputError;
	/** Whether it may pass. */
	passes: boolean;
	/** Whether other files of the server will meet it, too. */
	isOfServer: boolean;
}

/** @throws the error itself if the run was cancelled */
function broken(url: URL, error: unknown, cancelled = false): Fault {
	if (cancelled) throw error;
	if (isForbidden(messageOf(error))) return { error: notPermitted(url), passes: false, isOfServer: false };
	const why = (text(inner(error).message) ?? text(inner(error).code) ?? 'no answer').replace(/https?:\/\/\S+/g, '…');
	const told = new InputError(
		`The file at ${shown(url)} cannot be read`,
		`The connection failed (${why}). Check the address and the network.`,
	);
	return { error: error instanceof InputError ? error : told, passes: isCut(error), isOfServer: true };
}

/** How long to wait for the words of a refusal, in milliseconds. */
const WORDS_MS = 2000;

async function refused(url: URL, { statusCode, body }: Answered): Promise<Fault> {
	const first = await settle(within(url, WORDS_MS, body[Symbol.asyncIterator]().next()));
	body.destroy();
	const words = first.ok && !first.value.done ? Buffer.from(first.value.value).toString('latin1', 0, 2048) : '';
	return { error: refusal(url, statusCode, words), passes: isBusy(statusCode), isOfServer: isBusy(statusCode) };
}
