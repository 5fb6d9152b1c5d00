const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { build } = require('esbuild');
const { src, dest, parallel } = require('gulp');

/** The modules that use a library, for which the build puts the library itself: n8n installs no dependencies of community nodes. */
const BUNDLED = {
	'api/article/parser': {},
	// Of the surroundings, which n8n's rules close, X's engine gets nothing but random numbers.
	'api/chat/engine': {
		banner: {
			js: "const surroundings = { crypto: require('node:crypto').webcrypto };\nconst quiet = { error() {}, warn() {} };",
		},
		define: { console: 'quiet', global: 'undefined', globalThis: 'surroundings' },
	},
};

/** Copies what tsc does not: icons and the nodes' JSON files (codex, output schemas). */
const copy = () => src(['icons/*.svg', 'nodes/**/*.json'], { base: '.', encoding: false }).pipe(dest('dist'));

const bundle = async () => void (await Promise.all(Object.entries(BUNDLED).map(bundleOne)));

async function bundleOne([module, options]) {
	const { outputFiles, metafile } = await build({
		entryPoints: [`${module}.ts`],
		bundle: true,
		format: 'cjs',
		platform: 'node',
		target: 'node20',
		legalComments: 'none',
		charset: 'utf8',
		loader: { '.wasm': 'binary' },
		write: false,
		metafile: true,
		...options,
	});
	writeFileSync(`dist/${module}.js`, `${licencesOf(Object.keys(metafile.inputs))}\n${outputFiles[0].text}`);
}

/** The licences of the bundled packages have to go along, with the notices of what these hold in turn. */
function licencesOf(files) {
	const folders = files.flatMap((file) => /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
	const texts = [...new Set(folders)].map((folder) => {
		const { name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
		const licences = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|third[-_]party)/i.test(file));
		if (licences.length === 0) throw new Error(`${name} has no licence file`);
		const said = licences.map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
		return [`${name} ${version}`, ...said].join('\n\n');
	});
	return `/*!\nThis file holds:\n\n${texts.sort().join('\n\n\n').replaceAll('*/', '* /')}\n*/`;
}

exports.default = parallel(copy, bundle);
