/**
 * How an app obtains its Bearer token with its API key and secret
 * (docs.x.com/fundamentals/authentication/oauth-2-0/application-only).
 */

import { pastedKey } from './pasted';

/** Key and secret as HTTP's Basic authentication wants them (RFC 6749, 2.3.1). */
export const basicAuth = (key: string, secret: string): string =>
	`Basic ${Buffer.from([key, secret].map(pastedKey).map(encodeURIComponent).join(':')).toString('base64')}`;

/** @param root of the API, without a slash at the end */
export const appTokenRequest = (root: string, key: string, secret: string) => ({
	method: 'POST' as const,
	url: `${root}/oauth2/token`,
	headers: {
		Authorization: basicAuth(key, secret),
		'Content-Type': 'application/x-www-form-urlencoded',
	},
	body: 'grant_type=client_credentials',
});
