import type { ProblemType, Refusal } from './problem';

/** One kind of refusal: how it is recognized, and what to say of it. */
export interface Entry {
	codes?: readonly number[];
	types?: readonly ProblemType[];
	/** X's wording, where it gives neither a code nor a specific type. */
	words?: RegExp;
	status?: number;
	/** The endpoints at which X says it, where the same words mean something else elsewhere. */
	at?: RegExp;
	/** It concerns the account or the app as a whole: whatever is sent next would meet it, too. */
	whole?: true;
	title: string | ((refusal: Refusal) => string);
	advice: string | ((refusal: Refusal) => string);
}

export const CONSOLE = 'console.x.com';
