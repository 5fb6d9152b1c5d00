/** A web server for files, which tells of them as a test says. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Web {
	url: string;
	/** `METHOD /path`, the Range asked for and the credentials, of each request. */
	requests: Array<{ asked: string; range?: string; authorization?: string }>;
	close(): Promise<void>;
}

export async function web(
	answer: (path: string, request: IncomingMessage, response: ServerResponse) => void,
): Promise<Web> {
	const requests: Web['requests'] = [];
	const server = createServer((request, response) => {
		const { range, authorization } = request.headers;
		requests.push({ asked: `${request.method} ${request.url}`, range, authorization });
		answer(String(request.url), request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests,
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
