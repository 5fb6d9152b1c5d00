/**
 * Fields: a value that the user enters, as a schema row describes it, and what an operation's function receives for
 * it.
 */
import type { CheckedMedia, MediaFile } from '../api/media/file';
import type { InputError } from '../api/errors/errors';
import type { ObjectName } from './objects';

/** Where a value goes in the request, e.g. `path.id`, `query.start_time`, `body.reply.in_reply_to_tweet_id`. */
export type Target = `${'path' | 'query' | 'body'}.${string}`;

/**
 * Time formats besides ISO 8601: milliseconds since 1970 as text, seconds since 1970, digits down to the minute in
 * UTC.
 */
export type TimeForm = 'epochMs' | 'epochSeconds' | 'yyyymmddhhmm';

export interface Choice {
	name: string;
	value: string;
	description?: string;
}

/** The value of a `media` field once its files have been checked. */
export interface MediaValue {
	files: ReadonlyArray<CheckedMedia & { altText?: string }>;
	/** IDs of media that were uploaded before. */
	ids: readonly string[];
	/** What X would not accept, for an operation that reports it instead of refusing. */
	refused?: readonly InputError[];
}

/** One post of a thread, as the user entered it. */
export interface Part {
	text: string;
	media?: MediaValue;
	/** Its links have become a part of their own. */
	linksApart?: true;
}

/** A parsed value: text, numbers, lists of text, files, groups of values. */
export type Value =
	| string
	| number
	| boolean
	| readonly string[]
	| Values
	| readonly Values[]
	| MediaValue
	| CheckedMedia
	| MediaFile
	| readonly MediaFile[]
	| readonly Part[]
	| Json;
/** The values of an operation by field name, for code that handles every operation. */
export interface Values {
	[name: string]: Value | undefined;
}

/** A JSON object or list; X checks its contents. */
export type Json = Record<string, unknown> | readonly unknown[];

/** Properties common to all fields. */
export interface Common {
	/** Name of the n8n parameter. */
	name: string;
	displayName: string;
	description?: string;
	placeholder?: string;
	/** What a model that builds workflows should know beyond the description. */
	builderHint?: string;
	/** Must be given. Optional fields go into the Options collection unless `front` is set. */
	required?: true;
	/** Optional, but common enough to be shown in the panel itself. */
	front?: true;
	/** Shown (and, if required, needed) only when another field above it in the panel has one of these values. */
	showFor?: Readonly<Record<string, readonly string[]>>;
}

/** A value sent in the request; without a target, the operation's own function uses it. */
interface Sent {
	to?: Target;
}

interface Deciding {
	/**
	 * Decides who sees something, or what happens at all: added without a value, it must not count as absent. `missing`:
	 * only where the data lacks it, as an empty cell of a table is meant.
	 */
	decides?: true | 'missing';
}

interface TextField extends Sent {
	default?: string;
	/** Characters. */
	maxLength?: number;
	pattern?: RegExp;
	/** Masked while it is typed. */
	secret?: true;
}

/** Bounds of a number, or of the number of list entries. */
interface Bounded extends Sent {
	min?: number;
	max?: number;
}

