/** The credential of a node, as n8n stores it. */
import { NodeOperationError } from 'n8n-workflow';
import { rootOf } from '../../api/client/base-url';
import type { InputError } from '../../api/errors/errors';
import { waitOrCancel, type HostContext } from './context';
import type { TokenHolder } from './renewal';

export type CredentialType = 'xUserOAuth2Api' | 'xAppBearerApi';

/** The stored members that are used here. */
export interface StoredCredential {
	baseUrl?: string;
	oauthTokenData?: { scope?: string; access_token?: string; refresh_token?: string };
	clientId?: string;
	clientSecret?: string;
	/** For a Bearer token: pasted, or obtained with key and secret. */
	source?: 'token' | 'keys';
	obtainedToken?: string;
	/** The app's key and secret; with an account, only what apps alone may do needs them. */
	apiKey?: string;
	apiSecret?: string;
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

export const holderOf = (
	context: HostContext,
	credential: CredentialType,
	owner: string,
	{ source }: StoredCredential,
): TokenHolder => ({
	owner,
	renewable: credential === 'xUserOAuth2Api' || source === 'keys',
	stored: async () => {
		const { oauthTokenData, obtainedToken } = await context.getCredentials<StoredCredential>(credential);
		return oauthTokenData?.access_token ?? obtainedToken ?? '';
	},
	wait: async (ms) => await waitOrCancel(context, ms),
});
