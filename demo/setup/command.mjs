// Runs another program: its output goes to a log file, whose end is shown on failure.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Problem } from './problem.mjs';
import { logFolder, root } from './paths.mjs';

const lastLines = 12;

const ends = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Ends the child before this process: an orphaned npm would write into the folders of the next set-up. */
function endTogether(child) {
	const end = (signal) => {
		child.once('close', () => process.kill(process.pid, signal));
		child.kill(signal);
		letGo();
	};
	const letGo = () => ends.forEach((signal) => process.off(signal, end));
	ends.forEach((signal) => process.once(signal, end));
	child.once('close', letGo);
}

export async function run(logName, command, args, options = {}) {
	fs.mkdirSync(logFolder, { recursive: true });
	const log = path.join(logFolder, `${logName}.log`);
	const out = fs.openSync(log, 'w');
	const code = await new Promise((resolve) => {
		const child = spawn(command, args, {
			cwd: root,
			...options,
			env: { ...process.env, ...options.env },
			stdio: ['ignore', out, out],
		});
		endTogether(child);
		child.on('error', (error) => {
			fs.writeSync(out, `${error.message}\n`);
			resolve(1);
		});
		child.on('close', resolve);
	}).finally(() => fs.closeSync(out));
	if (code === 0) return;
	const tail = fs.readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lastLines).join('\n');
	console.error(tail);
	throw new Problem(
		`${path.basename(command)} ${args.slice(0, 3).join(' ')} did not work; all it said is in ${path.relative(root, log)}`,
	);
}

/** The npm that started this program if there is one, which avoids another version or a shell in between. */
function npmCommand(args) {
	const cli = process.env.npm_execpath;
	if (cli?.endsWith('.js')) return [process.execPath, [cli, ...args], {}];
	return process.platform === 'win32' ? ['npm.cmd', args, { shell: true }] : ['npm', args, {}];
}

export function npm(logName, args, options = {}) {
	const [command, all, extra] = npmCommand(args);
	return run(logName, command, all, { ...extra, ...options });
}

export function askNpm(args, options = {}) {
	const [command, all, extra] = npmCommand(args);
	return promisify(execFile)(command, all, { cwd: root, ...extra, ...options });
}
