/**
 * The table of docs/compatibility.md: a row for each check, a column for each version; results that a run does not
 * cover are kept.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../demo/made';
import { table } from '../docs/generate/markdown';
import { CHECKS } from './checks';
import { FIRST, type TriedOut } from './try-out';

const page = path.join(root, 'docs', 'compatibility.md');
/** Results of earlier runs, by version: a run renews only what it has tried. */
const memory = path.join(root, 'matrix', 'results.json');

/** The full text is printed on the screen. */
const MOST_SAID = 120;

const BEGIN = '<!-- written by npm run matrix -->';
const END = '<!-- end -->';

type Found = Record<string, TriedOut & { on: string }>;

const inOrder = (a: string, b: string): number => {
	const [left, right] = [a, b].map((version) => version.split('.').map(Number));
	return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
};

export function write(outcome: TriedOut): void {
	const found = JSON.parse(readFileSync(memory, 'utf8')) as Found;
	const { version, results } = outcome;
	const kept = (found[version]?.results ?? []).filter(({ check }) => !results.some((each) => each.check === check));
	found[version] = { version, results: [...kept, ...results], on: new Date().toISOString().slice(0, 10) };
	writeFileSync(memory, `${JSON.stringify(found, null, '\t')}\n`);
	const text = readFileSync(page, 'utf8');
	const [before, rest] = text.split(BEGIN);
	const after = rest.split(END)[1];
	writeFileSync(page, `${before}${BEGIN}\n\n${tableOf(found)}\n\n${END}${after}`);
}

function tableOf(found: Found): string {
	const versions = Object.keys(found).sort(inOrder);
	const checks = [FIRST, ...Object.keys(CHECKS)];
	const cell = (version: string, check: string): string => {
		const result = found[version].results.find((each) => each.check === check);
		if (!result) return 'not tried';
		if (result.failure !== undefined) return `**fails**: ${result.failure.split('\n')[0].slice(0, MOST_SAID)}`;
		return ['yes', result.note].filter(Boolean).join(', ');
	};
	return table(
		['n8n', ...versions],
		[
			...checks.map((check) => [check, ...versions.map((version) => cell(version, check))]),
			['Tried on', ...versions.map((version) => found[version].on)],
		],
	);
}
