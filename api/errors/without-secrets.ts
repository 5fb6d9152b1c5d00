/** Removes credentials from words that X, a proxy or the network library said: an error is stored and shown. Pure. */

const HIDDEN = '…';

/** After the name of an authentication scheme. */
const SIGNED = /\b(Bearer|Basic|OAuth)\s+[\w.~+/%=-]{8,}/gi;
/** User and password in an address. */
const LOGIN = /\/\/[^\s/@:]{1,200}:[^\s/@]{1,200}@/g;
/** `access_token=...`, `"client_secret": "..."`; a `pagination_token` is no secret. */
const NAMED =
	/\b((?:(?:access|refresh|bearer|auth|oauth)_?)?token|(?:(?:client|consumer|api)_?)?secret|(?:api|consumer)_?key|password|authorization|signature)(["']?\s{0,3}[=:]\s{0,3}["']?)[^\s"'&,;)]{6,}/gi;
/** Long and mixed as only tokens are. */
const OPAQUE = /[\w%+=~-]{40,}/g;
const isMixed = (text: string): boolean => [/[a-z]/, /[A-Z]/, /\d/].every((sign) => sign.test(text));

export const withoutSecrets = (text: string): string =>
	text
		.replace(SIGNED, `$1 ${HIDDEN}`)
		.replace(LOGIN, `//${HIDDEN}@`)
		.replace(NAMED, `$1$2${HIDDEN}`)
		.replace(OPAQUE, (run) => (isMixed(run) ? HIDDEN : run));
