/** Reads what the user gave for a field: checked, in X's form, or refused with the field's name. Pure. */
import { InputError } from '../api/client/errors';
import { list, numericId, postId, user, type UserReference } from '../api/objects/ids';
import { parseTime } from '../api/objects/time';
import { objectId } from './objects';
import type { Field, TimeForm, Value, Values } from './types';

const isEmpty = (raw: unknown) =>
	raw === undefined || raw === null || raw === '' || (Array.isArray(raw) && raw.length === 0);

/** A user as one word, until its ID is known (see host/users): `me`, digits, or `@handle`. */
export const userKey = (reference: UserReference): string =>
	reference.by === 'me' ? 'me' : reference.by === 'id' ? reference.id : `@${reference.username.toLowerCase()}`;

function otherThanMe(reference: UserReference, others?: true): UserReference {
	if (others && reference.by === 'me')
		throw new InputError('it is not an account', 'Enter an @handle, a link or an ID.');
	return reference;
}

type Reader = (raw: unknown, field: Field, timeZone?: string) => Value | undefined;

const text: Reader = (raw, { maxLength, pattern, description, placeholder }) => {
	const value = String(raw);
	if (Array.isArray(raw) || (typeof raw === 'object' && value === '[object Object]'))
		throw new InputError('it is a list or an object, not text', 'Use one of its fields, or convert it to text first.');
	if (maxLength !== undefined && [...value].length > maxLength)
		throw new InputError(`it has ${[...value].length} characters; the limit is ${maxLength}`, 'Shorten it.');
	// The description says in words what the pattern says in signs.
	if (pattern && !pattern.test(value))
		throw new InputError(`'${value.slice(0, 60)}' does not have the form that X accepts`, description ?? placeholder);
	return value;
};

const number: Reader = (raw, { min = -Infinity, max = Infinity }) => {
	const value = Number(raw);
	if (!Number.isFinite(value) || !Number.isInteger(value))
		throw new InputError(`'${String(raw)}' is not a whole number`);
	if (value < min || value > max)
		throw new InputError(
			`${value} is out of bounds`,
			`It has to be ${max === Infinity ? `at least ${min}` : min === -Infinity ? `at most ${max}` : `between ${min} and ${max}`}.`,
		);
	return value;
};

