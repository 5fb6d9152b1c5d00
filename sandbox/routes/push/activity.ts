import type { Subscription } from '../../activity/activity';
import type { Call, Routes } from '../../context';
import { clientForbidden, forbidden, invalidRequest, missingScope, unknownPath } from '../../http/errors';
import { page } from '../../http/paging';
import { sampled } from '../../rows/answers';

const MOST = 1500;
const PUBLIC = /^(profile\.|follow\.|spaces\.|post\.create$|post\.delete$|broadcast\.(start|end)$|news\.)/;
const SCOPES: ReadonlyArray<[RegExp, string]> = [
	[/^(dm|chat)\./, 'dm.read'],
	[/^like\./, 'like.read'],
	[/^mute\./, 'mute.read'],
	[/^block\./, 'block.read'],
	[/./, 'tweet.read'],
];

/** Private events are available only to the account itself, with the matching scope. */
function checkAccess({ caller }: Call, { event_type, filter }: Pick<Subscription, 'event_type' | 'filter'>): void {
	if (event_type === 'news.new' && !caller.app.enterprise)
		throw clientForbidden('This event type is not available on your access level.');
	if (/^(mute|block)\./.test(event_type) && filter.direction)
		throw invalidRequest({ message: 'direction is not supported for this event type' });
	if (PUBLIC.test(event_type)) return;
	if (caller.kind !== 'user') throw forbidden('This event type needs OAuth 2.0 User Context of the account.');
	if (filter.user_id !== caller.user?.id)
		throw forbidden('You are not authorized to subscribe to the events of this user.');
	const [, scope] = SCOPES.find(([pattern]) => pattern.test(event_type))!;
	if (!caller.scopes.includes(scope)) throw missingScope();
}

const key = ({ event_type, filter, webhook_id }: Partial<Subscription>) =>
	JSON.stringify([event_type, filter?.user_id, filter?.keyword, filter?.direction, webhook_id]);

export const activity: Routes = {
	'GET /2/activity/stream': (call) => {
		const { stream } = call.ctx.activity;
		stream.admit(call);
		return { body: undefined, stream: (res) => stream.connect(call, res) };
	},

	'POST /2/activity/subscriptions': (call) => {
		const {
			activity: { subscriptions, webhooks, id },
			activity: all,
			clock,
		} = call.ctx;
		const given = call.received.value as Pick<Subscription, 'event_type' | 'filter' | 'tag' | 'webhook_id'>;
		if (given.webhook_id && webhooks.size === 0) return sampled(call);
		checkAccess(call, given);
		if (given.webhook_id && !webhooks.has(given.webhook_id))
			throw invalidRequest({ message: 'WebhookIdInvalid', parameters: { webhook_id: [given.webhook_id] } });
		if (subscriptions.size >= MOST) throw forbidden('SubscriptionLimitExceeded');
		if ([...subscriptions.values()].some((each) => key(each) === key(given)))
			throw invalidRequest({ message: 'DuplicateSubscription' });
		const subscription: Subscription = {
			subscription_id: id.call(all),
			...given,
			created_at: clock.iso(),
			updated_at: clock.iso(),
		};
		subscriptions.set(subscription.subscription_id, subscription);
		return { body: { data: { subscription } } };
	},

	'GET /2/activity/subscriptions': (call) => {
		const rows = [...call.ctx.activity.subscriptions.values()]
			.reverse()
			.map((each) => ({ id: each.subscription_id, each }));
		const { items, meta } = page(call, rows, { min: 1, max: 1000, standard: 1000 });
		return { body: { data: items.map(({ each }) => each), meta } };
	},

	'PUT /2/activity/subscriptions/{subscription_id}': (call) => {
		if (call.ctx.activity.subscriptions.size === 0) return sampled(call);
		const subscription = call.ctx.activity.subscriptions.get(call.params.subscription_id);
		if (!subscription) throw unknownPath();
		Object.assign(subscription, call.received.value, { updated_at: call.ctx.clock.iso() });
		return { body: { data: { subscription, total_subscriptions: call.ctx.activity.subscriptions.size } } };
	},

	'DELETE /2/activity/subscriptions/{subscription_id}': (call) => {
		if (call.ctx.activity.subscriptions.size === 0) return sampled(call);
		if (!call.ctx.activity.subscriptions.delete(call.params.subscription_id)) throw unknownPath();
		return { body: { data: { deleted: true } } };
	},

	'DELETE /2/activity/subscriptions': (call) => {
		const { subscriptions } = call.ctx.activity;
		const gone = call.query.ids.split(',').map((id) => ({ subscription_id: id, deleted: subscriptions.delete(id) }));
		const [data, missing] = [true, false].map((deleted) => gone.filter((each) => each.deleted === deleted));
		const errors = missing.map(({ subscription_id }) => ({
			subscription_id,
			message: 'The subscription does not exist',
			reason: 'NotFound',
		}));
		return {
			body: { data, ...(errors.length > 0 ? { errors } : {}), meta: { total_subscriptions: subscriptions.size } },
		};
	},
};
