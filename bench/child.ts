/** One contender at one work: `child.ts WORK CONTENDER JOBFILE` prints what it took as JSON. */
import { readFileSync } from 'node:fs';
import { WORK, type Came, type Job, type Work } from './contenders';

export interface Took {
	ms: number;
	/** Time of processors, in milliseconds. */
	cpuMs: number;
	/** Highest resident memory over what the process had before the work, in MB. */
	peakMb: number;
	came: Came;
	/** Requests made before the work. */
	warmUp: number;
}

async function main([work, contender, file]: string[]): Promise<void> {
	const job = JSON.parse(readFileSync(file, 'utf8')) as Job;
	// One small look-up first, so that loading and compiling code is nobody's cost.
	const [first] = Object.values(WORK);
	const warm = first.contenders[contender.split(',')[0]];
	await warm?.({ ...job, handles: job.handles.slice(0, 1) });
	global.gc?.();
	const idle = process.memoryUsage().rss;
	let peak = idle;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 10);
	const [began, cpu] = [performance.now(), process.cpuUsage()];
	const came = await (WORK[work].contenders[contender] as Work)(job);
	const ms = performance.now() - began;
	const { user, system } = process.cpuUsage(cpu);
	clearInterval(watch);
	console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, peakMb: (Math.max(peak, process.memoryUsage().rss) - idle) / 2 ** 20, came, warmUp: warm ? 1 : 0 } satisfies Took));
	process.exit(0);
}

void main(process.argv.slice(2));
