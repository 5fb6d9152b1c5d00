import { InputError, XError } from '../../../api/errors/errors';
import type { Answer, EndpointName, XClient } from '../../../api/client/call';
import { inner, isObject, label, objects } from '../../../api/json/members';
import { keyOf, standing } from '../../../api/push/standing';
import { field, operation, resource, type Endpoint } from '../../types';
import { EVENT_TYPES, hasDirection, NEWS } from './events';

const app = { app: true } as const;
const limits = { app: ['500/15min'] } as const;
/** Maximum number of IDs that X accepts per request. */
const MOST_IDS = 100;

const subscription = field({
	name: 'subscription',
	displayName: 'Subscription',
	kind: 'object',
	of: 'activitySubscription',
	to: 'path.subscription_id',
	required: true,
	description: 'A subscription of the app',
});
export const tag = field({
	name: 'tag',
	displayName: 'Tag',
	kind: 'text',
	to: 'body.tag',
	maxLength: 200,
	placeholder: 'e.g. customers',
	description: 'Label to receive with every event, up to 200 characters',
});
export const keyword = field({
	name: 'keyword',
	displayName: 'Keyword',
	kind: 'text',
	to: 'body.filter.keyword',
	required: true,
	maxLength: 150,
	placeholder: 'e.g. automation',
	description: 'Word that a news story must be about, up to 150 characters. Enterprise apps only.',
});
export const direction = field({
	name: 'direction',
	displayName: 'Direction',
	kind: 'choice',
	to: 'body.filter.direction',
	default: '',
	description:
		'Which direction to receive, such as likes by the account or likes of its posts. Not available for mutes and blocks.',
	choices: [
		{ name: 'Both', value: '' },
		{ name: 'Inbound', value: 'inbound' },
		{ name: 'Outbound', value: 'outbound' },
	],
});
const webhook = field({
	name: 'webhook',
	displayName: 'Webhook',
	kind: 'object',
	of: 'webhook',
	to: 'body.webhook_id',
	placeholder: 'e.g. 1146654567674912769',
	description:
		'Webhook of the app that receives the events. Without one, they are delivered on the activity stream only.',
});

/** X's specification nests the subscription one level deeper than its docs. */
function subscriptionOf(answer: Answer): Answer {
	const { subscription, ...beside } = inner(answer.data);
	return isObject(subscription) ? { ...answer, data: { ...subscription, ...beside } } : answer;
}

/** A subscription without an ID can be neither changed nor deleted. @throws XError */
function confirmed(answer: Answer, endpoint: EndpointName): Answer {
	const made = subscriptionOf(answer);
	if (/[1-9]/.test(label(inner(made.data).subscription_id) ?? '')) return made;
	throw new XError(
		{ title: 'X did not confirm that it was done', detail: 'It has no subscription_id.', type: 'unconfirmed' },
		{ endpoint, status: 200, outcomeUnknown: true },
	);
}

/** X keeps one of each, whatever its tag; another tag was asked for somewhere else. */
const identityOf = ({ event_type, filter, webhook_id, tag }: Readonly<Record<string, unknown>>): string =>
	JSON.stringify([keyOf({ event_type: String(event_type), filter: inner(filter) }), label(webhook_id), tag ?? '']);

const listed: Endpoint = {
	endpoint: 'GET /2/activity/subscriptions',
	access: { user: ['like.read', 'tweet.read'], app: true },
	limits,
};
const createEndpoint: Endpoint = {
	endpoint: 'POST /2/activity/subscriptions',
	unique: true,
	access: { user: [], app: true },
	limits,
};

