/** One n8n with a local X, and helpers for the checks. */
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../demo/connect';
import type { Credential, Execution, SavedWorkflow } from '../demo/n8n/client';
import type { Made } from '../demo/made';
import type { Session } from '../test/e2e/support/session';

export interface Stage extends Session {
	version: string;
	program: Pick<Made, 'n8n' | 'node'>;
	/** Connected as @ourbrand. */
	user: Credential;
	/** The app, with key and secret. */
	app: Credential;
}

export async function withCredentials(session: Session, version: string, program: Stage['program']): Promise<Stage> {
	const { client, x } = session;
	const { apiKey, apiSecret } = x.apps.web;
	const app = await client.saveCredential('X app', 'xAppBearerApi', {
		baseUrl: x.url,
		source: 'keys',
		apiKey,
		apiSecret,
	});
	return Object.assign(session, { version, program, app, user: await connect(client, x, 'ourbrand') });
}

export const credentialsOf = ({ user, app }: Stage): INode['credentials'] =>
	Object.fromEntries([user, app].map(({ type, id, name }) => [type, { id, name }]));

export const nodeOf = (name: string, type: string, parameters: IDataObject, more: Partial<INode> = {}): INode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: parameters as INodeParameters,
	...more,
});

/** A workflow that can be called in the same way on any version of n8n. */
export interface Callable {
	workflow: SavedWorkflow;
	/** @returns the items of the last node, or the error of the run */
	call(body?: IDataObject): Promise<{ items: IDataObject[] } | { error: string }>;
}

/**
 * Newer versions activate a workflow only after answering, and two processes with one SQLite file occasionally find it
 * locked.
 */
const hasNotRun = ({ status }: Response, text: string): boolean =>
	status === 404 || /There was a problem executing the workflow/.test(text);

let made = 0;

/** A chain of nodes behind a webhook. @param urls of the processes, which are called in turn */
export async function callable(stage: Stage, nodes: INode[], urls: readonly string[] = [stage.url]): Promise<Callable> {
	const { client } = stage;
	const path = `matrix-${++made}`;
	const webhook = nodeOf(
		'Webhook',
		'n8n-nodes-base.webhook',
		{ httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'allEntries', options: {} },
		{ typeVersion: 2, webhookId: path },
	);
	const row = [webhook, ...nodes];
	const connections = Object.fromEntries(
		row.slice(1).map(({ name }, i) => [row[i].name, { main: [[{ node: name, type: 'main', index: 0 }]] }]),
	) as unknown as SavedWorkflow['connections'];
	const workflow = await client.createWorkflow({
		name: path,
		nodes: row,
		connections,
		// Only failures are inspected afterwards.
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' },
	});
	await client.activate(workflow);
	let calls = 0;
	const send = async (body: IDataObject) => {
		const answer = await fetch(`${urls[calls++ % urls.length]}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		return { answer, text: await answer.text() };
	};
	return {
		workflow,
		async call(body = {}) {
			let { answer, text } = await send(body);
			for (const deadline = Date.now() + 20_000; hasNotRun(answer, text) && Date.now() < deadline;) {
				await pause(300);
				({ answer, text } = await send(body));
			}
			if (answer.ok) return { items: JSON.parse(text) as IDataObject[] };
			const [last] = (await client.executions(workflow)).slice(-1) as Array<Execution | undefined>;
			const error = last?.data.resultData.error as { message?: string; description?: string } | undefined;
			return { error: [error?.message ?? text, error?.description].filter(Boolean).join(' – ').slice(0, 300) };
		},
	};
}

/** The X node, using the connected account. */
export const xNode = (stage: Stage, parameters: IDataObject, more: Partial<INode> = {}): INode =>
	nodeOf(
		'X',
		'n8n-nodes-x.x',
		{ authentication: 'oAuth2', ...parameters },
		{ credentials: credentialsOf(stage), ...more },
	);

/** The output of a workflow with one X node. @throws if the run fails */
export async function once(stage: Stage, nodes: INode[], body?: IDataObject): Promise<IDataObject[]> {
	const outcome = await (await callable(stage, nodes)).call(body);
	if ('error' in outcome) throw new Error(outcome.error);
	return outcome.items;
}

export function expect(holds: boolean, otherwise: () => string): void {
	if (!holds) throw new Error(otherwise());
}
