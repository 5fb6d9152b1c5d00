import { badBearer, missingScope, unauthorized, unsupportedAuthentication } from '../http/errors';
import type { WorldUser } from '../world/types';
import type { World } from '../world/world';
import type { App } from './apps';
import type { Tokens } from './tokens';

/** Who makes a request. */
export interface Caller {
	kind: 'user' | 'app' | 'none';
	app: App;
	user?: WorldUser;
	scopes: string[];
}

/** Which credentials an endpoint accepts. */
export interface Access {
	user?: readonly string[];
	app?: boolean;
	/** Requires no credential. */
	open?: boolean;
}

export function authenticate(header: string | undefined, tokens: Tokens, apps: App[], world: World): Caller {
	const value = /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1];
	if (!value) throw unauthorized();
	const token = tokens.access.get(value);
	if (!token) throw badBearer();
	if (tokens.isExpired(token)) throw unauthorized();
	const app = apps.find((one) => one.id === token.appId);
	const user = token.userId ? world.users.get(token.userId) : undefined;
	if (!app || (token.userId && !user)) throw badBearer();
	return { kind: user ? 'user' : 'app', app, user, scopes: token.scopes };
}

export function authorize(caller: Caller, access: Access): void {
	const supported = (['user', 'app'] as const).filter((kind) => access[kind]);
	if (caller.kind === 'app' && !access.app) throw unsupportedAuthentication('app', supported);
	if (caller.kind === 'user' && !access.user) throw unsupportedAuthentication('user', supported);
	if (caller.kind === 'user' && !access.user?.every((scope) => caller.scopes.includes(scope))) throw missingScope();
}
