/** One contender at one work: `child.ts WORK CONTENDER JOBFILE` prints what it took as JSON. */
import { readFileSync } from 'node:fs';
import { WORK, type Came, type Job, type Work } from './contenders';

/** Items before the work. */
const WARM_UP = 100;

export interface Took {
	/** Milliseconds since 1970. */
	beganAt: number;
	ms: number;
	/** Time of processors, in milliseconds. */
	cpuMs: number;
	/** Highest resident memory over what the process had before the work, in MB. */
	peakMb: number;
	came: Came;
}

/** Done three times unless it takes longer than this. */
const LONG_MS = 30_000;

async function measure(work: Work, job: Job): Promise<Took> {
	global.gc?.();
	const idle = process.memoryUsage.rss();
	let peak = idle;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 10);
	const beganAt = Date.now();
	const [began, cpu] = [performance.now(), process.cpuUsage()];
	const came = await work(job);
	const ms = performance.now() - began;
	const { user, system } = process.cpuUsage(cpu);
	clearInterval(watch);
	return { beganAt, ms, cpuMs: (user + system) / 1000, peakMb: (Math.max(peak, process.memoryUsage.rss()) - idle) / 2 ** 20, came };
}

async function main([name, contender, file]: string[]): Promise<void> {
	const job = JSON.parse(readFileSync(file, 'utf8')) as Job;
	const work = WORK[name].contenders[contender] as Work;
	// A hundred look-ups first, so that loading and compiling code is nobody's cost: n8n runs for weeks.
	const [first] = Object.values(WORK);
	await first.contenders[contender.split(',')[0]]?.({ ...job, handles: job.handles.slice(0, WARM_UP) });
	const took = [await measure(work, job)];
	if (took[0].ms < LONG_MS) took.push(await measure(work, job), await measure(work, job));
	took.sort((a, b) => a.ms - b.ms);
	console.log(JSON.stringify({ ...took[Math.floor(took.length / 2)], peakMb: Math.max(...took.map(({ peakMb }) => peakMb)) }));
	process.exit(0);
}

void main(process.argv.slice(2));
