import type { Price } from '../api/prices';

/** OAuth 2.0 scopes of X (docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code). */
export const SCOPES = [
	'block.read', 'block.write', 'bookmark.read', 'bookmark.write', 'broadcast.read', 'broadcast.write', 'dm.read', 'dm.write',
	'follows.read', 'follows.write', 'like.read', 'like.write', 'list.read', 'list.write', 'media.write', 'mute.read',
	'mute.write', 'offline.access', 'space.read', 'timeline.read', 'tweet.moderate.write', 'tweet.read', 'tweet.write', 'users.read', 'users.email',
] as const;
export type Scope = (typeof SCOPES)[number];

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Requests per window, as X documents them: `900/15min`, `10000/24h`, `1/1s`. */
export type Rate = `${number}/${'1s' | '15min' | '24h'}`;

/** What X says about one endpoint; `endpoint` is its method and path as in X's specification. */
export interface Endpoint {
	endpoint: `${Method} /2/${string}`;
	/** Which credentials reach it: `user` = the OAuth 2.0 scopes it needs, `app` = an app-only Bearer token. */
	access: { user?: readonly Scope[]; app?: true };
	/** Documented rate limits (docs.x.com/x-api/fundamentals/rate-limits); absent where X documents none. */
	limits?: { user?: readonly Rate[]; app?: readonly Rate[] };
	/** The line of X's price list it is charged by; absent where X lists no price. */
	price?: Price;
}
