const { src, dest } = require('gulp');

/** Copies what tsc does not: icons and the nodes' JSON files (codex, output schemas). */
exports.default = () => src(['icons/*.svg', 'nodes/**/*.json'], { base: '.', encoding: false }).pipe(dest('dist'));
