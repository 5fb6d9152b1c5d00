/** Polls the real trigger node on the real n8n-core, with the static data that n8n keeps from poll to poll. */
import 'reflect-metadata';
import { ExecutionLifecycleHooks, PollContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { XAppBearerApi } from '../../../credentials/XAppBearerApi.credentials';
import { XUserOAuth2Api } from '../../../credentials/XUserOAuth2Api.credentials';
import { scopes as allScopes } from '../../../connector';
import { XTrigger } from '../../../nodes/XTrigger/XTrigger.node';
import type { LocalX } from '../../../sandbox';
import { additionalData, CredentialsStore, NodeTypes, type Store } from './run-node';

const TYPE = 'n8n-nodes-x.xTrigger';
let workflows = 0;

export interface Poller {
	/** One poll of the active workflow; what it starts the workflow with. @throws as n8n would see it */
	poll(): Promise<IDataObject[]>;
	/** The test in the editor. */
	test(): Promise<IDataObject[]>;
	/** Connects the credential to another account. */
	reconnect(as: string): void;
	/** Changes settings between polls. */
	set(parameters: IDataObject): void;
	/** What it reported as failed executions, though the poll went on. */
	failures: Error[];
	/** What n8n has stored, as JSON. */
	stored(): string;
}

/** @param budgetMs what n8n gives a poll; @param as the connected account; @param connection its credential, when it is not a new one */
export function pollNode(
	x: LocalX,
	parameters: IDataObject,
	{
		budgetMs = 300_000,
		as = 'ourbrand',
		connection,
	}: { budgetMs?: number; as?: string; connection?: ICredentialDataDecryptedObject } = {},
): Poller {
	const byApp = parameters.authentication === 'bearerToken';
	const { clientId, clientSecret = '' } = x.apps.web;
	const tokenOf = (username: string) => ({
		access_token: x.userToken(username, allScopes()),
		token_type: 'bearer',
		scope: allScopes().join(' '),
	});
	const credentials: Store = byApp
		? { xAppBearerApi: { baseUrl: x.url, source: 'token', bearerToken: x.appToken() } }
		: {
				xUserOAuth2Api: connection ?? {
					baseUrl: x.url,
					clientId,
					clientSecret,
					oauthTokenData: tokenOf(as),
				},
			};
	const types = Object.fromEntries([new XUserOAuth2Api(), new XAppBearerApi()].map((type) => [type.name, type]));
	const number = ++workflows;
	const node = new XTrigger();
	const row: INode = {
		id: 'a',
		name: 'X Trigger',
		type: TYPE,
		typeVersion: 1,
		position: [0, 0],
		parameters: { authentication: 'oAuth2', ...parameters },
		credentials: Object.fromEntries(
			Object.keys(credentials).map((type) => [type, { id: `${type}-p${number}`, name: type }]),
		),
	};
	const store = new CredentialsStore(types, credentials);
	let staticData: IDataObject = {};
	const failures: Error[] = [];
	const underWay = new Set<Workflow>();
	const fromStored = () =>
		new Workflow({
			id: 'wf1',
			name: 'wf',
			nodes: [row],
			connections: {},
			active: true,
			nodeTypes: new NodeTypes({ [TYPE]: node }),
			staticData: JSON.parse(JSON.stringify(staticData)) as IDataObject,
		});

	/** Each poll starts from what n8n has stored, as after a restart; polls at once share a workflow, as they do in n8n. */
	async function run(mode: WorkflowExecuteMode): Promise<INodeExecutionData[]> {
		const [workflow = fromStored()] = underWay;
		underWay.add(workflow);
		const hooks = new ExecutionLifecycleHooks(mode, '1', {
			id: 'wf1',
			name: 'wf',
			nodes: [row],
			connections: {},
			active: true,
		} as unknown as ConstructorParameters<typeof ExecutionLifecycleHooks>[2]);
		const context = new PollContext(
			workflow,
			workflow.getNode('X Trigger') as INode,
			additionalData(store, hooks),
			mode,
			'activate',
			undefined,
			(error) => void failures.push(error),
			undefined,
			undefined,
			undefined,
			() => budgetMs,
		);
		const output = await node.poll.call(context).finally(() => {
			underWay.delete(workflow);
			staticData = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
		});
		return output?.[0] ?? [];
	}
	const json = (items: INodeExecutionData[]) => items.map((item) => item.json);
	return {
		poll: async () => json(await run('trigger')),
		test: async () => json(await run('manual')),
		reconnect: (other) => {
			store.store.xUserOAuth2Api = { ...store.store.xUserOAuth2Api, oauthTokenData: tokenOf(other) };
		},
		set: (changes) => void Object.assign(row.parameters, changes),
		failures,
		stored: () => JSON.stringify(staticData),
	};
}
