import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startLocalX } from '../sandbox';
import { connect } from './connect';
import { Interrupted, Lifetime } from './lifetime';
import { runFolder } from './made';
import { N8nClient } from './n8n/client';
import { startN8n } from './n8n/process';
import { breakingNews } from './news';
import { ownerOf } from './owner';
import { Problem } from './problem';
import { line, outcome, refuseFailure } from './report';
import { importWorkflows, mainWorkflow, type Imported } from './workflows';

export interface StartOptions {
	once: boolean;
	n8nPort: number;
	xPort: number;
	/** Where n8n and the local X keep their data between starts. */
	stateFolder: string;
}

type Progress = <Result>(label: string, work: () => Promise<Result>) => Promise<Result>;

/** The account that posts, and the one whose timeline the example reads. */
const account = 'ourbrand';
const source = 'newsroom';

export async function start({ once, n8nPort, xPort, stateFolder }: StartOptions, progress: Progress): Promise<void> {
	const lifetime = new Lifetime();
	const step: Progress = (label, work) => progress(label, () => lifetime.during(work));

	try {
		mkdirSync(stateFolder, { recursive: true });
		const owner = ownerOf(stateFolder);
		const world = path.join(stateFolder, 'x.json');
		const hasRunBefore = existsSync(world);
		const x = await step(`Local X on port ${xPort}`, async () => {
			const started = await startLocalX({ port: xPort, seed: 'demo', stateFile: world, spec: false });
			await lifetime.endWith(() => started.close());
			return started;
		});
		if (hasRunBefore) breakingNews(x.world, source);
		const n8n = await step(`n8n on port ${n8nPort}`, () =>
			startN8n({
				userFolder: path.join(stateFolder, 'n8n'),
				port: n8nPort,
				logFile: path.join(runFolder, 'log', 'n8n-start.log'),
				onSpawn: (child) => lifetime.endWith(() => child.stop()),
			}),
		);
		const client = await N8nClient.signIn(n8n.url, owner);
		const credential = await step(`n8n connected to @${account} on the local X (OAuth 2.0 with PKCE)`, () =>
			connect(client, x, account),
		);

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
		for (const post of created)
			console.log(`${line({ username: account, ...post })}\n    ${x.url}/${account}/status/${post.id}`);
		if (created.length === 0) throw new Problem(`"${workflow.name}" ran, but created no post.`);
		if (once) return;

		console.log(`
Open
  The workflow in n8n   ${n8n.url}/workflow/${workflow.id}
                        log-in ${owner.email}, password ${owner.password}
  The local X           ${x.url}/${account}

Ctrl-C ends both. Everything is in ${path.relative(process.cwd(), runFolder) || '.'}; the log of n8n is ${path.join('.run', 'log', 'n8n-start.log')}.`);
		await Promise.race([lifetime.over, n8n.ended.then(endedByItself)]);
	} catch (error) {
		if (!(error instanceof Interrupted)) throw error;
		process.exitCode = 130;
	} finally {
		await lifetime.end();
	}
}

function endedByItself(code: number | null): never {
	throw new Problem(`n8n ended by itself (${code ?? 'killed'}); what it said is in .run/log/n8n-start.log`);
}
