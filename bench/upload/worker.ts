/** Uploads one video with one client, in a process of its own, and tells how long it took and how much memory it held. */
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CLIENTS, type ClientName } from './clients';
import { watchMemory } from './memory';

/** What the parent asks for, as JSON in the first argument. */
export interface Task {
	client: ClientName;
	/** Where n8n keeps the file. */
	mode: 'memory' | 'filesystem' | 'database';
	/** Path of the video, and of a small one to warm up with. */
	video: string;
	small: string;
	/** The local X, over TLS. */
	url: string;
	token: string;
	certificate: string;
}

export interface Measured {
	seconds: number;
	/** Bytes of resident memory at the peak beyond those of the idle process. */
	overIdle: number;
	mediaId: string;
}

async function main(task: Task): Promise<Measured> {
	const upload = await CLIENTS[task.client](task);
	// Code is loaded and connections are open: from here on it is the file that takes time and memory.
	await (
		await upload(task.small)
	)();
	const send = await upload(task.video);
	(globalThis as { gc?: () => void }).gc?.();
	await pause(300);
	const memory = watchMemory();
	const started = performance.now();
	const mediaId = await send();
	return { seconds: (performance.now() - started) / 1000, overIdle: memory(), mediaId };
}

void main(JSON.parse(process.argv[2]) as Task)
	.then(
		(measured) => process.send?.(measured),
		(error: unknown) => {
			console.error(basename(__filename), error);
			process.exitCode = 1;
		},
	)
	.finally(() => process.disconnect?.());
