/** One contender at one work: `child.ts WORK CONTENDER JOBFILE` prints what it took as JSON. */
import { readFileSync } from 'node:fs';
import { WORK, type Came, type Job } from './contenders';

export interface Took {
	ms: number;
	/** Highest resident memory over what the process had before the work, in MB. */
	peakMb: number;
	came: Came;
}

async function main([work, contender, file]: string[]): Promise<void> {
	const job = JSON.parse(readFileSync(file, 'utf8')) as Job;
	// One small look-up first, so that loading and compiling code is nobody's cost.
	const [first] = Object.keys(WORK);
	await WORK[first].contenders[contender.split(',')[0]]?.({ ...job, handles: job.handles.slice(0, 1) });
	global.gc?.();
	const idle = process.memoryUsage().rss;
	let peak = idle;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 10);
	const began = performance.now();
	const came = await WORK[work].contenders[contender](job);
	const ms = performance.now() - began;
	clearInterval(watch);
	console.log(JSON.stringify({ ms, peakMb: (Math.max(peak, process.memoryUsage().rss) - idle) / 2 ** 20, came } satisfies Took));
	process.exit(0);
}

void main(process.argv.slice(2));
