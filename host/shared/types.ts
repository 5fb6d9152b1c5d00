/** What the engine hands from step to step. */
import type { Answer } from '../../api/client/call';
import type { XError } from '../../api/client/errors';
import type { Outcome } from '../../api/client/outcome';
import type { CheckedMedia } from '../../api/media/file';
import type { Values } from '../../connector';

/** How the answer is wanted. */
export interface OutputOptions {
	/** Infinity for all. */
	limit: number;
	/** Token of the page to begin with, as an earlier run told it. */
	from?: string;
	output: 'simplified' | 'full' | 'raw';
	/** Of the simplified fields only these and the ID; all of them unless told. */
	only?: readonly string[];
	/** Chosen values by name of the selection, e.g. `postFields`. */
	select: Readonly<Record<string, readonly string[]>>;
}

/** An item whose parameters have been read and checked. */
export interface CheckedItem {
	itemIndex: number;
	values: Values;
	/** By web address: what the operation's `fileUrls` named. */
	files?: ReadonlyMap<string, CheckedMedia>;
	outputOptions: OutputOptions;
}

/** What kept an item from being done to its end, and what is left of it. */
export interface Cut {
	error: XError;
	/** Where its pages go on. */
	nextToken?: string;
	/** What of its list was not asked for. */
	missing?: readonly string[];
}

/** What X answered for one item; `note` is for the user's eyes, beside the output. */
export interface Answered {
	answers: readonly Answer[];
	note?: string;
	cut?: Cut;
}

/** What one item came to. */
export type Result = Outcome<Answered>;

/** What each input item came to, in order; without a result when it was not reached. */
export type Outcomes = ReadonlyArray<{ checked?: CheckedItem; result?: Result }>;
