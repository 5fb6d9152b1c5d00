/** Errors of this connector. Every one carries what happened (message) and what to do next (advice). */

/** Something the user gave that cannot be sent; raised before any request. */
export class InputError extends Error {
	override readonly name = 'InputError';
	constructor(
		message: string,
		readonly advice = '',
	) {
		super(message);
	}
}

/** X's own words about a refused call, whichever of its three error shapes carried them. */
export interface Problem {
	title: string;
	detail: string;
	/** Last path segment of X's problem type, e.g. `credits-depleted`; empty for `about:blank`. */
	type: string;
	/** What the problem is about, in partial errors of a lookup. */
	resourceId?: string;
	parameter?: string;
}

/** When the exhausted window of a refused call opens again. */
export interface Exhausted {
	window: '15-minute' | '24-hour app' | '24-hour user';
	/** Milliseconds since 1970. */
	resetsAt: number;
}

/** A call that X refused, or that never got an answer (`status` 0). */
export class XError extends Error {
	override readonly name = 'XError';
	constructor(
		readonly problem: Problem,
		readonly context: {
			endpoint: string;
			/** HTTP status, 0 when no answer came. */
			status: number;
			advice?: string;
			exhausted?: Exhausted;
			/** The same request would meet the same fault again (not connected, say). */
			lasting?: boolean;
			/** True when the request may have been carried out although no answer came. */
			outcomeUnknown?: boolean;
			/** What had been published before it, when one post of several failed. */
			published?: ReadonlyArray<Readonly<Record<string, unknown>>>;
		},
	) {
		super(problem.title);
	}

	/** X's detail and one line of what to do next. */
	get description(): string {
		return [this.problem.detail === this.problem.title ? '' : this.problem.detail, adviceOf(this)]
			.filter(Boolean)
			.join(' ');
	}
}

/** What to do next. */
export const adviceOf = (error: XError): string => error.context.advice ?? advise(error);

/** X refuses the account as a whole: a usage cap, or no credits. */
export const isOver = (error: unknown): error is XError =>
	error instanceof XError && (error.context.status === 402 || error.problem.type === 'usage-capped');

/** That, a rate limit, or the user's own spending limit: whatever is asked next would meet it too. */
export const isCut = (error: unknown): error is XError =>
	isOver(error) ||
	(error instanceof XError && (error.context.exhausted !== undefined || error.problem.type === 'spending-limit'));

type Body = Record<string, unknown>;
const isBody = (value: unknown): value is Body => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** One problem object of X (RFC 7807), a `{code, message}`, or an OAuth `{error, error_description}`. */
function problem(body: Body): Problem {
	const detail = text(body.detail) || text(body.message) || text(body.error_description);
	return {
		title: text(body.title) || detail || text(body.error) || 'X refused the request',
		detail,
		type: (text(body.type) || text(body.error)).split('/').pop()?.replace('about:blank', '') ?? '',
		...(body.resource_id !== undefined || body.value !== undefined
			? { resourceId: String(body.resource_id ?? body.value) }
			: {}),
		...(body.parameter !== undefined ? { parameter: text(body.parameter) } : {}),
	};
}

/**
 * Reads any error body of X: a problem `{title, detail, type}`, `{errors: [...]}` or `{code, message}`
 * (docs.x.com/x-api/fundamentals/response-codes-and-errors). Details of several errors are joined.
 */
export function readProblem(body: unknown, status: number): Problem {
	// A page of HTML is a proxy's, and nothing to read in an error.
	if (!isBody(body))
		return { title: statusTitle(status), detail: /^\s*</.test(text(body)) ? '' : text(body).slice(0, 200), type: '' };
	const nested = Array.isArray(body.errors) ? body.errors.filter(isBody).map(problem) : [];
	if (nested.length === 0) return problem({ ...body, title: text(body.title) || statusTitle(status) });
	const own = text(body.title) ? problem(body) : nested[0];
	const details = [own.detail, ...nested.map((each) => each.detail)].filter(
		(each, i, all) => each && all.indexOf(each) === i,
	);
	return { ...own, type: own.type || nested[0].type, detail: details.join(' ') };
}

/** The errors that came in a 200 next to, or instead of, data. */
export function partialProblems(body: unknown): Problem[] {
	return isBody(body) && Array.isArray(body.errors) ? body.errors.filter(isBody).map(problem) : [];
}

const statusTitle = (status: number): string =>
	({
		400: 'Invalid Request',
		401: 'Unauthorized',
		402: 'Payment Required',
		403: 'Forbidden',
		404: 'Not Found',
		409: 'Conflict',
		413: 'Payload Too Large',
		429: 'Too Many Requests',
		500: 'Internal Server Error',
		502: 'Bad Gateway',
		503: 'Service Unavailable',
		504: 'Gateway Timeout',
	})[status] ?? `X answered with status ${status}`;

/** One line of what to do next, by X's problem type first, then by status. */
function advise({
	problem: { type, detail, title },
	context: { endpoint, status, exhausted, outcomeUnknown },
}: XError): string {
	const said = `${type} ${title} ${detail}`.toLowerCase();
	// An upload that nobody attached is seen by nobody and expires by itself.
	if (outcomeUnknown && endpoint.includes('/media/upload')) return 'Nothing was published: run it again.';
	if (outcomeUnknown) return 'The request may have been carried out: look at the account before you send it again.';
	if (status === 0) return 'Check the network and the Base URL of the credential.';
	if (/client-forbidden|client-not-enrolled/.test(said))
		return 'In the X developer console (console.x.com) open Apps, Manage apps, and move the app to the Pay-per-use package and Production.';
	if (status === 402 || /credits/.test(type))
		return 'Top up the credits of the developer account at console.x.com, then run again.';
	if (/usage-capped/.test(type))
		return 'The usage cap or spending limit is reached: raise it at console.x.com or wait for the next billing cycle.';
	if (/unsupported-authentication/.test(said))
		return "Choose the other value in 'Authentication': this operation does not accept the kind of credential that was used.";
	if (/duplicate content/.test(said))
		return 'X refuses a post with the text of a recent one: change the text, or delete the earlier post.';
	if (exhausted)
		return `The ${exhausted.window} limit is used up until ${new Date(exhausted.resetsAt).toISOString()}. Wait until then.`;
	if (status === 429) return 'Too many requests: wait a while before the next run.';
	if (status === 401) return 'Reconnect the credential: the token has expired, was revoked, or is wrong.';
	if (status === 403)
		return 'The credential may lack a scope this operation needs (reconnect it after adding the scope), or X does not allow this for the account.';
	if (status === 404) return 'It may have been deleted, or the account cannot see it.';
	if (status >= 500) return 'X has a passing fault: run again later.';
	return '';
}
