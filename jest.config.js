/** One project per kind of test; types are checked by `npm run types`, so ts-jest only translates. */
const project = (name) => ({
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.all.json' }] },
	modulePathIgnorePatterns: ['<rootDir>/.run/', '<rootDir>/.stryker-tmp/', '<rootDir>/dist/'],
});
// n8n-core logs every failed node; the tests look at the errors themselves.
process.env.N8N_LOG_LEVEL ??= 'silent';

module.exports = {
	projects: [project('unit'), project('contract'), project('sandbox'), project('integration'), project('e2e')],
	testTimeout: 30_000,
};
