/** The table of a run, on the screen and in docs/self-hosting.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../demo/made';
import { table } from '../docs/generate/markdown';
import type { Outcome } from './run';

const page = path.join(root, 'docs', 'self-hosting.md');
const BEGIN = '<!-- written by npm run queue -->';
const END = '<!-- end -->';

function rowsOf(outcome: Outcome): string[][] {
	const { executions, reads, turnedAway, posts, doubles, lost, orphaned } = outcome;
	const { post, read } = outcome.ended;
	return [
		['Executions', `${executions}, of which n8n took on ${executions - turnedAway}`],
		['Posting', `${executions - reads}: ${post.succeeded} succeeded, ${post.failed} given up by n8n with their worker`],
		[
			'Reading (15 requests in 15 minutes)',
			`${reads}: ${read.succeeded} succeeded, ${read.failed} refused by the limit`,
		],
		['Posts published', String(posts)],
		['Published twice', String(doubles)],
		['Succeeded without their post', String(lost)],
		['Published by an execution that n8n gave up', String(orphaned)],
		['Tokens renewed', `${outcome.renewals}, and ${outcome.refused} refused because another process was quicker`],
		['429s of X', String(outcome.limited)],
		['Seconds', String(outcome.seconds)],
	];
}

const titleOf = ({ workers, tokenSeconds, calm }: Outcome): string =>
	`${workers} workers, access tokens of ${tokenSeconds} s${calm ? '' : '; a worker killed after a third, main after two thirds'}`;

export function print(outcome: Outcome): void {
	console.log(`\n${titleOf(outcome)}`);
	for (const [what, value] of rowsOf(outcome)) console.log(`${what.padEnd(46)} ${value}`);
}

export function write(outcome: Outcome): void {
	const text = readFileSync(page, 'utf8');
	const [before, rest] = text.split(BEGIN);
	const after = rest.split(END)[1];
	const on = new Date().toISOString().slice(0, 10);
	const shown = `${titleOf(outcome)} (${on})\n\n${table(['', ''], rowsOf(outcome))}`;
	writeFileSync(page, `${before}${BEGIN}\n\n${shown}\n\n${END}${after}`);
}
