/** Reads of many items, side by side with what a user would take instead: `npm run bench -- reads`. Numbers count only within one run. */
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { scopes } from '../connector';
import { startLocalX, type LocalX } from '../sandbox';
import type { Took } from './child';
import { WORK, type Job, type Network } from './contenders';
import { report } from './report';

const USERS = 1000;
const POSTS = 10_000;
const LATENCY_MS = 50;

/** Delay in milliseconds on each answer and on each new connection. */
const NETWORKS: Readonly<Record<Network, { latencyMs: number; connectLatencyMs: number }>> = {
	[`${LATENCY_MS} ms`]: { latencyMs: LATENCY_MS, connectLatencyMs: 0 },
	[`${LATENCY_MS} ms, connecting too`]: { latencyMs: LATENCY_MS, connectLatencyMs: LATENCY_MS },
	'no latency': { latencyMs: 0, connectLatencyMs: 0 },
};

function fill(x: LocalX): Pick<Job, 'handles' | 'ids'> {
	const handles = Array.from({ length: USERS }, (_, i) => x.world.addUser({ username: `reader${i}`, name: `Reader ${i}` }).username);
	const start = Date.now() - 86_400_000;
	const ids = Array.from({ length: POSTS }, (_, i) => x.world.addPost({ by: 'newsroom', text: `Benchmark number ${i}`, at: start + i * 1000 }).id);
	return { handles, ids };
}

async function run(work: string, contender: string, jobFile: string, certificate: string): Promise<Took> {
	const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--import', 'tsx', path.join(__dirname, 'child.ts'), work, contender, jobFile], {
		cwd: path.resolve(__dirname, '..'), maxBuffer: 2 ** 26, env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate, N8N_LOG_LEVEL: 'silent' },
	});
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Took;
}

/** @param only parts of the names of works, networks and contenders to measure; all without */
export async function reads(...only: string[]): Promise<void> {
	const x = await startLocalX({ seed: 'demo', quiet: true, tls: true, rateLimits: false, spec: false, balanceUsd: 1e9 });
	const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
	const [jobFile, certificate] = [path.join(folder, 'job.json'), path.join(folder, 'ca.pem')];
	writeFileSync(certificate, x.certificate ?? '');
	const job: Job = { url: x.url, token: x.userToken('ourbrand', scopes()), query: 'from:newsroom Benchmark', count: POSTS, ...fill(x) };
	writeFileSync(jobFile, JSON.stringify(job));
	for (const [work, { networks, contenders }] of Object.entries(WORK)) {
		for (const network of networks) {
			const rows: string[][] = [];
			let ours: number | undefined;
			for (const contender of Object.keys(contenders)) {
				if (!only.every((part) => `${work} ${network} ${contender}`.includes(part))) continue;
				x.faults.set(NETWORKS[network]);
				x.requests.splice(0);
				const { ms, peakMb, came } = await run(work, contender, jobFile, certificate);
				ours ??= ms;
				rows.push([contender, String(x.requests.filter(({ path: asked }) => asked.startsWith('/2/')).length), (ms / 1000).toFixed(2), (ms / ours).toFixed(2), peakMb.toFixed(0), `${came[2]}: ${came[0]} … ${came[1]}`]);
			}
			if (rows.length > 0) report('reads', `${work}, ${network}`, ['', 'requests', 'seconds', 'times the first', 'peak MB over idle', 'came'], rows);
		}
	}
	await x.close();
}

if (require.main === module) void reads(...process.argv.slice(2));
