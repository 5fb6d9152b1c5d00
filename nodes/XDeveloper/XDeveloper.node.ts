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

export class XDeveloper implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'X Developer',
		name: 'xDeveloper',
		icon: { light: 'file:../../icons/x.svg', dark: 'file:../../icons/x.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(RESOURCES.filter(({ node }) => node === 'XDeveloper')),
		description: 'Administer an X API app: usage, stream rules, webhooks, subscriptions and compliance',
		defaults: { name: 'X Developer' },
		usableAsTool: true,
		builderHint: {
			searchHint: 'For the owner of an app: most workflows need X or X Trigger instead.',
			relatedNodes: [{ nodeType: 'n8n-nodes-x.x', relationHint: 'Posts, timelines, users, messages' }],
		},
		// Their addresses carry a signature: whoever has one can read or replace the file.
		sensitiveOutputFields: [
			'upload_url',
			'download_url',
			'data.upload_url',
			'data.download_url',
			'data[*].upload_url',
			'data[*].download_url',
		],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'xUserOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
			{ name: 'xAppBearerApi', required: true, displayOptions: { show: { authentication: ['bearerToken'] } } },
		],
		hints: drawHints(RESOURCES.filter(({ node }) => node === 'XDeveloper')),
		properties: drawResources(
			RESOURCES.filter(({ node }) => node === 'XDeveloper'),
			'bearerToken',
		),
	};

	methods = { listSearch, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// The engine is loaded on demand, since n8n loads every node's description at startup.
		const { run } = await import('../../host/action/run');
		return await run(this, 'XDeveloper');
	}
}
