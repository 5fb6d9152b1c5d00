/** A local X for a test, and the credentials to reach it. */
import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { RESOURCES, scopes as allScopes, type Scope } from '../../connector';
import { X } from '../../nodes/X/X.node';
import { XDeveloper } from '../../nodes/XDeveloper/XDeveloper.node';
import { startLocalX, type LocalX } from '../../sandbox';
import { runNode, type RunOutcome } from './n8n';

export interface TestX extends LocalX {
	/** Runs the X node as @ourbrand, or with the app's Bearer token. */
	run(parameters: IDataObject, options?: { input?: INodeExecutionData[]; as?: string; scopes?: readonly Scope[]; continueOnFail?: boolean }): Promise<RunOutcome>;
}

export async function localX(options: Parameters<typeof startLocalX>[0] = {}): Promise<TestX> {
	const x = await startLocalX({ port: 0, seed: 'demo', quiet: true, ...options });
	return Object.assign(x, {
		async run(parameters: IDataObject, { input, as = 'ourbrand', scopes = allScopes(), continueOnFail = false }: Parameters<TestX['run']>[1] = {}) {
			const { clientId, clientSecret = '' } = x.apps.web;
			const credentials: Record<string, ICredentialDataDecryptedObject> = parameters.authentication === 'bearerToken'
				? { xAppBearerApi: { baseUrl: x.url, source: 'token', bearerToken: x.appToken() } }
				: { xUserOAuth2Api: { baseUrl: x.url, clientId, clientSecret, oauthTokenData: { access_token: x.userToken(as, [...scopes]), token_type: 'bearer', scope: scopes.join(' ') } } };
			const developer = RESOURCES.some(({ name, node }) => name === parameters.resource && node === 'XDeveloper');
			return await runNode({ parameters, credentials, input, node: developer ? new XDeveloper() : new X(), settings: continueOnFail ? { onError: 'continueRegularOutput' } : {} });
		},
	});
}
