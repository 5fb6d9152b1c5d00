/** One project per kind of test; types are checked by `npm run types`, so ts-jest only translates. */
const project = (name, timeout = 20_000) => ({
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.all.json', isolatedModules: true, diagnostics: false }] },
	setupFilesAfterEnv: [],
	testTimeout: timeout,
});
module.exports = {
	projects: [project('unit'), project('contract'), project('sandbox'), project('integration'), project('e2e')].map(({ testTimeout, ...p }) => p),
	testTimeout: 30_000,
};
