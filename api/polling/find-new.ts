/** A way of finding what is new in a list of X: what it is given, and what it answers with. Each event's row names one. */
import type { ById } from './late';
import type { Bounds, Listed, Page } from './listed';
import type { SeenList } from './seen-list';

export interface PageRequest {
	/** Objects wanted; X has its own least. */
	size?: number;
	/** Only what is newer than this ID, where X can be asked for it. */
	since?: string;
	/** Only what is older than this ID, where X can be asked for it. */
	below?: string;
	/** Goes on at a page further down. */
	token?: string;
	/** The post whose list is read, for lists that posts have. */
	post?: string;
}

/** The list of one event. */
export interface Source extends Bounds {
	read(request: PageRequest): Promise<Page>;
	/** The posts whose lists are read, each with the counter of its list. */
	posts(): Promise<readonly PostWithCount[]>;
	/** X's own counter of the list, where there is one that costs little. */
	count?(): Promise<number | undefined>;
	/** Whether an entry is an event by now: it may have to pass a value first. */
	isEvent(listed: Listed): boolean;
	/** Milliseconds since 1970. */
	now(): number;
}

/** A post with the counter of its list. */
export interface PostWithCount {
	id: string;
	count: number;
}

/** What is remembered of the list of one post. */
export interface Watched {
	id: string;
	list: SeenList;
	/** There is more to hand out, though the counter stands still. */
	more?: true;
}

/** What is remembered from poll to poll, as JSON; all IDs in it are text. Each way keeps a part of its own. */
export interface Memory {
	watermark?: ById;
	list?: SeenList;
	known?: readonly string[];
	perPost?: readonly Watched[];
}

export interface Found {
	/** Oldest first. */
	listed: Listed[];
	memory: Memory;
	/** It could not be told for sure where the new ones end. */
	unsure?: true;
}

export interface FindNew {
	/** How it tells what is new, in words for the documentation. */
	tellsBy: string;
	/** Objects that a poll reads even when nothing is new. */
	rereads: number;
	/** It may have to read far to tell what is new, and may fail to: such a poll has a bound in money. */
	canBeUnsure?: true;
	/** The first poll: remembers what is there. @param wanted how many of the newest ones to hand out */
	start(source: Source, wanted: number): Promise<Found>;
	/** @param most how many to hand out at most */
	next(source: Source, memory: Memory, most: number): Promise<Found>;
	/** What is there, newest first, whether it is an event yet or not. */
	newest(source: Source): Promise<Listed[]>;
}

/** Empty pages that X may answer before the first entry. */
const MOST_EMPTY = 5;

/** The first entries of a list: at least as many as are wanted, if there are as many. */
export async function firstOf(source: Pick<Source, 'read'>, wanted: number): Promise<Listed[]> {
	const listed: Listed[] = [];
	let token: string | undefined;
	for (let empty = 0; empty < MOST_EMPTY;) {
		const page: Page = await source.read({ size: wanted - listed.length, token });
		listed.push(...page.listed);
		if (!page.next || page.next === token || listed.length >= wanted) break;
		if (page.listed.length === 0) empty++;
		token = page.next;
	}
	return listed;
}
