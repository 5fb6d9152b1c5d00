/** Faults of fields that can be found from the row alone, in words. Pure. */
import { type Common, type Field, type FieldKind, type Kinds } from '../../connector';
import { objectKind } from '../../connector/objects';

/** Properties that a field of each kind may have besides the common ones; true if required. */
const PARTICULARS: { readonly [K in FieldKind]: Readonly<Record<keyof Kinds[K], boolean>> } = {
	text: { to: false, default: false, maxLength: false, pattern: false, secret: false },
	longText: { to: false, default: false, maxLength: false, pattern: false, secret: false },
	number: { to: false, default: false, min: false, max: false, decimals: false },
	boolean: { to: false, default: false, decides: false },
	choice: { to: false, default: false, choices: true },
	choices: { to: false, default: false, choices: true },
	time: { to: false, as: false },
	id: { to: false, decides: false, mediaKey: false },
	ids: { to: false, min: false, max: false, mediaKey: false },
	words: { to: false, min: false, max: false, maxLength: false, pattern: false, distinct: false },
	post: { to: false, decides: false },
	posts: { to: false, min: false, max: false },
	user: { to: false, default: false, others: false },
	users: { to: false, min: false, max: false, others: false },
	object: { to: false, decides: false, of: true },
	objects: { to: false, of: true, min: false, max: false },
	json: { to: false, default: false, min: false, max: false },
	media: { max: false },
	file: { byUrl: false, many: false, default: false },
	parts: {},
	group: { fields: true, add: false },
	rows: { row: true, fields: true, first: false },
};

const COMMON: Readonly<Record<keyof Common | 'kind', true>> = {
	name: true,
	displayName: true,
	kind: true,
	description: true,
	placeholder: true,
	builderHint: true,
	required: true,
	front: true,
	showFor: true,
};

/** Finds the faults of one field; `siblings` are the fields beside it. */
type Check = (field: Field, siblings: readonly Field[]) => readonly string[];

const particulars: Check = (field) => {
	const known: Readonly<Record<string, boolean>> | undefined = PARTICULARS[field.kind];
	if (!known) return [`has the kind '${String(field.kind)}', which does not exist`];
	const given = Object.entries(field).filter(([, value]) => value !== undefined);
	const strange = given.map(([name]) => name).filter((name) => !(name in known) && !(name in COMMON));
	const missing = Object.keys(known).filter((name) => known[name] && !given.some(([each]) => each === name));
	return [
		...strange.map((name) => `has '${name}', which means nothing for the kind ${field.kind}`),
		...missing.map((name) => `needs '${name}'`),
	];
};

const named: Check = ({ name, displayName }, siblings) => [
	...(/^[a-z]\w*$/i.test(name) ? [] : ['has a name that is no word']),
	...(displayName.trim() ? [] : ['has no displayName']),
	...(siblings.filter((each) => each.name === name).length > 1 ? ['shares its name with another field'] : []),
];

const target: Check = ({ to }) =>
	to === undefined || /^(path\.\w+|query\.\w+(\.\w+)*|body(\.\w+)+)$/.test(to)
		? []
		: [`goes to '${to}', which is no target`];

const choices: Check = ({ kind, choices: some, default: usual }) => {
	if ((kind !== 'choice' && kind !== 'choices') || !some) return [];
	const values = some.map(({ value }) => value);
	const strange = [usual ?? []].flat().filter((value) => !values.includes(value));
	return [
		...(values.length > 0 ? [] : ['has no choices']),
		...(new Set(values).size === values.length ? [] : ['has the same choice twice']),
		...strange.map((value) => `has the default '${value}', which is none of its choices`),
	];
};

const bounds: Check = ({ kind, min = -Infinity, max = Infinity, default: usual }) => [
	...(min > max ? ['has a min above its max'] : []),
	...(kind !== 'number' && Number.isFinite(min) && min < 1 ? ['has a min below 1'] : []),
	...(typeof usual === 'number' && !(Number.isInteger(usual) && usual >= min && usual <= max)
		? [`has the default ${usual}, which is out of its bounds`]
		: []),
];

const isJsonDefault = (text: string): boolean => text === '' || text.startsWith('={{') || isJson(text);

const defaultText: Check = ({ kind, default: usual, maxLength = Infinity, pattern }) => {
	if (kind === 'json') return usual === undefined || isJsonDefault(usual) ? [] : ['has a default that is no JSON'];
	if (kind !== 'text' && kind !== 'longText') return [];
	return usual && (usual.length > maxLength || pattern?.test(usual) === false)
		? [`has the default '${usual}', which it refuses itself`]
		: [];
};

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** An invalid example is misleading. */
const placeholder: Check = ({ kind, of, placeholder: shown, pattern }) => {
	if (shown === undefined) return [];
	if (!shown.startsWith('e.g. ')) return ["has a placeholder that does not begin with 'e.g. '"];
	const example = shown.slice('e.g. '.length);
	const { id, link } = of ? objectKind(of) : { id: pattern, link: undefined };
	return (kind === 'text' || kind === 'object') && id && !id.test(example) && !(link && example.includes('://'))
		? [`has the example '${example}', which it refuses itself`]
		: [];
};

const inPanel = ({ required, front }: Field) => required === true || front === true;

/** n8n shows a field depending on the value of one that comes before it in the panel. */
const shown: Check = (field, siblings) =>
	Object.entries(field.showFor ?? {}).flatMap(([name, values]) => {
		const before = siblings.slice(0, siblings.indexOf(field));
		const control = before.find((each) => each.name === name);
		if (!control) return [`is shown for '${name}', which is no field before it`];
		if (!inPanel(control) || !inPanel(field))
			return [`is shown for '${name}', but not both of them stand in the panel`];
		if (control.kind !== 'choice') return [`is shown for '${name}', which is no choice`];
		const strange = values.filter((value) => !control.choices.some((choice) => choice.value === value));
		return [
			...(values.length > 0 ? [] : [`is shown for no value of '${name}'`]),
			...strange.map((value) => `is shown for '${value}', which '${name}' does not have`),
		];
	});

const CHECKS: readonly Check[] = [named, target, choices, bounds, defaultText, placeholder, shown];

/** Every fault of the fields, each with the field's name; parts of a group are reported with both names. */
export function fieldFaults(fields: readonly Field[], above = ''): string[] {
	return fields.flatMap((field) => {
		// If a required property is missing, the other checks are meaningless.
		const [lacks, name] = [particulars(field, fields), `${above}${field.name}`];
		const found = lacks.length > 0 ? lacks : CHECKS.flatMap((check) => check(field, fields));
		return [
			...found.map((fault) => `field '${name}' ${fault}`),
			...((field.kind === 'group' || field.kind === 'rows') && field.fields
				? fieldFaults(field.fields, `${name}.`)
				: []),
		];
	});
}

/** The fields, with groups replaced by their fields. */
export const flat = (fields: readonly Field[]): Field[] =>
	fields.flatMap((field) => (field.kind === 'group' ? flat(field.fields ?? []) : [field]));

/** Whether some combination of values shows both fields. */
export function togetherShown(one: Field, other: Field): boolean {
	return Object.entries(one.showFor ?? {}).every(([name, values]) => {
		const others = other.showFor?.[name];
		return !others || values.some((value) => others.includes(value));
	});
}
