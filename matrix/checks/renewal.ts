/** Tokens that expire while many runs use them, in one n8n process and in two. */
import path from 'node:path';
import { runFolder } from '../../demo/made';
import { freePort } from '../../demo/n8n/ports';
import { startN8n } from '../../demo/n8n/process';
import type { Check } from '../checks';
import { callable, expect, xNode, type Callable, type Stage } from '../stage';

const AT_ONCE = 20;
/** Well past the lifetime of a token. */
const LATER_MS = 3_600_000;
const ME = { __rl: true, mode: 'list', value: 'me' };

const workflowOf = async (stage: Stage, urls: readonly string[]): Promise<Callable> =>
	await callable(stage, [xNode(stage, { resource: 'user', operation: 'get', user: ME })], urls);

/** Repeatedly lets the token expire and runs the workflow many times at once. */
async function expireAndRun({ x }: Stage, { call }: Callable, times: number): Promise<string> {
	const { faults, requests } = x;
	const alone = await call();
	expect('items' in alone, () => JSON.stringify(alone));
	const before = requests.length;
	const errors: string[] = [];
	for (let done = 0; done < times; done += AT_ONCE) {
		faults.set({ clockSkewMs: faults.current.clockSkewMs + LATER_MS });
		const outcomes = await Promise.all(Array.from({ length: AT_ONCE }, async () => await call()));
		for (const outcome of outcomes) if ('error' in outcome) errors.push(outcome.error);
	}
	expect(errors.length === 0, () => `${errors.length} of ${times} runs failed: ${errors[0]}`);
	const renewals = requests.slice(before).filter(({ endpoint }) => endpoint === 'POST /2/oauth2/token');
	const refused = renewals.filter(({ status }) => status >= 400).length;
	return `${times} runs, ${renewals.length - refused} renewals, ${refused} refused`;
}

export const inOneProcess: Check = async (stage, { renewals }) =>
	await expireAndRun(stage, await workflowOf(stage, [stage.url]), renewals);

/** Two n8n processes with one database: before 2.39, a renewal by one can cause the other's to be rejected. */
export const inTwoProcesses: Check = async (stage, { renewals }) => {
	const urls = [stage.url];
	// Created while there is one process: two occasionally lock each other out of an SQLite file.
	const workflow = await workflowOf(stage, urls);
	const second = await startN8n({
		userFolder: stage.userFolder,
		port: await freePort(),
		logFile: path.join(runFolder, 'log', `n8n-matrix-${stage.version}-second.log`),
		program: stage.program,
		beside: true,
	});
	urls.push(second.url);
	try {
		return await expireAndRun(stage, workflow, renewals);
	} finally {
		await second.stop();
	}
};
