import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { X_API } from '../api/client/base-url';
import { scopes, SCOPES } from '../connector';

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
			displayName: 'Type of App',
			// n8n draws the fields of the credential that this one extends first; its own field of this name stands below the
			// Client ID, empty, for a choice like this one.
			name: 'clientCredentialType',
			type: 'options',
			default: 'web',
			description: 'As chosen for the app in the console, under "User authentication settings"',
			options: [
				{ name: 'Native App', value: 'native', description: 'A public client, which has no Client Secret' },
				{
					name: 'None: Paste an Access Token',
					value: 'token',
					description: 'Another program has obtained it. Nothing renews it.',
				},
				{ name: 'Web App, Automated App or Bot', value: 'web', description: 'It has a Client Secret' },
			],
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { clientCredentialType: ['native', 'web'] } },
			description: 'OAuth 2.0 Client ID of the app (not the API Key)',
			hint: 'Open your app at <a href="https://console.x.com" target="_blank">console.x.com</a>, set up user authentication, and enter the OAuth Redirect URL above as the callback URL. Then copy the Client ID here.',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { clientCredentialType: ['web'] } },
			description: 'OAuth 2.0 Client Secret of the app (not the API Key Secret)',
			hint: "X refuses a native app that sends a secret: choose it in 'Type of App', and n8n sends none.",
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { clientCredentialType: ['token'] } },
			description: 'OAuth 2.0 access token of an account (user context), not the Bearer token of an app',
			hint: 'Save the credential; there is nothing to connect. X ends an access token after two hours, and n8n cannot renew this one: the nodes then ask for another.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'API Key (consumer key) of the same app, not the Client ID',
			hint: 'Optional. Only the X Activity Trigger and the X Stream Trigger need it, for what X provides to apps alone.',
		},
		{
			displayName: 'API Key Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'API Key Secret (consumer secret) of the same app, not the Client Secret',
			hint: 'Optional, together with the API Key',
		},
		{
			displayName: 'Private Chat Keys',
			name: 'chatPrivateKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				"Keys of this account for encrypted X Chat, from Chat > Set Up Keys or X's own tool. Whoever has them can read and write all its encrypted messages.",
			hint: 'Optional. Only encrypted chat needs them: <a href="https://github.com/n8n-nodes-x/n8n-nodes-x/blob/main/docs/chat.md" target="_blank">how to get them</a>.',
		},
		{
			displayName: 'Chat Key Version',
			name: 'chatKeyVersion',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1769472000000',
			description: 'Version of these keys, shown with them. If empty, it is looked up on each run.',
		},
		{
			displayName: 'Scopes to Request',
			name: 'scopesFrom',
			type: 'options',
			default: 'all',
			displayOptions: { show: { clientCredentialType: ['native', 'web'] } },
			description: 'Permissions to ask the account for. Reconnect it after changing them.',
			options: [
				{ name: 'All That Operations Need', value: 'all' },
				{ name: 'As Text', value: 'text', description: 'Separated by spaces, as X documents them' },
				{ name: 'From List', value: 'list' },
			],
		},
		{
			displayName: 'Scopes',
			name: 'scopes',
			type: 'multiOptions',
			default: all,
			displayOptions: { show: { clientCredentialType: ['native', 'web'], scopesFrom: ['list'] } },
			description: 'Reading posts and users and staying connected are always included',
			options: SCOPES.filter((scope) => !ALWAYS.includes(scope))
				.sort()
				.map((scope) => ({ name: scope, value: scope })),
		},
		{
			displayName: 'Scopes',
			name: 'scopesText',
			type: 'string',
			default: '',
			displayOptions: { show: { clientCredentialType: ['native', 'web'], scopesFrom: ['text'] } },
			placeholder: 'e.g. tweet.write media.write users.email',
			description: 'Reading posts and users and staying connected are always included',
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
			default: `={{ $self["scopesFrom"] === "list" || $self["scopesFrom"] === "text" ? [...new Set([...${JSON.stringify(ALWAYS)}, ...($self["scopesFrom"] === "list" ? $self["scopes"] : $self["scopesText"].split(/[\\s,]+/).filter(Boolean))])].join(" ") : "${all.join(' ')}" }}`,
		},
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'header' },
	];
}
