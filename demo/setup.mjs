#!/usr/bin/env node
// Sets up what `npm start` or `npm test` needs: plain Node.js without dependencies, because none are installed yet.
import fs from 'node:fs';
import path from 'node:path';
import { checkDisk, checkNetwork, checkNode } from './setup/checks.mjs';
import { alone } from './setup/lock.mjs';
import { madeFile, runFolder } from './setup/paths.mjs';
import { Problem } from './setup/problem.mjs';
import { progress } from './setup/screen.mjs';
import { made, stepsFor } from './setup/steps.mjs';
import { fileURLToPath } from 'node:url';

export const GOALS = ['start', 'test'];

/**
 * Does what remains to be done; if nothing does, prints and changes nothing.
 * @param parts of `npm test`; all by default
 */
export async function setUp(goal, parts) {
	checkNode();
	fs.mkdirSync(runFolder, { recursive: true });
	await alone(async () => {
		const steps = stepsFor(goal, parts);
		const toDo = steps.filter((step) => !step.isDone());
		checkDisk(toDo.reduce((sum, step) => sum + step.size, 0));
		if (toDo.some((step) => step.online)) await checkNetwork();
		for (const [index, step] of toDo.entries()) {
			await progress(`Set-up ${index + 1}/${toDo.length}: ${step.label}`, () => step.run(), step.detail?.());
		}
		fs.writeFileSync(madeFile, JSON.stringify({ ...before(), ...made(steps) }, null, '\t'));
	});
}

/** Paths recorded by an earlier set-up, perhaps for the other goal. */
const before = () => (fs.existsSync(madeFile) ? JSON.parse(fs.readFileSync(madeFile, 'utf8')) : {});

/** Exits with a readable error: one line for a fixable problem, a stack trace for a bug. */
export function fail(error) {
	console.error(error?.name === 'Problem' ? `✖ ${error.message}` : error);
	process.exitCode = 1;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
	const [goal, ...parts] = process.argv.slice(2);
	if (GOALS.includes(goal)) await setUp(goal, parts).catch(fail);
	else
		fail(
			new Problem(
				'Say what for: node demo/setup.mjs start|test, and after test the parts (node demo/setup.mjs test e2e)',
			),
		);
}
