import { operation, resource } from '../../types';
import { webhookField as webhook } from '../webhook';

const access = { app: true } as const;
const notice = 'For Enterprise apps only. X delivers posts that match the stream rules to the webhook.';

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
});

const getMany = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many stream links',
	description: 'List the webhooks that receive posts matching the stream rules',
	notice,
	endpoint: 'GET /2/tweets/search/webhooks',
	access,
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
