// Runs the tests of a room within one process, for Stryker: Jest would load everything anew for every mutant, seconds for what takes milliseconds.
// Every test file is bundled for itself, so that what its modules remember is its own; libraries are shared.
import fs from 'node:fs';
import { createRequire, Module } from 'node:module';
import path from 'node:path';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
	determineHitLimitReached,
	DryRunStatus,
	TestStatus,
	toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { buildSync, transformSync } from 'esbuild';
import { collect } from './collect.mjs';

const require = createRequire(path.resolve('package.json'));
const ns = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

const QUICK_MS = 30;

const outcomeOf = async (work) => {
	try {
		await work;
		return undefined;
	} catch (error) {
		return error instanceof Error ? (error.stack ?? error.message) : String(error);
	}
};

/** A call of `jest.mock` has to come before what it is about is loaded, as with Jest. */
const MOCK = /^jest\.mock\((?:.*\);$|[\s\S]*?^[)}]*\);$)/gm;

function hoisted(file) {
	const source = fs.readFileSync(file, 'utf8');
	const js = (text) => transformSync(text, { loader: 'ts', format: 'cjs' }).code;
	return [...(source.match(MOCK) ?? []), source.replace(MOCK, '')].map(js).join('\n');
}

function bundled(file) {
	const { outputFiles } = buildSync({
		stdin: { contents: hoisted(file), resolveDir: path.dirname(file), sourcefile: file },
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		write: false,
		loader: { '.wasm': 'binary' },
		packages: 'external',
		logLevel: 'error',
	});
	return outputFiles[0].text;
}

function load(file, inside) {
	const code = bundled(file);
	const module = new Module(file);
	module.filename = file;
	module.paths = Module._nodeModulePaths(path.dirname(file));
	const own = Object.assign((name) => (inside.mocks.has(name) ? inside.mocks.get(name) : require(name)), {
		resolve: require.resolve,
	});
	const wrapped = `(function (module, exports, require, __filename, __dirname, ${Object.keys(inside.globals).join(', ')}) {${code}\n})`;
	const run = new Function(`return ${wrapped}`)();
	run(module, module.exports, own, file, path.dirname(file), ...Object.values(inside.globals));
	return module.exports;
}

const failed = (tests = []) => new Set(tests.filter(({ status }) => status !== TestStatus.Success).map(({ id }) => id));

class RoomRunner {
	files = [];
	/** Tests that fail although no mutant is active. */
	unfit = new Set();
	static inject = tokens(commonTokens.logger, commonTokens.options);
	constructor(log) {
		this.log = log;
	}
	capabilities() {
		return { reloadEnvironment: true };
	}
	async init() {
		process.env.NODE_ENV = 'test';
		process.env.N8N_LOG_LEVEL ??= 'silent';
		if (!fs.existsSync('node_modules')) fs.symlinkSync(path.resolve('../../node_modules'), 'node_modules');
		this.load();
	}
	load() {
		const { usual, unfit } = this;
		this.files = process.env.MUTANTS_FILES.split(',').map((file) => this.collected(path.resolve(file)));
		for (const { inside } of this.files)
			inside.tests = inside.tests
				.filter(({ id }) => !unfit.has(id))
				.map((test) => ({ ...test, usualMs: usual?.get(test.id) }));
	}
	collected(file) {
		const inside = collect({
			actual: (name) =>
				name.startsWith('.')
					? load(`${path.resolve(path.dirname(file), name)}.ts`, { mocks: new Map(), globals: inside.globals })
					: require(name),
		});
		load(file, inside);
		const seen = new Map();
		for (const test of inside.tests) {
			const name = `${path.relative(process.cwd(), file)} ${test.name}`;
			const again = seen.get(name) ?? 0;
			seen.set(name, again + 1);
			test.id = again > 0 ? `${name} (${again})` : name;
		}
		return { file, inside };
	}
	async dryRun() {
		const results = await this.run(() => true, { bail: false });
		// What cannot be repeated, or not within one process, is left to the suite itself.
		const again = await this.run(() => true, { bail: false });
		this.leaveOut(failed([...results, ...again]));
		for (const { id, failureMessage } of [...results, ...again])
			if (failureMessage) this.log.warn(`Left out: ${id}: ${failureMessage}`);
		const fit = again.filter(({ id }) => !this.unfit.has(id));
		this.usual = new Map(fit.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
		const { mutantCoverage } = ns;
		this.load();
		return {
			status: DryRunStatus.Complete,
			tests: fit,
			mutantCoverage,
		};
	}
	async mutantRun({ activeMutant, testFilter, disableBail, hitLimit }) {
		const wanted = testFilter && new Set(testFilter);
		const mutated = async () => {
			ns.activeMutant = activeMutant.id;
			ns.hitLimit = hitLimit && hitLimit / 10;
			ns.hitCount = hitLimit ? 0 : undefined;
			const tests = await this.quickFirst(({ id }) => !wanted || wanted.has(id), { bail: !disableBail });
			const limited = determineHitLimitReached(ns.hitCount, ns.hitLimit);
			ns.activeMutant = ns.hitCount = ns.hitLimit = undefined;
			return limited ?? { status: DryRunStatus.Complete, tests };
		};
		for (;;) {
			const result = await mutated();
			// What an earlier mutant left behind must not count as a kill: without a mutant, the test has to succeed.
			const broken = await this.failing(failed(result.tests));
			if (broken.size === 0) return toMutantRunResult(result, disableBail);
			this.load();
			// What fails even when all is loaded anew, no mutant has broken.
			const unfit = await this.failing(broken);
			if (unfit.size === 0) return toMutantRunResult(await mutated(), disableBail);
			for (const id of unfit) this.log.warn(`Left out from here on: ${id}`);
			this.leaveOut(unfit);
			this.load();
		}
	}
	leaveOut(ids) {
		for (const id of ids) this.unfit.add(id);
	}
	async failing(ids) {
		return failed(await this.run(({ id }) => ids.has(id), { bail: false }));
	}
	/** Properties take a hundred times as long as other tests: they are tried on what those leave alive. */
	async quickFirst(isWanted, { bail }) {
		const isQuick = ({ id }) => !(this.usual?.get(id) >= QUICK_MS);
		const quick = await this.run((test) => isWanted(test) && isQuick(test), { bail });
		if (bail && quick.some(({ status }) => status === TestStatus.Failed)) return quick;
		return [...quick, ...(await this.run((test) => isWanted(test) && !isQuick(test), { bail }))];
	}
	async run(isWanted, { bail }) {
		const results = [];
		for (const { file, inside } of this.files) {
			const tests = inside.tests.filter(isWanted);
			if (tests.length === 0) continue;
			await inside.run(tests, async (test, work) => {
				ns.currentTestId = test.id;
				const start = performance.now();
				const failure = await outcomeOf(work());
				ns.currentTestId = undefined;
				results.push({
					id: test.id,
					name: test.id,
					fileName: file,
					timeSpentMs: performance.now() - start,
					status: failure === undefined ? TestStatus.Success : TestStatus.Failed,
					...(failure === undefined ? {} : { failureMessage: failure }),
				});
				return !bail || failure === undefined;
			});
			if (bail && results.some(({ status }) => status === TestStatus.Failed)) break;
		}
		return results;
	}
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'room', RoomRunner)];
