/** The X node as a tool of an AI agent: what a model is shown and what it gets back, over n8n's MCP Server Trigger, without a model. */
import type { IConnections, IDataObject, INode } from 'n8n-workflow';
import { connect } from '../../../demo/connect';
import type { Credential } from '../../../demo/n8n/client';
import { McpClient } from './mcp';
import type { Session } from './session';

const fromModel = (key: string, description: string, type = 'string'): string =>
	`={{ $fromAI('${key}', '${description}', '${type}') }}`;

/** Tools as a person makes them: an operation each, with the parameters that the model is to fill in. */
const TOOLS: Readonly<Record<string, IDataObject>> = {
	'Create post': { resource: 'post', operation: 'create', text: fromModel('text', 'What the post says') },
	'Search posts': { resource: 'post', operation: 'search', query: fromModel('query', 'What to look for'), options: {} },
	'Get user posts': {
		resource: 'timeline',
		operation: 'getUserPosts',
		user: { __rl: true, mode: 'username', value: fromModel('user', 'Handle of the account') },
		output: 'selected',
		outputFields: ['text', 'username'],
		limit: fromModel('limit', 'How many', 'number'),
	},
	'Delete post': {
		resource: 'post',
		operation: 'delete',
		post: { __rl: true, mode: 'id', value: fromModel('post', 'ID or link of the post') },
	},
};

/** @param current the n8n and local X of the file that has these tests */
export function describeTools(current: () => Session): void {
	describe('the X node as a tool of an AI agent', () => {
		let mcp: McpClient;

		beforeAll(async () => {
			const { client, x, url } = current();
			const credential: Credential = await connect(client, x, 'ourbrand');
			const trigger: INode = {
				id: 'trigger',
				name: 'MCP Server Trigger',
				type: '@n8n/n8n-nodes-langchain.mcpTrigger',
				typeVersion: 2,
				position: [0, 0],
				webhookId: 'x-tools',
				parameters: { authentication: 'none', path: 'x-tools' },
			};
			const tools = Object.entries(TOOLS).map(([name, parameters], i): INode => ({
				id: name,
				name,
				type: 'n8n-nodes-x.xTool',
				typeVersion: 1,
				position: [200 * i, 300],
				parameters: parameters as INode['parameters'],
				credentials: { [credential.type]: { id: credential.id, name: credential.name } },
			}));
			const connections = Object.fromEntries(
				tools.map(({ name }) => [name, { ai_tool: [[{ node: trigger.name, type: 'ai_tool', index: 0 }]] }]),
			) as IConnections;
			await client.activate(
				await client.createWorkflow({ name: 'X for an agent', nodes: [trigger, ...tools], connections }),
			);
			mcp = new McpClient(`${url}/mcp/x-tools`);
			await mcp.open();
		}, 90_000);

		it('is listed by what each does, with the parameters left to the model', async () => {
			const tools = Object.fromEntries((await mcp.tools()).map((tool) => [tool.name, tool]));
			const shown = Object.fromEntries(
				Object.values(tools).map(({ name, description, inputSchema: { properties } }) => [
					name,
					{ description, takes: Object.keys(properties) },
				]),
			);
			expect(shown).toEqual({
				Create_post: { description: 'Create post in X', takes: ['text'] },
				Search_posts: { description: 'Search posts in X', takes: ['query'] },
				Get_user_posts: { description: 'Get posts of user in X', takes: ['user', 'limit'] },
				Delete_post: { description: 'Delete post in X', takes: ['post'] },
			});
			expect(tools.Create_post.inputSchema.properties.text).toMatchObject({
				type: 'string',
				description: 'What the post says',
			});
		}, 60_000);

		it('publishes what the model writes, and tells it where', async () => {
			const text = 'Written by a model, posted by n8n';
			const [made] = JSON.parse(await mcp.call('Create_post', { text })) as IDataObject[];
			expect(current().x.world.posts.get(String(made.id))?.rawText).toBe(text);
			expect(made).toEqual({ id: made.id, url: `https://x.com/i/status/${String(made.id)}`, text });
		}, 60_000);

		it('reads no more than a model can take in: ten results, in ten fields', async () => {
			current().x.faults.set({ searchDelaySeconds: 0 });
			for (let i = 1; i <= 15; i++) current().x.world.addPost({ by: 'newsroom', text: `Model number ${i}` });
			const found = JSON.parse(await mcp.call('Search_posts', { query: 'model number' })) as IDataObject[];
			expect(found).toHaveLength(10);
			expect(Object.keys(found[0])).toEqual([
				'id',
				'url',
				'text',
				'created_at',
				'author_id',
				'username',
				'name',
				'type',
				'media',
				'public_metrics',
			]);
		}, 60_000);

		it('gives only the selected fields and the ID', async () => {
			const posts = JSON.parse(await mcp.call('Get_user_posts', { user: '@newsroom', limit: 2 })) as IDataObject[];
			expect(posts).toEqual(
				['Model number 15', 'Model number 14'].map((text) => ({ id: expect.any(String), text, username: 'newsroom' })),
			);
		}, 60_000);

		it('says in words what went wrong and what to do', async () => {
			expect(await mcp.call('Create_post', { text: 'x'.repeat(25_001) })).toMatch(
				/The text is 25001 characters long as X counts them; the limit is 25000.*Shorten it/s,
			);
			expect(await mcp.call('Create_post', { text: 'Written by a model, posted by n8n' })).toMatch(
				/duplicate content.*change the text/s,
			);
			expect(await mcp.call('Delete_post', { post: 'the last one' })).toMatch(
				/'the last one' is not a post ID or a link to a post.*A post link looks like/s,
			);
			expect(await mcp.call('Get_user_posts', { user: '@nobody_is_here', limit: 2 })).toMatch(/Could not find user/);
		}, 60_000);

		it('sends nothing that breaks the rules of X', () => expect(current().x.violations()).toEqual([]));
	});
}
