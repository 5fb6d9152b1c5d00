const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { build } = require('esbuild');
const { src, dest, parallel } = require('gulp');

/** The module that uses a library, for which the build puts the library itself: n8n installs no dependencies of community nodes. */
const BUNDLED = 'api/article/parser';

/** Copies what tsc does not: icons and the nodes' JSON files (codex, output schemas). */
const copy = () => src(['icons/*.svg', 'nodes/**/*.json'], { base: '.', encoding: false }).pipe(dest('dist'));

async function bundle() {
	const { outputFiles, metafile } = await build({
		entryPoints: [`${BUNDLED}.ts`],
		bundle: true,
		format: 'cjs',
		platform: 'node',
		target: 'node20',
		legalComments: 'none',
		charset: 'utf8',
		write: false,
		metafile: true,
	});
	writeFileSync(`dist/${BUNDLED}.js`, `${licencesOf(Object.keys(metafile.inputs))}\n${outputFiles[0].text}`);
}

/** The licences of the bundled packages have to go along. */
function licencesOf(files) {
	const folders = files.flatMap((file) => /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
	const texts = [...new Set(folders)].map((folder) => {
		const { name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
		const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
		if (!licence) throw new Error(`${name} has no licence file`);
		return `${name} ${version}\n\n${readFileSync(path.join(folder, licence), 'utf8').trim()}`;
	});
	return `/*!\nThis file holds:\n\n${texts.sort().join('\n\n\n').replaceAll('*/', '* /')}\n*/`;
}

exports.default = parallel(copy, bundle);
