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
	/** Chooses another credential, connected to another account. */
	exchange(as: string): void;
	/** Changes settings between polls. */
	set(parameters: IDataObject): void;
	/** The same workflow under another ID, with what n8n has stored, as a copy or an import has it. */
	copied(): Poller;
	/** n8n starts anew: with what it stored at the activation and with each execution since. */
	restart(): void;
	/** What it reported as failed executions, though the poll went on. */
	failures: Error[];
	/** What n8n has stored, as JSON. */
	stored(): string;
}

/** A workflow as n8n has it, which polling nodes are in. */
interface Host {
	id: string;
	rows: INode[];
	/** What the active workflow has, and what n8n's database has. */
	staticData: IDataObject;
	saved: IDataObject;
	/** Workflows of polls that have not ended. */
	underWay: Set<Workflow>;
}

export const newHost = (id: string, staticData: IDataObject = {}): Host => ({
	id,
	rows: [],
	staticData,
	saved: staticData,
	underWay: new Set(),
});

const copy = <T>(data: T): T => JSON.parse(JSON.stringify(data)) as T;

interface PollOptions {
	/** What n8n gives a poll. */
	budgetMs?: number;
	/** The connected account. */
	as?: string;
	/** Its credential, when it is not a new one. */
	connection?: ICredentialDataDecryptedObject;
	/** The workflow, when the node is not alone in it. */
	host?: Host;
	name?: string;
	/** The credential of another node. */
	credentialId?: string;
}

export function pollNode(x: LocalX, parameters: IDataObject, options: PollOptions = {}): Poller {
	const { budgetMs = 300_000, as = 'ourbrand', connection, host = newHost('wf1'), name = 'X Trigger' } = options;
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
		id: name,
		name,
		type: TYPE,
		typeVersion: 1,
		position: [0, 0],
		parameters: { authentication: 'oAuth2', ...parameters },
		credentials: Object.fromEntries(
			Object.keys(credentials).map((type) => [type, { id: options.credentialId ?? `${type}-p${number}`, name: type }]),
		),
	};
	host.rows.push(row);
	const store = new CredentialsStore(types, credentials);
	const { underWay } = host;
	const failures: Error[] = [];
	const fromStored = () =>
		new Workflow({
			id: host.id,
			name: 'wf',
			nodes: host.rows,
			connections: {},
			active: true,
			nodeTypes: new NodeTypes({ [TYPE]: node }),
			staticData: copy(host.staticData),
		});

	/** Each poll starts from what n8n has stored, as after a restart; polls at once share a workflow, as they do in n8n. */
	async function run(mode: WorkflowExecuteMode): Promise<INodeExecutionData[]> {
		const [workflow = fromStored()] = underWay;
		underWay.add(workflow);
		const hooks = new ExecutionLifecycleHooks(mode, '1', {
			id: host.id,
			name: 'wf',
			nodes: host.rows,
			connections: {},
			active: true,
		} as unknown as ConstructorParameters<typeof ExecutionLifecycleHooks>[2]);
		const context = new PollContext(
			workflow,
			workflow.getNode(name) as INode,
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
			// A test in the editor leaves nothing behind.
			if (mode !== 'manual') host.staticData = copy(workflow.staticData);
		});
		// Between executions, n8n stores nothing: only the active workflow has it.
		if (mode !== 'manual' && (output || Object.keys(host.saved).length === 0)) host.saved = host.staticData;
		return output?.[0] ?? [];
	}
	const json = (items: INodeExecutionData[]) => items.map((item) => item.json);
	return {
		poll: async () => json(await run('trigger')),
		test: async () => json(await run('manual')),
		reconnect: (other) => {
			store.store.xUserOAuth2Api = { ...store.store.xUserOAuth2Api, oauthTokenData: tokenOf(other) };
		},
		exchange: (other) => {
			row.credentials = { xUserOAuth2Api: { id: `exchanged-for-${other}`, name: 'other' } };
			store.store.xUserOAuth2Api = { ...store.store.xUserOAuth2Api, oauthTokenData: tokenOf(other) };
		},
		copied: () => {
			const credentialId = row.credentials?.[byApp ? 'xAppBearerApi' : 'xUserOAuth2Api'].id ?? undefined;
			const to = newHost(`${host.id}-copy`, copy(host.staticData));
			return pollNode(x, row.parameters as IDataObject, { ...options, host: to, credentialId });
		},
		restart: () => {
			host.staticData = copy(host.saved);
		},
		set: (changes) => void Object.assign(row.parameters, changes),
		failures,
		stored: () => JSON.stringify(host.staticData),
	};
}
