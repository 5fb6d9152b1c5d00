/** Runs the real node on the real n8n-core, in this process: no server, no database. */
import 'reflect-metadata';
import { Credentials, ExecutionLifecycleHooks, LoadOptionsContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	ICredentialsHelper,
	NodeConnectionTypes,
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type IExecuteData,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRequestOptionsSimplified,
	type IRun,
	type IRunExecutionData,
	type IVersionedNodeType,
	type IWorkflowExecuteAdditionalData,
	type NodeApiError,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { XAppBearerApi } from '../../../credentials/XAppBearerApi.credentials';
import { XUserOAuth2Api } from '../../../credentials/XUserOAuth2Api.credentials';
import { X } from '../../../nodes/X/X.node';

export type Store = Record<string, ICredentialDataDecryptedObject>;

/** Passes its input through; the start node of every test workflow. */
class Start implements INodeType {
	description = {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: { name: 'Start' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	} as unknown as INodeType['description'];
	async execute(this: { getInputData(): INodeExecutionData[] }) {
		return [this.getInputData()];
	}
}

export class NodeTypes implements INodeTypes {
	constructor(private readonly types: Record<string, INodeType>) {}
	getByName(name: string): INodeType | IVersionedNodeType {
		return this.types[name];
	}
	getByNameAndVersion(name: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.types[name], version);
	}
	getKnownTypes(): IDataObject {
		return {};
	}
}

/** Stands for n8n's credential store: defaults of the type, expressions over $self, the token kept after a refresh. */
export class CredentialsStore extends ICredentialsHelper {
	readonly refreshed: ICredentialDataDecryptedObject[] = [];
	constructor(
		private readonly types: Record<string, ICredentialType>,
		readonly store: Store,
	) {
		super();
	}
	getParentTypes(name: string): string[] {
		return this.types[name]?.extends ?? [];
	}
	isCredentialUsableByNode(): boolean {
		return true;
	}
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.types[typeName];
		const request = options as IHttpRequestOptions;
		return typeof authenticate === 'function' ? await authenticate(credentials, request) : request;
	}
	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		_node: INode,
		expired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.types[typeName];
		const field = type.properties.find(({ typeOptions }) => typeOptions?.expirable)?.name;
		if (!type.preAuthentication || !field || (credentials[field] && !expired)) return undefined;
		const output = (await type.preAuthentication.call(helpers, credentials)) as ICredentialDataDecryptedObject;
		this.store[typeName] = { ...this.store[typeName], ...output };
		return { ...credentials, ...output };
	}
	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		return await this.preAuthentication(helpers, credentials, typeName, {} as INode, false);
	}
	async getCredentials(details: INodeCredentialsDetails, type: string): Promise<Credentials> {
		return new Credentials({ id: details.id, name: details.name }, type);
	}
	async getDecrypted(
		_data: unknown,
		_details: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const defaults = Object.fromEntries(
			this.types[type].properties.map(({ name, default: value }) => [name, value]),
		) as ICredentialDataDecryptedObject;
		const data: ICredentialDataDecryptedObject = { ...defaults, ...this.store[type] };
		const base = String(data.baseUrl).replace(/\/+$/, '');
		if (type === 'xUserOAuth2Api')
			Object.assign(data, { accessTokenUrl: `${base}/2/oauth2/token`, authUrl: `${base}/i/oauth2/authorize` });
		return data;
	}
	async updateCredentials(
		_details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.store[type] = data;
	}
	async updateCredentialsOauthTokenData(
		_details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.refreshed.push(data);
		this.store[type] = { ...this.store[type], oauthTokenData: data.oauthTokenData };
	}
	getCredentialsProperties(type: string) {
		return this.types[type]?.properties ?? [];
	}
}

// prettier-ignore
const ADDRESSES = [
	'restApiUrl', 'instanceBaseUrl', 'webhookBaseUrl', 'webhookTestBaseUrl', 'webhookWaitingBaseUrl',
	'formBaseUrl', 'formTestBaseUrl', 'formWaitingBaseUrl', 'mcpBaseUrl', 'mcpTestBaseUrl',
];

let executions = 0;

export const additionalData = (credentialsHelper: ICredentialsHelper, hooks: ExecutionLifecycleHooks) =>
	({
		credentialsHelper,
		hooks,
		currentNodeExecutionIndex: 0,
		variables: {},
		executionId: String(++executions),
		workflowId: 'wf1',
		userId: 'u1',
		...Object.fromEntries(ADDRESSES.map((name) => [name, 'http://localhost/'])),
		logAiEvent: () => {},
		setExecutionStatus: () => {},
		sendDataToUI: () => {},
		getRunExecutionData: async () => undefined,
		getRuntimeCredential: async () => undefined,
	}) as unknown as IWorkflowExecuteAdditionalData;

const copyOf = (data: IDataObject) => JSON.parse(JSON.stringify(data)) as IDataObject;

const TYPE = 'n8n-nodes-x.x';

