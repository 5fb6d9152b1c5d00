/** A local X for a test, and the credentials to reach it. */
import type { ICredentialDataDecryptedObject, IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { RESOURCES, scopes as allScopes, type Scope } from '../../../connector';
import { X } from '../../../nodes/X/X.node';
import { XDeveloper } from '../../../nodes/XDeveloper/XDeveloper.node';
import { startLocalX, type LocalX } from '../../../sandbox';
import { runNode, type RunOptions, type RunOutcome } from '../n8n/run-node';

/** A credential that several runs share, as in n8n. */
export interface Connection {
	id: string;
	data: ICredentialDataDecryptedObject;
}

export interface TestX extends LocalX {
	/** Runs the X node as @ourbrand, or with the app's Bearer token. */
	run(
		parameters: IDataObject,
		options?: {
			input?: INodeExecutionData[];
			as?: string;
			scopes?: readonly Scope[];
			continueOnFail?: boolean;
			connection?: Connection;
			cancelled?: Promise<unknown>;
			settings?: Partial<INode>;
		} & Partial<Pick<RunOptions, 'mode' | 'staticData' | 'retry'>>,
	): Promise<RunOutcome>;
	connect(as?: string, scopes?: readonly Scope[], id?: string): Connection;
}

/** As in n8n, one of each for all runs: drawing a panel takes longer than most runs. */
const NODES = { X: new X(), XDeveloper: new XDeveloper() };

let connections = 0;

async function localX(options: Parameters<typeof startLocalX>[0] = {}): Promise<TestX> {
	const x = await startLocalX({ port: 0, seed: 'demo', ...options });
	const connect: TestX['connect'] = (as = 'ourbrand', scopes = allScopes(), id = `connection-${++connections}`) => {
		const { clientId, clientSecret = '' } = x.apps.web;
		return {
			id,
			data: {
				baseUrl: x.url,
				clientId,
				clientSecret,
				oauthTokenData: { access_token: x.userToken(as, [...scopes]), token_type: 'bearer', scope: scopes.join(' ') },
			},
		};
	};
	return Object.assign(x, {
		connect,
		async run(
			parameters: IDataObject,
			{
				input,
				as,
				scopes,
				continueOnFail = false,
				connection = connect(as, scopes),
				cancelled,
				settings,
				mode,
				staticData,
				retry,
			}: Parameters<TestX['run']>[1] = {},
		) {
			const byApp = parameters.authentication === 'bearerToken';
			const credentials: Record<string, ICredentialDataDecryptedObject> = byApp
				? { xAppBearerApi: { baseUrl: x.url, source: 'token', bearerToken: x.appToken() } }
				: { xUserOAuth2Api: connection.data };
			const developer = RESOURCES.some(({ name, node }) => name === parameters.resource && node === 'XDeveloper');
			return await runNode({
				parameters,
				credentials,
				input,
				node: developer ? NODES.XDeveloper : NODES.X,
				cancelled,
				mode,
				staticData,
				retry,
				settings: {
					...settings,
					...(continueOnFail ? { onError: 'continueRegularOutput' } : {}),
					...(byApp ? {} : { credentials: { xUserOAuth2Api: { id: connection.id, name: 'X' } } }),
				},
			});
		},
	});
}

/** One local X for the tests around: as new before each, and after each nothing was asked that X's specification does not know. */
export function useLocalX(options?: Parameters<typeof localX>[0]): TestX {
	const x = {} as TestX;
	beforeAll(async () => void Object.setPrototypeOf(x, await localX(options)));
	beforeEach(() => x.reset());
	afterEach(() => expect(x.violations()).toEqual([]));
	afterAll(async () => await x.close());
	return x;
}
