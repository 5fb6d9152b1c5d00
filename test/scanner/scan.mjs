// n8n's scanner for community packages on the sources and on what `npm pack` makes of them, without the parts that ask the npm registry.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const made = JSON.parse(fs.readFileSync(path.join(root, '.run/made.json'), 'utf8'));
const scanner = path.join(made.scanner, 'node_modules/@n8n/scan-community-package/scanner/scanner.mjs');
const { analyzePackage, SOURCE_FILE_PATTERNS } = await import(pathToFileURL(scanner).href);

/** Linted outside node_modules, where ESLint would look away. */
const packed = path.join(root, '.run/package/content');
fs.rmSync(packed, { recursive: true, force: true });
fs.cpSync(path.join(made.nodes, 'node_modules/n8n-nodes-x'), packed, { recursive: true });

const scans = [
	['sources', root, SOURCE_FILE_PATTERNS],
	['packed', packed, ['dist/**/*.js', 'package.json']],
];
for (const [name, folder, patterns] of scans) {
	const { passed, message = '', details = '' } = await analyzePackage(folder, patterns);
	const looked = passed && !message.startsWith('No files');
	console.log(
		`${looked ? '✔' : '✖'} n8n's package scanner, ${name}: ${looked ? 'nothing to object to' : message}\n${details}`.trimEnd(),
	);
	if (!looked) process.exitCode = 1;
}
