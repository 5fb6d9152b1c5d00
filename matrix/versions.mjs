// The versions of n8n that the matrix tests, and replacements for packages that registries no longer have.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../demo/setup/paths.mjs';

const demo = JSON.parse(fs.readFileSync(path.join(root, 'demo', 'package.json'), 'utf8'));

/** The newest version is the one that `npm start` and the end-to-end tests use. */
export const newest = demo.dependencies.n8n;

const parts = { ...demo.overrides, xlsx: '0.18.5' };
const agents = { '@langchain/langgraph-checkpoint': '1.0.0' };

/** From the oldest supported version to the newest, with packages that differ from the ones n8n asks for. */
export const versions = {
	'1.104.2': { ...parts },
	'1.123.81': { ...parts, ...agents },
	'2.0.3': { ...parts, ...agents },
	'2.20.12': { ...parts, ...agents, '@langchain/core': '1.2.8', '@opentelemetry/core': '2.10.0' },
	[newest]: demo.overrides,
};

/** The private package.json that installs a version together with the Node.js that runs it. */
export const packageOf = (version) => ({
	name: 'n8n-nodes-x-matrix',
	private: true,
	dependencies: { n8n: version },
	optionalDependencies: demo.optionalDependencies,
	overrides: versions[version],
});