/** The kinds of field, and the properties specific to each. */
export interface Kinds {
	/** One line. */
	text: TextField;
	longText: TextField;
	/** Whole, unless decimals are allowed. */
	number: Bounded & { default?: number; decimals?: true };
	boolean: Sent & Deciding & { default?: boolean };
	choice: Sent & { choices: readonly Choice[]; default?: string };
	/** Some of the choices. */
	choices: Sent & { choices: readonly Choice[]; default?: readonly string[] };
	/** ISO 8601 unless X requires another format. */
	time: Sent & { as?: TimeForm };
	/** Digits. An ID of media may also be given as X's media key. */
	id: Sent & Deciding & { mediaKey?: true };
	ids: Bounded & { mediaKey?: true };
	/** Free-text entries; `distinct` where X requires each to be unique. */
	words: Bounded & { maxLength?: number; pattern?: RegExp; distinct?: true };
	/** A post by ID or link. */
	post: Sent & Deciding;
	posts: Bounded;
	/** A user by ID, link or @handle; it is resolved to an ID. */
	user: Sent & {
		default?: 'me';
		/** Never the connected account: 'Me' is not offered. */
		others?: true;
	};
	/** `others`: besides the connected account, which is part of it anyway. */
	users: Bounded & { others?: true };
	/** Another object of X (see objects.ts). */
	object: Sent & Deciding & { of: ObjectName };
	objects: Bounded & { of: ObjectName };
	/** JSON; with `min` it must be a list. */
	json: Bounded & { default?: string };
	/** Files of the item and IDs of uploaded media; with `max` 1 there is a single row. */
	media: { max?: 1 };
	/** One file of the item, or one on the web. `many`: any number of files of the item, of any type. */
	file: { byUrl?: true; many?: true; default?: string };
	/** The posts of a thread, each with text and media. */
	parts: object;
	/**
	 * Fields that belong together; their `to` is relative to the root of the request, like any other. With `add`, the
	 * label of a button, only those are shown that the user has added.
	 */
	group: { fields: readonly Field[]; add?: string };
	/** Any number of rows, each with these fields; where one is needed, it starts with the values of `first`. */
	rows: {
		row: { name: string; displayName: string };
		fields: readonly Field[];
		first?: Readonly<Record<string, string>>;
	};
}

export type FieldKind = keyof Kinds;
/** Every property that is specific to some kind of field. */
type Particulars = { [K in FieldKind]: keyof Kinds[K] }[FieldKind];

/** A field of one of these kinds, without the properties specific to other kinds. */
export type FieldOf<K extends FieldKind> = {
	[P in K]: Common & { kind: P } & Kinds[P] & { [N in Exclude<Particulars, keyof Kinds[P]>]?: undefined };
}[K];
export type Field = FieldOf<FieldKind>;

/** The parsed value of each kind of field; some are narrowed further (see {@link ValueOf}). */
interface Parsed {
	text: string;
	longText: string;
	number: number;
	boolean: boolean;
	choice: string;
	choices: readonly string[];
	time: string;
	id: string;
	ids: readonly string[];
	words: readonly string[];
	post: string;
	posts: readonly string[];
	user: string;
	users: readonly string[];
	object: string;
	objects: readonly string[];
	json: Json;
	media: MediaValue;
	file: CheckedMedia;
	parts: readonly Part[];
	group: Values;
	rows: readonly Values[];
}

type ChosenOf<F extends Field> = F extends { choices: readonly Choice[] }
	? Exclude<F['choices'][number]['value'], ''>
	: never;

/** The parsed value of a field. */
export type ValueOf<F extends Field> = F extends { kind: 'choice' }
	? ChosenOf<F>
	: F extends { kind: 'choices' }
		? ReadonlyArray<ChosenOf<F>>
		: F extends { kind: 'group'; fields: infer Inner extends readonly Field[] }
			? ValuesOf<Inner>
			: F extends { kind: 'rows'; fields: infer Inner extends readonly Field[] }
				? ReadonlyArray<ValuesOf<Inner>>
				: F extends { kind: 'time'; as: 'epochSeconds' }
					? number
					: F extends { kind: 'file'; many: true }
						? readonly MediaFile[]
						: F extends { kind: 'json'; min: number }
							? readonly unknown[]
							: Parsed[F['kind']];

/** Fields that always have a value by the time an operation is called. */
type Given = { required: true; showFor?: undefined };

/** The values of some fields by name: unconditionally required ones are always present, others may be absent. */
export type ValuesOf<Fields extends readonly Field[]> = {
	[F in Extract<Fields[number], Given> as F['name']]: ValueOf<F>;
} & {
	[F in Exclude<Fields[number], Given> as F['name']]?: ValueOf<F> | undefined;
};

/** Rejects property names that no kind of field has. */
export type NoMore<F> = { [N in Exclude<keyof F, keyof Common | 'kind' | Particulars>]: never };

/** Type-checks a field shared by operations and keeps its literal types. */
export const field = <const F extends Field>(row: F & NoMore<F>): F => row;
/** The same for several fields that belong together. */
export const fields = <const F extends readonly Field[]>(rows: F & { [I in keyof F]: NoMore<F[I]> }): F => rows;
