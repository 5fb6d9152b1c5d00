const { projects } = require('../../jest.config.js');

/** One plain project, as Stryker's runner knows no others; which tests it has says the command (main.mjs). */
const plain = { ...projects[0], displayName: undefined };

module.exports = {
	...plain,
	testMatch: (process.env.MUTANTS_TESTS ?? 'test/unit/**/*.test.ts').split(',').map((tests) => `<rootDir>/${tests}`),
	testPathIgnorePatterns: [],
	testTimeout: 30_000,
};
