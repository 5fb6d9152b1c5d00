/** What came of a step, as a value: the one form in which success and failure are handed on without being thrown. */
import { XError } from './errors';

export type Outcome<T, E = unknown> = { ok: true; value: T } | { ok: false; error: E };

export const success = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const failure = <E>(error: E): { ok: false; error: E } => ({ ok: false, error });

/** Whatever a promise comes to. */
export const settle = async <T>(promise: Promise<T>): Promise<Outcome<T>> => await promise.then(success, failure);

/** The answer of X or its refusal; anything else (a cancelled run, for example) is thrown on. */
export const settleCall = async <T>(call: Promise<T>): Promise<Outcome<T, XError>> =>
	await call.then(success, (error: unknown) => failure(xErrorOnly(error)));

/** @throws what is not an error of X */
export function xErrorOnly(error: unknown): XError {
	if (error instanceof XError) return error;
	throw error;
}

/** The value. @throws the error */
export function valueOf<T>(outcome: Outcome<T>): T {
	if (outcome.ok) return outcome.value;
	throw outcome.error;
}
