/** The values that X's specification allows and those that a row offers, and how the two differ. Pure. */

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

/** What a field accepts. `holds` names the kind of text, unless it is arbitrary. */
export interface Offer {
	type: Exclude<Shape['type'], 'number'> | 'json' | 'file' | 'unknown';
	holds?: 'id' | 'object' | 'time';
	/** An example of a value in a path or query, where numbers are text too. */
	example?: string;
	enum?: readonly string[];
	pattern?: string;
	minimum?: number;
	maximum?: number;
	maxLength?: number;
	minItems?: number;
	maxItems?: number;
	/** Value of a switch for which nothing is sent. */
	default?: unknown;
	/** Absent if the engine itself creates the entries. */
	items?: Offer;
}

/** A single difference between the two. */
export interface Aspect {
	aspect: string;
	spec: string;
	row: string;
}

function show(value: unknown): string {
	if (value === undefined) return 'none';
	if (Array.isArray(value)) return `[${value.join(', ')}]`;
	return typeof value === 'string' ? value : JSON.stringify(value);
}
const sorted = (values: readonly string[] = []) => [...values].sort().join('\n');

/** Compares lists of values; long ones are reported by what each side lacks. */
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

/** Escaped slashes and purely grouping parentheses have no meaning. */
const plain = (pattern: string | undefined) => pattern?.replace(/\\\//g, '/').replace(/\(([^()|]*)\)(?![*+?{])/g, '$1');

function timeAspects({ format }: Shape, { holds }: Offer): Aspect[] {
	if ((format === 'date-time') === (holds === 'time')) return [];
	return holds === 'time'
		? [{ aspect: 'format', spec: `format ${show(format)}`, row: 'sends an ISO 8601 time' }]
		: [{ aspect: 'format', spec: 'format date-time', row: 'takes any text' }];
}

function idAspects({ enum: values, pattern }: Shape): Aspect[] {
	const spec = values ? `enum ${show(values)}` : `pattern ${show(pattern)}`;
	const takes = pattern === undefined || SAMPLE_IDS.every((sample) => new RegExp(pattern).test(sample));
	return !values && takes ? [] : [{ aspect: 'pattern', spec, row: 'sends numeric IDs' }];
}

function textAspects(spec: Shape, row: Offer): Aspect[] {
	if (row.holds === 'time' || spec.format === 'date-time') return timeAspects(spec, row);
	if (row.holds === 'id') return idAspects(spec);
	// An ID may be specified more precisely than X does.
	if (row.holds === 'object' && !spec.enum && spec.pattern === undefined) return [];
	if (spec.enum || row.enum) return enumAspect(spec.enum, row.enum);
	// Text from the user has at least one character, otherwise it is not sent.
	const short: Aspect[] =
		(spec.minLength ?? 0) > 1 ? [{ aspect: 'minLength', spec: `minLength ${spec.minLength}`, row: 'has none' }] : [];
	const patterns = plain(spec.pattern) === plain(row.pattern) ? [] : equal('pattern', spec, row);
	return [...equal('maxLength', spec, row), ...patterns, ...short];
}

function listAspects(spec: Shape, row: Offer): Aspect[] {
	// A list from the user has at least one entry, otherwise it is not sent.
	const most = (spec.minItems ?? 0) <= 1 && row.minItems === undefined ? [] : equal('minItems', spec, row);
	return [
		...most,
		...equal('maxItems', spec, row),
		...(row.items && spec.items ? compareShape(spec.items, row.items) : []),
	];
}

/** A switch at its default is not sent, so its default must match X's. */
const switchAspects = (spec: Shape, row: Offer): Aspect[] =>
	spec.default === undefined || row.default === undefined ? [] : equal('default', spec, row);

/** How values of a type are compared, where more than the type matters. */
const ASPECTS: Readonly<Partial<Record<Offer['type'], (spec: Shape, row: Offer) => Aspect[]>>> = {
	string: textAspects,
	integer: (spec, row) => [...equal('minimum', spec, row), ...equal('maximum', spec, row)],
	array: listAspects,
	boolean: switchAspects,
};

const fits = (type: Shape['type'], row: Offer): boolean =>
	row.type === 'json' ? type === 'object' || type === 'array' : row.type === type;

/** Every difference between a field and what X accepts. */
export function compareShape(spec: Shape, row: Offer): Aspect[] {
	const type = spec.type === 'number' ? 'integer' : spec.type;
	// Everything in a path is text, including numbers.
	if (type === 'integer' && row.type === 'string' && /^\d+$/.test(row.example ?? '')) return [];
	if (!fits(type, row)) return [{ aspect: 'type', spec: `type ${spec.type}`, row: `sends ${row.type}` }];
	return ASPECTS[row.type]?.(spec, row) ?? [];
}

/** A value that is the same in every call. */
export type Fixed = string | number | boolean | readonly string[];

/** A fixed value must be one that X accepts; it need not cover all of them. */
export function compareFixed(spec: Shape, fixed: Fixed): Aspect[] {
	const { aspect, has } = refusalOf(spec, fixed) ?? {};
	if (aspect !== undefined && has !== undefined) return [{ aspect, spec: has, row: `always sends ${show(fixed)}` }];
	// A list may be written comma-separated.
	return spec.type === 'array'
		? [fixed]
				.flat()
				.flatMap((entries) => String(entries).split(','))
				.flatMap((entry) => (spec.items ? compareFixed(spec.items, entry) : []))
		: [];
}

interface Refusal {
	aspect: string;
	has: string;
}

/** Why X would reject a fixed value as a whole. */
function refusalOf(spec: Shape, fixed: Fixed): Refusal | undefined {
	const isText = typeof fixed === 'string';
	if (spec.type === 'array' && (isText || typeof fixed === 'object')) return undefined;
	if (spec.type === 'string' && isText) return textRefusal(spec, fixed);
	if (spec.type === 'boolean' && typeof fixed === 'boolean') return undefined;
	if ((spec.type === 'integer' || spec.type === 'number') && (isText || typeof fixed === 'number'))
		return boundsRefusal(spec, Number(fixed));
	return { aspect: 'type', has: `type ${spec.type}` };
}

function textRefusal({ enum: values, pattern }: Shape, fixed: string): Refusal | undefined {
	if (values) return values.includes(fixed) ? undefined : { aspect: 'enum', has: `enum ${show(values)}` };
	return pattern === undefined || new RegExp(pattern).test(fixed)
		? undefined
		: { aspect: 'pattern', has: `pattern ${pattern}` };
}

const boundsRefusal = ({ minimum = -Infinity, maximum = Infinity }: Shape, fixed: number): Refusal | undefined =>
	fixed >= minimum && fixed <= maximum ? undefined : { aspect: 'bounds', has: `bounds ${minimum} to ${maximum}` };
