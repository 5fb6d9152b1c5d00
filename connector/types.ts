/** Types of the connector schema. To add an operation, read this file and one file under resources/. */
import type { Times } from './shared/times';
import type { Answer, EndpointName } from '../api/client/call';
import type { PageRule } from '../api/read/pages';
import type { CheckedMedia } from '../api/media/file';
import type { Price } from '../api/money/prices';
import type { XError } from '../api/errors/errors';
import type { Call, ConnectedAccount, Writing } from './call';
import type { Field, FieldOf, NoMore, Target, Values, ValuesOf } from './field';
import type { ReturnKind } from './selections';

export * from './call';
export * from './field';
export type { ReturnKind } from './selections';

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

/** What X documents about one endpoint; `endpoint` is its method and path as in X's specification. */
export interface Endpoint {
	endpoint: EndpointName;
	/** Credentials it accepts: `user` = the OAuth 2.0 scopes it requires, `app` = an app-only Bearer token. */
	access: { user?: readonly Scope[]; app?: true };
	/** Documented rate limits (docs.x.com/x-api/fundamentals/rate-limits); absent where X documents none. */
	limits?: { user?: readonly Rate[]; app?: readonly Rate[] };
	/** The line of X's price list it is charged under; absent where X lists no price. */
	price?: Price;
	/** The period it takes, where X limits it. */
	times?: Times;
	/** An idempotent POST: it is retried after a fault. GET, PUT and DELETE always are. */
	repeatable?: true;
	/** A POST of which a second one does no harm, or is refused by X: a later try of a run may send it again. */
	unique?: true;
	/** Errors in its 2xx response concern single entries of the request; the operation's `run` reads them. */
	itemized?: true;
	/** X confirms success by the 2xx status alone. */
	bare?: true;
	/** The property of `data` by which X confirms this write; any of several. */
	proof?: string | readonly string[];
}

/**
 * Input items that are combined: when `field` has this value, the values `of` each item become an entry of the list
 * `as`.
 */
export interface Gathering {
	when: { field: string; value: string };
	of: readonly string[];
	as: string;
	/** `run` returns one object per entry, in order; each is assigned to its input item. */
	perItem?: true;
}

/** X refuses a second one with the same key. */
export interface Unrepeatable {
	key: string;
	/** What is the same then, in words. */
	what: string;
	advice: string;
}

/** An endpoint that looks up many objects in one request. */
export interface Batch extends Endpoint {
	/** Query parameter that accepts the comma-separated list. */
	parameter: string;
	/** Maximum number of entries per request. */
	size: number;
	/** Property that identifies each returned object. */
	key: string;
}

/** How one value of a request is built from several fields. */
export interface Built {
	to: Target;
	from: readonly string[];
	/** @param me the connected account's own ID */
	of(values: Values, me: () => Promise<string>): Promise<string>;
	preview(values: Values): Preview;
}

/** A query as far as it is known before a run, and how many characters it may have. */
export interface Preview {
	text: string;
	longest: number;
}

/** Leaves objects out after they have been read, where the user switches its field on. */
export interface ObjectFilter {
	field: FieldOf<'boolean'>;
	/** Fields and expansions that it looks at, by query parameter. */
	needs: Readonly<Record<string, readonly string[]>>;
	/** @param me the connected account's own ID */
	keeps(object: Readonly<Record<string, unknown>>, me: string): boolean;
}

export const isOn = ({ field }: ObjectFilter, values: Values): boolean => values[field.name] === true;

