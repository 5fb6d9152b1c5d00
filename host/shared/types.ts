/** The data that the engine passes from step to step. */
import type { Answer } from '../../api/client/call';
import type { XError } from '../../api/errors/errors';
import type { Outcome } from '../../api/errors/outcome';
import type { CheckedMedia } from '../../api/media/file';
import type { Values } from '../../connector';

/** The requested form of the output. */
export interface OutputOptions {
	/** Infinity for all. */
	limit: number;
	/** Token of the page to start with, as reported by an earlier run. */
	from?: string;
	output: 'simplified' | 'full' | 'raw';
	/** Return only these simplified fields and the ID; all of them if undefined. */
	only?: readonly string[];
	/** Chosen values by name of the selection, e.g. `postFields`. */
	select: Readonly<Record<string, readonly string[]>>;
}

/** An item whose parameters have been read and checked. */
export interface CheckedItem {
	itemIndex: number;
	values: Values;
	/** By URL: the files that the operation's `fileUrls` named. */
	files?: ReadonlyMap<string, CheckedMedia>;
	outputOptions: OutputOptions;
}

/** What kept an item from being completed, and what is left of it. */
export interface Cut {
	error: XError;
	/** The page to continue with. */
	nextToken?: string;
	/** Entries of its list that were not requested. */
	missing?: readonly string[];
}

/** X's answers for one item; `note` is shown to the user beside the output. */
export interface Answered {
	answers: readonly Answer[];
	note?: string;
	cut?: Cut;
}

/** The result of one item. */
export type Result = Outcome<Answered>;

/** The outcome of each input item, in order; without a result if it was not reached. */
export type Outcomes = ReadonlyArray<{ checked?: CheckedItem; result?: Result }>;
