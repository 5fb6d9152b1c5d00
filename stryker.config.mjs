/** Mutation tests: what all of the rooms share. `npm run mutants` (test/mutants/main.mjs) adds the room and its tests. */
export default {
	testRunner: 'room',
	plugins: ['./test/mutants/runner.mjs'],
	coverageAnalysis: 'perTest',
	// A mutant of what runs once at loading would need every test anew.
	ignoreStatic: true,
	incremental: true,
	concurrency: 1,
	tempDirName: '.stryker-tmp',
	ignorePatterns: ['.run', 'dist', 'docs/images'],
	reporters: ['progress-append-only', 'clear-text'],
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
};
