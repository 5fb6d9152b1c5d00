/** The connector's errors. Each one says what happened (message) and what to do next (advice). */
import { adviceOf, isOfAccount, titleOf } from './advice';
import { saysNothing, type CallContext, type Problem } from './problem';
import { isFaultStatus } from './status';
import { withoutSecrets } from './without-secrets';

/** Input that cannot be sent; thrown before any request. */
export class InputError extends Error {
	override readonly name = 'InputError';
	constructor(
		message: string,
		readonly advice = '',
	) {
		super(message);
	}
}

/** X ends some of its sentences, and others not. */
const UNENDED = /(?<!https?:\S*)[^.!?…:\s]$/;

/** A call that X refused, or that got no response (`status` 0). Its message says what happened. */
export class XError extends Error {
	override readonly name = 'XError';
	readonly problem: Problem;
	constructor(
		given: Problem,
		readonly context: CallContext,
	) {
		const problem = { ...given, title: withoutSecrets(given.title), detail: withoutSecrets(given.detail) };
		super(titleOf({ problem, context }));
		this.problem = problem;
	}

	/** X's detail and one line on what to do next. */
	get description(): string {
		const { detail, title } = this.problem;
		const isTitle =
			detail === this.message || (detail === title && this.message === `X refused: ${detail.replace(/\.$/, '')}`);
		const said = isTitle || saysNothing(detail) ? '' : detail;
		return [said.replace(UNENDED, '$&.'), adviceOf(this)].filter(Boolean).join(' ');
	}
}

/** X refuses the account as a whole: a usage or spend cap, or no credits. */
export const isOver = (error: unknown): error is XError =>
	error instanceof XError && (error.context.status === 402 || isCapped(error.problem));

/** X refuses the account or the app as a whole: suspended, locked, taken for a bot, or without the right to write. */
export const concernsAccount = (error: unknown): error is XError =>
	error instanceof XError && !error.context.outcomeUnknown && isOfAccount(error);

/** A cap is not a window that reopens: no call waits for it. */
export const isCapped = ({ type, title, detail }: Problem): boolean =>
	type === 'usage-capped' ||
	type === 'credits' ||
	type === 'credits-depleted' ||
	/SpendCapReached/.test(`${title} ${detail}`);

/** The same, a rate limit, or the user's own spending limit: later requests would meet it, too. */
export const isCut = (error: unknown): error is XError =>
	isOver(error) ||
	(error instanceof XError && (error.context.exhausted !== undefined || error.problem.type === 'spending-limit'));

/** A fault of the network, of X or of the token, with a known outcome: later requests would meet it, too. */
export const isFault = (error: unknown): error is XError => {
	if (!(error instanceof XError) || error.context.outcomeUnknown) return false;
	const { status } = error.context;
	return (status === 0 && error.problem.type === '') || status === 401 || isFaultStatus(status);
};

/** Errors that end a run early; results received until then are kept, as they were paid for. */
export const endsRun = (error: unknown): error is XError => isCut(error) || isFault(error);
