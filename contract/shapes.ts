/** What a value may be: as X's specification has it, and as a field of a row offers it. Pure. */
import type { Field, FieldKind, TimeForm } from '../connector';
import { objectKind } from '../connector/objects';

/** The part of JSON Schema that X's parameters and bodies use. */
export interface Shape {
	type: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
	enum?: readonly string[];
	format?: string;
	pattern?: string;
	minimum?: number;
	maximum?: number;
	minLength?: number;
	maxLength?: number;
	minItems?: number;
	maxItems?: number;
	default?: unknown;
	items?: Shape;
}

/** What a field lets through. `holds` says what kind of text it is, where it is not just any. */
export interface Offer {
	type: Exclude<Shape['type'], 'number'> | 'json' | 'file' | 'unknown';
	holds?: 'id' | 'object' | 'time';
	/** One that stands in a path or a query, where a number is text too. */
	example?: string;
	enum?: readonly string[];
	pattern?: string;
	minimum?: number;
	maximum?: number;
	maxLength?: number;
	minItems?: number;
	maxItems?: number;
	/** Value of a switch that is not sent. */
	default?: unknown;
	/** Absent where the engine itself makes the entries. */
	items?: Offer;
}

/** One thing in which the two differ. */
export interface Aspect {
	aspect: string;
	spec: string;
	row: string;
}

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

/** How a time is written. */
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
	// JSON with a least number of entries is a list; one is the least that is sent anyway.
	json: ({ min, max }) =>
		min === undefined ? { type: 'json' } : { type: 'array', minItems: min > 1 ? min : undefined, maxItems: max },
	media: () => ({ type: 'file' }),
	file: () => ({ type: 'file' }),
	// Texts and files that a function makes posts of.
	parts: () => ({ type: 'unknown' }),
	group: () => ({ type: 'unknown' }),
	rows: () => ({ type: 'unknown' }),
};

/** A kind this table does not know yet is told as a difference, not by a crash. */
export const offerOf = (field: Field): Offer => OFFERS[field.kind]?.(field) ?? { type: 'unknown' };

const show = (value: unknown): string =>
	value === undefined ? 'none' : Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
const sorted = (values: readonly string[] = []) => [...values].sort().join('\n');

/** Lists differ; long ones are told by what is missing on either side. */
function enumAspect(spec: readonly string[] | undefined, row: readonly string[] | undefined): Aspect[] {
	if (sorted(spec) === sorted(row)) return [];
	if (!row) return [{ aspect: 'enum', spec: `enum ${show(spec)}`, row: 'takes anything' }];
	if (!spec) return [{ aspect: 'enum', spec: 'no enum', row: `offers ${show(row)}` }];
	if (spec.length + row.length <= 16)
		return [{ aspect: 'enum', spec: `enum ${show(spec)}`, row: `offers ${show(row)}` }];
	const onlyIn = (some: readonly string[], others: readonly string[]) =>
		show(some.filter((value) => !others.includes(value)));
	return [
		{
			aspect: 'enum',
			spec: `an enum with ${onlyIn(spec, row)}, which the row lacks`,
			row: `offers ${onlyIn(row, spec)}, which the spec lacks`,
		},
	];
}

const equal = (aspect: keyof Shape & keyof Offer, spec: Shape, row: Offer): Aspect[] =>
	spec[aspect] === row[aspect]
		? []
		: [
				{
					aspect,
					spec: spec[aspect] === undefined ? `no ${aspect}` : `${aspect} ${show(spec[aspect])}`,
					row: `has ${show(row[aspect])}`,
				},
			];

/** X's shortest and longest post ID. */
const SAMPLE_IDS = ['20', '1849000000000000000'];

