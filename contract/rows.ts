/** What the rows of the schema send, by endpoint. Pure. */
import type { PageRule } from '../api/read/pages';
import { endpointsOf, type Batch, type Endpoint, type Field, type Operation, type Resource } from '../connector';
import { OBJECT_NAMES, objectKind } from '../connector/objects';
import { selectionsOf } from '../connector/selections';
import { offerOf } from './offers';
import type { Fixed, Offer } from './specification/shapes';

/** One value a row puts into a request. */
export interface Sent {
	part: string;
	/** Sent in every call, or whenever anything in its group is. */
	given?: 'always' | 'with its group';
	group?: string;
	/** The user must provide it; does not apply to what the engine or the row fills in. */
	asked?: true;
	/** Absent if the engine fills it in, so that there is nothing to compare. */
	offer?: Offer;
	/** The same value in every call. */
	fixed?: Fixed;
}

/** What one operation sends to one of its endpoints. */
export interface Use {
	/** `post.search`, for reports. */
	operation: string;
	endpoint: string;
	sends: readonly Sent[];
	/** The operation's own function is involved, so the list of what code sends (left-out.ts) also applies. */
	byCode: boolean;
}

const ID: Offer = { type: 'string', holds: 'id' };

/** Whether a field, or its replacement when it is hidden, is always shown whatever else is chosen. */
function alwaysShown(field: Field, all: readonly Field[]): boolean {
	const [control] = Object.keys(field.showFor ?? {});
	if (!control) return true;
	const values = all.find(({ name }) => name === control)?.choices?.map(({ value }) => value) ?? [];
	const shown = all
		.filter(({ to, required }) => to === field.to && required)
		.flatMap(({ showFor }) => showFor?.[control] ?? values);
	return values.length > 0 && values.every((value) => shown.includes(value));
}

function givenWhen(field: Field, all: readonly Field[], group: Field | undefined): Sent['given'] {
	if (!field.required || !alwaysShown(field, all)) return undefined;
	return !group || group.required ? 'always' : 'with its group';
}

/** The targets of parts of a group start at the root of the request. */
function fieldsSent(fields: readonly Field[], all: readonly Field[], group?: Field): Sent[] {
	return fields.flatMap((field) => {
		if (field.kind === 'group' && field.fields) return fieldsSent(field.fields, field.fields, field);
		if (!field.to) return [];
		return [
			{
				part: field.to,
				given: givenWhen(field, all, group),
				group: group?.name,
				...(field.required ? { asked: true } : {}),
				offer: offerOf(field),
			},
		];
	});
}

/** The fields that apply when the operation calls its other endpoint (`instead`), or when it does not. */
function fieldsFor({ fields, instead }: Operation, elsewhere: boolean): readonly Field[] {
	if (!instead) return fields;
	return fields.filter(({ showFor }) => {
		const values = showFor?.[instead.field];
		return !values || (elsewhere ? values.includes(instead.value) : values.some((value) => value !== instead.value));
	});
}

const pageSent = ({ size, token }: PageRule): Sent[] => [
	...(size
		? [
				{
					part: 'query.max_results',
					offer: { type: 'integer', minimum: size.min, maximum: size.accepted ?? size.max },
				} as const,
			]
		: []),
	...(token ? [{ part: `query.${token}` }] : []),
];

const selectionsSent = (operation: Operation): Sent[] =>
	selectionsOf(operation.returns).map(({ parameter, values }) => ({
		part: `query.${parameter}`,
		offer: { type: 'array', items: { type: 'string', enum: values } },
	}));

/** What every request of an operation carries, whatever the endpoint: fields, the connected account, fixed values. */
function ownSent(operation: Operation, elsewhere = false): Sent[] {
	const fields = fieldsFor(operation, elsewhere);
	return [
		...fieldsSent(fields, fields),
		...fields
			.filter(({ to }) => to && to === operation.built?.to)
			.map(({ to }): Sent => ({ part: to as string, given: 'always' })),
		...(operation.self ? [{ part: operation.self, given: 'always', offer: ID } as const] : []),
		...Object.entries(operation.fixed ?? {}).map(([part, fixed]): Sent => ({ part, given: 'always', fixed })),
	];
}

