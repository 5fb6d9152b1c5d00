import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { poll } from '../../host/poll/poll';
import { listSearch } from '../../host/panel/loaded/list-search';
import { drawTrigger, eventSubtitle, loadOptions } from '../../host/panel/triggers/trigger';

export class XTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'X Trigger',
		name: 'xTrigger',
		icon: { light: 'file:../../icons/x.svg', dark: 'file:../../icons/x.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventSubtitle,
		description:
			// n8n shows the X node under the description of its trigger: it covers what both do.
			'Post, upload media, read timelines, search and look up users on X (formerly Twitter), or start a workflow on new posts, mentions, followers and more',
		defaults: { name: 'X Trigger' },
		builderHint: {
			searchHint:
				'Asks X at an interval, for every kind of event, without a public address. Posts of a search: New Post Matching Search.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-x.xActivityTrigger', relationHint: 'The same events at once' },
				{ nodeType: 'n8n-nodes-x.xStreamTrigger', relationHint: 'Posts that match rules, within seconds' },
				{ nodeType: 'n8n-nodes-x.x', relationHint: 'Answers, likes, looks up what came in' },
			],
		},
		activationMessage: 'X Trigger now looks for new objects at its poll times. What was there before is left alone.',
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'xUserOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
			{ name: 'xAppBearerApi', required: true, displayOptions: { show: { authentication: ['bearerToken'] } } },
		],
		properties: drawTrigger(),
	};

	methods = { listSearch, loadOptions };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
