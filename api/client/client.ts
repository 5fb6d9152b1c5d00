/** One call to X: waits for the right reset, retries what may be repeated, and answers with X's body or an XError. */
import { InputError, readProblem, XError, type Exhausted, type Problem } from './errors';
import type { Meter } from '../money/meter';
import type { Limiter } from './limits';
import { X_API } from './base-url';
import type { Multipart } from '../media/segment';

/** `METHOD /2/path/{parameter}`, as in X's specification. */
export type EndpointName = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /2/${string}`;

/** Values of one request; path values are encoded, empty query values left out, lists joined with commas. */
export interface Parts {
	path?: Record<string, string>;
	query?: Record<string, string | number | boolean | readonly string[] | undefined>;
	body?: Record<string, unknown>;
	/** Multipart body; excludes `body`. */
	form?: FormData;
	/** A form that lies ready to be sent; excludes the others. */
	multipart?: Multipart;
	/** The answer is a file: its bytes come as `{ file, type }`. */
	asFile?: boolean;
}

export interface HttpRequest {
	method: string;
	/** From the root of the host, encoded, with its query string. */
	path: string;
	body?: Record<string, unknown> | FormData;
	multipart?: Multipart;
	asFile?: boolean;
}

/** What came back over the wire, or why nothing did. */
export type Outcome =
	| { status: number; headers: Record<string, string | undefined>; body: unknown }
	| {
			/** What went wrong, in plain words. */
			failed: string;
			title?: string;
			advice?: string;
			/** May the request have reached X? */
			sent: boolean;
			/** Would the same request meet the same fault again (not connected, say)? */
			lasting?: boolean;
	  };

export interface Surroundings {
	send(request: HttpRequest): Promise<Outcome>;
	wait(ms: number): Promise<void>;
	now(): number;
	/** 0..1, for jitter. */
	random(): number;
	limiter: Limiter;
	meter?: Meter;
	/** How long one call may wait for rate limits in all, in milliseconds; a longer wait is refused with the reset time. */
	maxWaitMs: number;
}

export type Answer = Record<string, unknown>;

export interface XClient extends Pick<Surroundings, 'wait' | 'now'> {
	/** @param fit the call as large as the money left pays for, where there may be less than for the whole of it: takes the number of objects */
	call(endpoint: EndpointName, parts?: Parts, fit?: (affordable: number) => Parts): Promise<Answer>;
	/** A moment of this computer's clock as X's clock had it, both in milliseconds since 1970, as far as X's answers have told. */
	xTime(ms: number): number;
}

/** Attempts at a read that met a network fault or a 5xx. */
const READ_ATTEMPTS = 4;
const BACKOFF_MS = 500;

export function createClient(around: Surroundings): XClient {
	const { limiter, now } = around;
	/** How far X's clock is ahead of ours, in milliseconds. */
	let ahead = 0;

	/** Waits until the endpoint is open. @returns what the call has waited for limits by then, and what to call when its request has ended */
	async function admission(endpoint: EndpointName, before: number): Promise<{ waited: number; leave: () => void }> {
		let waited = before;
		for (;;) {
			const shut = limiter.shut(endpoint, now());
			const turn = shut ? undefined : limiter.turn(endpoint, now());
			if (turn) {
				await turn;
				continue;
			}
			if (!shut) return { waited, leave: limiter.enter(endpoint) };
			const ms = shut.resetsAt - now();
			if (waited + ms > around.maxWaitMs) throw limitError(endpoint, shut);
			// A little later than the reset and not all at the same moment: others share the account.
			const pause = ms + 250 + around.random() * 1000;
			await around.wait(pause);
			waited += pause;
		}
	}

	/** One request over the wire; what its answer says of the limits is noted before another one goes. */
	async function exchange(endpoint: EndpointName, http: HttpRequest, leave: () => void): Promise<Outcome> {
		try {
			const outcome = await around.send(http);
			if ('failed' in outcome) return outcome;
			ahead = aheadIn(outcome.headers, now()) ?? ahead;
			if (!isCapped(problemOf(outcome))) limiter.note(endpoint, outcome.status, outcome.headers, now());
			return outcome;
		} finally {
			leave();
		}
	}

	/** Money is set aside before a call and counted by its answer; a refused call costs nothing, one that may have been carried out may have been charged. */
	async function call(endpoint: EndpointName, whole: Parts = {}, fit?: (affordable: number) => Parts): Promise<Answer> {
		const { meter } = around;
		for (let turn = meter?.turn(endpoint, whole); turn; turn = meter?.turn(endpoint, whole)) await turn;
		const parts = fit && meter ? fit(meter.affordable(endpoint)) : whole;
		const settle = meter?.reserve(endpoint, parts);
		return await request(endpoint, parts).then(
			(answer) => {
				settle?.(answer);
				return answer;
			},
			(error: unknown) => {
				settle?.(error instanceof XError && error.context.outcomeUnknown ? { data: {} } : undefined);
				throw error;
			},
		);
	}

	async function request(endpoint: EndpointName, parts: Parts): Promise<Answer> {
		const http = toRequest(endpoint, parts);
		const mayRepeat = http.method === 'GET';
		let waited = 0;
		for (let attempt = 1; ;) {
			const admitted = await admission(endpoint, waited);
			waited = admitted.waited;
			const outcome = await exchange(endpoint, http, admitted.leave);
			const again = mayRepeat && attempt < READ_ATTEMPTS;
			if ('failed' in outcome) {
				if (!again || outcome.lasting)
					throw new XError(
						{ title: outcome.title ?? 'No answer from X', detail: outcome.failed, type: '' },
						{
							endpoint,
							status: 0,
							advice: outcome.advice,
							lasting: outcome.lasting,
							outcomeUnknown: outcome.sent && !mayRepeat,
						},
					);
			} else {
				const { status, body } = outcome;
				const problem = problemOf(outcome);
				if (!problem) return answerOf(body, { endpoint, status, outcomeUnknown: !mayRepeat });
				const exhausted = status === 429 && !isCapped(problem) ? limiter.shut(endpoint, now()) : undefined;
				// A 429 was not carried out, so even a write may be sent again once the window opens.
				if (exhausted && waited + exhausted.resetsAt - now() <= around.maxWaitMs) continue;
				if (status < 500 || !again)
					throw new XError(problem, { endpoint, status, exhausted, outcomeUnknown: status >= 500 && !mayRepeat });
			}
			await around.wait(BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + around.random()));
			attempt++;
		}
	}

	return { call, wait: around.wait, now, xTime: (ms) => ms + ahead };
}

const problemOf = ({ status, body }: { status: number; body: unknown }) =>
	status >= 200 && status < 300 ? undefined : readProblem(body, status);

/** A usage cap is no window that opens again: neither this call nor the next one waits for it. */
const isCapped = (problem: Problem | undefined) => problem?.type === 'usage-capped';

/** The header has whole seconds, so X's clock comes out up to a second, and the time the answer took, too early. */
function aheadIn({ date = '' }: Record<string, string | undefined>, now: number): number | undefined {
	const reported = Date.parse(date);
	return Number.isNaN(reported) ? undefined : reported - now;
}

/** X answers in JSON, or with nothing; anything else comes from another host or a proxy. */
function answerOf(body: unknown, context: XError['context']): Answer {
	if (typeof body === 'object') return (body ?? {}) as Answer;
	if (body === undefined || body === '') return {};
	throw new XError(
		{ title: 'The answer is not one of X', detail: 'It is not JSON.', type: '' },
		{ ...context, advice: `Check the Base URL of the credential; for X itself it is ${X_API}` },
	);
}

const limitError = (endpoint: EndpointName, exhausted: Exhausted) =>
	new XError(
		{
			title: 'Too Many Requests',
			detail: 'The request was not sent: the rate limit is used up.',
			type: 'rate-limit-exceeded',
		},
		{ endpoint, status: 429, exhausted },
	);

/** Half a character (a text cut in an emoji, say) cannot be written in an address. */
const encode = (value: string) => encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'));

/** Fills the path template and the query string; every value is encoded. */
export function toRequest(
	endpoint: EndpointName,
	{ path = {}, query = {}, body, form, multipart, asFile }: Parts,
): HttpRequest {
	const [method, template] = endpoint.split(' ');
	const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => {
		if (!path[name]) throw new InputError(`The ${name} of the request is empty`, 'It is part of its address: give it.');
		return encode(path[name]);
	});
	const search = Object.entries(query)
		.filter(([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0))
		.map(([name, value]) => `${encode(name)}=${encode(Array.isArray(value) ? value.join(',') : String(value))}`)
		.join('&');
	return {
		method,
		path: search ? `${filled}?${search}` : filled,
		...((form ?? body) ? { body: form ?? body } : {}),
		...(multipart ? { multipart } : {}),
		...(asFile ? { asFile } : {}),
	};
}
