import { readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(__dirname, '..');
export const runFolder = path.join(root, '.run');

/** What `node demo/setup.mjs` installed, and where. */
export interface Made {
	/** The Node.js binary that runs n8n. */
	node: string;
	/** The n8n command. */
	n8n: string;
	/** A folder like n8n's own `.n8n/nodes`, with the packed X nodes installed in it. */
	nodes: string;
	scanner: string;
	/** The browser for the end-to-end tests; a set-up for `npm start` alone does not look for one. */
	chromium?: string;
}

export function made(): Made {
	try {
		return JSON.parse(readFileSync(path.join(runFolder, 'made.json'), 'utf8')) as Made;
	} catch {
		throw new Error('Nothing is set up yet: run `node demo/setup.mjs test` first.');
	}
}
