import type {
	IAuthenticate,
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';
import { appTokenRequest } from '../api/client/app-token';
import { rootOf, X_API } from '../api/client/base-url';
import { pastedToken } from '../api/client/pasted';

/** A value of the credential, for which n8n has no narrower type. */
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export class XAppBearerApi implements ICredentialType {
	name = 'xAppBearerApi';
	displayName = 'X Bearer Token API';
	icon: Icon = { light: 'file:../icons/x.svg', dark: 'file:../icons/x.dark.svg' };
	documentationUrl = 'https://github.com/n8n-nodes-x/n8n-nodes-x/blob/main/docs/connecting.md';
	properties: INodeProperties[] = [
		{
			displayName: 'Token From',
			name: 'source',
			type: 'options',
			default: 'token',
			options: [
				{
					name: 'API Key and Secret',
					value: 'keys',
					description: 'The node obtains the token itself, and a new one when X ends it',
				},
				{ name: 'Pasted Bearer Token', value: 'token', description: 'Copied from the console of X' },
			],
		},
		{
			displayName: 'Bearer Token',
			name: 'bearerToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { source: ['token'] } },
			description: 'App-only Bearer token, not the access token of an account',
			hint: 'Open your app at <a href="https://console.x.com" target="_blank">console.x.com</a> and copy it from "Keys and tokens"',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { source: ['keys'] } },
			description: 'API Key (consumer key) of the app, not the OAuth 2.0 Client ID',
			hint: 'Open your app at <a href="https://console.x.com" target="_blank">console.x.com</a> and copy both from "Keys and tokens"',
		},
		{
			displayName: 'API Key Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'API Key Secret (consumer secret) of the app',
			hint: 'Beside a pasted token, only the X Activity Trigger needs it, for delivery by webhook: X signs that with it',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: X_API,
			description: 'Change this only to use a proxy or a local X',
		},
		{
			displayName: 'Obtained Token',
			name: 'obtainedToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
	];

	/** Obtains a token for the key and secret. */
	async preAuthentication(
		this: IHttpRequestHelper,
		{ source, apiKey, apiSecret, baseUrl, bearerToken }: ICredentialDataDecryptedObject,
	) {
		if (source !== 'keys') return { obtainedToken: bearerToken };
		const { access_token } = (await this.helpers.httpRequest({
			...appTokenRequest(rootOf(baseUrl), text(apiKey), text(apiSecret)),
			// Following a redirect would send the key and secret to another host.
			disableFollowRedirect: true,
		})) as { access_token?: string };
		// As when X answers with another status.
		if (!text(access_token))
			throw Object.assign(new Error('No token'), { code: 'ESTATUS', cause: { response: { status: 200 } } });
		return { obtainedToken: access_token };
	}

	/** No expressions: n8n evaluates them only while it runs a node, but a stream has to reconnect long after that. */
	authenticate: IAuthenticate = async ({ source, obtainedToken, bearerToken }, request) => ({
		...request,
		headers: {
			...request.headers,
			Authorization: `Bearer ${source === 'keys' ? text(obtainedToken) : pastedToken(text(bearerToken))}`,
		},
	});

	/** Requests the app's usage: an app-only call that X does not charge for. */
	test: ICredentialTestRequest = {
		request: { baseURL: `={{($credentials.baseUrl || "${X_API}").replace(/\\/+$/, "")}}`, url: '/2/usage/tweets' },
	};
}
