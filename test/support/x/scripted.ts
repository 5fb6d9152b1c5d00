/** An X that answers as a test says, for answers that the local X has no state for. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { RESOURCES, scopes } from '../../../connector';
import { X } from '../../../nodes/X/X.node';
import { XDeveloper } from '../../../nodes/XDeveloper/XDeveloper.node';
import { runNode, type RunOutcome } from '../n8n/run-node';

export interface ScriptedRequest {
	method: string;
	/** With its query string. */
	path: string;
	headers: IncomingMessage['headers'];
	body: string;
}

/** What to answer; text goes out as it is, anything else as JSON. */
export type Script = (
	request: ScriptedRequest,
	url: string,
) => {
	status?: number;
	headers?: Record<string, string>;
	body?: unknown;
};

export interface ScriptedX {
	url: string;
	requests: ScriptedRequest[];
	/** Runs the node that has the resource, with a Bearer token unless the parameters say `oAuth2`. */
	run(
		parameters: IDataObject,
		options?: { input?: INodeExecutionData[]; continueOnFail?: boolean },
	): Promise<RunOutcome>;
	close(): Promise<void>;
}

export async function scriptedX(script: Script): Promise<ScriptedX> {
	const requests: ScriptedRequest[] = [];
	let url = '';
	const server = createServer((incoming, response) => {
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => {
			const request = {
				method: String(incoming.method),
				path: decodeURIComponent(String(incoming.url)),
				headers: incoming.headers,
				body: Buffer.concat(chunks).toString(),
			};
			requests.push(request);
			const { status = 200, headers = {}, body = {} } = script(request, url);
			response.writeHead(status, {
				'content-type': typeof body === 'string' ? 'text/plain' : 'application/json',
				...headers,
			});
			response.end(typeof body === 'string' ? body : JSON.stringify(body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url,
		requests,
		async run(parameters, { input, continueOnFail = false } = {}) {
			const developer = RESOURCES.some(({ name, node }) => name === parameters.resource && node === 'XDeveloper');
			const { authentication = 'bearerToken' } = parameters;
			const credentials = {
				xAppBearerApi: { baseUrl: url, source: 'token', bearerToken: 'the-secret-token' },
				xUserOAuth2Api: {
					baseUrl: url,
					clientId: 'id',
					clientSecret: 'secret',
					oauthTokenData: { access_token: 'the-secret-token', token_type: 'bearer', scope: scopes().join(' ') },
				},
			};
			return await runNode({
				parameters: { authentication, ...parameters },
				credentials,
				input,
				node: developer ? new XDeveloper() : new X(),
				settings: continueOnFail ? { onError: 'continueRegularOutput' } : {},
			});
		},
		close: async () => await new Promise<void>((resolve) => server.close(() => resolve())),
	};
}
