import type { Webhook } from '../../activity/activity';
import type { Call, Routes } from '../../context';
import { invalidRequest, unknownPath, XError } from '../../http/errors';
import { sampled } from '../../rows/answers';

const view = ({ id, url, valid, createdAt }: Webhook) => ({
	id,
	url,
	valid,
	created_at: new Date(createdAt).toISOString(),
});

const refuse = (reason: string, why: string) =>
	invalidRequest({ message: `${reason}: ${why}`, parameters: { url: [] } });

/** As long as nothing is registered, samples are returned. */
const isEmpty = (call: Call) => call.ctx.activity.webhooks.size === 0;

/** A local X also delivers to this computer, with http and a port; otherwise X's rules apply. */
function checkUrl(url: string): void {
	if (!URL.canParse(url)) throw refuse('UrlValidationFailed', 'not an address');
	const { protocol, hostname } = new URL(url);
	const local = /^(127\.0\.0\.1|localhost)$/.test(hostname);
	if (!local && protocol !== 'https:') throw refuse('UrlValidationFailed', 'must be https');
	if (!local && /^https:\/\/[^/]*:\d+/.test(url)) throw refuse('UrlValidationFailed', 'must not have a port');
}

function own(call: Call, id: string): Webhook {
	const webhook = call.ctx.activity.webhooks.get(id);
	if (!webhook || webhook.app !== call.caller.app)
		throw new XError(404, { ...(unknownPath().body as object), detail: 'WebhookIdInvalid' });
	return webhook;
}

const minute = (digits: string): number => Date.parse(digits.replace(/^(....)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5Z'));

export const webhooks: Routes = {
	'POST /2/webhooks': async (call) => {
		const { activity, clock } = call.ctx;
		const { url } = call.received.value as { url: string };
		const { app } = call.caller;
		checkUrl(url);
		// Nothing leaves this computer: external URLs are accepted but never called.
		if (!activity.way(url)) return sampled(call);
		const others = [...activity.webhooks.values()].filter((webhook) => webhook.app === app);
		if (others.some((webhook) => webhook.url === url))
			throw refuse('DuplicateUrlFailed', 'the address is registered already');
		if (others.length >= activity.most) throw refuse('WebhookLimitExceeded', `${activity.most} webhooks are allowed`);
		const failed = await activity.challenge(url, app);
		if (failed) throw refuse('CrcValidationFailed', failed);
		const webhook: Webhook = { id: activity.id(), url, valid: true, createdAt: clock.now(), app };
		activity.webhooks.set(webhook.id, webhook);
		return { body: { data: view(webhook) } };
	},

	'GET /2/webhooks': (call) => {
		const data = [...call.ctx.activity.webhooks.values()].filter(({ app }) => app === call.caller.app).map(view);
		return { body: { data, meta: { result_count: data.length } } };
	},

	'PUT /2/webhooks/{webhook_id}': async (call) => {
		if (isEmpty(call)) return sampled(call);
		const webhook = own(call, call.params.webhook_id);
		const failed = await call.ctx.activity.challenge(webhook.url, webhook.app);
		webhook.valid = !failed;
		if (failed) throw refuse('CrcValidationFailed', failed);
		return { body: { data: { valid: true } } };
	},

	'DELETE /2/webhooks/{webhook_id}': (call) => {
		if (isEmpty(call)) return sampled(call);
		const { activity } = call.ctx;
		const { id } = own(call, call.params.webhook_id);
		activity.webhooks.delete(id);
		return { body: { data: { deleted: true } } };
	},

	'POST /2/webhooks/replay': (call) => {
		if (isEmpty(call)) return sampled(call);
		const { activity, clock } = call.ctx;
		const { webhook_id, from_date, to_date } = call.received.value as Record<string, string>;
		const { id } = own(call, webhook_id);
		if (minute(to_date) > clock.now() || minute(from_date) > minute(to_date))
			throw invalidRequest({ message: 'to_date is in the future or before from_date' });
		if (clock.now() - minute(from_date) > 24 * 3_600_000)
			throw invalidRequest({ message: 'from_date is more than 24 hours ago' });
		void activity.replay(id, minute(from_date), minute(to_date));
		return { body: { data: { job_id: activity.id(), created_at: clock.iso() } } };
	},
};
