/** Reads of many items, side by side with what a user would take instead: `npm run bench -- reads`. Numbers count only within one run. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { scopes } from '../connector';
import { startLocalX, type LocalX } from '../sandbox';
import type { Took } from './child';
import { WORK, type Came, type Job, type Network } from './contenders';
import { report } from './report';

const USERS = 1000;
const SEARCHED = 10_000;

/** Delay in milliseconds on each answer and on each new connection. */
const NETWORKS: Readonly<Record<Network, { tls: boolean; latencyMs: number; connectLatencyMs: number }>> = {
	'50 ms': { tls: true, latencyMs: 50, connectLatencyMs: 0 },
	'50 ms, connecting too': { tls: true, latencyMs: 50, connectLatencyMs: 50 },
	'no latency, no TLS': { tls: false, latencyMs: 0, connectLatencyMs: 0 },
};

function fill(x: LocalX, posts: number): Pick<Job, 'handles' | 'userIds' | 'ids'> {
	const users = Array.from({ length: USERS }, (_, i) =>
		x.world.addUser({ username: `reader${i}`, name: `Reader ${i}` }),
	);
	const start = Date.now() - 86_400_000;
	const ids = Array.from(
		{ length: posts },
		(_, i) => x.world.addPost({ by: 'newsroom', text: `Benchmark number ${i}`, at: start + i * 500 }).id,
	);
	for (const [i, user] of users.entries()) x.world.social.addLike(ids[i], user.id);
	return { handles: users.map(({ username }) => username), userIds: users.map(({ id }) => id), ids };
}

const isRight = ([first, last, count]: Came, right: readonly string[]) =>
	first === right[0] && last === right[right.length - 1] && count === right.length;

/** Rounds, and the milliseconds above which one is enough. */
const ROUNDS = 3;
const LONG_MS = 30_000;

interface Contender {
	/** Does the work once. */
	round(): Promise<Took>;
	end(): void;
}

async function start(work: string, contender: string, jobFile: string, certificate: string): Promise<Contender> {
	const child = fork(path.join(__dirname, 'child.ts'), [work, contender, jobFile], {
		execArgv: ['--expose-gc', '--import', 'tsx'],
		cwd: path.resolve(__dirname, '..'),
		env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate, N8N_LOG_LEVEL: 'silent' },
	});
	const said = async () =>
		(
			await Promise.race([
				once(child, 'message'),
				once(child, 'exit').then(() => Promise.reject(new Error(`${contender} ended at '${work}'`))),
			])
		)[0] as unknown;
	await said();
	return {
		async round() {
			const took = said();
			child.send('go');
			return (await took) as Took;
		},
		end: () => void child.kill(),
	};
}

/** In turns, so that a machine that is slow for a while is slow for all of them; of each the round in the middle counts, of memory the highest. */
async function rounds(contenders: readonly Contender[]): Promise<Took[]> {
	const all: Took[][] = contenders.map(() => []);
	for (let round = 0; round < ROUNDS; round++) {
		for (const [i, contender] of contenders.entries()) {
			if (all[i].every(({ ms }) => ms < LONG_MS)) all[i].push(await contender.round());
		}
	}
	return all.map((took) => ({
		...[...took].sort((a, b) => a.ms - b.ms)[Math.floor(took.length / 2)],
		peakMb: Math.max(...took.map(({ peakMb }) => peakMb)),
	}));
}

/** @param only parts of the names of works, networks and contenders to measure; all without */
async function reads(...only: string[]): Promise<void> {
	for (const [work, { networks, posts = 10_000, contenders }] of Object.entries(WORK)) {
		for (const network of networks) {
			const chosen = Object.keys(contenders).filter((contender) =>
				only.every((part) => `${work} ${network} ${contender}`.includes(part)),
			);
			if (chosen.length > 0) await compare(work, network, posts, chosen);
		}
	}
}

async function compare(work: string, network: Network, posts: number, contenders: string[]): Promise<void> {
	const { tls, ...latency } = NETWORKS[network];
	const x = await startLocalX({ seed: 'demo', tls, rateLimits: false, spec: false, balanceUsd: 1e9 });
	const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
	const [jobFile, certificate] = [path.join(folder, 'job.json'), path.join(folder, 'ca.pem')];
	writeFileSync(certificate, x.certificate ?? '');
	const job: Job = {
		url: x.url,
		token: x.userToken('ourbrand', scopes()),
		query: 'from:newsroom Benchmark',
		count: SEARCHED,
		...fill(x, posts),
	};
	writeFileSync(jobFile, JSON.stringify(job));
	x.faults.set(latency);
	// The built-in node connects for each request over every network: minutes that tell nothing new.
	const compared = contenders.filter((contender) => contender !== 'built-in node' || latency.connectLatencyMs === 0);
	const children: Contender[] = [];
	for (const contender of compared) children.push(await start(work, contender, jobFile, certificate));
	const took = await rounds(children);
	for (const child of children) child.end();
	const rows = took.map(({ beganAt, ms, cpuMs, peakMb, came }, i) => {
		const asked = x.requests.filter(
			({ path: where, at }) => where.startsWith('/2/') && Date.parse(at) >= beganAt && Date.parse(at) <= beganAt + ms,
		);
		const right = isRight(came, WORK[work].right(job, compared[i]));
		return [
			compared[i],
			String(asked.length),
			(ms / 1000).toFixed(2),
			(ms / took[0].ms).toFixed(2),
			(cpuMs / 1000).toFixed(2),
			peakMb.toFixed(0),
			right ? 'yes' : `NO: ${came.join(', ')}`,
		];
	});
	await x.close();
	rmSync(folder, { recursive: true });
	report({
		measurement: 'reads',
		title: `${work}, ${network}`,
		head: ['', 'requests', 'seconds', 'times the first', 'CPU seconds', 'peak MB over idle', 'number and ends right'],
		rows,
		drawn: 'seconds',
	});
}

if (require.main === module) void reads(...process.argv.slice(2));
