import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startLocalX } from '../sandbox';
import { connect } from './connect';
import { runFolder } from './made';
import { N8nClient, type Owner } from './n8n/client';
import { startN8n } from './n8n/process';
import { Problem } from './problem';
import { line, outcome, refuseFailure } from './report';
import { importWorkflows, mainWorkflow, type Imported } from './workflows';

export interface StartOptions {
	once: boolean;
	n8nPort: number;
	xPort: number;
	/** Where n8n and the local X keep what they know, from one start to the next. */
	stateFolder: string;
}

type Progress = <Result>(label: string, work: () => Promise<Result>) => Promise<Result>;

/** Log-in of the demo: n8n answers on this computer only, so it may stand here and on the screen. */
export const owner: Owner = { email: 'demo@example.com', password: 'Demo-1234', firstName: 'Demo', lastName: 'User' };

/** The account that posts, and the one whose timeline is read. */
const account = 'ourbrand';

export async function start({ once, n8nPort, xPort, stateFolder }: StartOptions, progress: Progress): Promise<void> {
	const cleanUps: Array<() => Promise<unknown>> = [];
	const stop = new Promise<void>((resolve) => {
		for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => resolve());
	});
	const interrupted = stop.then((): never => {
		throw new Interrupted();
	});
	interrupted.catch(() => undefined);
	const step: Progress = (label, work) => progress(label, () => Promise.race([work(), interrupted]));

	try {
		mkdirSync(stateFolder, { recursive: true });
		const x = await step(`Local X on port ${xPort}`, () => startLocalX({ port: xPort, seed: 'demo', stateFile: path.join(stateFolder, 'x.json') }));
		cleanUps.unshift(() => x.close());
		const n8n = await step(`n8n on port ${n8nPort}`, () =>
			startN8n({
				userFolder: path.join(stateFolder, 'n8n'),
				port: n8nPort,
				logFile: path.join(runFolder, 'log', 'n8n-start.log'),
				onSpawn: (child) => cleanUps.unshift(() => child.stop()),
			}),
		);
		const client = await N8nClient.signIn(n8n.url, owner);
		const credential = await step(`n8n connected to @${account} on the local X (OAuth 2.0 with PKCE)`, () => connect(client, x, account));

		const stateFile = path.join(stateFolder, 'workflows.json');
		const before = existsSync(stateFile) ? (JSON.parse(readFileSync(stateFile, 'utf8')) as Imported) : {};
		const imported = await step('Example workflows in n8n', () => importWorkflows(client, credential, before));
		writeFileSync(stateFile, JSON.stringify(imported, null, '\t'));

		const workflow = await client.workflow(imported[mainWorkflow].id);
		const execution = await step(`"${workflow.name}" run once`, async () => {
			const ended = await client.run(workflow);
			refuseFailure(workflow.name, ended);
			return ended;
		});

		const { read, created } = outcome(execution, workflow);
		console.log(`\nRead (${read.length})`);
		for (const post of read) console.log(line(post));
		console.log(`\nCreated (${created.length})`);
		for (const post of created) console.log(line({ username: account, ...post }));
		if (created.length === 0) console.log('  Nothing: the newest picture of this timeline has been posted before.');
		if (once) return;

		console.log(`
Open
  The workflow in n8n   ${n8n.url}/workflow/${workflow.id}
                        log-in ${owner.email}, password ${owner.password}
  The local X           ${x.url}/${account}

Ctrl-C ends both. Everything is in ${path.relative(process.cwd(), runFolder) || '.'}; the log of n8n is ${path.join('.run', 'log', 'n8n-start.log')}.`);
		await Promise.race([stop, n8n.ended.then((code) => { throw new Problem(`n8n ended by itself (${code ?? 'signal'}): see .run/log/n8n-start.log`); })]);
	} catch (error) {
		if (!(error instanceof Interrupted)) throw error;
	} finally {
		for (const cleanUp of cleanUps) await cleanUp();
	}
}

/** Ctrl-C while something was being started. */
class Interrupted extends Error {}
