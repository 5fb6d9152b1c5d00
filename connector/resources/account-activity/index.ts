import { inner, objects } from '../../../api/json/members';
import { user } from '../../fields';
import { endpoint, operation, resource } from '../../types';
import { webhookField as webhook } from '../webhook';

const app = { app: true } as const;
const account = { user: ['dm.read', 'dm.write', 'tweet.read', 'users.read'] } as const;
const notice = 'X has deprecated the Account Activity API. Use Activity Subscription for anything new.';

const subscribed = endpoint({
	endpoint: 'GET /2/account_activity/webhooks/{webhook_id}/subscriptions/all',
	access: account,
});

const create = operation({
	name: 'create',
	displayName: 'Create',
	action: 'Create account activity subscription',
	description: 'Deliver all activity of the connected account to a webhook',
	notice,
	endpoint: 'POST /2/account_activity/webhooks/{webhook_id}/subscriptions/all',
	proof: 'subscribed',
	unique: true,
	access: account,
	fields: [webhook],
	returns: 'result',
	emptyBody: true,
	async doneBefore({ client, path }) {
		const answer = await client.call(subscribed.endpoint, { path });
		return inner(answer.data).subscribed === true ? answer : undefined;
	},
});

const check = operation({
	name: 'check',
	displayName: 'Check',
	action: 'Check account activity subscription',
	description: 'Check whether the activity of the connected account is delivered to a webhook',
	notice,
	...subscribed,
	fields: [webhook],
	returns: 'result',
});

const getMany = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many account activity subscriptions',
	description: 'List the accounts whose activity is delivered to a webhook',
	notice,
	endpoint: 'GET /2/account_activity/webhooks/{webhook_id}/subscriptions/all/list',
	access: app,
	fields: [webhook],
	returns: 'result',
	// X returns one object; each subscription in it becomes an item that names its webhook.
	async run({ client, path }) {
		const { data } = await client.call('GET /2/account_activity/webhooks/{webhook_id}/subscriptions/all/list', {
			path,
		});
		const { subscriptions, ...about } = inner(data);
		return { data: objects(subscriptions).map((each) => ({ ...each, ...about })) };
	},
});

const getCounts = operation({
	name: 'getCounts',
	displayName: 'Get Counts',
	action: 'Get account activity subscription counts',
	description: 'Retrieve how many subscriptions the app has and may have',
	notice,
	endpoint: 'GET /2/account_activity/subscriptions/count',
	access: app,
	fields: [],
	returns: 'result',
});

const deleteSubscription = operation({
	name: 'delete',
	displayName: 'Delete',
	action: 'Delete account activity subscription',
	description: 'Stop delivering the activity of an account to a webhook',
	notice,
	endpoint: 'DELETE /2/account_activity/webhooks/{webhook_id}/subscriptions/{user_id}/all',
	proof: 'subscribed',
	access: app,
	fields: [webhook, { ...user, to: 'path.user_id' }],
	returns: 'result',
});

export const accountActivity = resource({
	name: 'accountActivity',
	displayName: 'Account Activity (Deprecated)',
	node: 'XDeveloper',
	operations: [getMany, check, create, getCounts, deleteSubscription],
});
