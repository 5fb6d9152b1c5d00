/** One contender at one work: `child.ts WORK CONTENDER JOBFILE`, forked, does it once for each message and answers with what it took. */
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
	return {
		beganAt,
		ms,
		cpuMs: (user + system) / 1000,
		peakMb: (Math.max(peak, process.memoryUsage.rss()) - idle) / 2 ** 20,
		came,
	};
}

async function main([name, contender, file]: string[]): Promise<void> {
	const job = JSON.parse(readFileSync(file, 'utf8')) as Job;
	const work = WORK[name].contenders[contender] as Work;
	// A hundred look-ups first, so that loading and compiling code is nobody's cost: n8n runs for weeks.
	const [first] = Object.values(WORK);
	await first.contenders[contender.split(',')[0]]?.({ ...job, handles: job.handles.slice(0, WARM_UP) });
	process.on('message', () => void measure(work, job).then((took) => process.send?.(took)));
	process.send?.('warm');
}

void main(process.argv.slice(2));
