#!/usr/bin/env node
// `npm test`: everything that can say no, one after the other, with one table and one sum at the end.
// `npm test -- unit e2e` runs some of it, `npm test -- integration/rows` the tests below a folder. Only what that needs is set up:
// n8n and a browser for e2e, n8n's scanner for scanner.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, setUp } from '../demo/setup.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const results = path.join(root, '.run', 'test');

/** Programs that pass or fail as one. They are of one thread each, so they run side by side. */
const whole = {
	lint: [
		['node_modules/eslint/bin/eslint.js', '.'],
		['node_modules/prettier/bin/prettier.cjs', '--check', '.'],
	],
	types: [['node_modules/typescript/bin/tsc', '-p', 'tsconfig.all.json']],
	scanner: [['test/scanner/scan.mjs']],
};

/** Projects of jest.config.js, counted by test. */
const jestProjects = ['unit', 'contract', 'sandbox', 'integration', 'e2e'];

const order = ['lint', 'types', 'scanner', ...jestProjects];

function start(args, stdio) {
	const env = { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' };
	return spawn(process.execPath, args, { cwd: root, stdio, env });
}

const exitOf = (child) => new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));

const node = (args) => exitOf(start(args, 'inherit'));

/** What it prints comes in one piece, so that programs side by side do not talk into each other. */
async function nodeInOnePiece(args) {
	const child = start(args, ['ignore', 'pipe', 'pipe']);
	const output = [];
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => output.push(piece));
	const code = await exitOf(child);
	return { code, output: Buffer.concat(output) };
}

async function runWhole(name) {
	const ended = await Promise.all(whole[name].map(nodeInOnePiece));
	for (const { output } of ended) process.stdout.write(output);
	const failed = ended.some(({ code }) => code !== 0) ? 1 : 0;
	return { passed: 1 - failed, failed, skipped: 0 };
}

async function runJest(name) {
	const [project, ...folder] = name.split('/');
	const file = path.join(results, `${name.replaceAll('/', '-')}.json`);
	fs.mkdirSync(results, { recursive: true });
	fs.rmSync(file, { force: true });
	// Each end-to-end file starts an n8n of its own, which two cores can do one at a time. Elsewhere jest would leave a core idle.
	const workers = project === 'e2e' ? '--runInBand' : '--maxWorkers=100%';
	const code = await node([
		'node_modules/jest/bin/jest.js',
		workers,
		'--selectProjects',
		project,
		...(folder.length > 0 ? ['--testPathPattern', `/test/${project}/${folder.join('/')}`] : []),
		'--json',
		'--outputFile',
		file,
	]);
	if (!fs.existsSync(file)) return { passed: 0, failed: 1, skipped: 0, note: 'jest did not run' };
	const answer = JSON.parse(fs.readFileSync(file, 'utf8'));
	const passed = answer.numPassedTests;
	let failed = answer.numFailedTests + answer.numRuntimeErrorTestSuites;
	if (passed + failed === 0) return { passed: 0, failed: 1, skipped: 0, note: 'no test was found' };
	if (code !== 0 && failed === 0) failed = 1;
	return { passed, failed, skipped: answer.numPendingTests + answer.numTodoTests };
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !order.includes(name) && !jestProjects.includes(name.split('/')[0]));
if (unknown.length > 0) {
	console.error(`✖ There is no ${unknown.join(', ')}: choose from ${order.join(', ')}.`);
	process.exit(1);
}

await setUp('test', asked).catch((error) => {
	fail(error);
	process.exit(1);
});

async function run(name) {
	const started = Date.now();
	const counted = await (name in whole ? runWhole(name) : runJest(name));
	return { name, ...counted, seconds: Math.round((Date.now() - started) / 1000) };
}

const names = asked.length === 0 ? order : asked;
const together = names.filter((name) => name in whole);
if (together.length > 0) console.log(`\n── ${together.join(', ')} ──`);
const rows = await Promise.all(together.map(run));
for (const name of names.filter((each) => !together.includes(each))) {
	console.log(`\n── ${name} ──`);
	rows.push(await run(name));
}

const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
console.log('\n                  passed  failed  skipped  seconds');
for (const { name, passed, failed, skipped, seconds, note = '' } of rows) {
	const cells = [
		String(passed).padStart(6),
		String(failed).padStart(8),
		String(skipped).padStart(9),
		String(seconds).padStart(9),
	];
	console.log(`${name.padEnd(18)}${cells.join('')}  ${note}`.trimEnd());
}
const line = `${sum('passed')} passed, ${sum('failed')} failed`;
console.log(`\n${line}`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
