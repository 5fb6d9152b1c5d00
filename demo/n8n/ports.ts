import { createServer, type AddressInfo } from 'node:net';

/** The port, once it is certain that it can be had; rejects when another program has it. */
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

/** A port of this machine that nothing uses right now. */
export const freePort = (): Promise<number> => tryPort(0);

export const isFree = (port: number): Promise<boolean> =>
	tryPort(port).then(
		() => true,
		() => false,
	);
