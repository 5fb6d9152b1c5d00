import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { X_API } from '../api/client/base-url';
import { scopes } from '../connector';

const all = scopes();

/** Always requested: without these scopes nothing can be read and the connection ends after two hours. */
const ALWAYS = ['tweet.read', 'users.read', 'offline.access'];

export class XUserOAuth2Api implements ICredentialType {
	name = 'xUserOAuth2Api';
	displayName = 'X OAuth2 API';
	extends = ['oAuth2Api'];
	icon: Icon = { light: 'file:../icons/x.svg', dark: 'file:../icons/x.dark.svg' };
	documentationUrl = 'https://github.com/n8n-nodes-x/n8n-nodes-x/blob/main/docs/connecting.md';
	properties: INodeProperties[] = [
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description: 'OAuth 2.0 Client ID of the app (not the API Key)',
			hint: 'Open your app at <a href="https://console.x.com" target="_blank">console.x.com</a>, set up user authentication, choose "Web App, Automated App or Bot", and enter the OAuth Redirect URL above as the callback URL. Then copy the Client ID and Client Secret here.',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'OAuth 2.0 Client Secret of a web app, automated app or bot. Leave empty for a native app.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'API Key (consumer key) of the same app, not the Client ID. Only the X Activity Trigger and the X Stream Trigger need it, for what X provides to apps alone.',
		},
		{
			displayName: 'API Key Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'API Key Secret (consumer secret) of the same app, not the Client Secret. Only the X Activity Trigger and the X Stream Trigger need it.',
		},
		{
			displayName: 'Choose Scopes',
			name: 'chooseScopes',
			type: 'boolean',
			default: false,
			description: 'Whether to request fewer permissions than all operations of the node need',
		},
		{
			displayName: 'Scopes',
			name: 'scopes',
			type: 'multiOptions',
			default: all,
			displayOptions: { show: { chooseScopes: [true] } },
			description:
				'Permissions to request. Reconnect the account after changing them. Reading posts and users and staying connected are always included.',
			options: all.filter((scope) => !ALWAYS.includes(scope)).map((scope) => ({ name: scope, value: scope })),
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: X_API,
			description: 'Change this only to use a proxy or a local X',
		},
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'pkce' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			required: true,
			default: `={{ ($self["baseUrl"] || "${X_API}").replace(/\\/+$/, "").replace("//api.x.com", "//x.com") + "/i/oauth2/authorize" }}`,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			required: true,
			default: `={{ ($self["baseUrl"] || "${X_API}").replace(/\\/+$/, "") + "/2/oauth2/token" }}`,
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: `={{ $self["chooseScopes"] ? [...new Set([...${JSON.stringify(ALWAYS)}, ...$self["scopes"]])].join(" ") : "${all.join(' ')}" }}`,
		},
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'header' },
	];
}