/** What the editor hands to a search for a list in the panel of the X node. */
export function panelOf(shared: CredentialsStore, parameters: INode['parameters'] = {}): LoadOptionsContext {
	const credentials = Object.fromEntries(
		Object.keys(shared.store).map((type) => [type, { id: `${type}-panel`, name: type }]),
	);
	const node: INode = { id: 'b', name: 'X', type: TYPE, typeVersion: 1, position: [0, 0], parameters, credentials };
	const nodeTypes = new NodeTypes({ [TYPE]: new X() });
	const workflow = new Workflow({ id: 'wf1', name: 'wf', nodes: [node], connections: {}, active: false, nodeTypes });
	const hooks = new ExecutionLifecycleHooks(
		'manual',
		'1',
		{} as ConstructorParameters<typeof ExecutionLifecycleHooks>[2],
	);
	return new LoadOptionsContext(workflow, workflow.getNode('X') as INode, additionalData(shared, hooks), 'parameters');
}

export interface RunOptions {
	parameters: IDataObject;
	/** Stored credential data by type; the node is given those that are there. */
	credentials: Store;
	input?: INodeExecutionData[];
	settings?: Partial<INode>;
	node?: INodeType;
	/** Credential types besides our own. */
	types?: ICredentialType[];
	/** When somebody presses Stop. */
	cancelled?: Promise<unknown>;
	/** Credentials that several runs share, as in n8n: a token that one renews is there for the others. */
	shared?: CredentialsStore;
	/** What started it; `manual` unless told. */
	mode?: WorkflowExecuteMode;
	/** Static data of the workflow as n8n keeps it: read before a run, saved after one that is not manual. */
	staticData?: { saved: IDataObject };
	/** The failed execution that this one retries (see retry.ts); its input counts. */
	retry?: IRunExecutionData;
}

export interface RunOutcome {
	items: INodeExecutionData[];
	json: IDataObject[];
	error?: NodeApiError;
	hints: string[];
	refreshed: ICredentialDataDecryptedObject[];
	execution: IRunExecutionData;
}

let workflows = 0;

export const typesOf = (more: ICredentialType[] = []): Record<string, ICredentialType> =>
	Object.fromEntries([new XUserOAuth2Api(), new XAppBearerApi(), ...more].map((type) => [type.name, type]));

const START = { id: 'a', name: 'Start', type: 'test.start', typeVersion: 1, parameters: {} };

/** A new workflow of a start node and the X node. Credential IDs of its own: what a run learned of limits must not leak into the next test. */
function workflowOf({ parameters, credentials, settings, node = new X(), staticData }: RunOptions): Workflow {
	const run = ++workflows;
	const ids = Object.keys(credentials).map((type) => [type, { id: `${type}-${run}`, name: type }]);
	const tested: INode = {
		id: 'b',
		name: 'X',
		type: TYPE,
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
		credentials: Object.fromEntries(ids) as INode['credentials'],
		...settings,
	};
	return new Workflow({
		id: 'wf1',
		name: 'wf',
		nodes: [{ ...START, position: [0, 0] }, tested],
		connections: { Start: { main: [[{ node: 'X', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes: new NodeTypes({ 'test.start': new Start(), [TYPE]: node }),
		settings: { executionOrder: 'v1' },
		staticData: copyOf(staticData?.saved ?? {}),
	});
}

/** n8n's hooks of an execution, which save the workflow's static data after one that is not manual. */
function hooksOf({ nodes }: Workflow, mode: WorkflowExecuteMode, staticData: RunOptions['staticData']) {
	const hooks = new ExecutionLifecycleHooks(mode, '1', {
		id: 'wf1',
		name: 'wf',
		nodes: Object.values(nodes),
		connections: {},
		active: false,
	} as unknown as ConstructorParameters<typeof ExecutionLifecycleHooks>[2]);
	hooks.addHandler('workflowExecuteAfter', (_run, changed?: IDataObject) => {
		if (staticData && mode !== 'manual' && changed) staticData.saved = copyOf(changed);
	});
	return hooks;
}

/** What n8n shows of the X node after a run. */
function outcomeOf({ data }: IRun, refreshed: ICredentialDataDecryptedObject[]): RunOutcome {
	const { error, runData } = data.resultData;
	const task = runData.X?.at(-1);
	const items = task?.data?.main?.[0] ?? [];
	return {
		items,
		json: items.map(({ json }) => json),
		error: (error ?? task?.error) as NodeApiError | undefined,
		hints: (task?.hints ?? []).map(({ message }) => message),
		refreshed,
		execution: data,
	};
}

/** Runs one X node over the input items and gives what n8n would show. */
export async function runNode(options: RunOptions): Promise<RunOutcome> {
	const { credentials, input = [{ json: {} }], types, cancelled, shared, mode = 'manual', staticData, retry } = options;
	const store = shared ?? new CredentialsStore(typesOf(types), { ...credentials });
	const workflow = workflowOf(options);
	const start = workflow.getNode('Start') as INode;
	const stack: IExecuteData[] = [{ node: start, data: { main: [input] }, source: null }];
	const executionData = retry ?? createRunExecutionData({ executionData: { nodeExecutionStack: stack } });
	const hooks = hooksOf(workflow, mode, staticData);
	const execution = new WorkflowExecute(additionalData(store, hooks), mode, executionData).processRunExecutionData(
		workflow,
	);
	void cancelled?.then(() => execution.cancel());
	return outcomeOf(await execution, store.refreshed);
}
