// Preconditions checked before anything is downloaded or built; each failure is one line that says what to do.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { askNpm } from './command.mjs';
import { Problem } from './problem.mjs';
import { root } from './paths.mjs';

const oldestNode = 20;
const registryTimeout = 20_000;
/** Even a mirror without a ping page proves that there is a connection. */
const answered = /npm error code E4\d\d/;
const gigabytes = (bytes) => (bytes / 1e9).toFixed(1);

export function checkNode() {
	const [major] = process.versions.node.split('.');
	if (Number(major) < oldestNode)
		throw new Problem(
			`Node.js ${process.versions.node} is too old: install Node.js ${oldestNode} or newer and type the command again.`,
		);
}

export function checkDisk(needed) {
	if (needed === 0) return;
	const { bavail, bsize } = fs.statfsSync(root);
	const free = Number(bavail) * Number(bsize);
	if (free < needed)
		throw new Problem(
			`Not enough disk: the set-up needs ${gigabytes(needed)} GB in ${root} (.run and node_modules) and ${gigabytes(free)} GB are free. Free some room and type the command again.`,
		);
}

/** Uses npm, so that its configured registry, proxy and certificates are tested. */
export async function checkNetwork() {
	try {
		await askNpm(['ping', '--fetch-retries=0', `--fetch-timeout=${registryTimeout}`], {
			timeout: registryTimeout * 1.5,
		});
	} catch (error) {
		if (answered.test(error.stderr)) return;
		throw new Problem(
			'No connection to the npm registry: the first set-up downloads n8n. Go online (`npm ping` shows when it works) and type the command again.',
		);
	}
}

export async function checkPort(port, what, option) {
	const server = net.createServer();
	await new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	}).catch((error) => {
		if (error.code === 'EADDRINUSE')
			throw new Problem(
				`Port ${port} for ${what} is taken by another program: stop that one, or choose another port with \`npm start -- ${option} ${port + 2}\`.`,
			);
		throw new Problem(
			`Port ${port} for ${what} cannot be used (${error.code}): choose another one with \`npm start -- ${option} ${port + 2}\`.`,
		);
	});
	await new Promise((resolve) => server.close(resolve));
}