const create = operation({
	name: 'create',
	displayName: 'Create',
	action: 'Create activity subscription',
	description: 'Subscribe to events as they happen, such as new posts of an account, by webhook or activity stream',
	notice:
		'Chats, messages, likes, mentions, replies, quotes, reposts, mutes and blocks need OAuth2 of that account, with dm.read, like.read, tweet.read, mute.read or block.read',
	...createEndpoint,
	fields: [
		{
			name: 'eventType',
			displayName: 'Event',
			kind: 'choice',
			to: 'body.event_type',
			required: true,
			default: 'post.create',
			choices: EVENT_TYPES,
		},
		{
			name: 'user',
			displayName: 'User',
			kind: 'user',
			to: 'body.filter.user_id',
			required: true,
			showFor: { eventType: EVENT_TYPES.map(({ value }) => value).filter((value) => value !== NEWS) },
			description: '@handle, link or ID of the account whose events to receive',
		},
		{ ...keyword, showFor: { eventType: [NEWS] } },
		{ ...webhook, front: true },
		direction,
		tag,
	],
	returns: 'result',
	check({ eventType, direction }) {
		if (direction && !hasDirection(eventType))
			throw new InputError(
				"'Direction' cannot be used with mutes and blocks",
				"X only sends the ones that the account itself makes. Remove 'Direction'.",
			);
	},
	run: async ({ client, body }) =>
		confirmed(await client.call(createEndpoint.endpoint, { body }), createEndpoint.endpoint),
	async doneBefore({ client, body }) {
		const asked = identityOf(body);
		const found = (await standing(client)).find((each) => identityOf({ ...each }) === asked);
		return found && { data: found };
	},
});

const getMany = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many activity subscriptions',
	description: 'Retrieve the activity subscriptions of the app',
	...listed,
	fields: [],
	page: { size: { min: 1, max: 1000 }, token: 'pagination_token' },
	returns: 'result',
});

const changeEndpoint = 'PUT /2/activity/subscriptions/{subscription_id}';

const update = operation({
	name: 'update',
	displayName: 'Update',
	action: 'Update activity subscription',
	description: 'Change the tag of a subscription or the webhook that receives its events',
	endpoint: changeEndpoint,
	access: app,
	limits,
	fields: [subscription, { ...tag, front: true }, { ...webhook, front: true }],
	returns: 'result',
	check({ tag: label, webhook: target }) {
		if (!label && !target) throw new InputError('There is nothing to change', "Fill in 'Tag' or choose a 'Webhook'.");
	},
	run: async ({ client, path, body }) => confirmed(await client.call(changeEndpoint, { path, body }), changeEndpoint),
});

const deleteOne = operation({
	name: 'delete',
	displayName: 'Delete',
	action: 'Delete activity subscription',
	description: 'Delete a subscription, which stops its events',
	endpoint: 'DELETE /2/activity/subscriptions/{subscription_id}',
	proof: 'deleted',
	access: app,
	limits,
	fields: [subscription],
	returns: 'result',
});

/** X reports failed deletions beside the deleted ones; the item includes them instead of omitting them. */
async function deleteAll(client: XClient, ids: readonly string[]): Promise<Answer> {
	const done: unknown[] = [];
	for (let from = 0; from < ids.length; from += MOST_IDS) {
		const { data, errors } = await client.call('DELETE /2/activity/subscriptions', {
			query: { ids: ids.slice(from, from + MOST_IDS) },
		});
		done.push(...objects([data].flat()), ...objects(errors).map((error) => ({ deleted: false, ...error })));
	}
	return { data: done };
}

const deleteMany = operation({
	name: 'deleteMany',
	displayName: 'Delete Many',
	action: 'Delete many activity subscriptions',
	description: 'Delete any number of subscriptions, 100 per request. Subscriptions of all input items share requests.',
	endpoint: 'DELETE /2/activity/subscriptions',
	itemized: true,
	access: app,
	fields: [
		{
			name: 'subscriptions',
			displayName: 'Subscriptions',
			kind: 'objects',
			of: 'activitySubscription',
			required: true,
			placeholder: 'e.g. 1146654567674912769',
			description: 'IDs, separated by commas, or a list',
		},
	],
	together: 'subscriptions',
	returns: 'result',
	run: async ({ client, values }) => await deleteAll(client, values.subscriptions),
});

export const activitySubscription = resource({
	name: 'activitySubscription',
	displayName: 'Activity Subscription',
	node: 'XDeveloper',
	operations: [getMany, create, update, deleteOne, deleteMany],
});
