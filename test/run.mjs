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

/** Programs that pass or fail as one, one after the other. */
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

function node(args) {
	return new Promise((resolve) => {
		const child = spawn(process.execPath, args, {
			cwd: root,
			stdio: 'inherit',
			env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
		});
		child.on('close', (code) => resolve(code ?? 1));
	});
}

async function runWhole(name) {
	let failed = 0;
	for (const program of whole[name]) if ((await node(program)) !== 0) failed = 1;
	return { passed: 1 - failed, failed, skipped: 0 };
}

async function runJest(name) {
	const [project, ...folder] = name.split('/');
	const file = path.join(results, `${name.replaceAll('/', '-')}.json`);
	fs.mkdirSync(results, { recursive: true });
	fs.rmSync(file, { force: true });
	// Each end-to-end file starts an n8n of its own, which two cores can do one at a time.
	const inTurn = project === 'e2e' ? ['--runInBand'] : [];
	const code = await node([
		'node_modules/jest/bin/jest.js',
		...inTurn,
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

const rows = [];
for (const name of asked.length === 0 ? order : asked) {
	console.log(`\n── ${name} ──`);
	const started = Date.now();
	const counted = await (name in whole ? runWhole(name) : runJest(name));
	rows.push({ name, ...counted, seconds: Math.round((Date.now() - started) / 1000) });
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
