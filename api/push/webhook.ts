/**
 * What X requires of a webhook's owner (docs.x.com/x-api/webhooks): a valid URL, the CRC response, signature checks.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { InputError } from '../errors/errors';

/** X accepts URLs of up to this many characters (spec). */
const LONGEST_URL = 200;

const hmac = (secret: string, message: string | Uint8Array): string =>
	`sha256=${createHmac('sha256', secret).update(message).digest('base64')}`;

/** The response to X's challenge `?crc_token=...`: proves that the URL's owner has the app's API secret. */
export const crcAnswer = (secret: string, token: string): { response_token: string } => ({
	response_token: hmac(secret, token),
});

/**
 * Whether X signed these bytes.
 * @param header value of `x-twitter-webhooks-signature`, e.g. `sha256=dGVz...`
 */
export function isSigned(secret: string, body: Uint8Array, header: unknown): boolean {
	// Anyone could compute a signature made with an empty secret.
	if (!secret || typeof header !== 'string') return false;
	const [given, wanted] = [header, hmac(secret, body)].map((text) => new TextEncoder().encode(text));
	return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Identifies an event that came without an ID: a repeat has the same bytes. */
export const bodyId = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const PRIVATE =
	/^(10\.|192\.168\.|169\.254\.|0\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|\[(f[cde]|::))/i;

/** A host name of this computer. */
const isLoopback = (address: string): boolean => URL.canParse(address) && LOOPBACK.test(new URL(address).hostname);

const ADVICE =
	"X only delivers to public https addresses without a port. Give n8n such an address (with a reverse proxy, or a tunnel for testing) and set n8n's environment variable WEBHOOK_URL to it.";

/**
 * Rejects a URL that X would not accept.
 * @param baseUrl base URL of X; a local X delivers to n8n on the same computer
 * @throws InputError
 */
export function checkAddress(address: string, baseUrl: string): void {
	if (isLoopback(baseUrl) && isLoopback(address)) return;
	const refuse = (why: string) =>
		new InputError(`X cannot deliver to this n8n: ${why}`, `Its webhook address is ${address}. ${ADVICE}`);
	if (!URL.canParse(address)) throw refuse('its address is not a valid URL');
	const { protocol, hostname, port } = new URL(address);
	if (protocol !== 'https:') throw refuse('its address does not start with https://');
	// The URL parser drops the default https port even when written out; X does not accept any port.
	if (port || /^https:\/\/(\[[^\]]*\]|[^/?#:[]*):\d+/.test(address)) throw refuse('its address has a port');
	if (
		LOOPBACK.test(hostname) ||
		PRIVATE.test(hostname) ||
		!/[.:]/.test(hostname) ||
		/\.(local|internal|lan|home|test|localhost)$/i.test(hostname)
	)
		throw refuse(`${hostname} is not reachable from the internet`);
	if (address.length > LONGEST_URL)
		throw refuse(`its address has ${address.length} characters; X accepts up to ${LONGEST_URL}`);
}
