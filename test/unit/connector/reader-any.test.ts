/** An expression may come to anything: each field gives a value of its kind or is refused by its name, and nothing else happens. */
import fc from 'fast-check';
import { InputError } from '../../../api/errors/errors';
import { RESOURCES, type Field, type FieldKind } from '../../../connector';
import { readValue } from '../../../connector/reader';
import { TRIGGER_EVENTS } from '../../../connector/triggers';
import { thrownBy } from '../../support/unwired/surroundings';

const text = (value: unknown) => typeof value === 'string' && value !== '';
const texts = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(text);
const whole = (value: unknown) => typeof value === 'number' && Number.isFinite(value);

/** Whether a value is of the kind that its field declares. */
const IS: { readonly [K in FieldKind]: (value: unknown, field: Field) => boolean } = {
	text,
	longText: text,
	number: whole,
	boolean: (value) => typeof value === 'boolean',
	choice: (value, { choices = [] }) => choices.some((choice) => choice.value === value && value !== ''),
	choices: (value, { choices = [] }) =>
		texts(value) && (value as string[]).every((each) => choices.some((choice) => choice.value === each)),
	time: (value, { as }) => (as === 'epochSeconds' ? whole(value) : text(value)),
	id: text,
	ids: texts,
	words: texts,
	post: text,
	posts: texts,
	user: text,
	users: texts,
	object: text,
	objects: texts,
	json: (value) => typeof value === 'object' && value !== null,
	media: () => false,
	file: () => false,
	parts: () => false,
	group: (value, { fields = [] }) =>
		typeof value === 'object' &&
		fields.every(({ name, ...field }) => {
			const inner = (value as Record<string, unknown>)[name];
			return inner === undefined || IS[field.kind](inner, { name, ...field } as Field);
		}),
	rows: (value, field) => Array.isArray(value) && value.every((row) => IS.group(row, field)),
};

/** What reading comes to; never anything but a value of the kind, nothing, or a refusal that names the field. */
function judge(field: Field, raw: unknown): string {
	let value: unknown;
	const error = thrownBy(() => {
		value = readValue(field, raw, 'Europe/Berlin');
	});
	if (error instanceof InputError) {
		const names = [field, ...(field.fields ?? [])].map(({ displayName }) => `'${displayName}'`);
		expect(names.some((name) => error.message.startsWith(name))).toBe(true);
		expect(`${error.message} ${error.advice}`).not.toContain('[object');
		expect(error.message.length).toBeLessThan(300);
		return 'refused';
	}
	if (error) throw error as Error;
	if (value === undefined) return 'nothing';
	if (!IS[field.kind](value, field)) throw new Error(`${field.name} (${field.kind}) became ${JSON.stringify(value)}`);
	expect(JSON.stringify(value)).not.toContain('[object');
	return 'value';
}

const rows = RESOURCES.flatMap(({ operations }) => operations.flatMap(({ fields }) => fields));
const events = TRIGGER_EVENTS.flatMap(({ fields }) => fields);
const FIELDS: readonly Field[] = [...new Set([...rows, ...events])].filter(
	({ kind }) => kind !== 'media' && kind !== 'file' && kind !== 'parts',
);

class Luxon {
	constructor(private readonly written: string | null) {}
	toISO = () => this.written;
	toJSON = () => this.written;
}
const itself: Record<string, unknown> = {};
itself.self = itself;
const around: unknown[] = [];
around.push(around);

/** What expressions of n8n come to besides JSON. */
const odd = fc.constantFrom<unknown>(
	undefined,
	null,
	NaN,
	Infinity,
	-0,
	1849000000000000001,
	1849000000000000001n,
	true,
	new Date('2026-05-01T08:00:00Z'),
	new Date(NaN),
	new Date(8.64e15),
	new Luxon('2026-05-01T08:00:00.000+02:00'),
	new Luxon(null),
	itself,
	around,
	[itself],
	[[['deep']]],
	Symbol('s'),
	() => 'call',
	new Map([['a', 1]]),
	new Set(['a']),
	Buffer.from('bytes'),
	Object.create(null),
	{ mode: 'list', value: 'me' },
	{ length: 3 },
	{ toString: () => 'posing' },
	'[',
	'["',
	'{"a":1}',
	'["a","b"]',
	'"a, b", "c"',
	'[1849000000000000001]',
	'a,b\r\nc',
	' ',
	'\u0000',
	'\ud800',
);
const anything = fc.oneof(
	odd,
	fc.jsonValue(),
	fc.json(),
	fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
	fc.string(),
	fc.array(odd),
);

it.each(FIELDS.map((field) => [`${field.name} (${field.kind})`, field] as const))('%s', (_, field) => {
	fc.assert(
		fc.property(anything, (raw) => void judge(field, raw)),
		{ numRuns: 25 },
	);
});

it('a group with anything in its fields', () => {
	for (const field of FIELDS.filter(({ kind }) => kind === 'group')) {
		const inner = fc.record(Object.fromEntries((field.fields ?? []).map(({ name }) => [name, anything])));
		fc.assert(
			fc.property(inner, (raw) => void judge(field, raw)),
			{ numRuns: 200 },
		);
	}
});

it('what is meant is understood: the samples reach values, and the odd ones both ways', () => {
	const came = new Set(FIELDS.flatMap((field) => ['true', '2026-05-01', '5', ''].map((raw) => judge(field, raw))));
	expect([...came].sort()).toEqual(['nothing', 'refused', 'value']);
});
