/** Decides whether a 2xx is a success: the status alone is not enough, X's body decides. */
import { isObject, objects, text } from '../json/members';
import { X_API } from './base-url';
import type { Answer, EndpointFacts, EndpointName, HttpAnswer } from './call';
import { isUpload } from '../errors/advice';
import { XError } from '../errors/errors';
import { failure, success, type Outcome } from '../errors/outcome';
import { partialProblems, type CallContext, type Problem } from '../errors/problem';

/** What a response is judged by. */
export interface Expectation extends EndpointFacts {
	endpoint: EndpointName;
	asFile?: boolean;
	/** What was sent. */
	body?: Record<string, unknown>;
}

const isWrite = (endpoint: string) => !endpoint.startsWith('GET ');

/** X's body, or why it is not a success. */
export function judge({ status, body }: HttpAnswer, expected: Expectation): Outcome<Answer, XError> {
	const { endpoint } = expected;
	const context: CallContext = { endpoint, status };
	if (typeof body !== 'object' && body !== undefined && body !== '')
		return failure(notOfX({ ...context, outcomeUnknown: isWrite(endpoint) }));
	const answer = (body ? body : {}) as Answer;
	if (expected.asFile || (expected.itemized && saysSomething(answer, endpoint))) return success(answer);
	if (status === 204 && endpoint.startsWith('DELETE ')) return success({ data: { deleted: true } });
	const error = refusalIn(answer, context, expected) ?? doubtIn(answer, context, expected);
	return error ? failure(error) : success(withTextId(answer, expected));
}

/** Errors without data are a refusal, whatever the status says. */
function refusalIn(answer: Answer, context: CallContext, expected: Expectation): XError | undefined {
	const problems = partialProblems(answer);
	const [problem] = problems;
	return problem && isNothing(answer.data)
		? new XError(problem, {
				...refusalContext(problem, context, expected),
				...(problems.length > 1 ? { problems } : {}),
			})
		: undefined;
}

/** A write succeeded only if its response says so. */
function doubtIn({ data }: Answer, context: CallContext, expected: Expectation): XError | undefined {
	if (!isWrite(expected.endpoint) || expected.bare) return undefined;
	const missing = whatIsMissing(data, expected);
	return missing ? unconfirmed(missing, context) : undefined;
}

/** X answers in JSON or with an empty body; anything else comes from another host or a proxy. */
const notOfX = (context: CallContext) =>
	new XError(
		{ title: 'The answer is not one of X', detail: 'It is not JSON.', type: '' },
		{
			...context,
			advice: [
				...(context.outcomeUnknown && !isUpload(context)
					? ['The request may have been carried out: look at the account before you send it again.']
					: []),
				`Check the Base URL of the credential; for X itself it is ${X_API}`,
			].join(' '),
		},
	);

const isNothing = (data: unknown): boolean =>
	data === undefined || data === null || (Array.isArray(data) && data.length === 0);

/**
 * Assigns the status that X uses for the same refusal elsewhere. For a write the outcome is unknown: the 2xx says
 * that it was done, the errors say that it was not.
 */
function refusalContext({ type, title }: Problem, context: CallContext, { missingScopes }: Expectation): CallContext {
	if (isWrite(context.endpoint)) return { ...context, outcomeUnknown: true };
	if (type === 'resource-not-found') return { ...context, status: 404 };
	return type === 'not-authorized-for-resource' || title === 'Forbidden'
		? { ...context, status: 403, missingScopes }
		: context;
}

/** State flags in X's responses: true after a write, false after one that takes something back. */
const STATES = [
	'liked',
	'retweeted',
	'bookmarked',
	'is_member',
	'pinned',
	'muting',
	'muted',
	'following',
	'subscribed',
	'provisioned',
	'hidden',
	'blocked',
	'valid',
] as const;
/** Properties that must be true wherever they appear. */
const DONE = ['deleted', 'success', 'updated'] as const;
const FLAGS: ReadonlySet<string> = new Set([...STATES, ...DONE]);

