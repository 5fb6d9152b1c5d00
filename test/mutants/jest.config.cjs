const { projects } = require('../../jest.config.js');

/** Tests that the command (main.mjs) has chosen for a file, as globs. */
const tests = (process.env.MUTANTS_TESTS ?? 'test/unit/**/*.test.ts').split(',');

/** One plain project, as Stryker's runner knows no others. It starts for every mutant: only folders with these tests are looked through. */
module.exports = {
	...projects[0],
	displayName: undefined,
	roots: [...new Set(tests.map((each) => `<rootDir>/${each.replace(/\/[^/]*\*.*$|\/[^/]*$/, '')}`))],
	testMatch: tests.map((each) => `<rootDir>/${each}`),
	testPathIgnorePatterns: [],
	watchman: false,
};
