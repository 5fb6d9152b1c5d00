/** Faults that go by without anybody's doing. */
import { XError } from '../../api/errors/errors';

/** Does it mend itself? What a person has to mend is thrown, which ends an activation. */
export const isPassing = (error: unknown): error is XError =>
	error instanceof XError &&
	!error.context.lasting &&
	(error.context.status === 0
		? error.problem.type !== 'spending-limit'
		: error.context.status >= 500 || error.context.exhausted !== undefined || error.context.status === 429);
