import { rm } from 'node:fs/promises';
import path from 'node:path';
import { runFolder } from '../../../demo/made';
import { N8nClient, type Owner } from '../../../demo/n8n/client';
import { freePort } from '../../../demo/n8n/ports';
import { startN8n, type N8nOptions, type N8nProcess } from '../../../demo/n8n/process';
import { newOwner } from '../../../demo/owner';
import { type LocalX, type LocalXOptions, startLocalX } from '../../../sandbox';

export interface Session {
	x: LocalX;
	url: string;
	/** Where n8n keeps what it knows. */
	userFolder: string;
	client: N8nClient;
	/** Who may log in. */
	owner: Owner;
	/** Ends n8n; `start` brings it back with what it has kept. */
	stop(): Promise<void>;
	start(): Promise<void>;
	close(): Promise<void>;
}

export interface SessionOptions {
	/** More settings of n8n. */
	env?: N8nOptions['env'];
	/** Settings of the local X. */
	x?: LocalXOptions;
	/** Another n8n than the one that the set-up installed. */
	program?: N8nOptions['program'];
}

/** A new n8n with the packed X nodes beside a new local X, on free ports. */
export async function openSession(name: string, { env, x: settings, program }: SessionOptions = {}): Promise<Session> {
	const userFolder = path.join(runFolder, 'e2e', name);
	await rm(userFolder, { recursive: true, force: true });
	const port = await freePort();
	let starts = 0;
	let n8n: N8nProcess | undefined;
	const start = async () => {
		const logFile = path.join(runFolder, 'log', `n8n-e2e-${[name, ...(starts++ ? [starts] : [])].join('-')}.log`);
		n8n = await startN8n({ userFolder, port, logFile, env, program });
	};
	const stop = async () => await n8n?.stop();
	const x = await startLocalX({ port: 0, seed: 'demo', ...settings });
	const close = async () => {
		await stop();
		await x.close();
	};
	try {
		await start();
		const { url } = n8n as unknown as N8nProcess;
		const owner = newOwner();
		return { x, url, userFolder, owner, client: await N8nClient.signIn(url, owner), stop, start, close };
	} catch (error) {
		await close();
		throw error;
	}
}
