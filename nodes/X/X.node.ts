import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { RESOURCES } from '../../connector';
import { drawHints } from '../../host/panel/hints';
import { drawResources } from '../../host/panel/properties';
import { listSearch } from '../../host/panel/loaded/list-search';
import { loadOptions } from '../../host/panel/loaded/load-options';
import { subtitleOf } from '../../host/panel/subtitle';

export class X implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'X',
		name: 'x',
		icon: { light: 'file:../../icons/x.svg', dark: 'file:../../icons/x.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(RESOURCES.filter(({ node }) => node === 'X')),
		description: 'Post, upload media, read timelines, search and look up users on X (formerly Twitter)',
		defaults: { name: 'X' },
		usableAsTool: true,
		builderHint: {
			searchHint:
				'Create takes media itself, from binary fields or URLs: no Upload before it. Create Thread splits a long text. X bills each call, and a post with a link more.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-x.xTrigger', relationHint: 'Starts on new posts, mentions, followers, messages' },
				{ nodeType: 'n8n-nodes-x.xDeveloper', relationHint: 'Usage, webhooks and rules of an app' },
			],
		},
		sensitiveOutputFields: [
			'conversation_token',
			'juicebox_config',
			'data[*].conversation_token',
			'data[*].juicebox_config',
		],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'xUserOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
			{ name: 'xAppBearerApi', required: true, displayOptions: { show: { authentication: ['bearerToken'] } } },
		],
		hints: drawHints(RESOURCES.filter(({ node }) => node === 'X')),
		properties: drawResources(RESOURCES.filter(({ node }) => node === 'X')),
	};

	methods = { listSearch, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// The engine is loaded on demand, since n8n loads every node's description at startup.
		const { run } = await import('../../host/action/run');
		return await run(this, 'X');
	}
}
