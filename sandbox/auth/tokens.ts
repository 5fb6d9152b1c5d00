import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import type { App } from './apps';

export interface AccessToken {
	token: string;
	appId: string;
	/** Absent for an app-only token. */
	userId?: string;
	scopes: string[];
	/** App-only tokens do not expire. */
	expiresAt?: number;
}

export interface RefreshToken {
	token: string;
	appId: string;
	userId: string;
	scopes: string[];
}

const random = (bytes: number) => randomBytes(bytes).toString('base64url');

/** Every issued token. */
export class Tokens {
	readonly access = new Map<string, AccessToken>();
	readonly refresh = new Map<string, RefreshToken>();

	constructor(
		private readonly clock: Clock,
		readonly accessTokenSeconds: number,
	) {}

	newAccessValue = () => random(66);
	newRefreshValue = () => random(66);

	forUser(app: App, userId: string, scopes: string[], value = this.newAccessValue()): AccessToken {
		const token = {
			token: value,
			appId: app.id,
			userId,
			scopes,
			expiresAt: this.clock.now() + this.accessTokenSeconds * 1000,
		};
		this.access.set(value, token);
		return token;
	}

	/** One app-only token per app: further requests return the same one until it is invalidated. */
	forApp(app: App): AccessToken {
		const existing = [...this.access.values()].find((token) => token.appId === app.id && !token.userId);
		if (existing) return existing;
		const token = { token: `AAAAAAAAAAAAAAAAAAAAA${random(60)}`, appId: app.id, scopes: [] };
		this.access.set(token.token, token);
		return token;
	}

	addRefresh(value: string, app: App, userId: string, scopes: string[]): void {
		this.refresh.set(value, { token: value, appId: app.id, userId, scopes });
	}

	isExpired(token: AccessToken): boolean {
		return token.expiresAt !== undefined && token.expiresAt <= this.clock.now();
	}

	revoke(value: string): void {
		this.access.delete(value);
		this.refresh.delete(value);
	}

	clear(): void {
		this.access.clear();
		this.refresh.clear();
	}
}
