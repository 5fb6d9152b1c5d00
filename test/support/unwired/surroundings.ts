/** Plain fakes for the unit tests: a clock that only waiting moves, a wire that is written down, a client without a wire. */
import { runInThisContext } from 'node:vm';
import type { Answer, EndpointName, HttpRequest, Parts, Reply, Surroundings, XClient } from '../../../api/client/call';
import { createClient, toRequest } from '../../../api/client/client';
import { InputError, XError } from '../../../api/errors/errors';
import { createLimiter } from '../../../api/client/limits';
import { failure, success } from '../../../api/errors/outcome';
import type { ProblemType } from '../../../api/errors/problem';

export const START = Date.parse('2026-05-01T08:00:00Z');

export interface Clock {
	now(): number;
	wait(ms: number): Promise<void>;
	/** Every wait that was asked for, in milliseconds. */
	waits: number[];
}

/** Waiting ends at once and moves the time; waits side by side overlap. */
function virtualClock(): Clock {
	let time = START;
	const waits: number[] = [];
	return {
		waits,
		now: () => time,
		async wait(ms) {
			waits.push(ms);
			if (waits.length > 1000) throw new Error('It waits without end');
			time = Math.max(time, time + ms);
		},
	};
}

type Scripted = Reply | ((request: HttpRequest, time: number) => Reply);

export interface World {
	client: XClient;
	clock: Clock;
	/** What went over the wire, with the time at which it did. */
	sent: Array<HttpRequest & { at: number }>;
}

/** A client whose wire gives these replies one after the other, the last one for ever. */
export function world(replies: readonly Scripted[], settings: Partial<Surroundings> = {}): World {
	const clock = virtualClock();
	const sent: World['sent'] = [];
	const send = async (request: HttpRequest): Promise<Reply> => {
		const reply = replies[Math.min(sent.length, replies.length - 1)];
		sent.push({ ...request, at: clock.now() });
		return typeof reply === 'function' ? reply(request, clock.now()) : reply;
	};
	return {
		client: createClient({
			send,
			wait: clock.wait,
			now: clock.now,
			random: () => 0.5,
			limiter: createLimiter(),
			maxWaitMs: 60_000,
			...settings,
		}),
		clock,
		sent,
	};
}

const answered = (status: number, body: unknown, headers: Record<string, string>): Reply =>
	success({ status, headers, body });

export const ok = (body: unknown = {}, headers: Record<string, string> = {}): Reply => answered(200, body, headers);
export const refused = (status: number, body: unknown = undefined, headers: Record<string, string> = {}): Reply =>
	answered(status, body, headers);
export const noAnswer: Reply = failure({ detail: 'The connection was reset.', sent: true });

/** Rate-limit headers of one window, as X writes them. */
export const limitHeaders = (remaining: number, resetsAt: number, prefix = 'x-rate-limit') => ({
	[`${prefix}-limit`]: '15',
	[`${prefix}-remaining`]: String(remaining),
	[`${prefix}-reset`]: String(Math.ceil(resetsAt / 1000)),
});

export interface Made {
	endpoint: EndpointName;
	parts: Parts;
	/** As it would go over the wire. */
	path: string;
}

/** A client without a wire: each call is answered by `answer`, which may throw. */
export function fakeClient(answer: (call: Made, index: number) => Answer | Promise<Answer>): {
	client: XClient;
	calls: Made[];
	clock: Clock;
} {
	const clock = virtualClock();
	const calls: Made[] = [];
	const client: XClient = {
		afford: () => undefined,
		now: clock.now,
		xTime: (ms) => ms,
		wait: clock.wait,
		async call(endpoint, parts = {}) {
			const made = { endpoint, parts: kept(parts), path: toRequest(endpoint, parts).path };
			calls.push(made);
			return await answer(made, calls.length - 1);
		},
	};
	return { client, calls, clock };
}

/** The memory of a segment is used again once it has been sent. */
const kept = ({ multipart, ...parts }: Parts): Parts => ({
	...parts,
	...(multipart
		? { multipart: { ...multipart, file: multipart.file.slice(), content: multipart.content.slice() } }
		: {}),
});

export const xError = (status: number, title = 'Refused', detail = '', type: ProblemType = ''): XError =>
	new XError({ title, detail, type }, { endpoint: 'GET /2/tweets', status });

/** What a call threw, or undefined. */
export function thrownBy(call: () => unknown): unknown {
	try {
		call();
	} catch (error) {
		return error;
	}
	return undefined;
}

export function inputError(call: () => unknown): InputError {
	const error = thrownBy(call);
	if (!(error instanceof InputError)) throw new Error(`An InputError was due, this came: ${String(error)}`);
	return error;
}

export async function rejection(promise: Promise<unknown>): Promise<unknown> {
	return await promise.then(
		(value) => {
			throw new Error(`A rejection was due, this came: ${JSON.stringify(value)}`);
		},
		(error: unknown) => error,
	);
}

export async function xRejection(promise: Promise<unknown>): Promise<XError> {
	const error = await rejection(promise);
	if (!(error instanceof XError)) throw error;
	return error;
}

/** Lets everything that waits for nothing but promises go on. */
export const settle = async (): Promise<void> =>
	await new Promise((resolve) => {
		setImmediate(resolve);
	});

/** Lets everything go on until the condition holds; a test must not run for ever. */
export async function until(condition: () => boolean): Promise<void> {
	for (let i = 0; !condition(); i++) {
		if (i > 1000) throw new Error(`This never came: ${condition.toString()}`);
		await settle();
	}
}

/** Rejections that nobody handled while `run` ran. Jest gives tests a copy of `process` that hears of none; this is the real one. */
export async function unhandledIn(run: () => Promise<void>): Promise<unknown[]> {
	const real = runInThisContext('process') as NodeJS.Process;
	const unhandled: unknown[] = [];
	const note = (reason: unknown) => void unhandled.push(reason);
	real.on('unhandledRejection', note);
	await run();
	for (let i = 0; i < 3; i++) await settle();
	real.off('unhandledRejection', note);
	return unhandled;
}
