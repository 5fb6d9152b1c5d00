/** For Jest: X's Chat XDK as CommonJS. */
const { transformSync } = require('esbuild');

const URL_OF_FILE = 'const urlOfFile = require("node:url").pathToFileURL(__filename).href;';

module.exports = {
	process: (source) => {
		const { code } = transformSync(source, {
			format: 'cjs',
			target: 'node20',
			define: { 'import.meta.url': 'urlOfFile' },
			supported: { 'dynamic-import': false },
		});
		return { code: `${URL_OF_FILE}\n${code}` };
	},
};
