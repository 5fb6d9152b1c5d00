import type { IConnections, INode, IRunExecutionData, IWorkflowSettings } from 'n8n-workflow';
import { setTimeout as pause } from 'node:timers/promises';

export interface Owner {
	email: string;
	password: string;
	firstName: string;
	lastName: string;
}

export interface Workflow {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
}

export interface SavedWorkflow extends Workflow {
	id: string;
	versionId: string;
	active: boolean;
}

export interface Credential {
	id: string;
	name: string;
	type: string;
}

export interface Execution {
	id: string;
	status: 'success' | 'error' | 'crashed' | 'canceled' | 'running' | 'waiting' | 'new';
	data: IRunExecutionData;
}

const headers = { 'content-type': 'application/json', 'browser-id': 'n8n-nodes-x-demo' };
const over = new Set(['success', 'error', 'crashed', 'canceled']);

/** The part of the n8n editor's REST API that the demo and the end-to-end tests need. */
export class N8nClient {
	private cookie = '';

	private apiKey = '';

	private constructor(readonly url: string) {}

	/** Creates the owner account of a new n8n, or signs in to it. */
	static async signIn(url: string, owner: Owner): Promise<N8nClient> {
		const client = new N8nClient(url);
		const settings = await client.get<{ userManagement: { showSetupOnFirstLoad: boolean } }>('/rest/settings');
		if (settings.userManagement.showSetupOnFirstLoad) await client.post('/rest/owner/setup', owner);
		else await client.post('/rest/login', { emailOrLdapLoginId: owner.email, password: owner.password });
		return client;
	}

	get<Answer>(page: string): Promise<Answer> {
		return this.send<Answer>('GET', page);
	}

	post<Answer>(page: string, body: object = {}): Promise<Answer> {
		return this.send<Answer>('POST', page, body);
	}

	/** Follows the redirect from X's consent page, as the browser would. */
	async openCallback(address: string): Promise<string> {
		const response = await fetch(address, { headers: { ...headers, cookie: this.cookie } });
		const page = await response.text();
		if (!response.ok)
			throw new Error(`n8n refused the answer of the consent page: ${response.status} ${page.slice(0, 300)}`);
		return page;
	}

	/** A page as the browser receives it. */
	async page(path: string): Promise<string> {
		const response = await fetch(this.url + path, { headers: { ...headers, cookie: this.cookie } });
		if (!response.ok) throw new Error(`n8n answered ${response.status} to ${path}`);
		return await response.text();
	}

	async credentials(): Promise<Credential[]> {
		return this.get<Credential[]>('/rest/credentials');
	}

	/** Creates the credential, or updates the existing one of this name. */
	async saveCredential(name: string, type: string, data: Record<string, unknown>): Promise<Credential> {
		const known = (await this.credentials()).find((credential) => credential.name === name && credential.type === type);
		if (!known) return this.post<Credential>('/rest/credentials', { name, type, data });
		return this.send<Credential>('PATCH', `/rest/credentials/${known.id}`, { name, type, data });
	}

	async workflows(): Promise<Array<Pick<SavedWorkflow, 'id' | 'name'>>> {
		return this.get<SavedWorkflow[]>('/rest/workflows');
	}

	createWorkflow(workflow: Workflow): Promise<SavedWorkflow> {
		// Before 2.0, a new workflow must be marked as inactive explicitly.
		return this.post<SavedWorkflow>('/rest/workflows', {
			active: false,
			settings: { executionOrder: 'v1' },
			...workflow,
		});
	}

	updateWorkflow(id: string, workflow: Workflow): Promise<SavedWorkflow> {
		return this.send<SavedWorkflow>('PATCH', `/rest/workflows/${id}?forceSave=true`, workflow);
	}

	workflow(id: string): Promise<SavedWorkflow> {
		return this.get<SavedWorkflow>(`/rest/workflows/${id}`);
	}

