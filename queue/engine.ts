/** n8n's distributed engine: main, workers and a webhook processor, each with a folder of its own as on machines of their own. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runFolder } from '../demo/made';
import { freePort } from '../demo/n8n/ports';
import { startN8n, type N8nProcess } from '../demo/n8n/process';
import type { Services } from './services';

/** Executions that a worker runs at the same time. */
const CONCURRENCY = 5;
const folder = path.join(runFolder, 'queue');
export const logFolder = path.join(runFolder, 'log');

export interface Engine {
	main: N8nProcess;
	workers: N8nProcess[];
	webhooks: N8nProcess;
	/** Kills the main process, or the first worker, and starts another in its place. */
	replaceMain(): Promise<void>;
	replaceWorker(): Promise<void>;
	stop(): Promise<void>;
}

export async function startEngine(services: Services, workerCount: number): Promise<Engine> {
	rmSync(folder, { recursive: true, force: true });
	const common = {
		...services.env,
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		// Webhooks are for the webhook processor alone, as behind a load balancer.
		N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
	};
	let made = 0;
	const start = async (
		name: string,
		port: number,
		more: Pick<Parameters<typeof startN8n>[0], 'command' | 'readyPages'>,
	) => {
		const called = `${name}-${++made}`;
		const userFolder = path.join(folder, called);
		mkdirSync(userFolder, { recursive: true });
		const env = { ...common, QUEUE_HEALTH_CHECK_PORT: String(port) };
		return await startN8n({ userFolder, port, env, logFile: path.join(logFolder, `n8n-queue-${called}.log`), ...more });
	};
	const health = ['/healthz'];
	const mainPort = await freePort();
	const startMain = async () => await start('main', mainPort, {});
	const startWorker = async () =>
		await start('worker', await freePort(), {
			command: ['worker', `--concurrency=${CONCURRENCY}`],
			readyPages: health,
		});
	const all: N8nProcess[] = [];
	const noted = async (starting: Promise<N8nProcess>): Promise<N8nProcess> => {
		const process = await starting;
		all.push(process);
		return process;
	};
	const stop = async () => void (await Promise.all(all.map(async (each) => await each.stop())));
	try {
		// Migrations of the database are the main process's, so it comes first.
		const main = await noted(startMain());
		const webhooks = await noted(start('webhook', await freePort(), { command: ['webhook'], readyPages: health }));
		const workers: N8nProcess[] = [];
		for (let i = 0; i < workerCount; i++) workers.push(await noted(startWorker()));
		const engine: Engine = {
			main,
			workers,
			webhooks,
			stop,
			async replaceMain() {
				await engine.main.kill();
				engine.main = await noted(startMain());
			},
			async replaceWorker() {
				await workers[0].kill();
				workers[0] = await noted(startWorker());
			},
		};
		return engine;
	} catch (error) {
		await stop();
		throw error;
	}
}
