import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { hold, run } from '../../host/activity/connection/hold';
import { isRegistered, register, unregister } from '../../host/activity/webhook/register';
import { activityProperties, loadOptions } from '../../host/panel/triggers/activity-trigger';
import { answer } from '../../host/activity/webhook/deliver';

/** n8n registers no webhook that has no method. */
const methodIfWebhook = (method: string) => `={{ $parameter["delivery"] === "webhook" ? "${method}" : "" }}`;

export class XActivityTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'X Activity Trigger',
		name: 'xActivityTrigger',
		icon: { light: 'file:../../icons/x.svg', dark: 'file:../../icons/x.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["account"] === "keyword" ? "news.new" : ($parameter["events"] || []).join(", ") }}',
		description:
			'Starts the workflow as things happen on X: posts, mentions, messages, likes, follows (X Activity API)',
		defaults: { name: 'X Activity Trigger' },
		builderHint: {
			searchHint:
				'What happens to an account, at once: posts, mentions, messages, likes, follows. For posts of a search use X Stream Trigger.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-x.xTrigger', relationHint: 'The same at an interval, and more kinds of event' },
				{ nodeType: 'n8n-nodes-x.x', relationHint: 'Answers what came in' },
			],
		},
		eventTriggerDescription: 'Waiting for one of the activities to happen on X',
		activationMessage:
			'What you chose now starts the workflow as soon as it happens on X. X charges for each delivery.',
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'xUserOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
			{ name: 'xAppBearerApi', required: true, displayOptions: { show: { authentication: ['bearerToken'] } } },
		],
		webhooks: [
			// X sends its challenge while the webhook is being created, so the address that answers it must exist
			// first.
			{
				name: 'setup',
				httpMethod: methodIfWebhook('GET'),
				responseMode: 'onReceived',
				path: 'webhook',
				ndvHideUrl: true,
			},
			{
				name: 'default',
				httpMethod: methodIfWebhook('POST'),
				responseMode: 'onReceived',
				responseData: '',
				path: 'webhook',
				ndvHideUrl: '={{ $parameter["delivery"] !== "webhook" }}',
			},
		],
		properties: activityProperties,
	};

	methods = { loadOptions };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unregister(this);
			},
		},
	};

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await hold(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await run(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await answer(this);
	}
}
