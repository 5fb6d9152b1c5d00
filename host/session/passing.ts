/** Faults that go by without anybody's doing. */
import type { IPollFunctions, ITriggerFunctions } from 'n8n-workflow';
import { XError } from '../../api/errors/errors';
import { isFaultStatus } from '../../api/errors/status';

/** Does it mend itself? What a person has to mend is thrown, which ends an activation. */
export const isPassing = (error: unknown): error is XError =>
	error instanceof XError &&
	!error.context.lasting &&
	(error.context.status === 0
		? error.problem.type !== 'spending-limit'
		: isFaultStatus(error.context.status) || error.context.exhausted !== undefined || error.context.status === 429);

const BY_ITSELF: readonly string[] = ['init', 'leadershipChange'];

/**
 * Whether n8n has started the trigger by itself. Nobody is there to read why it does not start, and n8n gives up after
 * five attempts while the workflow still counts as active.
 */
export const isStartedByN8n = (context: Pick<ITriggerFunctions | IPollFunctions, 'getActivationMode'>): boolean =>
	BY_ITSELF.includes(context.getActivationMode());
