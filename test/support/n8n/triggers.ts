/** Trigger nodes on the real n8n-core: activation, webhooks over real HTTP in n8n's order, streams, deactivation. */
import 'reflect-metadata';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ExecuteContext, ExecutionLifecycleHooks, HookContext, TriggerContext, WebhookContext } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type ITriggerResponse,
	type IWebhookData,
	type IWebhookDescription,
	type IWorkflowExecuteAdditionalData,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { XAppBearerApi } from '../../../credentials/XAppBearerApi.credentials';
import { XUserOAuth2Api } from '../../../credentials/XUserOAuth2Api.credentials';
import { additionalData, CredentialsStore, NodeTypes, type Store } from './run-node';

export interface TriggerOptions {
	node: INodeType;
	parameters: IDataObject;
	credentials: Store;
	/** The node as an earlier activation had it, by its ID. */
	id?: string;
	/** The credential of another node. */
	credentialId?: string;
	/** What the workflow has stored. */
	staticData?: IDataObject;
	/** n8n's activation mode. */
	activation?: WorkflowActivateMode;
}

const TYPE = 'n8n-nodes-x.trigger';
let nodes = 0;

function setUp({ node, parameters, credentials, id, credentialId, staticData }: TriggerOptions) {
	const types = Object.fromEntries([new XUserOAuth2Api(), new XAppBearerApi()].map((type) => [type.name, type]));
	const store = new CredentialsStore(types, { ...credentials });
	const number = ++nodes;
	const row: INode = {
		id: id ?? `node-${number}`,
		name: 'X',
		type: TYPE,
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
		webhookId: `hook-${number}`,
		credentials: Object.fromEntries(
			Object.keys(credentials).map((type) => [type, { id: credentialId ?? `${type}-t${number}`, name: type }]),
		),
	};
	const workflow = new Workflow({
		id: 'wf1',
		name: 'wf',
		nodes: [row],
		connections: {},
		active: true,
		staticData,
		nodeTypes: new NodeTypes({ [TYPE]: node }),
	});
	const hooks = new ExecutionLifecycleHooks('trigger', '1', {
		id: 'wf1',
		name: 'wf',
		nodes: [row],
		connections: {},
		active: true,
	} as unknown as ConstructorParameters<typeof ExecutionLifecycleHooks>[2]);
	return { workflow, row: workflow.getNode('X') as INode, additional: additionalData(store, hooks) };
}

export interface WebhookHost {
	/** Address the node's webhook has. */
	url: string;
	/** Items that started the workflow, one entry per execution. */
	runs: INodeExecutionData[][];
	/** Requests that came, with what was answered. */
	answers: Array<{ method: string; status: number; body: string }>;
	workflow: Workflow;
	/** Stores each webhook of the node and then creates it, as n8n does. */
	activate(): Promise<void>;
	deactivate(): Promise<void>;
	/** n8n is gone or back, without the workflow being deactivated. */
	down: boolean;
	close(): Promise<void>;
}

