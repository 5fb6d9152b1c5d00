// The browser for the end-to-end tests: an installed Chromium or Chrome, or else one that playwright-core downloads
// into .run.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { run } from './command.mjs';
import { Problem } from './problem.mjs';
import { root, runFolder } from './paths.mjs';

const browsersFolder = path.join(runFolder, 'browsers');

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];
const wellKnown = [
	'/snap/bin/chromium',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const isFile = (file) => Boolean(file) && fs.existsSync(file) && fs.statSync(file).isFile();

function onThisMachine() {
	const inPath = (process.env.PATH ?? '')
		.split(path.delimiter)
		.flatMap((folder) => names.map((name) => path.join(folder, name)));
	return [...inPath, ...wellKnown].find(isFile);
}

function ofPlaywright() {
	if (!fs.existsSync(browsersFolder)) return undefined;
	process.env.PLAYWRIGHT_BROWSERS_PATH = browsersFolder;
	const file = createRequire(path.join(root, 'package.json'))('playwright-core').chromium.executablePath();
	return isFile(file) ? file : undefined;
}

/** Path of a Chromium that is already installed. */
export function findChromium() {
	const chosen = process.env.CHROMIUM;
	if (chosen && !isFile(chosen))
		throw new Problem(
			`CHROMIUM names ${chosen}, which is not there: point it at a Chromium or Chrome program, or leave it out.`,
		);
	return chosen || onThisMachine() || ofPlaywright();
}

export async function fetchChromium() {
	await run(
		'chromium',
		process.execPath,
		[path.join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'],
		{
			env: { PLAYWRIGHT_BROWSERS_PATH: browsersFolder },
		},
	).catch(() => {
		throw new Problem(
			'The end-to-end tests need a browser: install Chromium (`apt-get install chromium`, `brew install --cask chromium`) or Chrome, or name one with CHROMIUM=/path/to/it.',
		);
	});
	return ofPlaywright();
}
