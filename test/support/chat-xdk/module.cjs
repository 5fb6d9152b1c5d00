/** For Jest: X's Chat XDK as CommonJS. */
const { transformSync } = require('esbuild');

module.exports = {
	process: (source) => ({
		code: transformSync(source, { format: 'cjs', target: 'node20', define: { 'import.meta.url': '__filename' } }).code,
	}),
};
