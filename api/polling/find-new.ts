/** The interface of a strategy for finding new entries in one of X's lists. Each event's row names one. */
import type { ById } from './late';
import type { Bounds, Compared, Listed, Page } from './listed';
import { tokenAfter } from './read-page';
import type { SeenList } from './seen-list';

export interface PageRequest {
	/** Number of objects wanted; X has its own minimum. */
	size?: number;
	/** Only entries newer than this ID, where X supports it. */
	since?: string;
	/** Only entries older than this ID, where X supports it. */
	below?: string;
	/** Token of the page to continue at. */
	token?: string;
	/** The post whose list is read, for lists that belong to posts. */
	post?: string;
}

/** The list of one event. */
export interface Source extends Bounds {
	read(request: PageRequest): Promise<Page>;
	/** The posts whose lists are read, each with the counter of its list. */
	posts(): Promise<readonly PostWithCount[]>;
	/** X's own counter for the list, where a cheap one exists. */
	count?(): Promise<number | undefined>;
	/** Whether an entry is an event yet: it may first have to cross a threshold. */
	isEvent(listed: Listed): boolean;
	/** The members of an entry that are compared with those of the poll before. */
	compared?(listed: Listed): Compared;
	/** X's clock, in milliseconds since 1970. */
	now(): number;
}

/** A post with the counter of its list. */
export interface PostWithCount {
	id: string;
	count: number;
}

/** What is remembered about the list of one post. */
export interface Watched {
	id: string;
	list: SeenList;
	/** More entries are waiting to be emitted, even if the counter does not change. */
	more?: true;
}

/** What is remembered between polls, as JSON; all IDs in it are strings. Each strategy keeps its own part. */
export interface Memory {
	watermark?: ById;
	list?: SeenList;
	known?: readonly string[];
	below?: Below;
	perPost?: readonly Watched[];
	compared?: Readonly<Record<string, Compared>>;
	roster?: Roster;
}

/** What has been seen below a value. */
export interface Below {
	ids: readonly string[];
	/** When it was last looked at, by X's clock. */
	at: number;
}

/** Who is in a list that is read whole to find who has left. */
export interface Roster {
	/** Everybody who was in the list when it was last read whole. */
	members: readonly string[];
	/** X's counter at that time, or at the last poll if it has risen since. */
	count: number;
	/** Known to have left, but not emitted yet. */
	left: readonly string[];
	/** A reading that takes more than one poll. */
	reading?: Reading;
}

export interface Reading {
	seen: readonly string[];
	/** X's counter when it began. */
	count: number;
	/** The page at which it continues. */
	token?: string;
	/** Those that the reading before did not find. */
	lost?: readonly string[];
	/** Since when X's answers end long before the list does, by X's clock. */
	shortSince?: number;
}

export interface Found {
	/** Oldest first. */
	listed: Listed[];
	memory: Memory;
	/** Where the new entries end could not be determined with certainty. */
	unsure?: true;
}

export interface FindNew {
	/** How new entries are recognised, in words for the documentation. */
	tellsBy: string;
	/** Number of objects that a poll reads even when nothing is new. */
	rereads: number;
	/** It reads the whole list when something has happened, and at the start. */
	readsAll?: true;
	/** What it emits, in the plural, if that is not new entries. */
	emits?: string;
	/** Properties that it adds to the objects. */
	adds?: readonly string[];
	/** It may have to read far to determine what is new, and may fail to: such a poll has a spending limit. */
	canBeUnsure?: true;
	/** What X does not return is an event itself, or known as gone. */
	tellsMissing?: true;
	/** The first poll: remembers the existing entries. @param wanted how many of the newest ones to emit */
	start(source: Source, wanted: number): Promise<Found>;
	/** A later poll; where nothing is remembered, everything would be new: it starts. @param most maximum number of entries to emit */
	next(source: Source, memory: Memory, most: number): Promise<Found>;
	/** The existing entries, newest first, whether or not they are events yet. */
	newest(source: Source): Promise<Listed[]>;
}

/** Maximum number of empty pages to read before the first entry. */
const MOST_EMPTY = 5;

/** The first entries of a list: at least as many as wanted, if there are that many. */
export async function firstOf(source: Pick<Source, 'read'>, wanted: number): Promise<Listed[]> {
	const listed: Listed[] = [];
	let token: string | undefined;
	for (let empty = 0; empty < MOST_EMPTY;) {
		const page: Page = await source.read({ size: wanted - listed.length, token });
		listed.push(...page.listed);
		token = tokenAfter(page, token);
		if (!token || listed.length >= wanted) break;
		if (page.listed.length === 0) empty++;
	}
	return listed;
}
