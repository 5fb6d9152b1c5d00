import type { Field, FieldKind, Value } from '../../../connector';
import { readValue } from '../../../connector/reader';
import { inputError } from '../../support/unwired/surroundings';

/** A field of some kind, with what it has besides. */
export const field = (kind: FieldKind, more: object = {}) =>
	({ name: 'theField', displayName: 'The Field', kind, ...more }) as Field;

export const read = (kind: FieldKind, raw: unknown, more: object = {}): Value | undefined =>
	readValue(field(kind, more), raw);

/** Refusals name the field as the user sees it, and say what to do. */
export function refusal(kind: FieldKind, raw: unknown, more: object = {}) {
	const error = inputError(() => read(kind, raw, more));
	expect(error.message).toContain("'The Field'");
	return error;
}
