/** One upload in a process of its own, and the video for it. */
import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Measured, Task } from './worker';

export const MB = 1024 * 1024;

/** A file that begins like a video; its megabytes all differ. @returns its SHA-256 */
export async function makeVideo(path: string, megabytes: number): Promise<string> {
	const hash = createHash('sha256');
	const block = randomBytes(MB);
	Buffer.from('000000186674797069736f6d0000020069736f6d', 'hex').copy(block);
	const file = await open(path, 'w');
	for (let i = 0; i < megabytes; i++) {
		block.writeUInt32LE(i, 64);
		hash.update(block);
		await file.write(block);
	}
	await file.close();
	return hash.digest('hex');
}

export function measure(task: Task, folder: string, certificateFile: string): Promise<Measured> {
	return new Promise((resolve, reject) => {
		const env = {
			...process.env,
			NODE_EXTRA_CA_CERTS: certificateFile,
			N8N_USER_FOLDER: folder,
			N8N_BINARY_DATA_STORAGE_PATH: join(folder, 'store'),
			N8N_DEFAULT_BINARY_DATA_MODE: task.mode === 'memory' ? 'default' : task.mode,
			N8N_LOG_LEVEL: 'silent',
		};
		const child = fork(join(__dirname, 'worker.ts'), [JSON.stringify(task)], {
			execArgv: ['--expose-gc', '--import', 'tsx'],
			env,
		});
		child.once('message', (measured) => resolve(measured as Measured));
		child.once('exit', (code) => reject(new Error(`${task.client} ended with ${code}`)));
	});
}