export interface Operation extends Endpoint {
	/** Value of the `operation` parameter. */
	name: string;
	displayName: string;
	/** Action label in n8n's node panel: sentence case, names the resource, no article. */
	action: string;
	description: string;
	/** One line on what X restricts, shown above the fields. */
	notice?: string;
	fields: readonly Field[];
	/** Where the ID of the connected account goes, for endpoints that accept only one's own account. */
	self?: Target;
	/** A value that several fields make up; it takes the place of what the field with the same target would send. */
	built?: Built;
	/** Query or body values that are the same in every call. */
	fixed?: Readonly<Partial<Record<Target, string | number | boolean | readonly string[]>>>;
	/** X requires a JSON body, even an empty one. */
	emptyBody?: true;
	/** Sets of fields of which at most one may be given. */
	exclusive?: readonly (readonly string[])[];
	/** How the list is paged; the panel then has Return All and Limit. */
	page?: PageRule;
	/** Several input items share one request. */
	batch?: Batch;
	/** Other ways to look up the same object, by how it was named (`username`, `me`). */
	lookups?: Readonly<Record<string, Endpoint & { batch?: Batch }>>;
	/** The same operation at another endpoint, chosen by the value of a field; its page bounds may differ. */
	instead?: { field: string; value: string; endpoint: Endpoint; page?: PageRule };
	/** The endpoint that a Bearer token calls in place of the operation's own. */
	asApp?: Endpoint;
	/** It reports on the credential: a missing scope is part of the answer, not an error. */
	aboutCredential?: true;
	/** A list field whose entries are merged: items that agree in everything else share one call of `run`. */
	together?: string | Gathering;
	/**
	 * Nothing is sent to X; `endpoint` is the one it is about. A file that X would not accept is reported, not refused.
	 */
	offline?: true;
	/** Endpoints that `run` calls besides `endpoint`. */
	also?: readonly Endpoint[];
	/**
	 * The endpoints of `also` that these values (and web files) are certain to need: the credential is checked for them
	 * before anything is sent.
	 */
	leadsTo?(values: Values, files: ReadonlyMap<string, CheckedMedia>): readonly Endpoint[];
	/** What X takes only once; undefined when the request may be repeated. */
	unrepeatable?(values: Values): Unrepeatable | undefined;
	/** Its field is one of the `fields`. */
	filter?: ObjectFilter;
	/** Kind of object returned; it determines the selectable fields, joining and simplifying. */
	returns: ReturnKind;
	/** Rejects a combination of values before any request, by throwing an InputError. */
	check?(values: Values): void;
	/**
	 * Rejects what X would refuse because of the account's subscription, after `check`. It asks X for the account only
	 * where that decides.
	 */
	checkAccount?(values: Values, account: ConnectedAccount): Promise<void> | void;
	/** URLs of files named inside a value; they are opened before any request. May throw an InputError, like `check`. */
	fileUrls?(values: Values): Promise<readonly string[]>;
	/** For operations that need more than one call. */
	run?(call: Call): Promise<Answer>;
	/**
	 * What an earlier try, of which no answer came, has done: asked for when X refuses the repetition. Undefined where X
	 * does not show exactly that.
	 */
	doneBefore?(call: Writing, refusal: XError): Promise<Answer | undefined>;
	/** `run` itself keeps track of what it writes (see `Call.writes`). */
	tracks?: true;
}

export interface Resource {
	/** Value of the `resource` parameter. */
	name: string;
	displayName: string;
	/** The action node it belongs to. */
	node: 'X' | 'XDeveloper';
	operations: readonly Operation[];
}

/** The names of the parameters in an endpoint's path. */
type PathParameters<E extends string> = E extends `${string}{${infer Name}}${infer Rest}`
	? Name | PathParameters<Rest>
	: never;

/**
 * An operation as written in a schema row: its endpoint and fields determine what its functions receive and which
 * names it may use.
 */
interface Row<E extends EndpointName, F extends readonly Field[]> extends Omit<
	Operation,
	| 'endpoint'
	| 'fields'
	| 'self'
	| 'exclusive'
	| 'instead'
	| 'together'
	| 'check'
	| 'checkAccount'
	| 'fileUrls'
	| 'leadsTo'
	| 'unrepeatable'
	| 'run'
	| 'doneBefore'
> {
	endpoint: E;
	fields: F;
	self?: `path.${PathParameters<NoInfer<E>>}`;
	exclusive?: ReadonlyArray<readonly NameIn<F>[]>;
	instead?: Operation['instead'] & { field: NameIn<F> };
	together?: NameIn<F> | (Gathering & { when: { field: NameIn<F> }; of: readonly NameIn<F>[]; as: NameIn<F> });
	check?(values: ValuesOf<F>): void;
	checkAccount?(values: ValuesOf<F>, account: ConnectedAccount): Promise<void> | void;
	fileUrls?(values: ValuesOf<F>): Promise<readonly string[]>;
	leadsTo?(values: ValuesOf<F>, files: ReadonlyMap<string, CheckedMedia>): readonly Endpoint[];
	unrepeatable?(values: ValuesOf<F>): Unrepeatable | undefined;
	run?(call: Call<ValuesOf<F>>): Promise<Answer>;
	doneBefore?(call: Writing<ValuesOf<F>>, refusal: XError): Promise<Answer | undefined>;
}
type NameIn<F extends readonly Field[]> = NoInfer<F>[number]['name'];

/** A field sent in the path must target one of its parameters. */
type OnPath<E extends string, F> = F extends { to: `path.${infer Name}` }
	? Name extends PathParameters<E>
		? unknown
		: { to: `path.${PathParameters<E>}` }
	: unknown;

/** An operation whose endpoint and fields keep their literal types, for code that uses them. */
interface Written<E extends EndpointName, F extends readonly Field[]> extends Operation {
	endpoint: E;
	fields: F;
}

/** Type-checks a row and keeps its literal types. */
export const operation = <const E extends EndpointName, const F extends readonly Field[]>(
	row: Row<E, F> & { fields: { [I in keyof F]: NoMore<F[I]> & OnPath<E, F[I]> } },
): Written<E, F> => row;
/** The same for an endpoint that several operations call. */
export const endpoint = <const E extends Endpoint>(row: E): E => row;
export const resource = (row: Resource): Resource => row;
