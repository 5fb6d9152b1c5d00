/** The credential of a node, as n8n stores it. */
import { NodeOperationError } from 'n8n-workflow';
import type { ChatKeys } from '../../api/chat/types';
import { rootOf } from '../../api/client/base-url';
import { pastedToken } from '../../api/client/pasted';
import type { InputError } from '../../api/errors/errors';
import { waitOrCancel, type HostContext } from './context';
import { PASTED_EXPIRED } from './host-error';
import type { TokenHolder } from './renewal';

export type CredentialType = 'xUserOAuth2Api' | 'xAppBearerApi';

/** The stored members that are used here. */
export interface StoredCredential {
	baseUrl?: string;
	oauthTokenData?: { scope?: string; access_token?: string; refresh_token?: string };
	/** `token`: no app of the user's, only an access token that another program obtained. */
	clientCredentialType?: 'web' | 'native' | 'token';
	accessToken?: string;
	clientId?: string;
	clientSecret?: string;
	/** For a Bearer token: pasted, or obtained with key and secret. */
	source?: 'token' | 'keys';
	bearerToken?: string;
	obtainedToken?: string;
	/** The app's key and secret; with an account, only what apps alone may do needs them. */
	apiKey?: string;
	apiSecret?: string;
	/** The account's own keys for X Chat, in Base64, and the version under which X knows them. */
	chatPrivateKey?: string;
	chatKeyVersion?: string;
}

/** Whether the account's token was obtained by another program. */
export const isPasted = ({ clientCredentialType }: StoredCredential): boolean => clientCredentialType === 'token';

/** The account's token. */
export const tokenIn = (stored: StoredCredential): string | undefined =>
	isPasted(stored) ? pastedToken(stored.accessToken ?? '') : stored.oauthTokenData?.access_token;

/**
 * The account's token, where another program obtained it.
 * @throws NodeOperationError if none was pasted
 */
export function pastedIn(context: HostContext, stored: StoredCredential): string | undefined {
	if (!isPasted(stored)) return undefined;
	const token = tokenIn(stored);
	if (token) return token;
	throw new NodeOperationError(context.getNode(), 'The credential has no access token', {
		description: "Paste one into 'Access Token', or choose another 'Type of App' and connect the account.",
	});
}

/** @throws NodeOperationError if the Bearer token of an app was to be pasted, and none was */
export function checkBearer(context: HostContext, { source, bearerToken = '' }: StoredCredential): void {
	if (source !== 'token' || pastedToken(bearerToken)) return;
	throw new NodeOperationError(context.getNode(), 'The credential has no Bearer token', {
		description:
			"Paste the one of your app into 'Bearer Token', or let the node obtain it: 'Token From' API Key and Secret.",
	});
}

export const credentialOf = (authentication: unknown): CredentialType =>
	authentication === 'bearerToken' ? 'xAppBearerApi' : 'xUserOAuth2Api';

/** @throws NodeOperationError that does not repeat the address */
export function rootIn(context: HostContext, { baseUrl }: StoredCredential): string {
	try {
		return rootOf(baseUrl);
	} catch (error) {
		const { message, advice } = error as InputError;
		throw new NodeOperationError(context.getNode(), message, { description: advice });
	}
}

/** Key for what runs with the same credential share: its limits, its account, its token renewal. */
export const ownerOf = (context: HostContext, credential: CredentialType, root: string): string =>
	`${context.getNode().credentials?.[credential]?.id ?? credential} ${root}`;

export function chatKeysIn({ chatPrivateKey = '', chatKeyVersion = '' }: StoredCredential): { chatKeys?: ChatKeys } {
	const [privateKeys, version] = [chatPrivateKey, chatKeyVersion].map((text) => text.trim());
	return privateKeys ? { chatKeys: { privateKeys, ...(version ? { version } : {}) } } : {};
}

export const holderOf = (
	context: HostContext,
	credential: CredentialType,
	owner: string,
	stored: StoredCredential,
): TokenHolder => ({
	owner,
	renewable: isPasted(stored) ? false : credential === 'xUserOAuth2Api' || stored.source === 'keys',
	...(isPasted(stored) ? { expired: PASTED_EXPIRED } : {}),
	stored: async () => {
		const now = await context.getCredentials<StoredCredential>(credential);
		return tokenIn(now) ?? now.obtainedToken ?? '';
	},
	wait: async (ms) => await waitOrCancel(context, ms),
});
