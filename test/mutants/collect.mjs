// What a test file finds: describe, it, hooks, expect and jest, and how its tests are run once they have been collected.
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.resolve('package.json'));
const { expect } = require('expect');
const { bind } = require('jest-each');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');
// As with Jest (jest.config.js).
globalThis.expect = expect;
require('./test/support/equal-lists.cjs');

const { setTimeout: later, clearTimeout: never } = globalThis;
const LONGEST_MS = 5_000;

async function within(work, ms = LONGEST_MS) {
	let timer;
	const late = new Promise((_, reject) => (timer = later(() => reject(new Error('took too long')), ms)));
	try {
		return await Promise.race([work, late]);
	} finally {
		never(timer);
	}
}

export function collect({ actual }) {
	const timers = new ModernFakeTimers({ config: { fakeTimers: {}, rootDir: process.cwd() }, global: globalThis });
	const mocker = new ModuleMocker(globalThis);
	const mocks = new Map();
	const group = (name, outer) => ({ name, outer, beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] });
	let current = group('');
	const tests = [];
	const nameOf = (name, { outer, name: within }) => (outer ? nameOf(`${within} ${name}`, outer) : name);
	const path = (each) => (each ? [...path(each.outer), each] : []);

	const describe = (name, body) => {
		current = group(name, current);
		body();
		current = current.outer;
	};
	const it = (name, body) => void tests.push({ name: nameOf(name, current), body, group: current });
	describe.each = bind(describe, false);
	it.each = bind(it);
	it.only = it;
	const hook = (kind) => (body) => void current[kind].push(body);
	const jest = {
		fn: (...given) => mocker.fn(...given),
		spyOn: (...given) => mocker.spyOn(...given),
		replaceProperty: (...given) => mocker.replaceProperty(...given),
		restoreAllMocks: () => mocker.restoreAllMocks(),
		requireActual: actual,
		mock: (name, factory) => {
			if (name.startsWith('.')) throw new Error(`${name} is no library`);
			mocks.set(name, factory());
		},
		useFakeTimers: (options) => timers.useFakeTimers(options),
		useRealTimers: () => timers.useRealTimers(),
		setSystemTime: (now) => timers.setSystemTime(now),
		getTimerCount: () => timers.getTimerCount(),
		advanceTimersByTime: (ms) => timers.advanceTimersByTime(ms),
		advanceTimersByTimeAsync: (ms) => timers.advanceTimersByTimeAsync(ms),
	};
	const hooks = Object.fromEntries(
		['beforeAll', 'afterAll', 'beforeEach', 'afterEach'].map((kind) => [kind, hook(kind)]),
	);

	const call = async (bodies) => {
		for (const body of bodies) await within(body());
	};
	/** Hooks of groups run once around all wanted tests of a group. */
	async function run(wanted, around) {
		const open = [];
		const broken = new Map();
		const close = async (keep) => {
			while (open.length > 0 && !keep.includes(open.at(-1))) await call(open.pop().afterAll).catch(() => undefined);
		};
		for (const test of wanted) {
			const groups = path(test.group);
			await close(groups);
			const goOn = await around(test, async () => {
				for (const each of groups)
					if (!open.includes(each)) {
						open.push(each);
						await call(each.beforeAll).catch((error) => broken.set(each, error));
					}
				for (const each of groups) if (broken.has(each)) throw broken.get(each);
				try {
					await call(groups.flatMap(({ beforeEach }) => beforeEach));
					await within(test.body(), test.usualMs && 500 + 5 * test.usualMs);
				} finally {
					await call([...groups].reverse().flatMap(({ afterEach }) => afterEach));
				}
			});
			if (!goOn) break;
		}
		await close([]);
		timers.useRealTimers();
		mocker.restoreAllMocks();
	}
	return { tests, mocks, run, globals: { describe, it, test: it, expect, jest, ...hooks } };
}
