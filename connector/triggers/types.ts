/** The language in which the events of the trigger are written. */
import type { Answer, Parts, XClient } from '../../api/client/client';
import type { Batch, Field, Operation, Values } from '../types';

/** What an event needs to say what it asks X for. */
export interface Asked {
	/** Users are IDs by now. */
	values: Values;
	client: Pick<XClient, 'call'>;
	/** The connected account's own ID. */
	me(): Promise<string>;
}

/**
 * How news is told from what was there:
 * `ids`: X takes since_id; `growing`: X does not, but IDs grow; `list`: the most recent first, by what was there before;
 * `whole`: a short list in no order, by what was there before; `perPost`: a list for each of some posts, by its counter.
 */
export type News = 'ids' | 'growing' | 'list' | 'whole' | 'perPost';

export interface TriggerEvent {
	/** Value of the `event` parameter. */
	name: string;
	displayName: string;
	description: string;
	/** One line on what X restricts or leaves open. */
	notice?: string;
	/** The operation whose endpoint is polled; access, pages, price and kind of object are its own. */
	source: Operation;
	fields: readonly Field[];
	news: News;
	/** Objects to look at first where X takes no since_id: a quiet poll reads no more. */
	quiet?: number;
	/** Posts of the account that each poll looks at besides. */
	looksAt?: number;
	/** The field that names the objects which every poll reads. */
	watches?: string;
	/** Fields and expansions the event cannot do without, by query parameter. */
	needs?: Readonly<Record<string, readonly string[]>>;
	/** Path and query beside those that the fields say; undefined when there is nothing to ask for yet. */
	ask?(asked: Asked): Promise<Pick<Parts, 'path' | 'query'> | undefined>;
	/** Is this object an event? Those that are not are passed over. */
	keep?(object: Readonly<Record<string, unknown>>, values: Values, me: string | undefined): boolean;
	/** `keep` needs to know whose account it is. */
	needsMe?: true;
	/** Where the objects themselves are read, when the list gives their IDs only. */
	lookUp?: Batch;
	/** For `perPost`: the posts, each with its public_metrics, and the counter that tells whether to look. */
	posts?: { read(asked: Asked): Promise<Answer>; counter: string };
	/** Refuses a combination of values before any request, by throwing an InputError. */
	check?(values: Values): void;
}

export const triggerEvent = (row: TriggerEvent): TriggerEvent => row;
