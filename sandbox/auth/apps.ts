/** An app as registered by its developer in X's console. */
export interface App {
	id: string;
	name: string;
	clientId: string;
	/** Confidential clients only. */
	clientSecret?: string;
	type: 'confidential' | 'public';
	/** Consumer key and secret, for app-only tokens. */
	apiKey: string;
	apiSecret: string;
	/** At most 10, matched exactly. */
	redirectUris: string[];
	/** A local X for trying things out accepts every callback on this computer. */
	anyLocalCallback: boolean;
	/** Enterprise apps are exempt from the self-serve restrictions on quotes and replies. */
	enterprise: boolean;
}

export interface DemoApps {
	web: App;
	native: App;
}

export const demoApps = (): DemoApps => ({
	web: {
		id: '1001',
		name: 'Demo Web App',
		type: 'confidential',
		clientId: 'local-x-web-app-client-id',
		clientSecret: 'local-x-web-app-client-secret',
		apiKey: 'local-x-web-app-api-key',
		apiSecret: 'local-x-web-app-api-secret',
		redirectUris: [],
		anyLocalCallback: true,
		enterprise: false,
	},
	native: {
		id: '1002',
		name: 'Demo Native App',
		type: 'public',
		clientId: 'local-x-native-app-client-id',
		apiKey: 'local-x-native-app-api-key',
		apiSecret: 'local-x-native-app-api-secret',
		redirectUris: [],
		anyLocalCallback: true,
		enterprise: false,
	},
});

export function acceptsRedirect(app: App, uri: string): boolean {
	if (app.redirectUris.includes(uri)) return true;
	if (!app.anyLocalCallback || !URL.canParse(uri)) return false;
	const { protocol, hostname } = new URL(uri);
	return /^https?:$/.test(protocol) && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
