import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
} from 'n8n-workflow';
import { hold } from '../../host/stream/hold';
import { loadOptions, streamProperties } from '../../host/panel/triggers/stream-trigger';

export class XStreamTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'X Stream Trigger',
		name: 'xStreamTrigger',
		icon: { light: 'file:../../icons/x.svg', dark: 'file:../../icons/x.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ ($parameter["rules"]?.rule || []).map((rule) => rule.value).filter(Boolean).join(" | ") }}',
		description: 'Starts the workflow within seconds of every post on X that matches a rule (filtered stream)',
		defaults: { name: 'X Stream Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'xAppBearerApi', required: true, displayOptions: { show: { authentication: ['bearerToken'] } } },
			{ name: 'xUserOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		properties: streamProperties,
	};

	methods = { loadOptions };

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await hold(this);
	}
}
