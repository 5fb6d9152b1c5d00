#!/usr/bin/env node
// `npm run mutants -- api/client host/session/transport.ts`: breaks these files in a thousand small ways, and sees whether a test notices.
// Without a path, all of api/ and host/. With paths of tests as well (files or folders), only these are run: quicker, and at worst too strict.
// `npm run mutants -- --changed` lists the files whose code is no longer what was measured.
// What came out stands in results.json, by file, and in docs/mutants.md, which is written from it;
// a mutant that no test can notice gets its reason there, in `why`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { document } from './document.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const resultsFile = path.join(root, 'test/mutants/results.json');

/** What is proven on n8n itself as well: the tests that go that way. Everything else is proven by unit tests. */
const throughN8n = {
	'host/action': ['integration/action'],
	'host/activity': ['integration/activity'],
	'host/chat': ['unit/activity/delivery.test.ts', 'integration/activity/chat.test.ts', 'integration/rows/chat.test.ts'],
	'host/connection': ['unit/stream', 'unit/activity', 'integration/activity', 'integration/stream'],
	'host/files': ['integration/files'],
	'host/poll': ['integration/poll'],
	'host/stream': ['unit/connection', 'integration/stream'],
};
/** Measured elsewhere (text against twitter-text, articles against a CommonMark library) or nothing but tables. */
const aside = /^api\/(text|article)\/|^host\/panel\//;

const posix = (file) => file.split(path.sep).join('/');
const filesIn = (folder) =>
	fs.existsSync(path.join(root, folder))
		? fs
				.readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
				.filter((entry) => entry.isFile())
				.map((entry) => posix(path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name))))
		: [];
/** A test, or those of a folder. */
const testsIn = (place) =>
	place.endsWith('.ts') ? [place] : filesIn(place).filter((file) => file.endsWith('.test.ts'));
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');

const roomOf = (file) => file.split('/').slice(0, 2).join('/');

/** The unit tests of its room, which a folder within it shares; where there are none, those that import the file. */
function testsOf(file) {
	const room = roomOf(file);
	const tests = testsIn('test/unit');
	const near = tests.filter((test) => test.startsWith(`test/unit/${path.posix.basename(room)}/`));
	const importing = tests.filter((test) => read(test).includes(`/${file.replace(/\.ts$/, '')}'`));
	return [
		...(near.length > 0 ? near : importing),
		...(throughN8n[room] ?? []).flatMap((way) => testsIn(`test/${way}`)),
	];
}

/** Tells whether code has changed since; comments and layout do not count. */
const markOf = (source) =>
	createHash('sha256')
		.update(transformSync(source, { loader: 'ts', minifyWhitespace: true }).code)
		.digest('hex')
		.slice(0, 12);

const brief = (text) => {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > 90 ? `${line.slice(0, 60)} … ${line.slice(-25)}` : line;
};

function textAt(source, { start, end }) {
	const lines = source.split('\n');
	const offset = ({ line, column }) => lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1;
	return source.slice(offset(start), offset(end));
}

/** What the report says of a file; reasons given earlier stay with the mutants that they are about. */
function resultOf(file, report, earlier = { survivors: [] }) {
	const { mutants = [], source = '' } = report.files[file] ?? {};
	const count = (...kinds) => mutants.filter(({ status }) => kinds.includes(status)).length;
	// Of what runs once at loading, Stryker remembers when no test loaded the file yet; a test may also be the first to load it.
	const isAtLoading = ({ status, static: isStatic }) => isStatic && ['NoCoverage', 'Survived'].includes(status);
	const reasons = [...earlier.survivors];
	const survivors = mutants
		.filter((mutant) => ['NoCoverage', 'Survived'].includes(mutant.status) && !isAtLoading(mutant))
		.map(({ location, replacement }) => {
			const [from, to] = [brief(textAt(source, location)), brief(replacement)];
			const known = reasons.findIndex((each) => each.from === from && each.to === to);
			const [{ why = '' } = {}] = known < 0 ? [] : reasons.splice(known, 1);
			return { line: location.start.line, from, to, why };
		})
		.sort((a, b) => a.line - b.line);
	return {
		of: markOf(source || read(file)),
		killed: count('Killed', 'Timeout'),
		total: count('Killed', 'Timeout') + survivors.length,
		ignored: count('Ignored') + mutants.filter(isAtLoading).length,
		survivors,
	};
}

function measure(room, files) {
	const tests = chosenTests.length > 0 ? chosenTests : [...new Set(files.flatMap(testsOf))];
	const incremental = `.run/mutants/${room.replaceAll('/', '-')}.json`;
	console.log(`\n── ${files.join(' ')}: ${tests.join(' ') || 'no tests'} ──`);
	if (tests.length === 0) return undefined;
	const { status } = spawnSync(
		process.execPath,
		[
			'node_modules/@stryker-mutator/core/bin/stryker.js',
			'run',
			'--mutate',
			files.join(','),
			'--incrementalFile',
			incremental,
		],
		{ cwd: root, stdio: 'inherit', env: { WRITTEN_ONCE_RUNS: '100', ...process.env, MUTANTS_FILES: tests.join(',') } },
	);
	return status === 0 ? JSON.parse(read(incremental)) : undefined;
}

const resultsSoFar = () => (fs.existsSync(resultsFile) ? JSON.parse(fs.readFileSync(resultsFile, 'utf8')) : {});

const paths = process.argv.slice(2).map((each) => posix(each).replace(/\/$/, ''));
const chosenTests = paths.filter((each) => each.startsWith('test/')).flatMap(testsIn);
const isQuestion = paths.includes('--changed');
const asked = paths.filter((each) => !each.startsWith('test/') && each !== '--changed');
const files = [...filesIn('api'), ...filesIn('host')]
	.filter((file) => file.endsWith('.ts'))
	.filter((file) =>
		asked.length === 0 ? !aside.test(file) : asked.some((each) => file === each || file.startsWith(`${each}/`)),
	);
if (isQuestion) {
	const results = resultsSoFar();
	console.log(files.filter((file) => results[file]?.of !== markOf(read(file))).join('\n') || 'Nothing has changed.');
	process.exit();
}
let broken = files.length === 0;
for (const room of new Set(files.map(roomOf))) {
	const ofRoom = files.filter((file) => roomOf(file) === room);
	const report = measure(room, ofRoom);
	if (!report) {
		broken = true;
		continue;
	}
	const results = resultsSoFar();
	for (const file of ofRoom) results[file] = resultOf(file, report, results[file]);
	const kept = Object.entries(results)
		.filter(([each]) => fs.existsSync(path.join(root, each)))
		.sort(([a], [b]) => (a < b ? -1 : 1));
	fs.writeFileSync(resultsFile, `${JSON.stringify(Object.fromEntries(kept), undefined, '\t')}\n`);
	fs.writeFileSync(path.join(root, 'docs/mutants.md'), document(Object.fromEntries(kept)));
	for (const file of ofRoom) {
		const { killed, total, ignored, survivors } = results[file];
		console.log(
			`${file}: ${killed} of ${total} killed, ${ignored} ignored; ${survivors.filter(({ why }) => !why).length} without a reason`,
		);
	}
}
process.exitCode = broken ? 1 : 0;
