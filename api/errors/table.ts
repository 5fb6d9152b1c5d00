/** What X refuses, and what to do then: one table, by X's error code, problem type or wording. */
import { CONSOLE, type Entry } from './entry';
import type { Refusal } from './problem';
import { OF_WRITES } from './table-of-writes';

const WRITES = /^(?!GET )/;

/** Refusals of a whole account or app come first. The codes are from X's list of error codes. */
export const TABLE: readonly Entry[] = [
	{
		words: /SpendCapReached|spend(ing)? cap/i,
		title: 'The spend cap of the developer account is reached',
		advice: ({ problem: { resetDate } }) =>
			`Raise the cap at ${CONSOLE}${resetDate ? `, or wait until ${resetDate}` : ' or wait for the next billing cycle'}.`,
	},
	{
		codes: [87, 453],
		words: /(your|this|current) (access level|access tier)|subset of X API/i,
		title: "X refused: the app's access does not include this",
		advice: `See at ${CONSOLE} which package the app is in.`,
	},
	{
		whole: true,
		types: ['client-forbidden', 'client-not-enrolled', 'official-client-forbidden'],
		words: /client-not-enrolled|client-forbidden/,
		title: 'X does not let this app use the API',
		advice: `In the X developer console (${CONSOLE}) open Apps, Manage apps, and move the app to the Pay-per-use package and Production.`,
	},
	{
		types: ['credits', 'credits-depleted'],
		status: 402,
		title: 'The developer account has no credits left',
		advice: `Top up the credits of the developer account at ${CONSOLE}, then run again.`,
	},
	{
		types: ['usage-capped'],
		title: 'The usage cap of the developer account is reached',
		advice: ({ problem: { period } }) =>
			`The usage cap or spending limit is reached: raise it at ${CONSOLE} or wait ${/daily|day/i.test(period ?? '') ? 'until tomorrow' : 'for the next billing cycle'}.`,
	},
	{
		status: 407,
		title: 'The proxy between n8n and X requires a login',
		advice:
			"Nothing reached X. Correct the proxy's user name and password in n8n's settings (HTTPS_PROXY), or let n8n reach X without it (NO_PROXY).",
	},
	{
		types: ['page-of-html'],
		title: ({ context: { status } }) => `A web page came in the place of an answer of X (status ${status})`,
		advice:
			"Something in between has refused the request: X's content delivery network, a proxy or a firewall. Run again later; if it stays, check the Base URL of the credential and how n8n reaches the internet.",
	},
	{
		codes: [220],
		types: ['unsupported-authentication'],
		title: 'X does not accept this kind of credential here',
		advice:
			'Choose a credential of the other type (X OAuth2 API, X Bearer Token API): this operation does not accept the one that was used.',
	},
	{
		codes: [89],
		types: ['invalid_grant'],
		title: 'X does not accept the token any more',
		advice: 'Reconnect the credential: the token has expired, was revoked, or is wrong.',
	},
	...OF_WRITES,
	{
		codes: [130, 131],
		types: ['internal-error'],
		title: 'X has a temporary fault',
		advice: 'Such a fault passes: run again later.',
	},
	{
		types: ['streaming-connection'],
		words: /TooManyConnections|maximum allowed connection/,
		title: 'X allows the app one connection to this stream',
		advice: 'Another workflow or program holds it, or X has not noticed yet that the earlier one has ended.',
	},
	{
		status: 420,
		codes: [420],
		title: 'X refused: too many requests in a short time',
		advice: 'Wait some minutes before the next run, and send less at once.',
	},
	{
		codes: [88],
		types: ['rate-limit-exceeded'],
		words: /^(too many requests|rate limit exceeded)/i,
		status: 429,
		title: tooMany,
		advice: untilWhen,
	},
	{
		types: ['rule-cap'],
		title: 'X refused: the app has as many rules as it may have',
		advice: 'Delete rules that are no longer needed with X Developer > Stream Rule > Delete.',
	},
	{
		types: ['duplicate-rules'],
		title: 'X refused: the app has this rule already',
		advice: '',
	},
	{
		words: /WebhookLimitExceeded/,
		title: 'X refused: the app has as many webhooks as it may have',
		advice: 'Delete one that is no longer needed with X Developer > Webhook > Delete.',
	},
	{
		words: /CrcValidationFailed/,
		title: 'X could not verify the address',
		advice:
			"X sends it a challenge, which has to be answered within 10 seconds with the app's API secret, without a redirect. The X Activity Trigger does this by itself.",
	},
	{
		words: /DuplicateUrlFailed/,
		title: 'X refused: the app has a webhook with this address already',
		advice: "'Get Many' shows it.",
	},
	{
		words: /SubscriptionLimitExceeded/,
		title: 'X refused: the app has as many subscriptions as it may have',
		advice: 'Delete some that are no longer needed.',
	},
	{
		types: ['not-authorized-for-resource', 'disallowed-resource'],
		at: WRITES,
		title: ({ problem: { detail, title } }) =>
			`X refused: ${(detail || title).split(/(?<=[.!?])\s/)[0].replace(/\.$/, '')}`,
		advice: 'X does not let the account do this: see on X whether it can be done there.',
	},
	{
		types: ['not-authorized-for-resource', 'disallowed-resource'],
		title: 'X does not show this to the account',
		advice: 'It may be protected, or its author has blocked the account.',
	},
	{
		types: ['resource-not-found'],
		words: /^could not find /i,
		title: notFound,
		advice: whyNotFound,
	},
];

/** For people: `2026-05-01 08:15:00 UTC`. */
export const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

function tooMany({ context: { exhausted } }: Refusal): string {
	if (!exhausted || exhausted.guessed) return 'X refused: too many requests';
	if (exhausted.asked) return `X asks to wait until ${utc(exhausted.resetsAt)}`;
	return `X's ${exhausted.window} limit is used up until ${utc(exhausted.resetsAt)}`;
}

function untilWhen({ context: { exhausted } }: Refusal): string {
	if (!exhausted || exhausted.guessed) return 'X did not say until when: wait a while before the next run.';
	// The title says until when.
	return 'Wait until then.';
}

/** X's words for a single object, such as `Could not find user with username: [ada].` */
const NOT_FOUND = /^could not find (tweet|post|user|list|space|community) with (\w+): \[([^\]]{1,40})\]/i;

const isSuspended = (detail: string): boolean => /suspended/i.test(detail);

function notFound({ problem: { detail } }: Refusal): string {
	if (isSuspended(detail)) return 'The account has been suspended';
	const [, kind, by, value] = NOT_FOUND.exec(detail) ?? [];
	if (!kind) return 'X did not find it';
	return `X did not find the ${kind.toLowerCase().replace('tweet', 'post')} ${by === 'username' ? '@' : ''}${value}`;
}

function whyNotFound({ problem: { detail } }: Refusal): string {
	if (isSuspended(detail)) return '';
	const [, , by] = NOT_FOUND.exec(detail) ?? [];
	return by === 'username'
		? 'Check how the handle is spelled: the account may also have been renamed or deleted.'
		: 'It may have been deleted.';
}
