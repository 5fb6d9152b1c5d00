// Records what a step was built from, so that the next run immediately sees when nothing needs to be done.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root, stampFolder } from './paths.mjs';

const filesOf = (name) => {
	const full = path.join(root, name);
	if (!fs.existsSync(full)) return [];
	if (fs.statSync(full).isFile()) return [name];
	return fs
		.readdirSync(full, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
		.sort();
};

/** A single hash of files and folders (by content) and plain values. */
export function fingerprint(names, values = []) {
	const hash = createHash('sha256');
	for (const file of names.flatMap(filesOf)) hash.update(`${file}\0`).update(fs.readFileSync(path.join(root, file)));
	return hash.update(JSON.stringify(values)).digest('hex');
}

const stampFile = (name) => path.join(stampFolder, name);

export function isFresh(name, print, outputs) {
	return (
		outputs.every((file) => fs.existsSync(file)) &&
		fs.existsSync(stampFile(name)) &&
		fs.readFileSync(stampFile(name), 'utf8') === print
	);
}

export function stamp(name, print) {
	fs.mkdirSync(stampFolder, { recursive: true });
	fs.writeFileSync(stampFile(name), print);
}

export const unstamp = (name) => fs.rmSync(stampFile(name), { force: true });
