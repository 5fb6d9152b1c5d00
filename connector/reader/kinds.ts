/** How the value of each kind of field is parsed. Pure. */
import { InputError } from '../../api/errors/errors';
import { TIME_FORMS } from '../shared/times';
import { list, mediaId, numericId, postId, user, type UserReference } from '../../api/objects/ids';
import { parseTime, toSecond } from '../../api/objects/time';
import { objectId } from '../objects';
import type { Choice, Field, FieldKind, FieldOf, Json, Value } from '../field';
import { phrasesOf, tokensOf } from './list';
import { isMissing, isNothing, momentOf, parsedJson, refuseFaults, shown, textOf } from './plain';

/** A user as a key until the ID is known: `me`, digits, or `@handle`. */
export function userKey(reference: UserReference): string {
	if (reference.by === 'me') return 'me';
	return reference.by === 'id' ? reference.id : `@${reference.username.toLowerCase()}`;
}

/** Line breaks as X counts them: one character, whatever system the text comes from. A mark of a file's encoding is no text. */
const text = (
	raw: unknown,
	field: Pick<Field, 'maxLength' | 'pattern' | 'description' | 'placeholder' | 'secret'>,
): string => {
	const value = textOf(raw)
		.replace(/^\uFEFF/, '')
		.replace(/\r\n?/g, '\n');
	refuseFaults(value);
	checkText(value, field);
	return value;
};

function checkText(
	value: string,
	{
		maxLength,
		pattern,
		description,
		placeholder,
		secret,
	}: Pick<Field, 'maxLength' | 'pattern' | 'description' | 'placeholder' | 'secret'>,
	what = 'it',
): void {
	const length = maxLength === undefined ? 0 : [...value].length;
	if (maxLength !== undefined && length > maxLength)
		throw new InputError(`${what} has ${length} characters; the limit is ${maxLength}`, 'Shorten it.');
	// The description explains the pattern in words.
	if (pattern && !pattern.test(value))
		throw new InputError(
			`${secret ? 'it' : `'${shown(value)}'`} does not have the form that X accepts`,
			description ?? placeholder,
		);
}

/**
 * Digits only: JavaScript would also convert dates, booleans and single-entry lists to numbers. Where a whole number is
 * meant, three digits after a dot are a thousand as much of the world writes it.
 */
function numberOf(raw: unknown, decimals: boolean): number {
	if (typeof raw === 'number') return raw;
	const written = typeof raw === 'bigint' ? String(raw) : raw;
	const form = decimals ? /^\s*[+-]?\d+(\.\d+)?\s*$/ : /^\s*[+-]?\d+(\.0{1,2})?\s*$/;
	return typeof written === 'string' && form.test(written) ? Number(written) : NaN;
}

const number = (raw: unknown, { min = -Infinity, max = Infinity, decimals }: FieldOf<'number'>): number => {
	const value = numberOf(raw, decimals === true);
	if (decimals ? !Number.isFinite(value) : !Number.isSafeInteger(value))
		throw new InputError(
			`'${shown(raw)}' is not a ${decimals ? '' : 'whole '}number`,
			`It has to be ${spanOf(min, max)}.`,
		);
	if (value < min || value > max)
		throw new InputError(`${value} is out of bounds`, `It has to be ${spanOf(min, max)}.`);
	return value;
};

function spanOf(min: number, max: number): string {
	if (min === -Infinity && max === Infinity) return 'digits';
	if (max === Infinity) return `at least ${min}`;
	return min === -Infinity ? `at most ${max}` : `between ${min} and ${max}`;
}

const SWITCH: Readonly<Record<string, boolean>> = { true: true, yes: true, 1: true, false: false, no: false, 0: false };

const boolean = (raw: unknown): boolean => {
	const word = shown(raw).trim().toLowerCase();
	if (!Object.hasOwn(SWITCH, word))
		throw new InputError(`'${shown(raw)}' is neither true nor false`, 'Use true or false.');
	return SWITCH[word];
};

/**
 * Starts with a year, as in ISO 8601, or a weekday, as in emails and feeds: JavaScript parses almost anything as a
 * date.
 */
