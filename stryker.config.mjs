/** Mutation tests: what all of the rooms share. `npm run mutants` (test/mutants/main.mjs) adds the room and its tests. */
export default {
	testRunner: 'jest',
	jest: { projectType: 'custom', configFile: 'test/mutants/jest.config.cjs', enableFindRelatedTests: false },
	coverageAnalysis: 'perTest',
	// A mutant of what runs once at loading would need every test anew.
	ignoreStatic: true,
	incremental: true,
	concurrency: 1,
	tempDirName: '.stryker-tmp',
	ignorePatterns: ['.run', 'dist', 'docs/images'],
	reporters: ['clear-text'],
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
};
