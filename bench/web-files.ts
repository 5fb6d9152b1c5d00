/**
 * How much memory one run holds that uploads many files of the web, and whether each is asked for once and in order.
 * Run: npm run bench -- web-files, or npx tsx bench/web-files.ts [--count 100]
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { scopes } from '../connector';
import { startLocalX } from '../sandbox';
import { bytesOf } from '../test/support/inputs/files';
import { report } from './report';
import { MB } from './upload/measure';
import type { WebMeasured, WebTask } from './upload/web-worker';

const { values: options } = parseArgs({ options: { count: { type: 'string', default: '100' } } });
const count = Number(options.count);

interface Case {
	name: string;
	kind: 'png' | 'mp4';
	megabytes: number;
	files: number;
	/** Whether the server says how large a file is. */
	told: boolean;
}

const CASES: readonly Case[] = [
	{ name: 'images of 1 MB', kind: 'png', megabytes: 1, files: count, told: true },
	{ name: 'images of 1 MB, size not told', kind: 'png', megabytes: 1, files: count, told: false },
	{ name: 'images of 5 MB', kind: 'png', megabytes: 5, files: count, told: true },
	{ name: 'videos of 20 MB', kind: 'mp4', megabytes: 20, files: Math.ceil(count / 10), told: true },
];

/** Every file ends with its number. */
function fileOf({ kind, megabytes }: Case, index: number): Buffer {
	const bytes = bytesOf(kind, megabytes * MB);
	bytes.writeUInt32LE(index, bytes.length - 4);
	return bytes;
}

const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function serve() {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		const [, which, index] = String(request.url).split('/').map(Number);
		asked.push(String(request.url));
		const bytes = fileOf(CASES[which], index);
		response.writeHead(200, CASES[which].told ? { 'content-length': bytes.length } : {}).end(bytes);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

const measure = async (task: WebTask, folder: string): Promise<WebMeasured> =>
	await new Promise((resolve, reject) => {
		const child = fork(join(__dirname, 'upload', 'web-worker.ts'), [JSON.stringify(task)], {
			execArgv: ['--expose-gc', '--import', 'tsx'],
			env: {
				...process.env,
				N8N_USER_FOLDER: folder,
				N8N_BINARY_DATA_STORAGE_PATH: join(folder, 'store'),
				N8N_DEFAULT_BINARY_DATA_MODE: task.mode === 'memory' ? 'default' : task.mode,
				N8N_LOG_LEVEL: 'silent',
			},
		});
		child.once('message', (measured) => resolve(measured as WebMeasured));
		child.once('exit', (code) => reject(new Error(`The run ended with ${code}`)));
	});

async function main(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-web-'));
	const x = await startLocalX({ spec: false, rateLimits: false, balanceUsd: 1e6 });
	x.faults.set({ mediaProcessingSeconds: 0 });
	const files = await serve();
	const rows: string[][] = [];
	for (const [which, each] of CASES.entries()) {
		for (const mode of ['memory', 'filesystem'] as const) {
			const indexes = Array.from({ length: each.files + 1 }, (_, index) => index);
			const addresses = indexes.map((index) => `${files.url}/${which}/${index}`);
			files.asked.length = 0;
			const task = { mode, addresses, url: x.url, token: x.userToken('ourbrand', scopes()) };
			const { seconds, overIdle, mediaIds } = await measure(task, folder);
			const expected = indexes.slice(1).map((index) => hash(fileOf(each, index)));
			const inOrder = mediaIds.every((id, index) => x.world.media.get(id)?.sha256 === expected[index]);
			rows.push([
				`${each.files} ${each.name}, ${mode}`,
				seconds.toFixed(1),
				(overIdle / MB).toFixed(0),
				String(files.asked.length - 1),
				inOrder && mediaIds.length === each.files ? 'yes' : 'NO',
			]);
			x.reset();
			x.faults.set({ mediaProcessingSeconds: 0 });
		}
	}
	report({
		measurement: 'web-files',
		title: 'Files of the web in one run, by where n8n keeps binary data',
		head: ['', 'seconds', 'peak MB over idle', 'requests for them', 'same bytes, in order'],
		rows,
	});
	files.server.close();
	await x.close();
	await rm(folder, { recursive: true, force: true });
}

void main();
