#!/usr/bin/env node
// `npm start`. A single script, not `prestart` and `start`: npm passes arguments after `--` only to the last one, and
// the ports must be known first.
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fail, setUp } from './setup.mjs';
import { checkPort } from './setup/checks.mjs';
import { runFolder } from './setup/paths.mjs';
import { Problem } from './setup/problem.mjs';
import { progress } from './setup/screen.mjs';

const help = `npm start                     set up, run the example automation once, stay up until Ctrl-C
npm start -- --once           the same, then end (exit code 0 when it worked)
npm start -- --port 5680      another port for n8n (5678)
npm start -- --x-port 8091    another port for the local X (8090)
npm start -- --state FOLDER   another folder for what n8n and the local X remember (.run/start)`;

function readOptions() {
	try {
		const { values } = parseArgs({
			options: {
				once: { type: 'boolean', default: false },
				port: { type: 'string', default: '5678' },
				'x-port': { type: 'string', default: '8090' },
				state: { type: 'string', default: path.join(runFolder, 'start') },
				help: { type: 'boolean', short: 'h', default: false },
			},
		});
		return {
			once: values.once,
			help: values.help,
			n8nPort: portOf(values.port, '--port'),
			xPort: portOf(values['x-port'], '--x-port'),
			stateFolder: path.resolve(values.state),
		};
	} catch (error) {
		if (error instanceof Problem) throw error;
		throw new Problem(`${error.message.split('. ')[0]}. \`npm start -- --help\` shows what can be said.`);
	}
}

function portOf(text, option) {
	const port = Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65535)
		throw new Problem(`${option} takes a number from 1 to 65535, not "${text}"`);
	return port;
}

async function main() {
	const options = readOptions();
	if (options.help) return console.log(help);
	if (options.n8nPort === options.xPort)
		throw new Problem('n8n and the local X cannot share one port: choose two different ones.');
	await checkPort(options.n8nPort, 'n8n', '--port');
	await checkPort(options.xPort, 'the local X', '--x-port');
	await setUp('start');

	const require = createRequire(import.meta.url);
	require('tsx/cjs/api').register();
	const { start } = require('./start.ts');
	await start(options, progress);
}

await main().catch(fail);
