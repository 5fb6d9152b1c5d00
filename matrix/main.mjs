#!/usr/bin/env node
// `npm run matrix`: runs the packed nodes on every supported version of n8n with the local X; writes the table of
// docs/compatibility.md.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { fail, setUp } from '../demo/setup.mjs';
import { Problem } from '../demo/setup/problem.mjs';
import { installed } from './install.mjs';
import { versions } from './versions.mjs';

const help = `npm run matrix                            every version (${Object.keys(versions).join(', ')}); the table goes to docs/compatibility.md
npm run matrix -- 1.123.81 2.0.3          only these; their lines in the table are renewed
npm run matrix -- --only renew            only the checks whose name begins so; the table keeps the others
npm run matrix -- --renewals 2000         how many runs meet an expired token, 20 at once (100)`;

function readOptions() {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			renewals: { type: 'string', default: '100' },
			only: { type: 'string', default: '' },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	const unknown = positionals.filter((version) => !(version in versions));
	if (unknown.length > 0)
		throw new Problem(
			`The matrix does not know n8n ${unknown.join(', ')}: it has ${Object.keys(versions).join(', ')}.`,
		);
	return {
		...values,
		renewals: Number(values.renewals),
		versions: positionals.length > 0 ? positionals : Object.keys(versions),
	};
}

async function main() {
	const options = readOptions();
	if (options.help) return console.log(help);
	await setUp('test', ['e2e']);
	const require = createRequire(import.meta.url);
	require('tsx/cjs/api').register();
	const { tryOut } = require('./try-out.ts');
	const { write } = require('./table.ts');
	let failed = 0;
	for (const version of options.versions) {
		const outcome = await tryOut(version, await installed(version), options);
		write(outcome);
		failed += outcome.results.filter(({ failure }) => failure).length;
	}
	if (failed > 0) throw new Problem(`${failed} checks failed.`);
}

await main().catch(fail);
