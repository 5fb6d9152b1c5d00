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
		builderHint: {
			searchHint:
				'Every post that matches a rule, within seconds, from anybody on X. X charges for each delivered post.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-x.xTrigger', relationHint: 'Searches at an interval instead' },
				{ nodeType: 'n8n-nodes-x.x', relationHint: 'Post > Count tells how much a rule would match' },
			],
		},
		eventTriggerDescription: 'Waiting for a post that matches a rule',
		activationMessage: 'Posts that match the rules now start the workflow. X charges for each of them.',
		triggerPanel: {
			header: 'Listen for posts that match the rules',
			executionsHelp: {
				inactive:
					"<b>To try it</b>, press 'Execute step' and wait for a post, or publish one that matches. <b>When it does what you want</b>, publish the workflow: its runs then show in the <a data-key='executions'>executions list</a>.",
				active:
					"Each post that matches starts the workflow; the runs show in the <a data-key='executions'>executions list</a>. 'Execute step' shows one here.",
			},
			activationHint: 'Publish the workflow to keep listening.',
		},
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