/** A flag, in whatever form a server or a proxy writes it; undefined for what is none. */
const flagOf = (value: unknown): boolean | undefined => SWITCHES.get(value);
const SWITCHES: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
	[true, true],
	['true', true],
	[1, true],
	[false, false],
	['false', false],
	[0, false],
]);

/** What a write's response lacks to be a success, in words. */
function whatIsMissing(data: unknown, expected: Expectation): string | undefined {
	const { proof } = expected;
	const first: unknown = Array.isArray(data) ? data[0] : data;
	if (!isObject(first)) return 'It has no data.';
	if (Object.keys(first).length === 0) return 'Its data is empty.';
	if (proof && !isProof(first[proof], proof)) return `It has no ${proof}.`;
	if (!Object.values(first).some(isMeant)) return 'Its data is empty.';
	if (first.status === 'failed') return 'It says: status = failed.';
	if (isNoneClosed(first)) return `It says: successful_kills = 0.${whyNot(first)}`;
	const undone = DONE.find((name) => flagOf(first[name]) === false) ?? contradiction(first, expected);
	return undone ? `It says: ${undone} = ${String(first[undone])}.` : undefined;
}

/** Where nothing failed, there was none to close. */
const isNoneClosed = ({ successful_kills: closed, failed_kills: failed }: Record<string, unknown>): boolean =>
	closed === 0 && typeof failed === 'number' && failed > 0;

const whyNot = ({ results }: Record<string, unknown>): string =>
	objects(results)
		.map(({ error_message }) => text(error_message))
		.filter(Boolean)
		.slice(0, 3)
		.map((message) => ` ${message}`)
		.join('');

const isId = (proof: string): boolean => /(?:^|_)id$/.test(proof);

/** Digits, or digits among letters; never zero, a sign, or a word such as `null`. */
const ID = /^(?=.*[1-9])\w[\w:-]*$/;

/** An ID that X writes as a number has lost digits by the time that it is read. */
function isProof(value: unknown, proof: string): boolean {
	if (FLAGS.has(proof)) return flagOf(value) !== undefined;
	if (isId(proof)) return typeof value === 'number' ? Number.isSafeInteger(value) && value > 0 : isIdText(value);
	return typeof value === 'number' ? Number.isSafeInteger(value) : isMeant(value) && typeof value !== 'object';
}

const isIdText = (value: unknown): boolean => typeof value === 'string' && ID.test(value);

function withTextId(answer: Answer, { proof = '' }: Expectation): Answer {
	const { data } = answer;
	return isObject(data) && isId(proof) && typeof data[proof] === 'number'
		? { ...answer, data: { ...data, [proof]: String(data[proof]) } }
		: answer;
}

const isMeant = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** Where errors concern single entries, they say something, too; a write is never silent. */
function saysSomething({ data, meta, errors }: Answer, endpoint: EndpointName): boolean {
	if (!isWrite(endpoint)) return true;
	return [data, meta, errors].some((each) => typeof each === 'object' && each !== null && Object.keys(each).length > 0);
}

function contradiction(members: Record<string, unknown>, { endpoint, body, proof }: Expectation): string | undefined {
	const undoes = endpoint.startsWith('DELETE ') || endpoint.endsWith('/unblock');
	// Following a protected account only sends a request at first.
	if (!undoes && flagOf(members.pending_follow) === true) return undefined;
	return STATES.find((name) => {
		// A new webhook exists, whether X has been able to reach it or not.
		if (name === 'valid' && proof !== name) return false;
		const asked = flagOf(body?.[name]) ?? !undoes;
		return flagOf(members[name]) === !asked;
	});
}

const unconfirmed = (missing: string, context: CallContext) =>
	new XError(
		{ title: 'X did not confirm that it was done', detail: missing, type: 'unconfirmed' },
		{ ...context, outcomeUnknown: true },
	);
