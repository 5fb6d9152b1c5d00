/** The programs that the set-up starts. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const command = path.resolve(__dirname, '../../../demo/setup/command.mjs');
const folder = mkdtempSync(path.join(os.tmpdir(), 'setup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lives = (pid: number) => {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
};

/** A set-up whose only step tells its process ID and then stays. */
const SETUP = `
import fs from 'node:fs';
const { run } = await import(process.argv[1]);
const step = 'require("fs").writeFileSync(process.argv[1], String(process.pid)); setInterval(() => {}, 1000)';
const said = setInterval(() => {
	if (!fs.existsSync(process.argv[2])) return;
	clearInterval(said);
	console.log(fs.readFileSync(process.argv[2], 'utf8'));
}, 10);
await run('test-of-command', process.execPath, ['-e', step, process.argv[2]]);
`;

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('end with the set-up when it gets %s', async (signal) => {
	const setup = spawn(process.execPath, ['--input-type=module', '-e', SETUP, command, path.join(folder, signal)]);
	const pid = await new Promise<number>((resolve) => setup.stdout.once('data', (text) => resolve(Number(text))));
	expect(lives(pid)).toBe(true);
	const ended = new Promise((resolve) => setup.once('close', (_, by) => resolve(by)));
	setup.kill(signal);
	expect(await ended).toBe(signal);
	expect(lives(pid)).toBe(false);
});
