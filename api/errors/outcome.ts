/** The result of a step as a value: success or failure, without throwing. */
import { inner, text } from '../json/members';
import { XError } from './errors';

export type Outcome<T, E = unknown> = { ok: true; value: T } | { ok: false; error: E };

export const success = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const failure = <E>(error: E): { ok: false; error: E } => ({ ok: false, error });

/** The outcome of a promise. */
export const settle = async <T>(promise: Promise<T>): Promise<Outcome<T>> => await promise.then(success, failure);

/** X's response or its refusal; anything else (a cancelled run, for example) is rethrown. */
export const settleCall = async <T>(call: Promise<T>): Promise<Outcome<T, XError>> =>
	await call.then(success, (error: unknown) => failure(xErrorOnly(error)));

/** @throws anything that is not an XError */
export function xErrorOnly(error: unknown): XError {
	if (error instanceof XError) return error;
	throw error;
}

/** The words of whatever was thrown. */
export const messageOf = (error: unknown): string => text(inner(error).message) ?? String(error);

/** The value. @throws the error */
export function valueOf<T>(outcome: Outcome<T>): T {
	if (outcome.ok) return outcome.value;
	throw outcome.error;
}

/**
 * Calls and returns what was thrown, so that it can be rethrown outside a catch clause (n8n's lint allows only its own
 * errors in one).
 */
export function attempt<T>(call: () => T): Outcome<T> {
	try {
		return success(call());
	} catch (error) {
		return failure(error);
	}
}
