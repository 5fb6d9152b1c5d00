/** A web server for files, which tells of them as a test says. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Web {
	url: string;
	/** `METHOD /path` and the Range asked for, of each request. */
	requests: Array<{ asked: string; range?: string }>;
	close(): Promise<void>;
}

export async function web(
	answer: (path: string, request: IncomingMessage, response: ServerResponse) => void,
): Promise<Web> {
	const requests: Web['requests'] = [];
	const server = createServer((request, response) => {
		requests.push({ asked: `${request.method} ${request.url}`, range: request.headers.range });
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
