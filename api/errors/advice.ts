/** What happened and what to do next, for every refusal: one table, by X's error code, problem type or wording. */
import { saysNothing, type ProblemType, type Refusal } from './problem';

interface Entry {
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
const TABLE: readonly Entry[] = [
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
		advice: `The usage cap or spending limit is reached: raise it at ${CONSOLE} or wait for the next billing cycle.`,
	},
	{
		types: ['unsupported-authentication'],
		title: 'X does not accept this kind of credential here',
		advice:
			"Choose the other value in 'Authentication': this operation does not accept the kind of credential that was used.",
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
		codes: [131],
		types: ['internal-error'],
		title: 'X has a temporary fault',
		advice: 'X has a passing fault: run again later.',
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
		advice: ({ problem: { detail } }) => (/suspended/i.test(detail) ? '' : 'It may have been deleted.'),
	},
];

const iso = (ms: number): string => new Date(ms).toISOString();

function tooMany({ context: { exhausted } }: Refusal): string {
	if (!exhausted || exhausted.guessed) return 'X refused: too many requests';
	return `X's ${exhausted.window} limit is used up until ${iso(exhausted.resetsAt)}`;
}

function untilWhen({ context: { exhausted } }: Refusal): string {
	if (!exhausted || exhausted.guessed) return 'X did not say until when: wait a while before the next run.';
	// The title says until when.
	return 'Wait until then.';
}

function notFound({ problem: { detail } }: Refusal): string {
	return /suspended/i.test(detail) ? 'The account has been suspended' : 'X did not find it';
}

function entryOf({ problem, context }: Refusal): Entry | undefined {
	const { code, type, title, detail } = problem;
	const said = `${title} ${detail}`;
	return TABLE.find(
		({ codes = [], types = [], words, status }) =>
			(code !== undefined && codes.includes(code)) ||
			(type !== '' && types.includes(type)) ||
			words?.test(said) ||
			status === context.status,
	);
}

const told = (part: Entry['title'], refusal: Refusal): string => (typeof part === 'string' ? part : part(refusal));

/** What happened, in words. */
export function titleOf(refusal: Refusal): string {
	const { problem, context } = refusal;
	// The connector's own errors have titles written for them.
	if (context.status === 0) return problem.title;
	const entry = entryOf(refusal);
	if (entry) return told(entry.title, refusal);
	if (context.missingScopes?.length) return `The credential lacks the scope ${context.missingScopes.join(', ')}`;
	if (!saysNothing(problem.title)) return problem.title;
	return STATUS[context.status]?.title ?? withDetail(problem.detail, context.status);
}

/** X's title only repeats the status here, so its detail is used. */
function withDetail(detail: string, status: number): string {
	if (status >= 500) return `X has a temporary fault (status ${status})`;
	if (!detail || saysNothing(detail)) return `X refused the request (status ${status}) without a reason`;
	const [sentence] = detail.split(/(?<=[.!?])\s/);
	return `X refused: ${sentence.length > 120 ? `${sentence.slice(0, 119)}…` : sentence.replace(/\.$/, '')}`;
}

/** What to do next. */
export function adviceOf(refusal: Refusal): string {
	const { context } = refusal;
	if (context.advice !== undefined) return context.advice;
	// An upload that is not attached is visible to nobody and expires by itself.
	if (context.outcomeUnknown && context.endpoint.includes('/media/upload'))
		return 'Nothing was published: run it again.';
	if (context.outcomeUnknown)
		return 'The request may have been carried out: look at the account before you send it again.';
	const entry = context.status === 0 ? undefined : entryOf(refusal);
	if (entry) return told(entry.advice, refusal);
	if (context.status === 403) return forbidden(refusal);
	if (context.status >= 500) return 'X has a passing fault: run again later.';
	return STATUS[context.status]?.advice ?? '';
}

/** By status alone, when nothing else is known. */
const STATUS: Readonly<Record<number, { title?: string; advice: string }>> = {
	0: { advice: 'Check the network and the Base URL of the credential.' },
	401: {
		title: 'X does not accept the token',
		advice: 'Reconnect the credential: the token has expired, was revoked, or is wrong.',
	},
	404: { title: 'X did not find it', advice: 'It may have been deleted, or the account cannot see it.' },
};

/** Blames scopes only when a required one was not granted, or when the granted scopes are unknown. */
function forbidden({ context: { missingScopes } }: Refusal): string {
	if (missingScopes?.length)
		return `Add ${missingScopes.join(', ')} to the scopes of the credential and connect the account again.`;
	if (missingScopes) return 'X does not allow this for the account or the app; its scopes suffice.';
	return 'The credential may lack a scope this operation needs (reconnect it after adding the scope), or X does not allow this for the account.';
}
