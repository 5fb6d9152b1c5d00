/** What happened and what to do next, for every refusal. */
import { saysNothing, UNTOLD, type Refusal } from './problem';
import type { Entry } from './entry';
import { isFaultStatus, isUnreached } from './status';
import { TABLE } from './table';

function entryOf({ problem, context }: Refusal): Entry | undefined {
	const { code, type, title, detail } = problem;
	const said = `${title} ${detail}`;
	return TABLE.find(
		({ codes = [], types = [], words, status, at }) =>
			(at?.test(context.endpoint) ?? true) &&
			((code !== undefined && codes.includes(code)) ||
				(type !== '' && types.includes(type)) ||
				words?.test(said) ||
				status === context.status),
	);
}

/** Whether X refuses the account or the app, whatever it asks for. */
export const isOfAccount = (refusal: Refusal): boolean => entryOf(refusal)?.whole === true;

const told = (part: Entry['title'], refusal: Refusal): string => (typeof part === 'string' ? part : part(refusal));

/** X said that it has a fault, or nothing: what counts is that it may be done. */
export const OUTCOME_UNKNOWN = 'The outcome is unknown: X may have carried this out';

export const LOOK_FIRST = 'The request may have been carried out: look at the account before you send it again.';

/** What happened, in words. */
export function titleOf(refusal: Refusal): string {
	const { problem, context } = refusal;
	// The connector's own errors have titles written for them.
	if (context.status === 0 || problem.title === OUTCOME_UNKNOWN) return problem.title;
	const entry = entryOf(refusal);
	if (entry) return told(entry.title, refusal);
	if (isOfNothing(refusal)) return 'X has nothing at this address (status 404)';
	if (context.missingScopes?.length) return `The credential lacks the scope ${context.missingScopes.join(', ')}`;
	// X has given a title, not only a sentence.
	if (!saysNothing(problem.title) && problem.title !== problem.detail) return problem.title;
	return STATUS[context.status]?.title ?? withDetail(problem.detail, context.status);
}

/** X says it before the reason. */
const GENERAL =
	/^(?:One or more parameters to your request was invalid\.|There were errors processing your request:)\s+(?=\S)/;

/** X's title only repeats the status here, so its detail is used. */
function withDetail(detail: string, status: number): string {
	if (isUnreached(status)) return `X could not be reached (status ${status})`;
	if (isFaultStatus(status)) return `X has a temporary fault (status ${status})`;
	if (!detail || saysNothing(detail)) return `X refused the request (status ${status}) without a reason`;
	const [sentence] = detail.replace(GENERAL, '').split(/(?<=[.!?])\s/);
	return `X refused: ${sentence.length > 120 ? `${sentence.slice(0, 119)}…` : sentence.replace(/\.$/, '')}`;
}

/** An upload that is not attached is visible to nobody and expires by itself; describing it publishes nothing. */
export const isUpload = ({ endpoint }: Pick<Refusal['context'], 'endpoint'>): boolean =>
	/\/media\/(upload|metadata)/.test(endpoint);

/** What to do next. */
export function adviceOf(refusal: Refusal): string {
	const { context } = refusal;
	if (context.advice !== undefined) return context.advice;
	if (context.outcomeUnknown && isUpload(context)) return 'Nothing was published: run it again.';
	if (context.outcomeUnknown) return LOOK_FIRST;
	const entry = context.status === 0 ? undefined : entryOf(refusal);
	if (entry) return told(entry.advice, refusal);
	return byStatus(refusal);
}

/** What the status says, when nothing else is known. */
function byStatus(refusal: Refusal): string {
	const { status } = refusal.context;
	if (status === 403) return forbidden(refusal);
	if (isUnreached(status)) return 'Nothing was done: run again later.';
	if (isFaultStatus(status)) return 'Such a fault passes: run again later.';
	if (isOfNothing(refusal)) return 'Check the Base URL of the credential. X may also have taken this away.';
	return STATUS[status]?.advice ?? (saysNothing(refusal.problem.detail || UNTOLD) ? AGAIN : '');
}

/** The address is not that of an object that may be gone. */
const isOfNothing = ({ problem, context: { endpoint, status } }: Refusal): boolean =>
	status === 404 && !problem.detail && saysNothing(problem.title) && !endpoint.includes('{');

const AGAIN = 'Run again later. If it persists, check the Base URL of the credential and any proxy between n8n and X.';

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
