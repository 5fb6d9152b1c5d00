import { label, objects } from '../../../api/json/members';
import { operation, resource, type Endpoint } from '../../types';
import { webhookField as webhook } from '../webhook';

const access = { app: true } as const;
const notice = 'For Enterprise apps only. X delivers posts that match the stream rules to the webhook.';

const listed: Endpoint = { endpoint: 'GET /2/tweets/search/webhooks', access };

const create = operation({
	name: 'create',
	displayName: 'Create',
	action: 'Create stream link',
	description: 'Deliver the posts that match the stream rules to a webhook',
	notice,
	endpoint: 'POST /2/tweets/search/webhooks/{webhook_id}',
	proof: 'provisioned',
	unique: true,
	access,
	fields: [webhook],
	returns: 'result',
	async doneBefore({ client, path: { webhook_id } }) {
		const links = objects((await client.call(listed.endpoint)).data);
		return links.some((link) => label(link.webhook_id) === webhook_id) ? { data: { provisioned: true } } : undefined;
	},
});

const getMany = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many stream links',
	description: 'List the webhooks that receive posts matching the stream rules',
	notice,
	...listed,
	fields: [],
	page: {},
	returns: 'result',
});

const deleteLink = operation({
	name: 'delete',
	displayName: 'Delete',
	action: 'Delete stream link',
	description: 'Stop delivering the posts that match the stream rules to a webhook',
	notice,
	endpoint: 'DELETE /2/tweets/search/webhooks/{webhook_id}',
	proof: 'deleted',
	access,
	fields: [webhook],
	returns: 'result',
});

export const streamLink = resource({
	name: 'streamLink',
	displayName: 'Stream Link',
	node: 'XDeveloper',
	operations: [getMany, create, deleteLink],
});
