// Where everything created at run time is stored: one git-ignored folder.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const runFolder = path.join(root, '.run');
/** What the TypeScript side needs to know: see demo/made.ts. */
export const madeFile = path.join(runFolder, 'made.json');
export const stampFolder = path.join(runFolder, 'stamps');
export const logFolder = path.join(runFolder, 'log');
export const n8nFolder = path.join(runFolder, 'n8n');
export const packageFolder = path.join(runFolder, 'package');
export const scannerFolder = path.join(runFolder, 'scanner');

/** Disk space that the first set-up takes, in bytes, including npm's cache. */
export const sizes = {
	root: 1.4e9,
	n8n: 3e9,
	scanner: 0.2e9,
	browser: 0.6e9,
};