/** A year first, as in ISO 8601, or a weekday, as in the dates of mails and feeds: JavaScript takes almost anything for a date. */
const DATE = /^(\d{4}-\d\d|(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b)/;

const FORMS: Readonly<Record<TimeForm, (date: Date) => string | number>> = {
	epochMs: (date) => String(date.getTime()),
	epochSeconds: (date) => Math.floor(date.getTime() / 1000),
	yyyymmddhhmm: (date) => date.toISOString().replace(/\D/g, '').slice(0, 12),
};

/** ISO 8601 to the second, or the form X wants here; a date that n8n hands over as an object is read by its own `toISO` (null when it is none). */
const time: Reader = (raw, { as }, timeZone) => {
	const given = raw as { toISO?(): string | null };
	const written = String(typeof given.toISO === 'function' ? given.toISO() : raw).trim();
	const date = raw instanceof Date ? raw : DATE.test(written) ? parseTime(written, timeZone) : new Date(NaN);
	if (Number.isNaN(date.getTime()))
		throw new InputError(`'${String(raw)}' is not a date and time`, 'Use ISO 8601, such as 2026-05-01T08:00:00Z.');
	return as ? FORMS[as](date) : `${date.toISOString().slice(0, 19)}Z`;
};

const choices: Reader = (raw, { choices: allowed = [] }) => {
	const values = Array.isArray(raw) ? raw.map(String) : list(raw, String);
	const wrong = values.find((value) => !allowed.some((choice) => choice.value === value));
	if (wrong !== undefined)
		throw new InputError(
			`'${wrong}' is not one of its choices`,
			`Choose from: ${allowed
				.map(({ value }) => value)
				.filter(Boolean)
				.join(', ')}.`,
		);
	return values;
};

const json: Reader = (raw, { min }) => {
	const value = parsed(raw);
	if (value !== undefined && min !== undefined && !(Array.isArray(value) && value.length >= min))
		throw new InputError('it is not a list', `It takes a JSON list of at least ${min}: [ … ]`);
	return value;
};

const parsed = (raw: unknown): Record<string, unknown> | undefined => {
	if (typeof raw === 'object' && raw !== null) return raw as Record<string, unknown>;
	// JSON.parse is asked only for text that its own grammar accepts, so its exception is the answer.
	try {
		return JSON.parse(String(raw)) as Record<string, unknown>;
	} catch {
		return undefined;
	}
};

const counted =
	(read: (raw: unknown, field: Field) => string[]): Reader =>
	(raw, field) => {
		const entries = read(raw, field);
		const { min = 0, max = Infinity } = field;
		if (entries.length < min || entries.length > max)
			throw new InputError(
				`it has ${entries.length} entries`,
				max === Infinity ? `At least ${min} are needed.` : `It takes ${min} to ${max}.`,
			);
		return entries;
	};

const words = counted((raw, field) => {
	const entries = (Array.isArray(raw) ? raw.map(String) : String(raw).split(/[,\n]/))
		.map((entry) => entry.trim())
		.filter(Boolean);
	entries.forEach((entry) => text(entry, field));
	return entries;
});

const group: Reader = (raw, { fields = [] }, timeZone) => {
	const given = raw as Record<string, unknown>;
	const values = Object.fromEntries(
		fields
			.map((field) => [field.name, readValue(field, given[field.name], timeZone)])
			.filter(([, value]) => value !== undefined),
	);
	return Object.keys(values).length > 0 ? values : undefined;
};

const rows: Reader = (raw, field, timeZone) => {
	const given = [(raw as Record<string, unknown>)[field.row?.name ?? ''] ?? []].flat() as object[];
	// A row that was added and left empty says nothing.
	const filled = given.filter((row) => !Object.values(row).every(isEmpty));
	return filled.map((row) => group(row, field, timeZone)).filter((row): row is Values => row !== undefined);
};

const READERS: Readonly<Record<Exclude<Field['kind'], 'media' | 'file' | 'parts'>, Reader>> = {
	text,
	longText: text,
	number,
	time,
	choices,
	json,
	words,
	group,
	rows,
	boolean: (raw) => raw === true || raw === 'true',
	choice: (raw, field) => (choices([raw], field) as string[])[0] || undefined,
	id: (raw, { displayName }) => numericId(raw, displayName),
	ids: counted((raw, { displayName }) => list(raw, (entry) => numericId(entry, displayName))),
	post: (raw) => postId(raw),
	posts: counted((raw) => list(raw, postId)),
	object: (raw, { of }) => objectId(raw, of),
	objects: counted((raw, { of }) => list(raw, (entry) => objectId(entry, of))),
	user: (raw, { others }) => userKey(otherThanMe(user(raw), others)),
	users: counted((raw) => list(raw, (entry) => userKey(user(entry)))),
};

/**
 * @param timeZone what a time without a zone is meant in (IANA name)
 * @throws InputError that names the field
 */
export function readValue(field: Field, raw: unknown, timeZone?: string): Value | undefined {
	if (field.kind === 'media' || field.kind === 'file' || field.kind === 'parts') return undefined;
	if (isEmpty(raw)) {
		if (field.required) throw new InputError(`'${field.displayName}' is empty`, field.description);
		return undefined;
	}
	const read = READERS[field.kind];
	const result = attempt(() => read(raw, field, timeZone));
	if (!('error' in result)) {
		if (result.value === undefined && field.kind === 'json')
			throw new InputError(`'${field.displayName}' is not valid JSON`, 'Check brackets, commas and quotes.');
		// A list of nothing but commas and blanks.
		if (isEmpty(result.value) && field.required)
			throw new InputError(`'${field.displayName}' is empty`, field.description);
		return isEmpty(result.value) ? undefined : result.value;
	}
	const { error } = result;
	throw error instanceof InputError ? new InputError(`'${field.displayName}': ${error.message}`, error.advice) : error;
}

/** Calls and gives back what was thrown, so that it can be told outside a catch clause (n8n's lint allows only its own errors in one). */
function attempt<T>(call: () => T): { value: T } | { error: unknown } {
	try {
		return { value: call() };
	} catch (error) {
		return { error };
	}
}

/** Refuses sets of values that X does not take together, by the names the user sees. */
export function checkExclusive(
	fields: readonly Field[],
	values: Values,
	sets: readonly (readonly string[])[] = [],
): void {
	for (const names of sets) {
		const given = fields.filter(({ name }) => names.includes(name) && values[name] !== undefined);
		if (given.length > 1)
			throw new InputError(
				`${given.map(({ displayName }) => `'${displayName}'`).join(' and ')} cannot be used together`,
				'X accepts only one of them per request. Remove the others.',
			);
	}
}
