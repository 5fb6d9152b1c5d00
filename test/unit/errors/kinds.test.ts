/** Which errors end a run, or a poll, and which only an item of it. */
import { concernsAccount, endsRun, isCut, isFault, isOver, XError } from '../../../api/errors/errors';
import type { CallContext, Problem } from '../../../api/errors/problem';

const error = (problem: Partial<Problem>, context: Partial<CallContext> = {}) =>
	new XError(
		{ title: 'Refused', detail: '', type: '', ...problem },
		{ endpoint: 'GET /2/tweets', status: 403, ...context },
	);

const ACCOUNT: ReadonlyArray<[string, XError]> = [
	['no credits, by status', error({}, { status: 402 })],
	['no credits', error({ type: 'credits' })],
	['credits used up', error({ type: 'credits-depleted' })],
	['a usage cap', error({ type: 'usage-capped' })],
	['a spend cap by its title', error({ title: 'SpendCapReached' })],
	['a spend cap by its detail', error({ detail: 'Your account is blocked: SpendCapReached.' })],
];
const RUN: ReadonlyArray<[string, XError]> = [
	[
		'a limit that is used up',
		error({ type: 'rate-limit-exceeded' }, { status: 429, exhausted: { window: '15-minute', resetsAt: 0 } }),
	],
	["the user's own limit", error({ type: 'spending-limit' }, { status: 0 })],
];
const FAULT: ReadonlyArray<[string, XError]> = [
	['no answer', error({}, { status: 0 })],
	['a token that X does not accept', error({}, { status: 401 })],
	['a fault of X', error({}, { status: 500 })],
	['a gateway that has no answer', error({}, { status: 504 })],
	...[408, 425, 499, 521].map((status): [string, XError] => [`a passing status (${status})`, error({}, { status })]),
];
const ITEM: ReadonlyArray<[string, unknown]> = [
	['a refusal', error({}, { status: 403 })],
	['what is not found', error({ type: 'resource-not-found' }, { status: 404 })],
	['a wrong request', error({}, { status: 400 })],
	['too many requests without a window', error({}, { status: 429 })],
	['a file that X could not process', error({ type: 'media-processing' }, { status: 0 })],
	['a write that may have been carried out', error({}, { status: 0, outcomeUnknown: true })],
	['a write that may have been carried out, by a fault of X', error({}, { status: 503, outcomeUnknown: true })],
	['an error of another kind', new Error('cancelled')],
	['nothing', undefined],
];

const kinds = (each: unknown) => ({ over: isOver(each), cut: isCut(each), fault: isFault(each), ends: endsRun(each) });

it.each(ACCOUNT)('%s stops the whole account', (_, each) =>
	expect(kinds(each)).toEqual({ over: true, cut: true, fault: false, ends: true }),
);
it.each(RUN)('%s ends a run, and the account goes on', (_, each) =>
	expect(kinds(each)).toEqual({ over: false, cut: true, fault: false, ends: true }),
);
it.each(FAULT)('%s is a fault that later requests would meet, too', (_, each) =>
	expect(kinds(each)).toEqual({ over: false, cut: false, fault: true, ends: true }),
);
it.each(ITEM)('%s is one item only', (_, each) =>
	expect(kinds(each)).toEqual({ over: false, cut: false, fault: false, ends: false }),
);

it.each<[string, unknown, boolean]>([
	['a suspended account', error({ code: 64 }), true],
	['a locked account, by words', error({ detail: 'Your account is temporarily locked.' }), true],
	['the same, where it may be done', error({ code: 326 }, { outcomeUnknown: true }), false],
	['a duplicate', error({ code: 187 }), false],
	['a refusal of no known kind', error({ detail: 'No.' }, { status: 418 }), false],
	['a fault of another kind', new Error('no'), false],
])('%s: is it the account or the app as a whole?', (_, each, whole) => expect(concernsAccount(each)).toBe(whole));

it('what X says is not said twice when it is the title already', () => {
	const advice = 'Do something else.';
	expect(error({ title: 'No such list', detail: 'No such list' }, { advice }).description).toBe(advice);
	expect(error({ title: 'No such list', detail: 'It was deleted.' }, { advice }).description).toBe(
		`It was deleted. ${advice}`,
	);
});
