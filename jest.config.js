/** One project per kind of test; types are checked by `npm run types`, so ts-jest only translates. */
const project = (name) => ({
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	testEnvironment: 'node',
	setupFilesAfterEnv: ['<rootDir>/test/support/equal-lists.cjs'],
	transform: {
		'^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.all.json' }],
		'/chat-xdk/.*\\.js$': '<rootDir>/test/support/chat-xdk/module.cjs',
	},
	// The Chat XDK is an ES module around a WebAssembly module, neither of which Jest reads.
	transformIgnorePatterns: ['/node_modules/(?!@xdevplatform/chat-xdk/)'],
	moduleNameMapper: { '/chat_xdk_wasm_bg\\.wasm\\?bytes$': '<rootDir>/test/support/chat-xdk/bytes.cjs' },
	modulePathIgnorePatterns: ['<rootDir>/.run/', '<rootDir>/.stryker-tmp/', '<rootDir>/dist/'],
});
// n8n-core logs every failed node; the tests look at the errors themselves.
process.env.N8N_LOG_LEVEL ??= 'silent';

/** Takes longer than the rest of the suite, so it runs on demand: how long X is away. */
const outages = process.env.OUTAGE_SECONDS ? [] : ['/test/e2e/outages'];

module.exports = {
	projects: [
		project('unit'),
		project('contract'),
		project('sandbox'),
		project('integration'),
		{ ...project('e2e'), testPathIgnorePatterns: ['/node_modules/', ...outages] },
	],
	testTimeout: 30_000,
};
