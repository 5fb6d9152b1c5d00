/** The base URL of X's API. */
import { InputError } from '../errors/errors';

export const X_API = 'https://api.x.com';

const ADVICE = `Correct 'Base URL' in the credential; for X itself it is ${X_API}`;

/** As the addresses in X's documentation begin. */
const VERSION = /\/(?:2|1\.1)\/*$/;

/**
 * The root of every request URL: the base URL as typed, without trailing slashes; X's own if none was typed.
 * @throws InputError that does not repeat what was typed, as it may contain a secret
 */
export function rootOf(baseUrl: unknown): string {
	const typed = typeof baseUrl === 'string' ? baseUrl.trim() : '';
	if (!typed) return X_API;
	if (!/^https?:\/\/[^/]/i.test(typed) || !URL.canParse(typed))
		throw new InputError("The 'Base URL' is not an address", ADVICE);
	const url = new URL(typed);
	if (url.username || url.password)
		throw new InputError("The 'Base URL' holds a user name or password", `They would be sent along. ${ADVICE}`);
	if (VERSION.test(typed))
		throw new InputError(
			"The 'Base URL' ends with the version of the API",
			`The node adds it to each request. ${ADVICE}`,
		);
	if (/[?#]/.test(typed)) throw new InputError("The 'Base URL' holds a query or a fragment", ADVICE);
	return typed.replace(/\/+$/, '');
}
