/** The language the connector schema is written in. A newcomer needs this file and one under resources/ to add an operation. */
import type { Answer, EndpointName, Parts, XClient } from '../api/client/client';
import type { InputError } from '../api/client/errors';
import type { PageRule } from '../api/client/pages';
import type { Price } from '../api/money/prices';
import type { CheckedMedia, MediaFile } from '../api/media/media';
import type { ObjectName } from './objects';
import type { SelectableKind } from './selections';

/** OAuth 2.0 scopes of X (docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code). */
// prettier-ignore
export const SCOPES = [
	'block.read', 'block.write', 'bookmark.read', 'bookmark.write', 'broadcast.read', 'broadcast.write', 'dm.read',
	'dm.write', 'follows.read', 'follows.write', 'like.read', 'like.write', 'list.read', 'list.write', 'media.write',
	'mute.read', 'mute.write', 'offline.access', 'space.read', 'timeline.read', 'tweet.moderate.write', 'tweet.read',
	'tweet.write', 'users.read', 'users.email',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Requests per window, as X documents them: `900/15min`, `10000/24h`, `1/1s`. */
export type Rate = `${number}/${'1s' | '15min' | '24h'}`;

/** What X says about one endpoint; `endpoint` is its method and path as in X's specification. */
export interface Endpoint {
	endpoint: EndpointName;
	/** Which credentials reach it: `user` = the OAuth 2.0 scopes it needs, `app` = an app-only Bearer token. */
	access: { user?: readonly Scope[]; app?: true };
	/** Documented rate limits (docs.x.com/x-api/fundamentals/rate-limits); absent where X documents none. */
	limits?: { user?: readonly Rate[]; app?: readonly Rate[] };
	/** The line of X's price list it is charged by; absent where X lists no price. */
	price?: Price;
}

/** Where a value goes in the request, e.g. `path.id`, `query.start_time`, `body.reply.in_reply_to_tweet_id`. */
export type Target = `${'path' | 'query' | 'body'}.${string}`;

/**
 * How a value is typed, drawn and checked:
 * text (one line), longText, number, boolean, choice (one of), choices (some of), time (ISO 8601),
 * id/ids (digits), words (free text entries), post/posts and user/users (ID, link, @handle; a user becomes an ID),
 * object/objects (others of X, see objects.ts), media (files of the item and IDs of uploaded media), file (one file of the item),
 * parts (the posts of a thread, each a text with media), group (fields that belong together), json.
 */
export type FieldKind =
	| 'text'
	| 'longText'
	| 'number'
	| 'boolean'
	| 'choice'
	| 'choices'
	| 'time'
	| 'id'
	| 'ids'
	| 'words'
	| 'post'
	| 'posts'
	| 'user'
	| 'users'
	| 'object'
	| 'objects'
	| 'media'
	| 'file'
	| 'parts'
	| 'group'
	| 'json';

/** Forms of a time besides ISO 8601: milliseconds since 1970 as text, seconds since 1970, digits down to the minute in UTC. */
export type TimeForm = 'epochMs' | 'epochSeconds' | 'yyyymmddhhmm';

export interface Choice {
	name: string;
	value: string;
	description?: string;
}

/** One value the user gives. */
export interface Field {
	/** Name of the n8n parameter. */
	name: string;
	displayName: string;
	kind: FieldKind;
	/** For `object` and `objects`: which kind of object of X. */
	of?: ObjectName;
	/** Absent when the operation's own function uses the value. */
	to?: Target;
	description?: string;
	placeholder?: string;
	/** Must be given. Fields that need not be given sit in the Options collection unless `front` is set. */
	required?: true;
	/** Optional, but common enough to stand in the panel itself. */
	front?: true;
	default?: string | number | boolean | readonly string[];
	choices?: readonly Choice[];
	/** A text that is not shown while it is typed. */
	secret?: true;
	/** For `file`: of any type, as X cannot look into it (encrypted bytes). */
	anyType?: true;
	/** For `file`: given by its web address, not as a field of the item. */
	byUrl?: true;
	/** Bounds of a number or of the number of entries in a list; a `json` with `min` is a list; a `media` with `max` 1 has one row. */
	min?: number;
	max?: number;
	maxLength?: number;
	pattern?: RegExp;
	/** Parts of a group; their `to` counts from the root of the request like any other. */
	fields?: readonly Field[];
	/** How X writes a `time`; ISO 8601 unless set. */
	as?: TimeForm;
	/** Shown, and needed if required, only when another field of the panel above it has one of these values. */
	showFor?: Readonly<Record<string, readonly string[]>>;
}

/** A parsed value: text, numbers, lists of text, files, groups of values. */
export type Value =
	| string
	| number
	| boolean
	| readonly string[]
	| Values
	| MediaValue
	| CheckedMedia
	| MediaFile
	| readonly Part[]
	| Record<string, unknown>;
export interface Values {
	[name: string]: Value | undefined;
}

/** What a `media` field holds once the files have been looked at. */
export interface MediaValue {
	files: ReadonlyArray<CheckedMedia & { altText?: string }>;
	/** IDs of media uploaded before. */
	ids: readonly string[];
	/** What X would not take, for an operation that tells of it instead of refusing. */
	refused?: readonly InputError[];
}

/** One post of a thread, as the user gave it. */
export interface Part {
	text: string;
	media?: MediaValue;
}

/** Items that are one thing together: when `field` has this value, the values `of` each item become an entry of the list `as`. */
export interface Gathering {
	when: { field: string; value: string };
	of: readonly string[];
	as: string;
	/** `run` answers with one object for each entry, in order: they go back to their items. */
	perItem?: true;
}

/** A list endpoint that answers many lookups at once. */
export interface Batch extends Endpoint {
	/** Query parameter that takes the comma list. */
	parameter: string;
	/** Most entries in one request. */
	size: number;
	/** Property of the answered objects by which they are found again. */
	key: string;
}

/** What an operation's own function is given. */
export interface Call {
	values: Values;
	client: XClient;
	/** The connected account's own ID, asked for once per run. */
	me(): Promise<string>;
	/** Path, query and body as built from the fields. */
	path: Record<string, string>;
	query: NonNullable<Parts['query']>;
	body: Record<string, unknown>;
	/** A request to an address that X handed out (a signed upload or download link): no credential goes along. */
	plain(request: { method: 'GET' | 'PUT'; url: string; text?: string }): Promise<string>;
}

/** Kinds with fields to choose (see selections.ts), then the plain ones; `file` comes out as binary data. */
export type ReturnKind = SelectableKind | 'createdPost' | 'uploadedMedia' | 'result' | 'file';

export interface Operation extends Endpoint {
	/** Value of the `operation` parameter. */
	name: string;
	displayName: string;
	/** Line in n8n's node panel: sentence case, names the resource, no article. */
	action: string;
	description: string;
	/** One line on what X restricts, shown above the fields. */
	notice?: string;
	fields: readonly Field[];
	/** Where the ID of the connected account goes, for what X does only with one's own. */
	self?: Target;
	/** Query or body values that are the same in every call. */
	fixed?: Readonly<Partial<Record<Target, string | number | boolean | readonly string[]>>>;
	/** X wants a JSON body even when there is nothing in it. */
	emptyBody?: true;
	/** Sets of fields of which at most one may be given. */
	exclusive?: readonly (readonly string[])[];
	/** Pages of a list; the panel then has Return All and Limit. */
	page?: PageRule;
	/** Several input items share one request. */
	batch?: Batch;
	/** Other ways to look the same object up, by how it was named (`username`, `me`). */
	lookups?: Readonly<Record<string, Endpoint & { batch?: Batch }>>;
	/** The same operation at another endpoint, chosen by the value of a field; it may have other bounds of a page. */
	instead?: { field: string; value: string; endpoint: Endpoint; page?: PageRule };
	/** A list field whose entries are put together: items that agree in everything else share one call of `run`. */
	together?: string | Gathering;
	/** Nothing is sent to X; `endpoint` is the one it is about. A file that X would not take is told, not refused. */
	offline?: true;
	/** A second run with the same input goes on where the first one ended. */
	resumes?: true;
	/** Endpoints that `run` calls besides `endpoint`. */
	also?: readonly Endpoint[];
	/** Kind of object that comes back; it decides on fields to choose, joining and simplifying. */
	returns: ReturnKind;
	/** Refuses a combination of values before any request, by throwing an InputError. */
	check?(values: Values): void;
	/** For operations that are more than one call. */
	run?(call: Call): Promise<Answer>;
}

export interface Resource {
	/** Value of the `resource` parameter. */
	name: string;
	displayName: string;
	/** The action node it belongs to. */
	node: 'X' | 'XDeveloper';
	operations: readonly Operation[];
}

/** Keeps the row's own type checked and its literals exact. */
export const operation = <const T extends Operation>(row: T): T => row;
export const resource = (row: Resource): Resource => row;
