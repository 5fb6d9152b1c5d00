/**
 * One call to X: waits for rate limits to reset, retries what is safe to repeat, and returns X's body or throws an
 * XError.
 */
import { judge, type Expectation } from './answer';
import { X_API } from './base-url';
import { noteTime, retryAfterIn, toXTime } from './clock';
import type { Answer, EndpointName, Fault, HttpAnswer, HttpRequest, Parts, Reply, Surroundings, XClient } from './call';
import { LOOK_FIRST } from '../errors/advice';
import { InputError, isCapped, XError } from '../errors/errors';
import { failure, type Outcome } from '../errors/outcome';
import { readProblem, type Exhausted } from '../errors/problem';
import { isFaultStatus, isUnreached } from '../errors/status';
import { utc } from '../errors/table';

/** Maximum attempts for a request that meets a network fault or a 5xx. */
const ATTEMPTS = 4;
const BACKOFF_MS = 500;

export function createClient(around: Surroundings): XClient {
	const { limiter, now, clock = {} } = around;

	/**
	 * Waits until the endpoint is open.
	 * @returns how long the call has waited for limits so far, and what to call when its request has ended
	 */
	async function admission(endpoint: EndpointName, before: number): Promise<{ waited: number; leave: () => void }> {
		let waited = before;
		for (;;) {
			const shut = limiter.shut(endpoint, now());
			const turn = shut ? undefined : limiter.turn(endpoint, now());
			if (turn) {
				await turn;
				continue;
			}
			if (!shut) {
				const pause = limiter.pace(endpoint, around.facts?.(endpoint).perSecond, now());
				if (pause > 0) await around.wait(pause);
				return { waited, leave: limiter.enter(endpoint) };
			}
			const ms = shut.resetsAt - now();
			if (waited + ms > around.maxWaitMs) throw limitError(endpoint, shut);
			// A little after the reset, with jitter: others share the account.
			const pause = ms + 250 + around.random() * 1000;
			await around.wait(pause);
			waited += pause;
		}
	}

	/** One request over the wire; the limits in its response are noted before another one is sent. */
	async function exchange(endpoint: EndpointName, http: HttpRequest, leave: () => void): Promise<Reply> {
		try {
			const reply = await around.send(http);
			if (!reply.ok) return reply;
			const { status, headers } = reply.value;
			noteTime(clock, headers, now());
			if (!isCapAnswer(reply.value)) limiter.note(endpoint, status, headers, now(), clock);
			return reply;
		} finally {
			leave();
		}
	}

	/**
	 * Money is reserved before a call and settled by its response; a refused call costs nothing, one that may have been
	 * carried out may have been charged.
	 */
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

	const askedPause = (reply: Reply): number => (reply.ok ? (retryAfterIn(reply.value.headers, now(), clock) ?? 0) : 0);

	async function request(endpoint: EndpointName, parts: Parts): Promise<Answer> {
		const http = toRequest(endpoint, parts);
		const expected: Expectation = { ...around.facts?.(endpoint), ...parts, endpoint };
		let waited = 0;
		for (let attempt = 1; ;) {
			const admitted = await admission(endpoint, waited);
			waited = admitted.waited;
			const reply = await exchange(endpoint, http, admitted.leave);
			const shutBy = isRateLimited(reply) ? limiter.shut(endpoint, now()) : undefined;
			// A 429 was not carried out, so even a write may be sent again once the window opens.
			if (shutBy && waited + shutBy.resetsAt - now() <= around.maxWaitMs) continue;
			const outcome = outcomeOf(reply, expected, shutBy);
			if (outcome.ok) return outcome.value;
			if (isGoneBefore(outcome.error, attempt)) return { data: { deleted: true } };
			if (attempt >= ATTEMPTS || !shouldRetry(outcome.error, isHarmless(expected))) throw outcome.error;
			const asked = askedPause(reply);
			if (waited + asked > around.maxWaitMs) throw askedToWait(outcome.error, now() + asked);
			waited += asked;
			await around.wait(Math.max(asked, BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + around.random())));
			attempt++;
		}
	}

	const afford: XClient['afford'] = (endpoint, calls) => around.meter?.afford(endpoint, calls);
	return { call, afford, wait: around.wait, now, xTime: (ms) => toXTime(clock, ms) };
}

/** @param until milliseconds since 1970 */
const askedToWait = ({ problem, context }: XError, until: number): XError =>
	new XError(problem, { ...context, advice: `X asks to wait until ${utc(until)}: run again then.` });

/** A POST creates another object each time, unless its row says otherwise. */
const isHarmless = ({ endpoint, repeatable }: Expectation): boolean =>
	!endpoint.startsWith('POST ') || repeatable === true;

