import OAuth2Server from '@node-oauth/oauth2-server';
import type { Context } from '../context';
import { acceptsRedirect, type App } from './apps';

export const CODE_SECONDS = 30;

interface Code {
	value: string;
	appId: string;
	userId: string;
	redirectUri: string;
	scope: string[];
	challenge?: string;
	method?: string;
	expiresAt: number;
}

const client = (app: App): OAuth2Server.Client => ({
	id: app.clientId,
	grants: ['authorization_code', 'refresh_token'],
	redirectUris: app.redirectUris.length > 0 ? app.redirectUris : ['http://127.0.0.1/'],
});

/** The store that the OAuth library requires; lifetimes follow the local X's clock, which tests can move. */
export class OAuthModel implements OAuth2Server.AuthorizationCodeModel, OAuth2Server.RefreshTokenModel {
	private readonly codes = new Map<string, Code>();

	constructor(private readonly ctx: Context) {}

	app(clientId: string): App | undefined {
		return this.ctx.appList.find((one) => one.clientId === clientId);
	}

	async getClient(clientId: string): Promise<OAuth2Server.Client | false> {
		const app = this.app(clientId);
		return app ? client(app) : false;
	}

	async validateRedirectUri(uri: string, who: OAuth2Server.Client): Promise<boolean> {
		return acceptsRedirect(this.app(who.id)!, uri);
	}

	async saveAuthorizationCode(
		code: Parameters<OAuth2Server.AuthorizationCodeModel['saveAuthorizationCode']>[0],
		who: OAuth2Server.Client,
		user: OAuth2Server.User,
	) {
		this.codes.set(code.authorizationCode, {
			value: code.authorizationCode,
			appId: who.id,
			userId: String(user.id),
			redirectUri: code.redirectUri,
			scope: code.scope ?? [],
			challenge: code.codeChallenge,
			method: code.codeChallengeMethod,
			expiresAt: this.ctx.clock.now() + CODE_SECONDS * 1000,
		});
		return { ...code, client: who, user };
	}

	async getAuthorizationCode(value: string): Promise<OAuth2Server.AuthorizationCode | false> {
		const code = this.codes.get(value);
		if (!code || code.expiresAt <= this.ctx.clock.now()) return false;
		return {
			authorizationCode: value,
			redirectUri: code.redirectUri,
			scope: code.scope,
			client: client(this.app(code.appId)!),
			user: { id: code.userId },
			codeChallenge: code.challenge,
			codeChallengeMethod: code.method,
			// The library compares with its own clock; the lifetime was checked above.
			expiresAt: new Date(Date.now() + CODE_SECONDS * 1000),
		};
	}

	async revokeAuthorizationCode(code: OAuth2Server.AuthorizationCode): Promise<boolean> {
		return this.codes.delete(code.authorizationCode);
	}

	async generateAccessToken(): Promise<string> {
		return this.ctx.tokens.newAccessValue();
	}

	async generateRefreshToken(): Promise<string> {
		return this.ctx.tokens.newRefreshValue();
	}

	async saveToken(
		token: OAuth2Server.Token,
		who: OAuth2Server.Client,
		user: OAuth2Server.User,
	): Promise<OAuth2Server.Token> {
		const app = this.app(who.id)!;
		const scopes = token.scope ?? [];
		this.ctx.tokens.forUser(app, String(user.id), scopes, token.accessToken);
		const refreshes = scopes.includes('offline.access') && token.refreshToken !== undefined;
		if (refreshes) this.ctx.tokens.addRefresh(token.refreshToken!, app, String(user.id), scopes);
		this.ctx.changed();
		return { ...token, refreshToken: refreshes ? token.refreshToken : undefined, client: who, user };
	}

	async getAccessToken(): Promise<false> {
		return false;
	}

	async getRefreshToken(value: string): Promise<OAuth2Server.RefreshToken | false> {
		const token = this.ctx.tokens.refresh.get(value);
		const app = token && this.ctx.appList.find((one) => one.id === token.appId);
		return token && app
			? { refreshToken: value, scope: token.scopes, client: client(app), user: { id: token.userId } }
			: false;
	}

	/** Single use: the old refresh token is deleted before the new one is issued. */
	async revokeToken(token: OAuth2Server.RefreshToken): Promise<boolean> {
		return this.ctx.tokens.refresh.delete(token.refreshToken);
	}
}
