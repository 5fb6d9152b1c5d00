/** Parses and checks what the user entered for a field, or rejects it with the field's name. Pure. */
import { InputError } from '../../api/errors/errors';
import { attempt, valueOf as valueIn } from '../../api/errors/outcome';
import type { Field, FieldOf, Value, ValueOf, Values } from '../field';
import { readPlain } from './kinds';
import { rowsIn } from './list';
import { isNothing, membersOf, objectOf } from './plain';

export { userKey } from './kinds';
export { linksOf, namesOf, rowsIn, tokensOf } from './list';
export { isMissing, isNothing, membersOf, momentOf, objectOf, parsedJson, shown, textOf } from './plain';

/**
 * @param timeZone time zone of times without one (IANA name)
 * @throws InputError that names the field
 */
export function readValue<const F extends Field>(field: F, raw: unknown, timeZone?: string): ValueOf<F> | undefined {
	return readAny(field, raw, timeZone) as ValueOf<F> | undefined;
}

function readAny(field: Field, raw: unknown, timeZone?: string): Value | undefined {
	if (field.kind === 'media' || field.kind === 'file' || field.kind === 'parts') return undefined;
	const value = isNothing(raw) ? undefined : named(field, () => valueOf(field, raw, timeZone));
	if (value === undefined && field.required) throw new InputError(`'${field.displayName}' is empty`, field.description);
	return value;
}

type Readable = Exclude<Field, FieldOf<'media' | 'file' | 'parts'>>;

function valueOf(field: Readable, raw: unknown, timeZone?: string): Value | undefined {
	if (field.kind === 'group') return group(field, raw, timeZone);
	return field.kind === 'rows' ? rows(field, raw, timeZone) : readPlain(field, raw, timeZone);
}

function group({ fields }: Pick<FieldOf<'group'>, 'fields'>, raw: unknown, timeZone?: string): Values | undefined {
	const given = membersOf(
		raw,
		fields.map(({ name }) => name),
	);
	const values: Values = {};
	for (const field of fields) {
		const value = readAny(field, given[field.name], timeZone);
		if (value !== undefined) values[field.name] = value;
	}
	return Object.keys(values).length > 0 ? values : undefined;
}

/** A row that was added but left empty is ignored. */
function rows(field: FieldOf<'rows'>, raw: unknown, timeZone?: string): readonly Values[] | undefined {
	const filled = rowsIn(raw, field.row.name)
		.map(objectOf)
		.filter((row) => !Object.values(row).every(isNothing))
		.map((row) => group(field, row, timeZone))
		.filter((row) => row !== undefined);
	return filled.length > 0 ? filled : undefined;
}

/** Prefixes an error about a value with the field's name. */
export function named<T>({ displayName }: Pick<Field, 'displayName'>, read: () => T): T {
	const outcome = attempt(read);
	if (outcome.ok || !(outcome.error instanceof InputError)) return valueIn(outcome);
	throw new InputError(`'${displayName}': ${outcome.error.message}`, outcome.error.advice);
}

/** Rejects values that X does not accept together, by the names the user sees. */
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