/** Path parameters that the engine or an operation's own function fills in: a path cannot be called without them. */
const pathSent = ({ endpoint }: Endpoint): Sent[] =>
	[...endpoint.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ part: `path.${name}`, given: 'always' }));

/** Keys, the parameters sent with them, and the selectable fields. */
const batchSent = ({ parameter, size }: Batch, along: readonly Sent[]): Sent[] => [
	{ part: `query.${parameter}`, given: 'always', offer: { type: 'array', maxItems: size } },
	...along,
];

/** Every endpoint of an operation with what is sent there; one used both alone and for batches is listed once. */
export function usesOf(resource: Resource, operation: Operation): Use[] {
	const { batch, lookups = {}, instead, page } = operation;
	const byCode = operation.run !== undefined;
	// An operation's own function builds its requests from the fields; where it reads, paging and field selection are
	// the engine's (see Reading).
	const reads = !byCode || operation.endpoint.startsWith('GET ');
	const selections = reads ? selectionsSent(operation) : [];
	const paged = (rule: PageRule | undefined) => (rule && reads ? pageSent(rule) : []);
	const own = ownSent(operation);
	// Keys have their own parameter; the rest of the query is sent along with them.
	const along = [
		...own.filter(({ part }) => part.startsWith('query.') && part !== `query.${batch?.parameter}`),
		...selections,
	];
	// A list that is split into batches has no limit of its own.
	const isCut = ({ part }: Sent) => batch?.endpoint === operation.endpoint && part === `query.${batch.parameter}`;
	const sent: Array<[Endpoint, readonly Sent[]]> = [
		[operation, [...own.filter((one) => !isCut(one)), ...selections, ...paged(page)]],
		...(batch ? [[batch, batchSent(batch, along)] satisfies [Endpoint, Sent[]]] : []),
		...Object.values(lookups).flatMap((lookup): Array<[Endpoint, Sent[]]> => [
			[
				lookup,
				[...pathSent(lookup), ...(lookup.batch?.endpoint === lookup.endpoint ? batchSent(lookup.batch, along) : along)],
			],
			...(lookup.batch ? [[lookup.batch, batchSent(lookup.batch, along)] satisfies [Endpoint, Sent[]]] : []),
		]),
		...(instead
			? [
					[instead.endpoint, [...ownSent(operation, true), ...selections, ...paged(instead.page ?? page)]] satisfies [
						Endpoint,
						Sent[],
					],
				]
			: []),
		...(operation.also ?? []).map((endpoint) => [endpoint, pathSent(endpoint)] satisfies [Endpoint, Sent[]]),
	];
	const names = [...new Set(endpointsOf(operation).map(({ endpoint }) => endpoint))];
	return names.map((endpoint) => ({
		operation: `${resource.name}.${operation.name}`,
		endpoint,
		byCode,
		sends: sent.filter(([one]) => one.endpoint === endpoint).flatMap(([, sends]) => sends),
	}));
}

/** The requests that "From list" makes. */
export const pickerUses = (): Use[] =>
	OBJECT_NAMES.flatMap((name) => {
		const { listed } = objectKind(name);
		if (!listed) return [];
		const self: Sent[] = listed.self ? [{ part: `path.${listed.self}`, given: 'always', offer: ID }] : [];
		return [listed.query ?? {}].flat().map((query) => {
			const asked = Object.entries(query).map(([parameter, fixed]): Sent => ({
				part: `query.${parameter}`,
				given: 'always',
				fixed,
			}));
			return { operation: `the list of ${name}`, endpoint: listed.endpoint, byCode: false, sends: [...self, ...asked] };
		});
	});