/** Escaped slashes and groups that only group say nothing. */
const plain = (pattern: string | undefined) => pattern?.replace(/\\\//g, '/').replace(/\(([^()|]*)\)(?![*+?{])/g, '$1');

function textAspects(spec: Shape, row: Offer): Aspect[] {
	if (row.holds === 'time')
		return spec.format === 'date-time'
			? []
			: [{ aspect: 'format', spec: `format ${show(spec.format)}`, row: 'sends an ISO 8601 time' }];
	if (spec.format === 'date-time') return [{ aspect: 'format', spec: 'format date-time', row: 'takes any text' }];
	if (row.holds === 'id') {
		const refused =
			spec.enum || (spec.pattern && SAMPLE_IDS.some((sample) => !new RegExp(spec.pattern as string).test(sample)));
		return refused
			? [
					{
						aspect: 'pattern',
						spec: spec.enum ? `enum ${show(spec.enum)}` : `pattern ${show(spec.pattern)}`,
						row: 'sends numeric IDs',
					},
				]
			: [];
	}
	// An ID may be told more exactly than X does.
	if (row.holds === 'object' && !spec.enum && spec.pattern === undefined) return [];
	const enums = enumAspect(spec.enum, row.enum);
	if (spec.enum || row.enum) return enums;
	// A text of the user has at least one character, or it is not sent.
	const short: Aspect[] =
		(spec.minLength ?? 0) > 1 ? [{ aspect: 'minLength', spec: `minLength ${spec.minLength}`, row: 'has none' }] : [];
	const patterns = plain(spec.pattern) === plain(row.pattern) ? [] : equal('pattern', spec, row);
	return [...equal('maxLength', spec, row), ...patterns, ...short];
}

function listAspects(spec: Shape, row: Offer): Aspect[] {
	// A list of the user has at least one entry, or it is not sent.
	const most = (spec.minItems ?? 0) <= 1 && row.minItems === undefined ? [] : equal('minItems', spec, row);
	return [
		...most,
		...equal('maxItems', spec, row),
		...(row.items && spec.items ? compareShape(spec.items, row.items) : []),
	];
}

/** Everything in which a field differs from what X takes. */
export function compareShape(spec: Shape, row: Offer): Aspect[] {
	const type = spec.type === 'number' ? 'integer' : spec.type;
	// In a path all is text, a number too.
	if (type === 'integer' && row.type === 'string' && row.example && /^\d+$/.test(row.example)) return [];
	const fits = row.type === 'json' ? type === 'object' || type === 'array' : row.type === type;
	if (!fits) return [{ aspect: 'type', spec: `type ${spec.type}`, row: `sends ${row.type}` }];
	if (row.type === 'string') return textAspects(spec, row);
	if (row.type === 'integer') return [...equal('minimum', spec, row), ...equal('maximum', spec, row)];
	if (row.type === 'array') return listAspects(spec, row);
	// A switch left at its default is not sent, so the default has to be X's.
	return row.type === 'boolean' && spec.default !== undefined && row.default !== undefined
		? equal('default', spec, row)
		: [];
}

/** A value that is the same in every call. */
export type Fixed = string | number | boolean | readonly string[];

/** A fixed value has to be one that X takes; it need not be all of them. */
export function compareFixed(spec: Shape, fixed: Fixed): Aspect[] {
	const refused = (aspect: string, has: string): Aspect[] => [
		{ aspect, spec: has, row: `always sends ${show(fixed)}` },
	];
	// A list may be written with commas.
	if (spec.type === 'array' && (Array.isArray(fixed) || typeof fixed === 'string'))
		return [fixed]
			.flat()
			.flatMap((entries) => String(entries).split(','))
			.flatMap((entry) => (spec.items ? compareFixed(spec.items, entry) : []));
	if (spec.type === 'string' && typeof fixed === 'string') {
		if (spec.enum) return spec.enum.includes(fixed) ? [] : refused('enum', `enum ${show(spec.enum)}`);
		return !spec.pattern || new RegExp(spec.pattern).test(fixed) ? [] : refused('pattern', `pattern ${spec.pattern}`);
	}
	if (spec.type === 'boolean' && typeof fixed === 'boolean') return [];
	if ((spec.type === 'integer' || spec.type === 'number') && !Array.isArray(fixed) && typeof fixed !== 'boolean') {
		const { minimum = -Infinity, maximum = Infinity } = spec;
		return Number(fixed) >= minimum && Number(fixed) <= maximum
			? []
			: refused('bounds', `bounds ${minimum} to ${maximum}`);
	}
	return refused('type', `type ${spec.type}`);
}
