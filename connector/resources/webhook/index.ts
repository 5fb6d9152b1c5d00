import { InputError } from '../../../api/errors/errors';
import { findHook } from '../../../api/push/subscriptions';
import { field, operation, resource, type Endpoint } from '../../types';

const access = { app: true } as const;
const limits = { app: ['450/15min'] } as const;
const notice =
	"X validates the address with the app's API secret (CRC) before accepting it. The X Activity Trigger handles this by itself.";

/** Shared by all operations that deliver to a webhook. */
export const webhookField = field({
	name: 'webhook',
	displayName: 'Webhook',
	kind: 'object',
	of: 'webhook',
	to: 'path.webhook_id',
	required: true,
	description: 'A webhook of the app',
});

const DAY_MS = 86_400_000;
/** Converts digits down to the minute to milliseconds since 1970. */
const at = (digits: string) => Date.parse(digits.replace(/^(....)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5Z'));

const listed: Endpoint = { endpoint: 'GET /2/webhooks', access, limits };

const create = operation({
	name: 'create',
	displayName: 'Create',
	action: 'Create webhook',
	description: 'Register an address that X sends events to',
	notice,
	endpoint: 'POST /2/webhooks',
	proof: 'id',
	unique: true,
	access,
	limits,
	fields: [
		{
			name: 'url',
			displayName: 'URL',
			kind: 'text',
			to: 'body.url',
			required: true,
			maxLength: 200,
			placeholder: 'e.g. https://example.com/webhook/x',
			description: 'Public https address without a port, up to 200 characters',
		},
	],
	returns: 'result',
	check({ url }) {
		if (!/^https:\/\/[^/\s]+/.test(url))
			throw new InputError(
				`'${url.slice(0, 60)}' is not an https address`,
				'X only delivers to addresses that start with https://.',
			);
		if (/^https:\/\/[^/?#]*:\d+/.test(url))
			throw new InputError('The address has a port', 'X only delivers to the standard https port. Remove the port.');
	},
	async doneBefore({ client, values: { url } }) {
		const found = await findHook(client, url);
		return found && { data: found };
	},
});

const getMany = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many webhooks',
	description: 'Retrieve the webhooks of the app and whether X considers them valid',
	...listed,
	fields: [],
	page: {},
	returns: 'webhook',
});

const validate = operation({
	name: 'validate',
	displayName: 'Validate',
	action: 'Validate webhook',
	description: 'Have X validate the address again (CRC), which also re-enables an invalid webhook',
	notice,
	endpoint: 'PUT /2/webhooks/{webhook_id}',
	proof: 'valid',
	access,
	limits,
	fields: [webhookField],
	returns: 'result',
});

const deleteWebhook = operation({
	name: 'delete',
	displayName: 'Delete',
	action: 'Delete webhook',
	description: 'Delete a webhook and everything delivered to it',
	endpoint: 'DELETE /2/webhooks/{webhook_id}',
	proof: 'deleted',
	access,
	limits,
	fields: [webhookField],
	returns: 'result',
});

const replay = operation({
	name: 'replay',
	displayName: 'Replay',
	action: 'Replay webhook events',
	description: 'Have X redeliver events of the last 24 hours to a webhook',
	endpoint: 'POST /2/webhooks/replay',
	proof: 'job_id',
	access,
	limits: { app: ['100/15min'] },
	times: { from: { days: 1 }, endLag: 0, start: 'body.from_date', end: 'body.to_date' },
	fields: [
		{ ...webhookField, to: 'body.webhook_id' },
		{
			name: 'from',
			displayName: 'From',
			kind: 'time',
			as: 'yyyymmddhhmm',
			to: 'body.from_date',
			required: true,
			description: 'Time of the oldest event, at most 24 hours ago, to the minute',
		},
		{
			name: 'until',
			displayName: 'Until',
			kind: 'time',
			as: 'yyyymmddhhmm',
			to: 'body.to_date',
			required: true,
			description: 'Time of the newest event, to the minute',
		},
	],
	returns: 'result',
	check({ from, until }) {
		if (at(until) < at(from)) throw new InputError("'Until' is before 'From'", 'Correct one of them.');
		if (at(until) - at(from) > DAY_MS)
			throw new InputError(
				"'From' and 'Until' are more than 24 hours apart",
				'X only keeps the events of the last 24 hours.',
			);
	},
});

export const webhook = resource({
	name: 'webhook',
	displayName: 'Webhook',
	node: 'XDeveloper',
	operations: [getMany, create, validate, replay, deleteWebhook],
});
