/** Advice for what X refuses when events are subscribed to, where X says it in one word. */
import { XError } from '../../api/errors/errors';

const ADVICE: ReadonlyArray<[RegExp, string]> = [
	[
		/crc/i,
		"X asked this n8n to prove that it knows the API secret (CRC) and got no valid answer. Check 'API Key Secret' in the credential, and that X can reach n8n's webhook address.",
	],
	[
		/WebhookLimitExceeded|webhook.*limit|limit.*webhook/i,
		"The app already has as many webhooks as X allows. List them with X Developer > Webhook > Get Many and delete one that is no longer used. n8n's test address counts as one too.",
	],
	[
		/DuplicateSubscription/i,
		'The app is subscribed to this already, for another address or for its activity stream. Find it with X Developer > Activity Subscription > Get Many and delete it if it is no longer used.',
	],
	[
		/SubscriptionLimitExceeded/i,
		'The app already has as many subscriptions as X allows. List them with X Developer > Activity Subscription > Get Many and delete those that are no longer used.',
	],
	[
		/UrlValidationFailed/i,
		"X does not accept this n8n's address. It must be public https without a port, with a valid certificate and no redirect. Or set 'Delivery' to 'Connection', which needs no address.",
	],
];

export function explained(error: unknown): unknown {
	if (!(error instanceof XError)) return error;
	const { title, detail, type } = error.problem;
	const [, advice] = ADVICE.find(([pattern]) => pattern.test(`${title} ${detail} ${type}`)) ?? [];
	return advice ? new XError(error.problem, { ...error.context, advice }) : error;
}
