/**
 * How long the upload of a video takes and how much memory it holds, beside what a user would take instead.
 * Run: npm run bench -- upload, or npx tsx bench/upload.ts [--sizes 64,256,512] [--connect 0,50] [--only CLIENT]
 *
 * Everything goes over TLS to the local X, which answers 50 ms late; each upload has a process of its own.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { scopes } from '../connector';
import { startLocalX } from '../sandbox';
import { report } from './report';
import { CLIENTS, type ClientName } from './upload/clients';
import { makeVideo, MB, measure } from './upload/measure';

const LATENCY_MS = 50;

const { values: options } = parseArgs({
	options: {
		sizes: { type: 'string', default: '64,256,512' },
		connect: { type: 'string', default: '0,50' },
		only: { type: 'string' },
	},
});

async function main(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-upload-'));
	const x = await startLocalX({ tls: true, spec: false, rateLimits: false, balanceUsd: 1e6 });
	const certificateFile = join(folder, 'local-x.pem');
	await writeFile(certificateFile, x.certificate ?? '');
	const small = join(folder, 'small.mp4');
	await makeVideo(small, 1);
	const token = x.userToken('ourbrand', scopes());
	const clients = (Object.keys(CLIENTS) as ClientName[]).filter((name) => !options.only || name === options.only);
	for (const megabytes of options.sizes.split(',').map(Number)) {
		const video = join(folder, 'video.mp4');
		const sha256 = await makeVideo(video, megabytes);
		for (const connectLatencyMs of options.connect.split(',').map(Number)) {
			x.faults.set({ latencyMs: LATENCY_MS, connectLatencyMs, mediaProcessingSeconds: 0 });
			const rows: string[][] = [];
			let first: number | undefined;
			for (const client of clients) {
				const { seconds, overIdle, mediaId } = await measure(
					{ client, mode: 'filesystem', video, small, url: x.url, token, certificate: x.certificate ?? '' },
					folder,
					certificateFile,
				);
				first ??= seconds;
				rows.push([
					client,
					seconds.toFixed(2),
					(seconds / first).toFixed(2),
					(overIdle / MB).toFixed(0),
					x.world.media.get(mediaId)?.sha256 === sha256 ? 'yes' : 'NO',
				]);
			}
			const network = connectLatencyMs > 0 ? `${LATENCY_MS} ms, connecting too` : `${LATENCY_MS} ms`;
			report({
				measurement: 'upload',
				title: `Upload of a video of ${megabytes} MB, ${network}`,
				head: ['', 'seconds', 'times the first', 'peak MB over idle', 'same bytes'],
				rows,
				drawn: 'seconds',
			});
		}
	}
	await x.close();
	await rm(folder, { recursive: true, force: true });
}

void main();
