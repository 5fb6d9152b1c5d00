import type { IDataObject, INode } from 'n8n-workflow';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../../../../demo/connect';
import type { Credential, Execution, SavedWorkflow, Workflow } from '../../../../demo/n8n/client';
import type { Session } from '../session';

/** The credentials that triggers may need: the connected account, and the app with its API secret. */
export async function credentialsFor({ client, x }: Session, account: string): Promise<INode['credentials']> {
	const { apiSecret } = x.apps.web;
	const app = await client.saveCredential('X app', 'xAppBearerApi', {
		baseUrl: x.url,
		source: 'token',
		bearerToken: x.appToken(),
		apiSecret,
	});
	const named = ({ id, name, type }: Credential) => [type, { id, name }];
	return Object.fromEntries([app, await connect(client, x, account)].map(named)) as INode['credentials'];
}

const NAME = 'Trigger';

/** A workflow of one trigger. */
export const ofTrigger = (type: string, parameters: IDataObject, credentials: INode['credentials']): Workflow => ({
	name: type,
	nodes: [
		{
			id: type,
			webhookId: type,
			name: NAME,
			type: `n8n-nodes-x.${type}`,
			typeVersion: 1,
			position: [0, 0],
			parameters: parameters as INode['parameters'],
			credentials,
		},
	],
	connections: {},
});

/** n8n polls each of them once a minute at most, and together as often as wanted. */
export const everySeconds = (seconds: number) => ({
	item: Array.from({ length: 60 / seconds }, (_, i) => ({
		mode: 'custom',
		cronExpression: `${i * seconds} * * * * *`,
	})),
});

/** What the trigger handed out in an execution. */
export const itemsOf = ({ data }: Execution): IDataObject[] =>
	data.resultData.runData[NAME]?.flatMap((run) => run.data?.main?.[0] ?? []).map(({ json }) => json) ?? [];

const over = new Set(['success', 'error', 'crashed', 'canceled']);

/** The executions of a workflow, once there are so many and all have ended. */
export async function runsOf(
	{ client }: Session,
	workflow: SavedWorkflow,
	least: number,
	withinMs = 20_000,
): Promise<IDataObject[][]> {
	let runs: Execution[] = [];
	await until(async () => {
		runs = await client.executions(workflow);
		return runs.length >= least && runs.every(({ status }) => over.has(status));
	}, withinMs);
	expect(runs.map(({ status }) => status)).toEqual(runs.map(() => 'success'));
	return runs.map(itemsOf);
}

export async function until(what: () => boolean | Promise<boolean>, withinMs = 20_000): Promise<void> {
	for (const deadline = Date.now() + withinMs; !(await what()); await pause(200)) {
		if (Date.now() > deadline) throw new Error(`Waited in vain for ${what.toString()}`);
	}
}
