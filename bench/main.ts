/** `npm run bench`: all measurements, or those named: `npm run bench -- reads`; with `--write` they go to docs/performance.md. Needs what `npm test` has set up. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KEPT_IN, type Report } from './report';
import { write } from './write';

/** Measured one after the other: side by side they would measure each other. */
const MEASUREMENTS = ['description', 'editor', 'text', 'hostile', 'reads', 'upload', 'binary', 'web-files'];

const asked = process.argv.slice(2).filter((argument) => argument !== '--write');
const unknown = asked.filter((name) => !MEASUREMENTS.includes(name));
if (unknown.length > 0) {
	console.error(`There is no measurement ${unknown.join(', ')}: choose from ${MEASUREMENTS.join(', ')}.`);
	process.exit(1);
}
if (!existsSync(path.join(__dirname, '..', 'dist', 'nodes'))) {
	console.error('Nothing is built: run `npm run build` first.');
	process.exit(1);
}
const kept = path.join(mkdtempSync(path.join(tmpdir(), 'bench-')), 'reports');
writeFileSync(kept, '');
for (const name of asked.length > 0 ? asked : MEASUREMENTS) {
	console.log(
		`\n== ${name} (${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${process.platform} ${process.arch})`,
	);
	execFileSync(process.execPath, ['--import', 'tsx', path.join(__dirname, `${name}.ts`)], {
		stdio: 'inherit',
		// What a work is refused is no fault of the measurement.
		env: { ...process.env, [KEPT_IN]: kept, N8N_LOG_LEVEL: 'silent' },
	});
}
if (process.argv.includes('--write'))
	void write(
		readFileSync(kept, 'utf8')
			.split('\n')
			.filter(Boolean)
			.map((line) => JSON.parse(line) as Report),
	);
