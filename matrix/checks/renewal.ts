/** Tokens that expire while many runs use them, in one process of n8n and in two. */
import path from 'node:path';
import { runFolder } from '../../demo/made';
import { freePort } from '../../demo/n8n/ports';
import { startN8n } from '../../demo/n8n/process';
import type { Check } from '../checks';
import { callable, expect, xNode, type Stage } from '../stage';

const AT_ONCE = 20;
/** Well past the life of a token. */
const LATER_MS = 3_600_000;
const ME = { __rl: true, mode: 'list', value: 'me' };

/** Lets the token expire and runs the workflow many times at once, again and again. */
async function expireAndRun(stage: Stage, times: number, urls: readonly string[]): Promise<string> {
	const { faults, requests } = stage.x;
	const { call } = await callable(stage, [xNode(stage, { resource: 'user', operation: 'get', user: ME })], urls);
	const alone = await Promise.all(urls.map(async () => await call()));
	for (const outcome of alone) expect('items' in outcome, () => JSON.stringify(outcome));
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

export const inOneProcess: Check = async (stage, { renewals }) => await expireAndRun(stage, renewals, [stage.url]);

/** Two processes of n8n with one database: before 2.39 one's renewal lets the other one's be refused. */
export const inTwoProcesses: Check = async (stage, { renewals }) => {
	const second = await startN8n({
		userFolder: stage.userFolder,
		port: await freePort(),
		logFile: path.join(runFolder, 'log', `n8n-matrix-${stage.version}-second.log`),
		program: stage.program,
		beside: true,
	});
	try {
		return await expireAndRun(stage, renewals, [stage.url, second.url]);
	} finally {
		await second.stop();
	}
};