/** Stands for n8n's webhook server, for one node. @param address what n8n takes its own address for, when it is not the real one */
export async function webhookHost(options: TriggerOptions, address?: string): Promise<WebhookHost> {
	const { workflow, row, additional } = setUp(options);
	const stored: IWebhookDescription[] = [];
	const host = { runs: [] as INodeExecutionData[][], answers: [] as WebhookHost['answers'], down: false };
	const dataOf = (description: IWebhookDescription) =>
		({
			webhookDescription: description,
			node: row.name,
			path: description.path,
			httpMethod: description.httpMethod,
			workflowId: 'wf1',
			workflowExecuteAdditionalData: additional,
		}) as unknown as IWebhookData;

	async function answer(request: IncomingMessage, response: ServerResponse, rawBody: Buffer): Promise<string> {
		const url = new URL(String(request.url), 'http://local');
		const found = stored.find(({ httpMethod }) => httpMethod === request.method);
		if (!found || host.down) {
			response.writeHead(404).end();
			return '';
		}
		let said = '';
		// The two things of Express that nodes use.
		const express = Object.assign(response, {
			status: (code: number) => Object.assign(response, { statusCode: code }),
			json: (value: unknown) => response.end((said = JSON.stringify(value))),
		});
		const body =
			rawBody.length > 0 && /json/.test(String(request.headers['content-type']))
				? (JSON.parse(rawBody.toString()) as IDataObject)
				: {};
		const asked = Object.assign(request, { query: Object.fromEntries(url.searchParams), rawBody, body, params: {} });
		const context = new WebhookContext(
			workflow,
			row,
			{ ...additional, httpRequest: asked, httpResponse: express } as unknown as IWorkflowExecuteAdditionalData,
			'webhook',
			dataOf(found),
			[],
			null,
		);
		const result = await options.node.webhook?.call(context);
		if (result?.workflowData) host.runs.push(result.workflowData[0]);
		if (!result?.noWebhookResponse)
			response.writeHead(200).end((said = String(result?.webhookResponse ?? 'firstEntryJson')));
		return said;
	}

	const server = createServer((request, response) => {
		const pieces: Buffer[] = [];
		request.on('data', (piece: Buffer) => pieces.push(piece));
		request.on('end', () => {
			const failed = (error: Error) => (response.writeHead(500).end(), error.message);
			void answer(request, response, Buffer.concat(pieces))
				.catch(failed)
				.then((body) => host.answers.push({ method: String(request.method), status: response.statusCode, body }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	additional.webhookBaseUrl = `${address ?? own}/webhook`;

	const method = async (
		name: 'checkExists' | 'create' | 'delete',
		description: IWebhookDescription,
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode,
	) =>
		await options.node.webhookMethods?.[description.name as 'default']?.[name].call(
			new HookContext(workflow, row, additional, mode, activation, dataOf(description)),
		);
	// As n8n does: what has no method is not registered.
	const methodOf = (description: IWebhookDescription) =>
		String(workflow.expression.getSimpleParameterValue(row, description.httpMethod, 'internal', {}, undefined, 'GET'));
	const descriptions = (options.node.description.webhooks ?? [])
		.map((description) => ({ ...description, httpMethod: methodOf(description) }) as IWebhookDescription)
		.filter(({ httpMethod }) => httpMethod !== '');
	return Object.assign(host, {
		url: `${additional.webhookBaseUrl}/hook-${nodes}/webhook`,
		workflow,
		async activate() {
			for (const description of descriptions) {
				if (!stored.includes(description)) stored.push(description);
				if (!(await method('checkExists', description, 'trigger', 'activate')))
					await method('create', description, 'trigger', 'activate');
			}
		},
		async deactivate() {
			for (const description of descriptions) await method('delete', description, 'internal', 'update');
			stored.length = 0;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	});
}

export interface HeldTrigger {
	nodeId: string;
	/** What the workflow has stored. */
	staticData: IDataObject;
	items: INodeExecutionData[];
	/** Told to n8n as a failed run, the workflow staying active. */
	failures: Error[];
	/** Told to n8n as the end of the trigger. */
	ends: Error[];
	close(): Promise<void>;
}

/** Activates a trigger that holds a connection. @param mode `manual` for the test in the editor */
export async function holdTrigger(
	options: TriggerOptions,
	mode: 'trigger' | 'manual' = 'trigger',
): Promise<HeldTrigger> {
	const { workflow, row, additional } = setUp(options);
	const held = {
		nodeId: row.id,
		staticData: workflow.staticData,
		items: [] as INodeExecutionData[],
		failures: [] as Error[],
		ends: [] as Error[],
	};
	const emit = (data: INodeExecutionData[][]) => void held.items.push(...data[0]);
	const context = new TriggerContext(
		workflow,
		row,
		additional,
		mode,
		mode === 'manual' ? 'manual' : (options.activation ?? 'activate'),
		emit,
		(error) => void held.ends.push(error),
		(error) => void held.failures.push(error),
	);
	const response = (await options.node.trigger?.call(context)) as ITriggerResponse;
	if (mode === 'manual') await response.manualTriggerFunction?.();
	return Object.assign(held, { close: async () => await response.closeFunction?.() });
}

/** The editor's test of a trigger that n8n executes. @param cancel ends it before an event comes */
export async function testTrigger(options: TriggerOptions, cancel?: AbortSignal): Promise<INodeExecutionData[]> {
	const { workflow, row, additional } = setUp(options);
	const start = [[{ json: {} }]];
	const context = new ExecuteContext(
		workflow,
		row,
		additional,
		'manual',
		createRunExecutionData(),
		0,
		start[0],
		{ main: start },
		{ node: row, data: { main: start }, source: null },
		[],
		cancel,
	);
	const outcome = await options.node.execute?.call(context);
	return (outcome as INodeExecutionData[][])[0];
}

/** Until something is so, at most 8 s. */
export async function until(what: () => boolean): Promise<void> {
	for (const end = Date.now() + 8000; !what(); await new Promise((resolve) => setTimeout(resolve, 20))) {
		if (Date.now() > end) throw new Error(`Waited in vain for ${what.toString()}`);
	}
}
