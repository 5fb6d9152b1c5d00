/** The X node as n8n up to 2.8 runs it, as far as requests differ: nothing is locked, and nothing looked at, before a token is renewed. */
import {
	NodeApiError,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type JsonObject,
} from 'n8n-workflow';
import { X } from '../../../nodes/X/X.node';
import type { CredentialsStore } from './run-node';

interface Connected {
	clientId: string;
	clientSecret: string;
	accessTokenUrl: string;
	oauthTokenData: { access_token: string; refresh_token: string };
}

/** n8n's own error for an OAuth answer that is none. */
class AuthError extends Error {
	readonly code = 'EAUTH';
}

async function refresh({ accessTokenUrl, clientId, clientSecret, oauthTokenData }: Connected): Promise<IDataObject> {
	const answer = await fetch(accessTokenUrl, {
		method: 'POST',
		headers: { Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
		body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: oauthTokenData.refresh_token }),
	});
	if (answer.status >= 500)
		throw Object.assign(new Error('Request failed'), {
			response: { status: answer.status },
			config: { url: accessTokenUrl },
		});
	const token = (await answer.json()) as IDataObject;
	if (!answer.ok) throw new AuthError(String(token.error_description));
	return token;
}

/** @param store where the renewed token goes */
export function olderX(store: CredentialsStore): X {
	const node = new X();
	const { execute } = X.prototype;
	node.execute = async function (this: IExecuteFunctions) {
		const { helpers } = this;
		const send = async (type: string, given: IHttpRequestOptions): Promise<unknown> => {
			const credential = await this.getCredentials<Connected & IDataObject>(type);
			const signed = (token: unknown): IHttpRequestOptions => ({
				...given,
				headers: { ...given.headers, Authorization: `Bearer ${String(token)}` },
				// Here is the fault of those versions: whatever is given counts as true.
				ignoreHttpStatusErrors: Boolean(given.ignoreHttpStatusErrors),
			});
			return await helpers
				.httpRequest(signed(credential.oauthTokenData.access_token))
				.catch(async (error: Error & { response?: { status?: number } }) => {
					if (error.response?.status !== 401) throw error;
					const oauthTokenData = await refresh(credential);
					await store.updateCredentialsOauthTokenData({ id: null, name: type }, type, { oauthTokenData });
					return (await helpers.httpRequest(signed(oauthTokenData.access_token))) as unknown;
				})
				.catch((error: unknown) => {
					throw new NodeApiError(this.getNode(), error as JsonObject);
				});
		};
		const older = Object.create(this, {
			helpers: { value: { ...helpers, httpRequestWithAuthentication: send } },
		}) as IExecuteFunctions;
		return await execute.call(older);
	};
	return node;
}
