/** Whether a 2xx is a success: the status alone does not say so, X's body does. */
import { X_API } from './base-url';
import type { Answer, EndpointFacts, EndpointName, HttpAnswer } from './call';
import { XError } from './errors';
import { failure, success, type Outcome } from './outcome';
import { partialProblems, type CallContext, type Problem } from './problem';

/** What the judgement of an answer rests on. */
export interface Expectation extends EndpointFacts {
	endpoint: EndpointName;
	asFile?: boolean;
}

const isWrite = (endpoint: string) => !endpoint.startsWith('GET ');

/** X's body, or why it is no success. */
export function judge({ status, body }: HttpAnswer, expected: Expectation): Outcome<Answer, XError> {
	const { endpoint } = expected;
	const context: CallContext = { endpoint, status };
	if (typeof body !== 'object' && body !== undefined && body !== '')
		return failure(notOfX({ ...context, outcomeUnknown: isWrite(endpoint) }));
	const answer = (body ? body : {}) as Answer;
	if (expected.itemized || expected.asFile) return success(answer);
	if (status === 204 && endpoint.startsWith('DELETE ')) return success({ data: { deleted: true } });
	const error = refusalIn(answer, context, expected) ?? doubtIn(answer, context, expected);
	return error ? failure(error) : success(answer);
}

/** Errors without data are a refusal, whatever the status says. */
function refusalIn(answer: Answer, context: CallContext, expected: Expectation): XError | undefined {
	const [problem] = partialProblems(answer);
	return problem && isNothing(answer.data)
		? new XError(problem, refusalContext(problem, context, expected))
		: undefined;
}

/** A write is done when its answer says so. */
function doubtIn({ data }: Answer, context: CallContext, expected: Expectation): XError | undefined {
	if (!isWrite(expected.endpoint) || expected.bare) return undefined;
	const missing = whatIsMissing(data, expected);
	return missing ? unconfirmed(missing, context) : undefined;
}

/** X answers in JSON, or with nothing; anything else comes from another host or a proxy. */
const notOfX = (context: CallContext) =>
	new XError(
		{ title: 'The answer is not one of X', detail: 'It is not JSON.', type: '' },
		{ ...context, advice: `Check the Base URL of the credential; for X itself it is ${X_API}` },
	);

const isNothing = (data: unknown): boolean =>
	data === undefined || data === null || (Array.isArray(data) && data.length === 0);

/** The status that X gives the same refusal elsewhere. Of a write nobody can tell: the 2xx says that it was done, the errors that it was not. */
function refusalContext({ type, title }: Problem, context: CallContext, { missingScopes }: Expectation): CallContext {
	if (isWrite(context.endpoint)) return { ...context, outcomeUnknown: true };
	if (type === 'resource-not-found') return { ...context, status: 404 };
	return type === 'not-authorized-for-resource' || title === 'Forbidden'
		? { ...context, status: 403, missingScopes }
		: context;
}

/** Members of X's answers that say whether something is so; after a POST it has to be, after a DELETE it must not be. */
const STATES = ['liked', 'retweeted', 'bookmarked', 'is_member', 'pinned', 'muting', 'muted', 'following'] as const;
/** Members that have to be true wherever they come. */
const DONE = ['deleted', 'success', 'updated'] as const;

/** What a write's answer lacks to be a success, in words. */
function whatIsMissing(data: unknown, { endpoint, proof = [] }: Expectation): string | undefined {
	if (typeof data !== 'object' || data === null) return 'It has no data.';
	const members = data as Record<string, unknown>;
	if (!Array.isArray(data) && Object.keys(members).length === 0) return 'Its data is empty.';
	const absent = proof.find((name) => members[name] === undefined || members[name] === '');
	if (absent) return `It has no ${absent}.`;
	const undone = DONE.find((name) => members[name] === false) ?? contradiction(members, endpoint);
	return undone ? `It says: ${undone} = ${String(members[undone])}.` : undefined;
}

function contradiction(members: Record<string, unknown>, endpoint: EndpointName): string | undefined {
	// Accounts that are private are asked first.
	if (members.pending_follow === true) return undefined;
	const contrary = endpoint.startsWith('DELETE ');
	return STATES.find((name) => members[name] === contrary);
}

const unconfirmed = (missing: string, context: CallContext) =>
	new XError(
		{ title: 'X did not confirm that it was done', detail: missing, type: 'unconfirmed' },
		{ ...context, outcomeUnknown: true },
	);
