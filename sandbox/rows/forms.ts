import { objectKind } from '../../connector/objects';
import type { Field } from '../../connector/types';

/** What is wrong with a value in a request, in X's words; undefined if it is valid. */
export type Form = (value: unknown) => string | undefined;

const typeName = (value: unknown): string => {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	return Number.isInteger(value) ? 'integer' : typeof value;
};
const expected = (type: string, value: unknown) => `${typeName(value)} found, ${type} expected`;

export const matching =
	(pattern: RegExp): Form =>
	(value) => {
		if (typeof value !== 'string') return expected('string', value);
		return pattern.test(value) ? undefined : `does not match the regex pattern ${pattern.source}`;
	};

export const ID = matching(/^[0-9]{1,19}$/);
const TIME = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
export const anything: Form = () => undefined;

export const oneOf =
	(values: readonly string[]): Form =>
	(value) =>
		values.includes(String(value)) ? undefined : `is not one of [${values.join(',')}]`;

export const boolean: Form = (value) => (typeof value === 'boolean' ? undefined : expected('boolean', value));

export const integer =
	(min = -Infinity, max = Infinity): Form =>
	(value) => {
		if (!Number.isInteger(value)) return expected('integer', value);
		const number = Number(value);
		return number < min || number > max ? `is not between ${min} and ${max}` : undefined;
	};

/** A list in which each entry has the given form. */
export const listOf =
	(entry: Form, min = 0, max = Infinity): Form =>
	(value) => {
		if (!Array.isArray(value)) return expected('array', value);
		if (value.length < min || value.length > max) return `size must be between ${min} and ${max}`;
		return value.map(entry).find(Boolean);
	};

export const text: Form = (value) => (typeof value === 'string' ? undefined : expected('string', value));

function textOf({ maxLength = Infinity, pattern }: Field): Form {
	return (value) => {
		if (typeof value !== 'string') return text(value);
		if ([...value].length > maxLength) return `must be at most ${maxLength} characters long`;
		return pattern ? matching(pattern)(value) : undefined;
	};
}

function time({ as }: Field): Form {
	if (as === 'epochMs') return matching(/^\d+$/);
	if (as === 'yyyymmddhhmm') return matching(/^\d{12}$/);
	return as === 'epochSeconds' ? integer(0) : TIME;
}

const objectId = ({ of }: Field): Form => (of ? matching(objectKind(of).id) : anything);
const values = ({ choices = [] }: Field) => choices.map(({ value }) => value).filter(Boolean);

const FORMS: Readonly<Record<Field['kind'], (field: Field) => Form>> = {
	text: textOf,
	longText: textOf,
	number: ({ min, max }) => integer(min, max),
	boolean: () => boolean,
	choice: (field) => oneOf(values(field)),
	choices: (field) => listOf(oneOf(values(field))),
	time,
	id: () => ID,
	ids: ({ min, max }) => listOf(ID, min, max),
	words: (field) => listOf(textOf(field), field.min, field.max),
	post: () => ID,
	posts: ({ min, max }) => listOf(ID, min, max),
	user: () => ID,
	users: ({ min, max }) => listOf(ID, min, max),
	object: objectId,
	objects: (field) => listOf(objectId(field), field.min, field.max),
	// Bytes, and values that only an operation's own function interprets.
	file: () => anything,
	media: () => anything,
	parts: () => anything,
	json: () => anything,
	group: () => anything,
	rows: () => anything,
};

export const formOf = (field: Field): Form => FORMS[field.kind](field);

/** Kinds that are lists: comma-separated in a query. */
export const LISTS: ReadonlySet<Field['kind']> = new Set(['choices', 'ids', 'words', 'posts', 'users', 'objects']);
