// Installs each version of n8n into a folder of its own, once: 2.2 GB and a few minutes each.
import fs from 'node:fs';
import path from 'node:path';
import { npm } from '../demo/setup/command.mjs';
import { n8nFolder, runFolder, sizes } from '../demo/setup/paths.mjs';
import { progress } from '../demo/setup/screen.mjs';
import { databaseIn, growth, nodeForN8n, quietly } from '../demo/setup/steps.mjs';
import { newest, packageOf } from './versions.mjs';

export const matrixFolder = path.join(runFolder, 'matrix');
const folderOf = (version) => (version === newest ? n8nFolder : path.join(matrixFolder, version));

/** npm writes this file after installing everything. */
const isInstalled = (folder, wanted) =>
	fs.existsSync(path.join(folder, 'node_modules/.package-lock.json')) &&
	fs.readFileSync(path.join(folder, 'package.json'), 'utf8') === wanted;

/** @returns the n8n program of that version */
export async function installed(version) {
	const folder = folderOf(version);
	const wanted = JSON.stringify(packageOf(version), null, '\t');
	if (version !== newest && !isInstalled(folder, wanted)) {
		fs.mkdirSync(folder, { recursive: true });
		fs.writeFileSync(path.join(folder, 'package.json'), wanted);
		const work = () =>
			npm(`matrix-${version}`, ['install', '--no-save', ...quietly, '--legacy-peer-deps'], { cwd: folder });
		await progress(`Install n8n ${version} (once)`, work, growth(sizes.n8n));
	}
	const database = databaseIn(folder);
	if (!database.isDone()) await progress(database.label, database.run);
	return { node: nodeForN8n(folder), n8n: path.join(folder, 'node_modules/n8n/bin/n8n') };
}