const DATE = /^(\d{4}-\d\d|(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b)/;

/** ISO 8601 to the second, or the format X requires here. */
const time = (raw: unknown, { as }: FieldOf<'time'>, timeZone?: string): string | number => {
	const date = momentOf(raw) ?? counted(raw) ?? written(raw, timeZone);
	const year = date.getUTCFullYear();
	// X was founded later, and ISO 8601 writes years beyond 9999 differently.
	if (!(year >= 1970 && year <= 9999))
		throw new InputError(`'${shown(raw)}' is not a date and time`, 'Use ISO 8601, such as 2026-05-01T08:00:00Z.');
	return as ? TIME_FORMS[as](date) : toSecond(date);
};

/** Seconds or milliseconds since 1970, as a number or in digits: ten or thirteen of them, from 2001 to 2286. */
function counted(raw: unknown): Date | undefined {
	const digits = typeof raw === 'number' || typeof raw === 'string' ? String(raw).trim() : '';
	if (/^\d{13}(\.\d+)?$/.test(digits)) return new Date(Number(digits));
	return /^\d{10}(\.\d+)?$/.test(digits) ? new Date(Number(digits) * 1000) : undefined;
}

function written(raw: unknown, timeZone?: string): Date {
	const given = typeof raw === 'string' ? raw.trim() : '';
	return DATE.test(given) ? parseTime(given, timeZone) : new Date(NaN);
}

/** The value of a choice, or its name in the panel, in any case. */
function chosen(given: string, allowed: readonly Choice[]): string {
	const exact = allowed.find(({ value }) => value === given);
	if (exact) return exact.value;
	const isMeant = (text: string) => text.toLowerCase() === given.toLowerCase();
	for (const alike of [allowed.filter(({ value }) => isMeant(value)), allowed.filter(({ name }) => isMeant(name))])
		if (alike.length === 1) return alike[0].value;
	const offered = allowed.map(({ name, value }) => value || name);
	throw new InputError(`'${shown(given)}' is not one of its choices`, `Choose from: ${offered.join(', ')}.`);
}

const json = (raw: unknown, { min }: FieldOf<'json'>): Json => {
	const value = typeof raw === 'string' ? parsedJson(raw) : raw;
	if (min !== undefined && !(Array.isArray(value) && value.length >= min))
		throw new InputError(`it is not a list: ${shown(raw)}`, `It needs a JSON list of at least ${min}: [ … ]`);
	if (!isJson(value))
		throw new InputError(
			`it is not valid JSON: ${shown(raw)}`,
			'Check brackets, commas and quotes. Numbers with more than 15 digits have to be in quotes.',
		);
	return value;
};

/** An object or list that JSON can represent without loss. */
function isJson(value: unknown): value is Json {
	if (typeof value !== 'object' || value === null || momentOf(value)) return false;
	try {
		JSON.stringify(value, (_, inner: unknown) => {
			if (typeof inner === 'number' && Number.isInteger(inner) && !Number.isSafeInteger(inner)) throw new RangeError();
			return inner;
		});
		return true;
	} catch {
		return false;
	}
}

const withinBounds = <T>(
	entries: readonly T[],
	{ min = 0, max = Infinity }: Pick<Field, 'min' | 'max'>,
): readonly T[] => {
	if (entries.length < min || entries.length > max)
		throw new InputError(
			`it has ${entries.length} entries`,
			max === Infinity ? `At least ${min} are needed.` : `It takes ${min} to ${max}.`,
		);
	return entries;
};

const words = (raw: unknown, field: FieldOf<'words'>): readonly string[] => {
	const entries = phrasesOf(raw);
	for (const entry of entries) {
		refuseFaults(entry);
		checkText(entry, field, `'${shown(entry)}'`);
	}
	const seen = entries.map(asSeen);
	const repeated = field.distinct && entries.find((_, i) => seen.indexOf(seen[i]) < i);
	if (repeated) throw new InputError(`'${shown(repeated)}' is there twice`, 'Change or remove one of them.');
	return withinBounds(entries, field);
};

/** Without what makes no difference to the eye. */
const asSeen = (text: string): string => text.normalize().replace(/\p{Default_Ignorable_Code_Point}/gu, '');

/** Removes duplicates. */
const listOf =
	<F>(read: (entry: string, field: F) => string) =>
	(raw: unknown, field: F & Pick<Field, 'min' | 'max'>): readonly string[] =>
		withinBounds(
			list(tokensOf(raw), (entry) => read(textOf(entry).trim(), field)),
			field,
		);

const id = (raw: unknown, { displayName, mediaKey }: Pick<FieldOf<'id' | 'ids'>, 'displayName' | 'mediaKey'>): string =>
	(mediaKey ? mediaId : numericId)(textOf(raw), displayName);
const post = (raw: unknown): string => postId(textOf(raw));
function account(raw: unknown, { others }: Pick<Field, 'others'> = {}): string {
	if (typeof raw === 'boolean' || (typeof raw === 'string' && isMissing(raw)))
		throw new InputError(`'${shown(raw)}' is not an account`, ENTER_ACCOUNT);
	const key = userKey(user(textOf(raw)));
	if (others && key === 'me') throw new InputError('it is not an account', ENTER_ACCOUNT);
	return key;
}
const ENTER_ACCOUNT = 'Enter an @handle, a link or an ID.';

const listOfAccounts = listOf((entry: string) => account(entry));
/** A word between handles, such as "and", or those of a name would be read as handles: those of strangers. */
function accounts(raw: unknown, field: FieldOf<'users'>): readonly string[] {
	const [, word] = (typeof raw === 'string' && /@\w+\s+([a-z]\w*)\s+@/i.exec(raw)) || [];
	if (word) throw new InputError(`'${word}' stands between handles`, 'Separate the handles by commas, or give a list.');
	const beside = typeof raw === 'string' ? raw.split(BORDERS).map(wordBesideHandle).find(Boolean) : undefined;
	if (beside)
		throw new InputError(`'${beside}' stands beside a handle`, 'Take it away, or write it with an @ if it is one.');
	const name = typeof raw === 'string' ? raw.split(BORDERS).find((each) => NAME.test(each)) : undefined;
	if (name !== undefined)
		throw new InputError(
			`'${shown(name.trim())}' is not a handle`,
			'Separate handles by commas, or write each with an @. A name that is shown on X is none.',
		);
	return listOfAccounts(raw, field);
}
const BORDERS = /[,;，；、\r\n]+/;

/** Where one of several in a row has an @, each handle would have one: "cc @ada" is no account called cc. */
function wordBesideHandle(part: string): string | undefined {
	const words = part.trim().split(/\s+/);
	return words.some((each) => /^[@＠]\w/.test(each)) ? words.find((each) => /^[a-z]\w*:?$/i.test(each)) : undefined;
}

/** Two words or more, none of them a handle with an @, an ID or a link. */
const NAME = /^[ \t]*(?:\p{L}[\p{L}\d_'-]*[ \t]+)+\p{L}[\p{L}\d_'-]*[ \t]*$/u;
const object = (raw: unknown, { of }: Pick<FieldOf<'object' | 'objects'>, 'of'>): string => objectId(textOf(raw), of);

/** Kinds that are parsed without the item's files. Groups and rows are parsed field by field (see index.ts). */
export type PlainKind = Exclude<FieldKind, 'media' | 'file' | 'parts' | 'group' | 'rows'>;

const READERS: {
	readonly [K in PlainKind]: (raw: unknown, field: FieldOf<K>, timeZone?: string) => Value | undefined;
} = {
	text,
	longText: text,
	number,
	boolean,
	choice: (raw, { choices }) => chosen(textOf(raw).trim(), choices) || undefined,
	choices: (raw, { choices }) => list(tokensOf(raw), (entry) => chosen(textOf(entry).trim(), choices)),
	time,
	id,
	// Errors name a single entry: `Media IDs` becomes "Media ID".
	ids: listOf((entry: string, { displayName, mediaKey }: Pick<FieldOf<'ids'>, 'displayName' | 'mediaKey'>) =>
		id(entry, { displayName: displayName.replace(/s$/, ''), mediaKey }),
	),
	words,
	post,
	posts: listOf(post),
	user: account,
	users: accounts,
	object,
	objects: listOf(object),
	json,
};

/** The parsed value of what was given; undefined if empty. @throws InputError */
export function readPlain<K extends PlainKind>(field: FieldOf<K>, raw: unknown, timeZone?: string): Value | undefined {
	const read: (raw: unknown, field: FieldOf<K>, timeZone?: string) => Value | undefined = READERS[field.kind];
	const value = read(raw, field, timeZone);
	return isNothing(value) && value !== undefined ? undefined : value;
}
