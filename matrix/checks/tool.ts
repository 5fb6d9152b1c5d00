/** The X node as an agent's tool, called through n8n's MCP Server Trigger. */
import type { IConnections, IDataObject } from 'n8n-workflow';
import { McpClient } from '../../test/e2e/support/mcp';
import type { Check } from '../checks';
import { credentialsOf, expect, nodeOf } from '../stage';

export const tool: Check = async (stage) => {
	const trigger = nodeOf(
		'MCP Server Trigger',
		'@n8n/n8n-nodes-langchain.mcpTrigger',
		{ authentication: 'none', path: 'matrix-tool' },
		{ typeVersion: 2, webhookId: 'matrix-tool' },
	);
	const create = nodeOf(
		'Create post',
		'n8n-nodes-x.xTool',
		{ resource: 'post', operation: 'create', text: "={{ $fromAI('text', 'What the post says', 'string') }}" },
		{ credentials: credentialsOf(stage), position: [200, 300] },
	);
	const connections = {
		[create.name]: { ai_tool: [[{ node: trigger.name, type: 'ai_tool', index: 0 }]] },
	} as unknown as IConnections;
	const workflow = await stage.client.createWorkflow({ name: 'Tool', nodes: [trigger, create], connections });
	await stage.client.activate(workflow);
	const mcp = new McpClient(`${stage.url}/mcp/matrix-tool`);
	await mcp.open();
	const [{ name }] = await mcp.tools();
	const answer = await mcp.call(name, { text: 'Posted by an agent' });
	// A failure is returned as text.
	expect(answer.startsWith('['), () => answer);
	const [{ id }] = JSON.parse(answer) as IDataObject[];
	expect(stage.x.world.posts.get(id as string)?.rawText === 'Posted by an agent', () => answer);
};
