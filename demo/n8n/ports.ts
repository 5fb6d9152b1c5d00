import { createServer, type AddressInfo } from 'node:net';

/** Resolves with the port once it is known to be free; rejects if another program uses it. */
async function tryPort(port: number): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	const address = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return address.port;
}

/** A port of this machine that is currently unused. */
export const freePort = (): Promise<number> => tryPort(0);

export const isFree = (port: number): Promise<boolean> =>
	tryPort(port).then(
		() => true,
		() => false,
	);
