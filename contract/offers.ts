/** What the fields of a row accept. Pure. */
import type { Field, FieldKind, TimeForm } from '../connector';
import { objectKind } from '../connector/objects';
import type { Offer } from './specification/shapes';

const text = ({ maxLength, pattern }: Field): Offer => ({ type: 'string', maxLength, pattern: pattern?.source });
const id = (): Offer => ({ type: 'string', holds: 'id' });
const object = ({ of, to }: Field): Offer => ({
	type: 'string',
	holds: 'object',
	...(of ? { pattern: objectKind(of).id.source } : {}),
	...(of && !to?.startsWith('body.') ? { example: objectKind(of).example } : {}),
});
const oneOf = ({ choices = [] }: Field): Offer => ({
	type: 'string',
	enum: choices.map(({ value }) => value).filter(Boolean),
});
const listOf =
	(entry: (field: Field) => Offer) =>
	(field: Field): Offer => ({ type: 'array', minItems: field.min, maxItems: field.max, items: entry(field) });

/** How times are written. */
const TIMES: Readonly<Record<TimeForm | 'iso', Offer>> = {
	iso: { type: 'string', holds: 'time' },
	epochMs: { type: 'string', holds: 'id' },
	epochSeconds: { type: 'integer' },
	yyyymmddhhmm: { type: 'string', pattern: '^[0-9]{12}$' },
};

const OFFERS: Readonly<Record<FieldKind, (field: Field) => Offer>> = {
	text,
	longText: text,
	number: ({ min, max }) => ({ type: 'integer', minimum: min, maximum: max }),
	boolean: (field) => ({ type: 'boolean', default: field.default }),
	choice: oneOf,
	choices: listOf(oneOf),
	time: (field) => TIMES[field.as ?? 'iso'],
	id,
	post: id,
	user: id,
	ids: listOf(id),
	posts: listOf(id),
	users: listOf(id),
	words: listOf(text),
	object,
	objects: listOf(object),
	// JSON with a minimum number of entries is a list; at least one is always sent anyway.
	json: ({ min, max }) =>
		min === undefined ? { type: 'json' } : { type: 'array', minItems: min > 1 ? min : undefined, maxItems: max },
	media: () => ({ type: 'file' }),
	file: () => ({ type: 'file' }),
	// Texts and files that a function turns into posts.
	parts: () => ({ type: 'unknown' }),
	group: () => ({ type: 'unknown' }),
	rows: () => ({ type: 'unknown' }),
};

/** A kind that is missing from this table is reported as a difference instead of causing a crash. */
export const offerOf = (field: Field): Offer => OFFERS[field.kind]?.(field) ?? { type: 'unknown' };
