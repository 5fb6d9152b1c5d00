import { isObject } from '../json/members';
/** Parses X's errors, whichever of their three shapes was used. */

/**
 * Problem types that the code distinguishes: X's own by the last segment of their URI, OAuth's, and this connector's.
 */
export const PROBLEM_TYPES = [
	'client-forbidden',
	'client-not-enrolled',
	'credits',
	'credits-depleted',
	'disallowed-resource',
	'duplicate-rules',
	'field-hydration-failure',
	'field-unauthorized',
	'internal-error',
	'invalid-request',
	'invalid-rules',
	'not-authorized-for-field',
	'not-authorized-for-resource',
	'official-client-forbidden',
	'operational-disconnect',
	'rate-limit-exceeded',
	'resource-not-found',
	'resource-unavailable',
	'rule-cap',
	'streaming-connection',
	'unsupported-authentication',
	'usage-capped',
	'CrcValidationFailed',
	'UrlValidationFailed',
	'WebhookLimitExceeded',
	'invalid_client',
	'invalid_grant',
	'invalid_request',
	'media-processing',
	'media-processing-failed',
	'spending-limit',
	'page-of-html',
	'unconfirmed',
] as const;
/** Empty for `about:blank` and for types that the code does not distinguish. */
export type ProblemType = (typeof PROBLEM_TYPES)[number] | '';

export interface Problem {
	title: string;
	detail: string;
	type: ProblemType;
	/** X's numeric error code, if given. */
	code?: number;
	/** The resource concerned, in partial errors of a lookup. */
	resourceId?: string;
	parameter?: string;
	/** The period that a cap is for, in X's word: `Daily`, `Monthly`. */
	period?: string;
	/** When a spend cap resets, as X wrote it. */
	resetDate?: string;
}

/** When the exhausted window of a refused call resets. */
export interface Exhausted {
	window: '15-minute' | '24-hour app' | '24-hour user';
	/** Milliseconds since 1970. */
	resetsAt: number;
	/** X named no reset time: this one is a guess. */
	guessed?: true;
	/** X, or what lies in between, asked to wait so long, and named no window. */
	asked?: true;
}

/** What is known about a failed call besides X's error. */
export interface CallContext {
	endpoint: string;
	/** HTTP status, 0 when there was no response. */
	status: number;
	advice?: string;
	exhausted?: Exhausted;
	/** The same request would fail the same way again (not connected, for example). */
	lasting?: boolean;
	/** The request did not reach X. */
	unsent?: boolean;
	/** True when the request may have been carried out although X did not confirm it. */
	outcomeUnknown?: boolean;
	/** Required scopes that the token was not granted; undefined where the granted scopes are not known. */
	missingScopes?: readonly string[];
	/** Every error of a response that has several. */
	problems?: readonly Problem[];
	/** What had already been published when one post of several failed. */
	published?: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

export interface Refusal {
	problem: Problem;
	context: CallContext;
}

type Body = Record<string, unknown>;
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const label = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);

/** What X has refused without a word. */
export const UNTOLD = 'X refused the request';

function typeOf(body: Body): ProblemType {
	const last = (text(body.type) || text(body.error)).split('/').pop();
	// `client-forbidden` says in its reason what kind of it it is.
	const names = [text(body.reason), last];
	return PROBLEM_TYPES.find((type) => names.includes(type)) ?? '';
}

const sentences = (value: unknown): string =>
	Array.isArray(value) ? value.map(text).filter(Boolean).join(' ') : text(value);

/** A code may be written as text. */
const codeOf = (value: unknown): number | undefined => (/^\d{1,6}$/.test(String(value)) ? Number(value) : undefined);

/** One problem object of X (RFC 7807), a `{code, message}`, or an OAuth `{error, error_description}`. */
function problem(body: Body): Problem {
	const type = typeOf(body);
	const detail =
		sentences(body.detail) || text(body.message) || text(body.error_description) || (type ? '' : text(body.error));
	const known = {
		code: codeOf(body.code),
		resourceId: label(body.resource_id ?? body.value),
		parameter: label(body.parameter),
		period: label(body.period),
		resetDate: label(body.reset_date),
	};
	return {
		title: text(body.title) || detail || text(body.error) || UNTOLD,
		detail,
		type,
		...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
	};
}

/**
 * Parses any error body of X: a problem `{title, detail, type}`, `{errors: [...]}` or `{code, message}`
 * (docs.x.com/x-api/fundamentals/response-codes-and-errors). Details of several errors are joined.
 */
export function readProblem(body: unknown, status: number): Problem {
	if (!isObject(body))
		return { title: statusTitle(status), detail: words(body), type: isForeign(body, status) ? 'page-of-html' : '' };
	const nested = listed(body.errors);
	if (nested.length === 0) return problem({ ...body, title: text(body.title) || statusTitle(status) });
	const own = text(body.title) ? problem(body) : nested[0];
	const details = [own.detail, ...nested.map((each) => each.detail)].filter(
		(each, i, all) => each && all.indexOf(each) === i,
	);
	return { ...own, type: own.type || nested[0].type, detail: details.join(' ') };
}

const isPage = (value: unknown): boolean => /^\s*</.test(text(value));

/** What lies in between has refused. Its other statuses mean the same as those of X: a token, a limit, a fault. */
const isForeign = (body: unknown, status: number): boolean =>
	isPage(body) && status >= 400 && status < 500 && status !== 401 && status !== 429;

/** The beginning of a text. An HTML page comes from a proxy and has no place in an error message. */
const words = (value: unknown): string => (isPage(value) ? '' : text(value).slice(0, 200).trim());

/** X's list of errors; a single one, or its words alone, may stand in the place of a list. */
const listed = (errors: unknown): Problem[] =>
	(Array.isArray(errors) ? (errors as unknown[]) : [errors])
		.map((each) => (words(each) ? { detail: words(each) } : each))
		.filter(isObject)
		.map(problem);

/** The errors in a 200 response: next to data or instead of it, where the response itself may be one. */
export function partialProblems(body: unknown): Problem[] {
	if (!isObject(body)) return [];
	const problems = listed(body.errors);
	if (problems.length > 0 || ANSWERED.some((name) => body[name] !== undefined)) return problems;
	if (isObject(body.error)) return [problem(body.error)];
	return TOLD.some((name) => text(body[name]) !== '') ? [problem(body)] : [];
}

/** Members of a response that is not an error, and those in which an error says what it is. */
const ANSWERED = ['data', 'meta', 'includes'] as const;
const TOLD = ['title', 'detail', 'message', 'error', 'error_description'] as const;

const STATUS_TITLES: Readonly<Record<number, string>> = {
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
};

const statusTitle = (status: number): string => STATUS_TITLES[status] ?? `X answered with status ${status}`;

/** Titles that only repeat the status. */
const EMPTY_TITLES = new Set([
	...Object.values(STATUS_TITLES),
	'Bad Request',
	'ConnectionException',
	'Disallowed Resource',
	'Field Authorization Error',
	'Invalid Rule',
	'Resource Unavailable',
	'Unsupported Media Type',
	'Unprocessable Entity',
	'UnprocessableEntity',
	'Internal Error',
	'Not Found Error',
	'Server Error',
	'Authorization Error',
	'Client Forbidden',
	'Rate limit exceeded',
	UNTOLD,
]);

export const saysNothing = (title: string): boolean =>
	EMPTY_TITLES.has(title) || /^X answered with status \d+$/.test(title);
