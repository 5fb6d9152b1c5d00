import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { poll } from '../../host/poll/poll';
import { listSearch } from '../../host/panel/list-search';
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
