/** The language in which the events of the polling trigger are written. */
import type { Answer, Parts, XClient } from '../../api/client/call';
import type { Price } from '../../api/money/prices';
import type { FindNew } from '../../api/polling/find-new';
import type { Batch, Field, Operation, Values } from '../types';

/** What an event needs to say what it asks X for. */
export interface Asked {
	/** Users are IDs by now. */
	values: Values;
	client: Pick<XClient, 'call'>;
	/** The connected account's own ID. */
	me(): Promise<string>;
}

/** The posts whose lists an event reads. */
export interface ListedPosts {
	/** The posts, each with its public_metrics. */
	read(asked: Asked): Promise<Answer>;
	/** The one of the public_metrics that tells whether a post's list has changed. */
	counter: string;
	/** Name under which the post's ID comes with each object. */
	key: string;
}

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
	/** How what is new is told from what was there (api/polling). */
	findNew: FindNew;
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
	/** What it watches is the connected account's own, so that another account starts anew. */
	own?: true;
	/** Where the objects themselves are read, when the list gives their IDs only. */
	lookUp?: Batch;
	/** X's own counter of the list; read by each poll, and charged once a day. */
	counter?: { price: Price; read(asked: Asked): Promise<number | undefined> };
	/** For lists that posts have. */
	posts?: ListedPosts;
	/** Refuses a combination of values before any request, by throwing an InputError. */
	check?(values: Values): void;
}

export const triggerEvent = (row: TriggerEvent): TriggerEvent => row;

/** The kind of object that comes out. */
export const kindOf = ({ lookUp, source }: TriggerEvent): Operation['returns'] => (lookUp ? 'post' : source.returns);
