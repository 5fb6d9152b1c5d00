/** What X refuses, and what to do then: one table, by X's error code, problem type or wording. */
import type { ProblemType, Refusal } from './problem';

export interface Entry {
	codes?: readonly number[];
	types?: readonly ProblemType[];
	/** X's wording, where it gives neither a code nor a specific type. */
	words?: RegExp;
	status?: number;
	title: string | ((refusal: Refusal) => string);
	advice: string | ((refusal: Refusal) => string);
}

const CONSOLE = 'console.x.com';

/** Refusals of a whole account or app come first. The codes are from X's list of error codes. */
export const TABLE: readonly Entry[] = [
	{
		words: /SpendCapReached|spend(ing)? cap/i,
		title: 'The spend cap of the developer account is reached',
		advice: ({ problem: { resetDate } }) =>
			`Raise the cap at ${CONSOLE}${resetDate ? `, or wait until ${resetDate}` : ' or wait for the next billing cycle'}.`,
	},
	{
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
		types: ['page-of-html'],
		title: ({ context: { status } }) => `A web page came in the place of an answer of X (status ${status})`,
		advice:
			"Something in between has refused the request: X's content delivery network, a proxy or a firewall. Run again later; if it stays, check the Base URL of the credential and how n8n reaches the internet.",
	},
	{
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
	{
		codes: [187],
		words: /duplicate content|status is a duplicate/i,
		title: 'X refused: duplicate of a recent post',
		advice: 'X refuses a post with the text of a recent one: change the text, or delete the earlier post.',
	},
	{
		codes: [226],
		words: /looks like it might be automated/i,
		title: 'X refused: the request looks automated',
		advice:
			'X takes the account for a bot for now. Wait some hours, post less often and vary the texts; label the account as automated in its settings on X.',
	},
	{
		codes: [326],
		words: /account is temporarily locked|locked out/i,
		title: 'X has locked the account for now',
		advice: 'Sign in at x.com with this account and do what X asks there, then run again.',
	},
	{
		codes: [64],
		words: /your account (is|has been) suspended/i,
		title: 'X has suspended the account',
		advice: 'Sign in at x.com with this account to see why and to appeal.',
	},
	{
		codes: [185],
		words: /over daily status update limit|daily limit/i,
		title: 'X refused: the account has reached its daily limit of posts',
		advice: 'Wait some hours; X counts posts and reposts of all apps together.',
	},
	{
		codes: [186],
		words: /(tweet|post) needs to be a bit shorter|text is too long/i,
		title: 'X refused: the text is too long',
		advice: "Shorten it, or use Create Thread. 'Preview' shows the length as X counts it.",
	},
	{
		codes: [385],
		words: /reply to a (tweet|post) that is deleted or not visible/i,
		title: 'X refused: the post to reply to is deleted or not visible to the account',
		advice: 'Check the post on X: its author may have deleted it, protected the account or blocked this one.',
	},
	{
		codes: [433],
		words:
			/not allowed because you have not been mentioned|restricted who can reply|reply to this conversation is not allowed/i,
		title: 'X refused: the author does not allow this account to reply',
		advice:
			'With self-serve access, X allows a reply only when its author has mentioned the account or quoted a post of it. Authors can also restrict who may reply.',
	},
	{
		words: /quoting this post is not allowed|not allowed to quote/i,
		title: 'X refused: this account cannot quote the post',
		advice: 'With self-serve access, X allows quotes only of posts whose author has mentioned the account.',
	},
	{
		codes: [150, 151, 349],
		words: /cannot send (a )?(direct )?messages? to (this|the) (user|participant)/i,
		title: 'X refused: this user does not receive messages from the account',
		advice: 'They may allow messages only from accounts that they follow, or have blocked this one.',
	},
	{
		codes: [136],
		words: /you have been blocked/i,
		title: 'X refused: the other account has blocked this one',
		advice: 'Nothing can be done from here.',
	},
	{
		codes: [139],
		words: /already favorited|already liked/i,
		title: 'X refused: the account has liked this post already',
		advice: '',
	},
	{
		codes: [327],
		words: /already retweeted/i,
		title: 'X refused: the account has reposted this post already',
		advice: '',
	},
	{
		codes: [161],
		words: /unable to follow more people/i,
		title: 'X refused: the account may not follow more accounts now',
		advice: 'X limits how many accounts one can follow, in all and per day. Wait a day, or unfollow some.',
	},
	{
		codes: [104],
		words: /allowed to add members to this list/i,
		title: 'X refused: this list is not one of the account',
		advice:
			'Members can be added only to lists that the connected account owns, and only accounts that do not block it.',
	},
	{
		codes: [261],
		words: /cannot perform write actions|oauth1 app permissions/i,
		title: 'X refused: the app may only read',
		advice: `In the X developer console (${CONSOLE}) set the app's permissions to Read and write (and Direct message to send messages), then connect the account again.`,
	},
	{
		codes: [324],
		title: 'X refused the media',
		advice: 'Check its length and format: X takes videos of up to 140 seconds, unless the account has X Premium.',
	},
	{
		codes: [355],
		words: /DuplicateSubscriptionFailed/,
		title: 'X refused: the account is subscribed already',
		advice: '',
	},
	{
		codes: [453],
		title: "X refused: the app's access does not include this",
		advice: `See at ${CONSOLE} which package the app is in.`,
	},
	{
		status: 413,
		title: 'X refused: the request is too large',
		advice: 'Make the file or the text smaller.',
	},
	{
		codes: [131],
		types: ['internal-error'],
		title: 'X has a temporary fault',
		advice: 'Such a fault passes: run again later.',
	},
	{
		types: ['streaming-connection'],
		words: /ConnectionException|TooManyConnections/,
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
const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

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
