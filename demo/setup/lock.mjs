// Prevents two concurrent set-ups (npm start in one window, npm test in the other) from writing to the same folders.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runFolder } from './paths.mjs';

const lockFile = path.join(runFolder, 'setup.lock');

function holder() {
	try {
		const pid = Number(fs.readFileSync(lockFile, 'utf8'));
		process.kill(pid, 0);
		return pid;
	} catch {
		return undefined;
	}
}

async function take() {
	for (let told = false; ;) {
		try {
			fs.writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
			return;
		} catch (error) {
			if (error.code !== 'EEXIST') throw error;
		}
		const pid = holder();
		if (pid === undefined) {
			fs.rmSync(lockFile, { force: true });
			continue;
		}
		if (!told) console.log(`… Another set-up (process ${pid}) is at work in this folder; waiting for it`);
		told = true;
		await pause(500);
	}
}

/** Runs `work` while no other set-up runs here; the lock of a killed one is ignored. */
export async function alone(work) {
	await take();
	const release = () => fs.rmSync(lockFile, { force: true });
	process.once('exit', release);
	try {
		return await work();
	} finally {
		process.off('exit', release);
		release();
	}
}
