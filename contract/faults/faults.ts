/**
 * Faults of a row that can be found without X's specification: everything it names must exist, and everything it sends
 * needs a place. Pure.
 */
import { PRICES } from '../../api/money/prices';
import { endpointsOf, SCOPES, type Endpoint, type Field, type Operation, type Target } from '../../connector';
import { selectionsOf } from '../../connector/selections';
import { fieldFaults, flat, togetherShown } from './field-faults';

type Check = (row: Operation) => readonly string[];

const parametersOf = (endpoint: string): string[] => [...endpoint.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
const isGet = ({ endpoint }: Pick<Endpoint, 'endpoint'>): boolean => endpoint.startsWith('GET ');

const endpointFaults = ({ endpoint, access, limits = {}, price }: Endpoint): string[] => {
	const rates = [...(limits.user ?? []), ...(limits.app ?? [])];
	const scopes: readonly string[] = access.user ?? [];
	return [
		...(/^(GET|POST|PUT|DELETE) \/2(\/(\w+|\{\w+\}))+$/.test(endpoint) ? [] : ['is no endpoint']),
		...(access.user || access.app ? [] : ['can be called with no credential']),
		...scopes
			.filter((scope) => !SCOPES.some((known) => known === scope))
			.map((scope) => `has the unknown scope '${scope}'`),
		...rates
			.filter((rate) => !/^[1-9]\d*\/(1s|15min|24h)$/.test(rate))
			.map((rate) => `has '${rate}', which is no rate limit`),
		...(price === undefined || price in PRICES ? [] : [`has the price '${price}', which X's price list does not have`]),
	].map((fault) => `'${endpoint}' ${fault}`);
};

const endpoints: Check = (row) => [row, ...endpointsOf(row)].flatMap(endpointFaults);

/** Each path parameter is filled exactly once, by a required field or by the connected account. */
const path: Check = ({ endpoint, fields, self, offline }) => {
	const filled = (name: string) => flat(fields).filter(({ to }) => to === `path.${name}`);
	const parameters = parametersOf(endpoint);
	const optional = parameters.flatMap(filled).filter(({ required }) => !required);
	const missing = parameters.filter((name) => filled(name).length === 0 && self !== `path.${name}`);
	return [
		...(self && !parameters.some((name) => self === `path.${name}`)
			? [`self is '${self}', which is no parameter of the path`]
			: []),
		...(offline ? [] : missing.map((name) => `the path parameter '${name}' has no field`)),
		...optional.map(({ name }) => `field '${name}' goes to the path and is not required`),
	];
};

/** Everything that a row itself puts into the request. */
const targets: Check = ({ endpoint, fields, fixed = {}, emptyBody }) => {
	const sent = flat(fields).flatMap(({ name, to }) => (to ? [{ what: `field '${name}'`, to }] : []));
	const always = Object.keys(fixed).map((to) => ({ what: 'fixed', to }));
	const parameters = parametersOf(endpoint);
	return [
		...[...sent, ...always].flatMap(({ what, to }) => [
			...(to.startsWith('path.') && !parameters.includes(to.slice('path.'.length))
				? [`${what} goes to '${to}', which is no parameter of the path`]
				: []),
			...(to.startsWith('body.') && isGet({ endpoint }) ? [`${what} goes to the body of a GET`] : []),
		]),
		...(emptyBody && isGet({ endpoint }) ? ['emptyBody on a GET'] : []),
	];
};

/** `body.a` and `body.a.b` also overlap; a query parameter may contain dots in its name. */
const samePlace = (one: string, other: string): boolean =>
	one === other || (one.startsWith('body.') && (other.startsWith(`${one}.`) || one.startsWith(`${other}.`)));

/** A fixed value may replace a field that can be hidden. */
const collisions: Check = ({ fields, self, fixed = {} }) => {
	const sent = flat(fields).filter((field): field is Field & { to: Target } => field.to !== undefined);
	const pairs = sent.flatMap((one, i) => sent.slice(i + 1).map((other) => [one, other] as const));
	const given = [...(self ? [self] : []), ...Object.keys(fixed)];
	return [
		...pairs
			.filter(([one, other]) => samePlace(one.to, other.to) && togetherShown(one, other) && togetherShown(other, one))
			.map(([one, other]) => `fields '${one.name}' and '${other.name}' both go to '${one.to}'`),
		...sent
			.filter(({ to, showFor }) => !showFor && given.some((each) => samePlace(each, to)))
			.map(({ name, to }) => `field '${name}' goes to '${to}', which the row fills already`),
	];
};

/** A value that no request, function or other field uses. */
const nowhere: Check = ({ fields, run, instead, built, filter }) => {
	if (run) return [];
	const controls = [instead?.field, filter?.field.name, ...fields.flatMap(({ showFor = {} }) => Object.keys(showFor))];
	return flat(fields.filter(({ name }) => !built?.from.includes(name)))
		.filter(({ name, to }) => !to && !controls.includes(name))
		.map(({ name }) => `field '${name}' goes nowhere`);
};

const exclusive: Check = ({ fields, exclusive: sets = [] }) =>
	sets.flatMap((names) => [
		...(names.length > 1 ? [] : ['exclusive has a set of less than two']),
		...names.flatMap((name) => {
			const field = fields.find((each) => each.name === name);
			if (!field) return [`exclusive names '${name}', which is no field`];
			return field.required ? [`exclusive names '${name}', which is required`] : [];
		}),
	]);

const instead: Check = ({ fields, instead: other }) => {
	if (!other) return [];
	const field = fields.find(({ name }) => name === other.field);
	if (!field) return [`instead names '${other.field}', which is no field`];
	return field.kind === 'choice' && field.choices.some(({ value }) => value === other.value)
		? []
		: [`instead is for '${other.value}', which '${other.field}' does not have`];
};

const built: Check = ({ fields, built: value }) =>
	(value?.from ?? [])
		.filter((name) => !fields.some((field) => field.name === name))
		.map((name) => `built names '${name}', which is no field`);

const filtered: Check = ({ fields, filter }) =>
	filter && !fields.some(({ name }) => name === filter.field.name)
		? [`filter names '${filter.field.name}', which is no field`]
		: [];

const LISTS: readonly string[] = ['ids', 'words', 'posts', 'users', 'objects'];

const together: Check = ({ fields, together: list, run }) => {
	if (!list) return [];
	const kindOf = (name: string) => fields.find((each) => each.name === name)?.kind;
	const without = run ? [] : ['together needs run'];
	if (typeof list === 'string')
		return [...without, ...(LISTS.includes(kindOf(list) ?? '') ? [] : [`together names '${list}', which is no list`])];
	const { when, of, as } = list;
	const control = fields.find(({ name }) => name === when.field);
	const values = control?.kind === 'choice' ? control.choices.map(({ value }) => value) : [];
	return [
		...without,
		...[...of, as].filter((name) => !kindOf(name)).map((name) => `together names '${name}', which is no field`),
		...(values.includes(when.value) ? [] : [`together is for '${when.value}', which '${when.field}' does not have`]),
	];
};

/** Names of fields that the objects of a kind have. */
const namesIn = ({ returns }: Operation): readonly string[] =>
	selectionsOf(returns).find(({ name }) => name !== 'include')?.values ?? [];

const batch: Check = (row) => {
	const { batch: own, lookups = {}, fields } = row;
	const all = [own, ...Object.values(lookups).map((each) => each.batch)].flatMap((each) => each ?? []);
	return [
		...all.flatMap(({ endpoint, parameter, size, key }) => [
			...(isGet({ endpoint }) && parametersOf(endpoint).length === 0 ? [] : [`batch '${endpoint}' is no list`]),
			...(parameter ? [] : ['batch has no parameter']),
			...(Number.isInteger(size) && size > 0 ? [] : [`batch has the size ${size}`]),
			...(namesIn(row).includes(key) ? [] : [`batch.key is '${key}', which is no property of ${row.returns}`]),
		]),
		...(all.length > 0 && !fields.some(({ required }) => required)
			? ['batch needs a required field for its keys']
			: []),
	];
};

const pages: Check = (row) => {
	const rules = [row.page, row.instead?.page].flatMap((rule) => rule ?? []);
	return [
		...rules
			.filter(({ size }) => size && !(size.min >= 1 && size.min <= size.max))
			.map(() => 'page has a size without a span'),
		...(rules.length > 0 && !isGet(row) ? ['page on what is no GET'] : []),
		...(rules.length > 0 && row.batch ? ['page beside batch'] : []),
	];
};

const PLAIN: readonly string[] = ['createdPost', 'uploadedMedia', 'result', 'file'];

const shape: Check = (row) => [
	...(/^[a-z]\w*$/.test(row.name) ? [] : ['its name is no word']),
	...(['displayName', 'action', 'description'] as const)
		.filter((name) => !row[name].trim())
		.map((name) => `it has no ${name}`),
	...(PLAIN.includes(row.returns) || selectionsOf(row.returns).length > 0
		? []
		: [`it returns '${row.returns}', which is unknown`]),
	...(['also', 'offline'] as const).filter((name) => row[name] && !row.run).map((name) => `${name} needs run`),
];

const CHECKS: readonly Check[] = [
	shape,
	endpoints,
	path,
	targets,
	collisions,
	nowhere,
	exclusive,
	instead,
	built,
	filtered,
	together,
	batch,
	pages,
];

/** Every fault of a row, in words; empty for a correct row. */
export function faultsOf(row: Operation): string[] {
	const inFields = fieldFaults(row.fields);
	// A field that is faulty itself would be reported again by whatever uses it.
	return inFields.length > 0 ? inFields : [...new Set(CHECKS.flatMap((check) => check(row)))];
}
