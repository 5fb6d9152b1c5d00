/** Types in which the events of the polling trigger are described. */
import type { Answer, Parts, XClient } from '../../api/client/call';
import type { Price } from '../../api/money/prices';
import type { FindNew } from '../../api/polling/find-new';
import type { Batch, Field, ObjectFilter, Operation, Preview, Values, ValuesOf } from '../types';

/** What an event receives to build its request to X. */
export interface Asked<V = Values> {
	/** Users have already been resolved to IDs. */
	values: V;
	client: Pick<XClient, 'call'>;
	/** The connected account's own ID. */
	me(): Promise<string>;
}

/** The posts whose lists (likes, reposts ...) an event reads. */
export interface ListedPosts<V = Values> {
	/** The posts, each with its public_metrics. */
	read(asked: Asked<V>): Promise<Answer>;
	/** The public_metrics counter that shows whether a post's list has changed. */
	counter: string;
	/** Property under which each emitted object carries the post's ID. */
	key: string;
}

/** X's own counter for a list. */
export interface Counter<V = Values> {
	price: Price;
	read(asked: Asked<V>): Promise<number | undefined>;
}

export interface TriggerEvent {
	/** Value of the `event` parameter. */
	name: string;
	displayName: string;
	description: string;
	/** One line on what X restricts or does not specify. */
	notice?: string;
	/** The operation whose endpoint is polled; it determines access, paging, price and kind of object. */
	source: Operation;
	fields: readonly Field[];
	/** How new entries are distinguished from known ones (api/polling). */
	findNew: FindNew;
	/** Property that identifies an object, where that is not its `id`. */
	key?: string;
	/** Number of the account's posts that each poll reads in addition; with `watches`, where the field names none. */
	looksAt?: number;
	/** The field that names the objects that every poll reads. */
	watches?: string;
	/** Fields and expansions that the event requires, by query parameter. */
	needs?: Readonly<Record<string, readonly string[]>>;
	/** Path and query besides those set by the fields; undefined when there is nothing to request yet. */
	ask?(asked: Asked): Promise<Pick<Parts, 'path' | 'query'> | undefined>;
	/** Whether this object is an event; objects that are not are skipped. */
	keep?(object: Readonly<Record<string, unknown>>, values: Values, me: string | undefined): boolean;
	/** Leaves events out; its field is one of the `fields`. */
	filter?: ObjectFilter;
	/** The members that are compared with those of the poll before, as text. */
	compare?(object: Readonly<Record<string, unknown>>, values: Values): Readonly<Record<string, string>>;
	/** `keep` needs the connected account's ID. */
	needsMe?: true;
	/** It watches the connected account itself, so a change of account starts over. */
	own?: true;
	/** Where the objects themselves are looked up, when the list contains only their IDs. */
	lookUp?: Batch;
	/** X's own counter for the list; read by each poll and charged once a day. */
	counter?: Counter;
	/** For lists that belong to posts. */
	posts?: ListedPosts;
	/** The query that it searches with, for the panel. */
	preview?(values: Values): Preview;
	/** Rejects a combination of values before any request, by throwing an InputError. */
	check?(values: Values): void;
}

/** An event as written in a row: its fields determine what its functions receive. */
interface Row<F extends readonly Field[]> extends Omit<
	TriggerEvent,
	'fields' | 'watches' | 'ask' | 'keep' | 'compare' | 'counter' | 'posts' | 'preview' | 'check'
> {
	fields: F;
	watches?: NoInfer<F>[number]['name'];
	ask?(asked: Asked<ValuesOf<F>>): Promise<Pick<Parts, 'path' | 'query'> | undefined>;
	keep?(object: Readonly<Record<string, unknown>>, values: ValuesOf<F>, me: string | undefined): boolean;
	compare?(object: Readonly<Record<string, unknown>>, values: ValuesOf<F>): Readonly<Record<string, string>>;
	counter?: Counter<ValuesOf<F>>;
	posts?: ListedPosts<ValuesOf<F>>;
	preview?(values: ValuesOf<F>): Preview;
	check?(values: ValuesOf<F>): void;
}

/** Type-checks a row. */
export const triggerEvent = <const F extends readonly Field[]>(row: Row<F>): TriggerEvent => row;

/** The kind of object that is emitted. */
export const kindOf = ({ lookUp, source }: TriggerEvent): Operation['returns'] =>
	lookUp?.endpoint === 'GET /2/tweets' ? 'post' : source.returns;