/** A 404 when a DELETE is retried: an earlier attempt has already deleted the object. */
const isGoneBefore = ({ context: { endpoint, status } }: XError, attempt: number): boolean =>
	attempt > 1 && endpoint.startsWith('DELETE ') && status === 404;

/** Whether the same request may be sent again, with a chance of success. */
function shouldRetry({ context: { status, lasting, unsent } }: XError, harmless: boolean): boolean {
	// Not connected, or an untrusted certificate: the same request would fail the same way.
	if (lasting) return false;
	// Nothing has reached X, so nothing can have been done.
	if (unsent) return true;
	// X has no idempotency key: a write may have been carried out although its response does not say so.
	if (!harmless) return false;
	// Network and server faults are temporary; what X refuses once, it refuses again.
	return status === 0 || isFaultStatus(status);
}

const problemOf = ({ status, body }: HttpAnswer) =>
	status >= 200 && status < 300 ? undefined : readProblem(body, status);

const isRateLimited = (reply: Reply) => reply.ok && reply.value.status === 429 && !isCapAnswer(reply.value);

const isCapAnswer = (answer: HttpAnswer): boolean => {
	const problem = problemOf(answer);
	return problem !== undefined && isCapped(problem);
};

/** X's body, or the error that the reply stands for. */
function outcomeOf(reply: Reply, expected: Expectation, exhausted: Exhausted | undefined): Outcome<Answer, XError> {
	if (!reply.ok) return failure(faultError(expected.endpoint, reply.error));
	const problem = problemOf(reply.value);
	if (!problem) return judge(reply.value, expected);
	const { endpoint, missingScopes } = expected;
	const { status, headers } = reply.value;
	if (status >= 300 && status < 400) return failure(redirected(endpoint, status, headers.location));
	const unsent = isUnreached(status);
	const outcomeUnknown = isFaultStatus(status) && !unsent && isWrite(endpoint);
	return failure(
		new XError(problem, { endpoint, status, exhausted, outcomeUnknown, missingScopes, ...(unsent ? { unsent } : {}) }),
	);
}

/** Redirects are not followed: the token would be sent to the other host. */
function redirected(endpoint: EndpointName, status: number, location = ''): XError {
	// With its scheme: it may differ from the Base URL in that alone.
	const target = URL.canParse(location) ? new URL(location).origin : 'another address';
	// "See Other" is what some answer when the work is done.
	const outcomeUnknown = isWrite(endpoint) && (status === 303 || !location);
	return new XError(
		location
			? { title: 'Another host answered in the place of X', detail: `It points to ${target}.`, type: '' }
			: { title: `An answer came that is none of X (status ${status})`, detail: '', type: '' },
		{
			endpoint,
			status,
			outcomeUnknown,
			advice: `${outcomeUnknown ? `${LOOK_FIRST} ` : ''}Nothing was sent there. Check the Base URL of the credential and a proxy in between; for X itself it is ${X_API}`,
		},
	);
}

const isWrite = (endpoint: EndpointName) => !endpoint.startsWith('GET ');

const faultError = (endpoint: EndpointName, { title, detail, advice, lasting, sent }: Fault) =>
	new XError(
		{ title: title ?? 'No answer from X', detail, type: '' },
		{ endpoint, status: 0, advice, lasting, unsent: !sent, outcomeUnknown: sent && isWrite(endpoint) },
	);

const limitError = (endpoint: EndpointName, exhausted: Exhausted) =>
	new XError(
		{
			title: 'Too Many Requests',
			detail: 'The request was not sent.',
			type: 'rate-limit-exceeded',
		},
		{ endpoint, status: 429, exhausted },
	);

/** A lone surrogate (from a text cut within an emoji, for example) cannot be encoded in a URL. */
const encode = (value: string) => encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'));

/** Fills the path template and the query string; every value is encoded. */
export function toRequest(
	endpoint: EndpointName,
	{ path = {}, query = {}, body, multipart, asFile }: Parts,
): HttpRequest {
	const [method, template] = endpoint.split(' ');
	const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => {
		if (!path[name])
			throw new InputError(
				`The ${name} of the request is empty`,
				"It is part of the request's address. Enter a value.",
			);
		return encode(path[name]);
	});
	const search = Object.entries(query)
		.filter(([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0))
		.map(([name, value]) => `${encode(name)}=${encode(Array.isArray(value) ? value.join(',') : String(value))}`)
		.join('&');
	return {
		method,
		path: search ? `${filled}?${search}` : filled,
		...(body ? { body } : {}),
		...(multipart ? { multipart } : {}),
		...(asFile ? { asFile } : {}),
	};
}
