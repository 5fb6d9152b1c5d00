#!/usr/bin/env node
// `npm run queue`: n8n's queue mode on this machine with the local X: kills a worker and the main process on the way and
// counts what became of every execution.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { fail, setUp } from '../demo/setup.mjs';
import { Problem } from '../demo/setup/problem.mjs';

const help = `npm run queue                        1,000 executions on two workers; needs PostgreSQL and Redis (apt-get install postgresql redis-server)
npm run queue -- --write             the same, and the table goes to docs/self-hosting.md
npm run queue -- --workers 4         how many workers (2)
npm run queue -- --executions 200    how many executions (1000)
npm run queue -- --reads 100         how many of these read what X limits to 15 in 15 minutes (100); the others post
npm run queue -- --token-seconds 10  how long an access token of the local X lives (10)
npm run queue -- --calm              nothing is killed`;

function readOptions() {
	const { values } = parseArgs({
		options: {
			executions: { type: 'string', default: '1000' },
			reads: { type: 'string', default: '100' },
			workers: { type: 'string', default: '2' },
			'token-seconds': { type: 'string', default: '10' },
			calm: { type: 'boolean', default: false },
			write: { type: 'boolean', default: false },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	const numberOf = (name) => {
		const number = Number(values[name]);
		if (!Number.isInteger(number) || number < 0) throw new Problem(`--${name} takes a whole number.`);
		return number;
	};
	const [executions, reads, workers] = ['executions', 'reads', 'workers'].map(numberOf);
	if (reads > executions) throw new Problem('--reads is part of --executions, so it cannot be more.');
	if (workers < 1) throw new Problem('Queue mode needs a worker.');
	return { ...values, executions, reads, workers, tokenSeconds: numberOf('token-seconds') };
}

async function main() {
	const options = readOptions();
	if (options.help) return console.log(help);
	await setUp('test', ['e2e']);
	const require = createRequire(import.meta.url);
	require('tsx/cjs/api').register();
	const { run } = require('./run.ts');
	const { print, write } = require('./table.ts');
	const outcome = await run(options);
	print(outcome);
	if (options.write) write(outcome);
	if (outcome.doubles > 0 || outcome.lost > 0) throw new Problem('Not every execution did what it should.');
}

await main().catch(fail);
