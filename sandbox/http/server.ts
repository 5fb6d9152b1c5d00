import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { generate } from 'selfsigned';

export interface Listener {
	port: number;
	/** PEM of the certificate, if the listener uses TLS. */
	certificate?: string;
	close(): Promise<void>;
}

/** X's host names, for clients with a fixed host; the certificate covers them too. */
const NAMES = ['localhost', 'api.x.com', 'x.com', 'upload.x.com'];

/** Listens on 127.0.0.1 only. Connections are accepted by a plain socket server, so that accepting can be delayed. */
export async function listen(
	app: RequestListener,
	port: number,
	tls: boolean,
	acceptDelayMs: () => number,
): Promise<Listener> {
	const pems = tls
		? await generate([{ name: 'commonName', value: 'localhost' }], {
				extensions: [
					{
						name: 'subjectAltName',
						altNames: [...NAMES.map((value) => ({ type: 2 as const, value })), { type: 7 as const, ip: '127.0.0.1' }],
					},
				],
			})
		: undefined;
	const inner = pems ? createHttps({ key: pems.private, cert: pems.cert }, app) : createHttp(app);
	const sockets = new Set<Socket>();
	const outer = createServer({ pauseOnConnect: true }, (socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => socket.destroy());
		const take = () => {
			if (socket.destroyed) return;
			inner.emit('connection', socket);
			socket.resume();
		};
		const delay = acceptDelayMs();
		if (delay > 0) setTimeout(take, delay);
		else take();
	});
	await new Promise<void>((resolve, reject) => {
		outer.once('error', reject);
		outer.listen(port, '127.0.0.1', resolve);
	});
	return {
		port: (outer.address() as AddressInfo).port,
		...(pems ? { certificate: pems.cert } : {}),
		close: async () => {
			const closed = new Promise<void>((resolve) => outer.close(() => resolve()));
			for (const socket of sockets) socket.destroy();
			await closed;
		},
	};
}
