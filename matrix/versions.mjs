// Which versions of n8n the matrix tries, and what each needs to be installed today: parts that registries no longer carry.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../demo/setup/paths.mjs';

const demo = JSON.parse(fs.readFileSync(path.join(root, 'demo', 'package.json'), 'utf8'));

/** The newest is the one that `npm start` and the end-to-end tests run. */
export const newest = demo.dependencies.n8n;

const parts = { ...demo.overrides, xlsx: '0.18.5' };
const agents = { '@langchain/langgraph-checkpoint': '1.0.0' };

/** From the oldest that is supported to the newest, with the packages that have to be other than asked for. */
export const versions = {
	'1.104.2': { ...parts },
	'1.123.81': { ...parts, ...agents },
	'2.0.3': { ...parts, ...agents },
	'2.20.12': { ...parts, ...agents, '@langchain/core': '1.2.8', '@opentelemetry/core': '2.10.0' },
	[newest]: demo.overrides,
};

/** The private package.json that installs one of them, with the Node.js that runs it. */
export const packageOf = (version) => ({
	name: 'n8n-nodes-x-matrix',
	private: true,
	dependencies: { n8n: version },
	optionalDependencies: demo.optionalDependencies,
	overrides: versions[version],
});