	/** Activates the workflow's trigger. */
	async activate({ id, versionId }: Pick<SavedWorkflow, 'id' | 'versionId'>): Promise<void> {
		await this.turn(id, { active: true, versionId });
	}

	/** Deactivates the workflow's trigger. */
	async deactivate({ id }: Pick<SavedWorkflow, 'id'>): Promise<void> {
		await this.turn(id, { active: false });
	}

	/** Older versions (such as 1.104) have no endpoint for this: there the workflow is updated instead. */
	private async turn(id: string, { active, ...body }: { active: boolean; versionId?: string }): Promise<void> {
		await this.post(`/rest/workflows/${id}/${active ? 'activate' : 'deactivate'}`, body).catch(async (error: Error) => {
			if (!error.message.startsWith('n8n answered 404')) throw error;
			await this.send('PATCH', `/rest/workflows/${id}`, { active, ...body });
		});
	}

	/** Runs a workflow from its trigger, like the button in the editor, and waits until it ends. */
	async run(workflow: Pick<SavedWorkflow, 'id' | 'nodes'>, withinMs = 120_000): Promise<Execution> {
		const trigger = workflow.nodes.find((node) => /trigger/i.test(node.type));
		if (!trigger) throw new Error('This workflow has no trigger to start from.');
		const { executionId } = await this.post<{ executionId: string }>(`/rest/workflows/${workflow.id}/run`, {
			triggerToStartFrom: { name: trigger.name },
		});
		const deadline = Date.now() + withinMs;
		for (;;) {
			const execution = await this.execution(executionId);
			if (over.has(execution.status)) return execution;
			if (Date.now() > deadline)
				throw new Error(`Execution ${executionId} is still ${execution.status} after ${withinMs / 1000} s.`);
			await pause(300);
		}
	}

	/** The public API returns execution data as plain JSON; the editor's own API does not. */
	async execution(id: string): Promise<Execution> {
		if (!this.apiKey) await this.makeApiKey();
		return this.read<Execution>(
			await fetch(`${this.url}/api/v1/executions/${id}?includeData=true`, {
				headers: { 'x-n8n-api-key': this.apiKey },
			}),
		);
	}

	/** All executions of a workflow with their data, oldest first. */
	async executions({ id }: Pick<SavedWorkflow, 'id'>): Promise<Execution[]> {
		if (!this.apiKey) await this.makeApiKey();
		const all: Execution[] = [];
		let cursor: string | null = '';
		while (cursor !== null) {
			const query = new URLSearchParams({
				workflowId: id,
				includeData: 'true',
				limit: '250',
				...(cursor && { cursor }),
			});
			const page: { data: Execution[]; nextCursor: string | null } = await this.read(
				await fetch(`${this.url}/api/v1/executions?${query}`, { headers: { 'x-n8n-api-key': this.apiKey } }),
			);
			all.push(...page.data);
			cursor = page.nextCursor;
		}
		return all.reverse();
	}

	private async makeApiKey(): Promise<void> {
		const { rawApiKey } = await this.post<{ rawApiKey: string }>('/rest/api-keys', {
			label: `demo ${Date.now()}`,
			scopes: ['execution:read', 'execution:list'],
			expiresAt: null,
		});
		this.apiKey = rawApiKey;
	}

	private async send<Answer>(method: string, page: string, body?: object): Promise<Answer> {
		const response = await fetch(this.url + page, {
			method,
			headers: { ...headers, ...(this.cookie && { cookie: this.cookie }) },
			...(body && { body: JSON.stringify(body) }),
		});
		const cookie = response.headers.getSetCookie().find((line) => line.startsWith('n8n-auth='));
		if (cookie) [this.cookie = ''] = cookie.split(';');
		return (await this.read<{ data: Answer }>(response)).data;
	}

	private async read<Answer>(response: Response): Promise<Answer> {
		const text = await response.text();
		if (!response.ok)
			throw new Error(`n8n answered ${response.status} to ${new URL(response.url).pathname}: ${text.slice(0, 300)}`);
		return JSON.parse(text) as Answer;
	}
}
