/**
 * How much memory the upload of a video holds, and how long it takes, in each of n8n's modes of binary data.
 * Run: npm run bench -- binary, or npx tsx bench/binary.ts [--size 64]
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { scopes } from '../connector';
import { startLocalX } from '../sandbox';
import { report } from './report';
import { makeVideo, MB, measure } from './upload/measure';

const { values: options } = parseArgs({ options: { size: { type: 'string', default: '64' } } });

async function main(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-binary-'));
	const x = await startLocalX({ tls: true, spec: false, rateLimits: false, balanceUsd: 1e6 });
	x.faults.set({ latencyMs: 50, mediaProcessingSeconds: 0 });
	const certificateFile = join(folder, 'local-x.pem');
	await writeFile(certificateFile, x.certificate ?? '');
	const [small, video] = ['small.mp4', 'video.mp4'].map((name) => join(folder, name));
	await makeVideo(small, 1);
	const sha256 = await makeVideo(video, Number(options.size));
	const task = { video, small, url: x.url, token: x.userToken('ourbrand', scopes()), certificate: x.certificate ?? '' };
	const rows: string[][] = [];
	for (const mode of ['memory', 'filesystem', 'database'] as const) {
		const { seconds, overIdle, mediaId } = await measure(
			{ client: 'n8n-nodes-x', mode, ...task },
			folder,
			certificateFile,
		);
		const same = x.world.media.get(mediaId)?.sha256 === sha256;
		rows.push([mode, seconds.toFixed(2), (overIdle / MB).toFixed(0), same ? 'yes' : 'NO']);
	}
	report({
		measurement: 'binary',
		title: `Upload of a video of ${options.size} MB, by n8n's mode of binary data, 50 ms`,
		head: ['', 'seconds', 'peak MB over idle', 'same bytes'],
		rows,
	});
	await x.close();
	await rm(folder, { recursive: true, force: true });
}

void main();
