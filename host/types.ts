/** What the engine hands from step to step. */
import type { Answer } from '../api/client';
import type { Values } from '../connector';

/** How the answer is wanted. */
export interface Wishes {
	/** Infinity for all. */
	limit: number;
	output: 'simplified' | 'full' | 'raw';
	/** Chosen values by name of the selection, e.g. `postFields`. */
	select: Readonly<Record<string, readonly string[]>>;
}

/** An item whose parameters have been read and checked. */
export interface Prepared {
	itemIndex: number;
	values: Values;
	wishes: Wishes;
}

/** What one item came to; `note` is for the user's eyes, beside the output. */
export type Result = { answers: readonly Answer[]; note?: string } | { error: unknown };
