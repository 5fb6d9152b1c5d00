import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { made, type Made } from '../made';
import { Problem } from '../problem';
import { freePort, isFree } from './ports';

export interface N8nOptions {
	/** n8n stores all of its data in `<userFolder>/.n8n`. */
	userFolder: string;
	port: number;
	logFile: string;
	/** Called as soon as there is something to stop, well before n8n is ready. */
	onSpawn?(started: Pick<N8nProcess, 'stop'>): Promise<void>;
	/** Additional n8n settings, as environment variables. */
	env?: Record<string, string>;
	/** An n8n other than the one installed by the set-up. */
	program?: Pick<Made, 'n8n' | 'node'>;
	/** What n8n runs as, other than the whole of it: a worker or a webhook processor of queue mode. */
	command?: readonly string[];
	/** Pages that answer once it is ready; those of the editor by default. */
	readyPages?: readonly string[];
	/** Whether this is a second process sharing the folder of a first one, which has already installed the nodes. */
	beside?: boolean;
}

export interface N8nProcess {
	url: string;
	pid: number;
	/** Resolves when n8n has ended, whatever the reason. */
	ended: Promise<number | null>;
	stop(): Promise<void>;
	/** Ends it at once, as a crash would. */
	kill(): Promise<void>;
}

const editorPages = ['/healthz/readiness', '/rest/settings', '/signin'];
const readyWithinMs = 180_000;
const stopWithinMs = 15_000;

/** The shell's own n8n or database settings must not affect this n8n. */
const foreign = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|CREDENTIALS_|NODES_|NODE_OPTIONS$|NODE_ENV$|JEST_)/;

const settings = (url: string, port: number, userFolder: string, brokerPort: number): Record<string, string> => ({
	// In development mode, n8n accepts requests from any web page.
	NODE_ENV: 'production',
	N8N_USER_FOLDER: userFolder,
	N8N_PORT: String(port),
	N8N_HOST: '127.0.0.1',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_EDITOR_BASE_URL: url,
	WEBHOOK_URL: url,
	N8N_RUNNERS_BROKER_PORT: String(brokerPort),
	N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
	N8N_SECURE_COOKIE: 'false',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	// No requests to outside hosts: the demo is private.
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
	GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
	NO_PROXY: ['127.0.0.1', 'localhost', process.env.NO_PROXY].filter(Boolean).join(','),
});

/** Copies the packed X nodes to where n8n looks for installed community packages. */
async function installNodes(from: string, userFolder: string): Promise<void> {
	const nodes = path.join(userFolder, '.n8n', 'nodes');
	await rm(nodes, { recursive: true, force: true });
	await mkdir(path.dirname(nodes), { recursive: true });
	await cp(from, nodes, { recursive: true });
}

/** n8n and its task runner form one process group, so a single signal reaches both. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		if (process.platform === 'win32') child.kill(name);
		else process.kill(-child.pid, name);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

async function isReady(url: string, pages: readonly string[]): Promise<boolean> {
	const answers = await Promise.all(
		pages.map((page) =>
			fetch(url + page).then(
				(response) => response.ok,
				() => false,
			),
		),
	);
	return answers.every(Boolean);
}

async function untilReady(ready: () => Promise<boolean>, hasEnded: () => boolean, logFile: string): Promise<void> {
	const deadline = Date.now() + readyWithinMs;
	while (!(await ready())) {
		if (hasEnded()) throw new Problem(`n8n ended while starting: ${await lastWords(logFile)} (${logFile})`);
		if (Date.now() > deadline)
			throw new Problem(`n8n did not get ready within ${readyWithinMs / 1000} s; what it said is in ${logFile}`);
		await pause(250);
	}
}

async function lastWords(logFile: string): Promise<string> {
	const lines = (await readFile(logFile, 'utf8')).trim().split('\n');
	return lines.slice(-3).join(' ').trim();
}

/** Starts a real n8n with the X nodes as a community package and waits until it responds. */
export async function startN8n({
	userFolder,
	port,
	logFile,
	onSpawn,
	env = {},
	program,
	beside = false,
	command = ['start'],
	readyPages = editorPages,
}: N8nOptions): Promise<N8nProcess> {
	const { node, n8n } = program ?? made();
	const url = `http://127.0.0.1:${port}`;
	// Another n8n would respond instead of this one.
	if (!(await isFree(port))) throw new Problem(`Port ${port} for n8n is taken by another program.`);
	if (!beside) await installNodes(made().nodes, userFolder);
	await mkdir(path.dirname(logFile), { recursive: true });
	const log = await open(logFile, 'w');
	const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
	const child = spawn(node, [n8n, ...command], {
		cwd: userFolder,
		detached: process.platform !== 'win32',
		stdio: ['ignore', log.fd, log.fd],
		env: {
			...own,
			PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
			...settings(url, port, userFolder, await freePort()),
			// An older n8n refuses to start with a module name that it does not know.
			...(program ? {} : { N8N_DISABLED_MODULES: 'mcp-registry' }),
			...env,
		},
	});
	let hasEnded = false;
	const ended = new Promise<number | null>((resolve) => {
		child.once('error', () => resolve(1));
		child.once('close', (code) => resolve(code));
	}).finally(async () => {
		hasEnded = true;
		await log.close();
	});
	const killNow = (): void => signal(child, 'SIGKILL');
	process.once('exit', killNow);
	void ended.then(() => process.off('exit', killNow));

	const kill = async (): Promise<void> => {
		killNow();
		await ended;
	};
	const stop = async (): Promise<void> => {
		if (hasEnded) return;
		signal(child, 'SIGTERM');
		const late = setTimeout(() => signal(child, 'SIGKILL'), stopWithinMs);
		await ended;
		clearTimeout(late);
		// The task runner may outlive n8n briefly: nothing of the group may remain.
		signal(child, 'SIGKILL');
	};

	await onSpawn?.({ stop });

	await untilReady(
		async () => await isReady(url, readyPages),
		() => hasEnded,
		logFile,
	).catch(async (error: unknown) => {
		await stop();
		throw error;
	});
	return { url, pid: child.pid as number, ended, stop, kill };
}
