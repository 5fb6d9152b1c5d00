/** How much memory a process takes at its peak. */
import { readFileSync, writeFileSync } from 'node:fs';

/** The kernel's own peak where it can be set back (Linux); elsewhere the largest of many samples. */
export function watchMemory(): () => number {
	const idle = process.memoryUsage.rss();
	let most = idle;
	const sampling = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
	const exact = tryTo(() => writeFileSync('/proc/self/clear_refs', '5'));
	return () => {
		clearInterval(sampling);
		const peak = exact
			? Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) * 1024
			: 0;
		return Math.max(most, peak) - idle;
	};
}

function tryTo(work: () => void): boolean {
	try {
		work();
		return true;
	} catch {
		return false;
	}
}
