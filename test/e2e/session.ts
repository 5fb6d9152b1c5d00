import { rm } from 'node:fs/promises';
import path from 'node:path';
import { runFolder } from '../../demo/made';
import { N8nClient } from '../../demo/n8n/client';
import { freePort } from '../../demo/n8n/ports';
import { startN8n } from '../../demo/n8n/process';
import { owner } from '../../demo/owner';
import { type LocalX, startLocalX } from '../../sandbox';

export interface Session {
	x: LocalX;
	url: string;
	client: N8nClient;
	close(): Promise<void>;
}

/** A new n8n with the packed X nodes beside a new local X, on free ports. */
export async function openSession(name: string): Promise<Session> {
	const userFolder = path.join(runFolder, 'e2e', name);
	await rm(userFolder, { recursive: true, force: true });
	const x = await startLocalX({ port: 0, seed: 'demo' });
	try {
		const n8n = await startN8n({ userFolder, port: await freePort(), logFile: path.join(runFolder, 'log', `n8n-e2e-${name}.log`) });
		try {
			const client = await N8nClient.signIn(n8n.url, owner);
			return {
				x,
				url: n8n.url,
				client,
				async close() {
					await n8n.stop();
					await x.close();
				},
			};
		} catch (error) {
			await n8n.stop();
			throw error;
		}
	} catch (error) {
		await x.close();
		throw error;
	}
}
