/** Decides whether a 2xx is a success: the status alone is not enough, X's body decides. */
import { isObject, objects, text } from '../json/members';
import { X_API } from './base-url';
import type { Answer, EndpointFacts, EndpointName, HttpAnswer } from './call';
import { isUpload, LOOK_FIRST } from '../errors/advice';
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
	if (!isOfX(body)) return failure(notOfX({ ...context, outcomeUnknown: isWrite(endpoint) }));
	const whole = (body ? body : {}) as Answer;
	if (expected.asFile || (expected.itemized && saysSomething(whole))) return success(whole);
	const answer = isWrite(endpoint) ? withoutList(whole) : whole;
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

/** A write makes or changes one object, which X may put into a list. */
const withoutList = (answer: Answer): Answer =>
	Array.isArray(answer.data) && answer.data.length === 1 ? { ...answer, data: answer.data[0] as unknown } : answer;

/** X answers in JSON or with an empty body; anything else comes from another host or a proxy. */
const isOfX = (body: unknown): boolean => typeof body === 'object' || body === undefined || body === '';

const notOfX = (context: CallContext) =>
	new XError(
		{ title: 'The answer is not one of X', detail: 'It is not JSON.', type: '' },
		{
			...context,
			advice: [
				...(context.outcomeUnknown && !isUpload(context) ? [LOOK_FIRST] : []),
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
	const proofs = proofsOf(expected);
	if (Array.isArray(data) && data.length > 0) return `It has ${data.length} entries in the place of one.`;
	if (!isObject(data)) return 'It has no data.';
	if (Object.keys(data).length === 0) return 'Its data is empty.';
	if (proofs.length > 0 && !proofs.some((proof) => isProof(data[proof], proof)))
		return `It has no ${proofs.join(' or ')}.`;
	if (!Object.values(data).some(isMeant)) return 'Its data is empty.';
	if (data.status === 'failed') return 'It says: status = failed.';
	if (isNoneClosed(data)) return `It says: successful_kills = 0.${whyNot(data)}`;
	const undone = DONE.find((name) => flagOf(data[name]) === false) ?? contradiction(data, expected);
	return undone ? `It says: ${undone} = ${String(data[undone])}.` : undefined;
}

const proofsOf = ({ proof = [] }: Expectation): readonly string[] => [proof].flat();

/** Where nothing failed, there was none to close. */
const isNoneClosed = ({ successful_kills: closed, failed_kills: failed }: Record<string, unknown>): boolean =>
	closed === 0 && Number(failed) > 0;

const whyNot = ({ results }: Record<string, unknown>): string =>
	objects(results)
		.map(({ error_message }) => text(error_message))
		.filter(Boolean)
		.slice(0, 3)
		.map((message) => ` ${message}`)
		.join('');

const isId = (proof: string): boolean => proof === 'id' || proof.endsWith('_id');

/** Digits, or digits among letters; never zero, a sign, or a word such as `null`. */
const ID = /^(?=.*[1-9])\w[\w:-]*$/;

/** An ID that X writes as a number has lost digits by the time that it is read. */
function isProof(value: unknown, proof: string): boolean {
	if (FLAGS.has(proof)) return flagOf(value) !== undefined;
	if (isId(proof)) return typeof value === 'number' ? Number.isSafeInteger(value) && value > 0 : isIdText(value);
	return typeof value === 'number' ? isExact(value) : isMeant(value) && typeof value !== 'object';
}

const isExact = (value: number): boolean => Math.abs(value) <= Number.MAX_SAFE_INTEGER;

const isIdText = (value: unknown): boolean => typeof value === 'string' && ID.test(value);

function withTextId(answer: Answer, expected: Expectation): Answer {
	const { data } = answer;
	if (!isObject(data)) return answer;
	const numbers = proofsOf(expected).filter((proof) => isId(proof) && typeof data[proof] === 'number');
	const ids = Object.fromEntries(numbers.map((proof) => [proof, String(data[proof])]));
	return { ...answer, data: { ...data, ...ids } };
}

const isMeant = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** Where errors concern single entries, they say something, too. */
const saysSomething = ({ data, meta, errors }: Answer): boolean =>
	[data, meta, errors].some((each) => typeof each === 'object' && each !== null && Object.keys(each).length > 0);

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
