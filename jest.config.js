const { existsSync } = require('node:fs');
const path = require('node:path');

/** Where the local X has no state of its own it answers from X's specification, so tests of such operations need one. */
const specification =
	process.env.X_OPENAPI_SPEC || existsSync(path.join(__dirname, '..', 'shared', 'x-api', 'openapi.json'));
if (!specification && !process.env.JEST_WORKER_ID)
	process.stderr.write(
		"Skipped: test/integration/rows and panel, because X's specification is not here (../shared/x-api, or X_OPENAPI_SPEC)\n",
	);

/** One project per kind of test; types are checked by `npm run types`, so ts-jest only translates. */
const project = (name) => ({
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.all.json' }] },
	testPathIgnorePatterns: specification ? [] : ['/integration/rows/', '/integration/panel/'],
	modulePathIgnorePatterns: ['<rootDir>/.run/', '<rootDir>/.stryker-tmp/', '<rootDir>/dist/'],
});
// n8n-core logs every failed node; the tests look at the errors themselves.
process.env.N8N_LOG_LEVEL ??= 'silent';

module.exports = {
	projects: [project('unit'), project('contract'), project('sandbox'), project('integration'), project('e2e')],
	testTimeout: 30_000,
};
