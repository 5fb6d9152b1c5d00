/** Renders the connector schema as n8n parameters. Parameters shared by several operations are rendered once. */
import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Field, Operation, Resource } from '../../connector';
import { selectionsOf } from '../../connector/selections';
import { accountLine } from './loaded/account-line';
import { asGiven } from './as-given';
import { drawField } from './field';
import { authenticationsOf, drawInPanel, type Authentication } from './in-panel';
import { once } from './once';
import { isInPanel, NAMES } from '../shared/names';
import { labelOf } from './labels';
import { byDisplayName, byName } from './order';
import { drawOutputs, paging } from './output';
import { notice } from './parts';
import { rectangles } from './rectangles';
import { drawSettings, settingsKind } from '../shared/settings';
import { pathsOf, wholeQuery } from './loaded/whole-query';
import { withoutAccess } from './without-access';

const usualText: Readonly<Record<Authentication, string>> = {
	oAuth2: 'OAuth2 acts on behalf of an account. A Bearer token belongs to an app and can only read public data.',
	bearerToken:
		'A Bearer token acts for an app, which most of these operations need. OAuth2 acts on behalf of an account.',
};

export const authentication = (usual: Authentication, description = usualText[usual]): INodeProperties => ({
	displayName: 'Authentication',
	name: NAMES.authentication,
	type: 'options',
	noDataExpression: true,
	default: usual,
	description,
	options: [
		{ name: 'Bearer Token', value: 'bearerToken' },
		{ name: 'OAuth2', value: 'oAuth2' },
	],
});

/** Text for comparing parameters; objects rendered once are serialized once. */
const textOf = once(
	(property: INodeProperties) => property,
	(property) => JSON.stringify(property),
);
const drawnOption = once(
	(field: Field) => field,
	(field) => drawField(field, true),
);

/** Operations with the same settings share them. */
const drawnSettings = once(settingsKind, drawSettings);

/** An option that only one kind of credential can use is hidden for the other. */
function forCredentials(operations: readonly Operation[]): Pick<INodePropertyOptions, 'displayOptions'> {
	const reachable = operations.flatMap(authenticationsOf);
	const [user, app] = [reachable.includes('oAuth2'), reachable.includes('bearerToken')];
	if (user && app) return {};
	return { displayOptions: { show: { [NAMES.authentication]: [user ? 'oAuth2' : 'bearerToken'] } } };
}

/** A resource that only one kind can use is hidden as a whole. */
const isHidden = (operations: readonly Operation[]): boolean => forCredentials(operations).displayOptions !== undefined;

/** Resources and operations keep the order of the rows, where n8n asks for the alphabet: Create would be far down a list of over a hundred. */
const resourceProperty = (resources: readonly Resource[]): INodeProperties => ({
	displayName: 'Resource',
	name: NAMES.resource,
	type: 'options',
	noDataExpression: true,
	default: resources[0].name,
	options: resources.map(({ name, displayName, operations }) => ({
		name: displayName,
		value: name,
		...forCredentials(operations),
	})),
});

/**
 * n8n takes the actions of a node from the first list of a resource alone, so that one has all operations.
 * @param only the kind of credential that the list is shown for, if there is one for each
 */
const operationProperty = (
	resource: string,
	operations: readonly Operation[],
	only?: Authentication,
): INodeProperties => ({
	displayName: 'Operation',
	name: NAMES.operation,
	type: 'options',
	noDataExpression: true,
	default: operations[0].name,
	displayOptions: {
		show: { [NAMES.resource]: [resource], ...(only ? { [NAMES.authentication]: [only] } : {}) },
	},
	options: operations.map((operation) => ({
		name: operation.displayName,
		value: operation.name,
		action: operation.action,
		description: operation.description,
		...(isHidden(operations) || (only && authenticationsOf(operation).includes(only))
			? {}
			: forCredentials([operation])),
	})),
});

/** Where one kind of credential cannot use the first operation, it has a list of its own, which starts with one that it can use. */
function operationProperties({ name: resource, operations }: Resource): INodeProperties[] {
	const [first, second] = authenticationsOf(operations[0]);
	const other = first === 'oAuth2' ? 'bearerToken' : 'oAuth2';
	const others = operations.filter((operation) => authenticationsOf(operation).includes(other));
	if (second || others.length === 0) return [operationProperty(resource, operations)];
	return [operationProperty(resource, operations, first), operationProperty(resource, others, other)];
}

function optionsOf(operation: Operation): INodeProperties[] {
	const options = operation.fields.filter((field) => !isInPanel(field)).map(drawnOption);
	if (options.length === 0) return [];
	return [
		{
			displayName: 'Options',
			name: NAMES.options,
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: options.sort(byDisplayName),
		},
	];
}

function drawFields({ returns }: Pick<Operation, 'returns'>): INodeProperties[] {
	const selections = selectionsOf(returns);
	if (selections.length === 0) return [];
	// The simplified output has fixed fields; only the includes affect it.
	const unlessSimplified = (output: string) => ({ displayOptions: { show: { [output]: ['full', 'raw'] } } });
	const hasIncludes = selections.some(({ name }) => name === 'include');
	const options = selections.map(({ name, displayName, description, values, simplified, full }): INodeProperties => ({
		displayName,
		name,
		description,
		type: 'multiOptions',
		default: [...(name === 'include' ? simplified : full)],
		options: values.map((value) => ({ name: labelOf(value), value })).sort(byName),
		...(name === 'include' || !hasIncludes ? {} : unlessSimplified(`/${NAMES.output}`)),
	}));
	return [
		{
			displayName: 'Fields',
			name: NAMES.fields,
			type: 'collection',
			placeholder: 'Choose fields',
			default: {},
			options: options.sort(byDisplayName),
			...(hasIncludes ? {} : unlessSimplified(NAMES.output)),
		},
	];
}

const outputsOf = once(({ returns }: Pick<Operation, 'returns'>) => returns, drawOutputs);

/** Rendered once for each kind of object: field choices make up most of the size of a description. */
export const fieldsOf = once(({ returns }: Pick<Operation, 'returns'>) => returns, drawFields);

/** A value that is built from fields is shown before it is sent. */
function builtOf({ built, fields }: Operation): INodeProperties[] {
	if (!built) return [];
	const sources = fields.filter(({ name }) => built.from.includes(name));
	return [
		wholeQuery('Whole Query', [
			NAMES.resource,
			NAMES.operation,
			...pathsOf(sources.filter(isInPanel)),
			...pathsOf(
				sources.filter((field) => !isInPanel(field)),
				`${NAMES.options}.`,
			),
		]),
	];
}

/** The parameters of one operation in the order in which users see them: required ones first. */
export const propertiesOf = (operation: Operation): INodeProperties[] => [
	...(operation.notice ? [notice(operation.notice)] : []),
	...operation.fields.filter(isInPanel).flatMap((field) => drawInPanel(field, operation)),
	...builtOf(operation),
	...(operation.page && !operation.page.whole ? paging : []),
	...(fieldsOf(operation).length > 0 ? outputsOf(operation) : []),
	...fieldsOf(operation),
	...optionsOf(operation),
	...drawnSettings(operation),
];

interface Place {
	property: INodeProperties;
	/** Operations by resource. */
	shown: Map<string, string[]>;
	rank: number;
}

/** Renders each distinct parameter once and shows it for all operations that have it. */
function shared(resources: readonly Resource[]): INodeProperties[] {
	const places = new Map<string, Place>();
	for (const { name: resource, operations } of resources) {
		for (const operation of operations) {
			propertiesOf(operation).forEach((property, rank) => {
				const key = textOf(property);
				const place = places.get(key) ?? { property, shown: new Map<string, string[]>(), rank: 0 };
				place.shown.set(resource, [...(place.shown.get(resource) ?? []), operation.name]);
				place.rank = Math.max(place.rank, tier(property) + rank);
				places.set(key, place);
			});
		}
	}
	const known = new Map(resources.map(({ name, operations }) => [name, new Set(operations.map((each) => each.name))]));
	return [...places.values()]
		.sort((a, b) => a.rank - b.rank)
		.flatMap(({ property, shown }) => rectangles(shown, known).map((show) => withShow(property, show)));
}

/** Collections come last, whatever else an operation has; within a tier, the order is that of the rows. */
const tier = ({ name }: INodeProperties): number => {
	const last: readonly string[] = [
		NAMES.returnAll,
		NAMES.limit,
		NAMES.output,
		NAMES.outputFields,
		NAMES.fields,
		NAMES.options,
		NAMES.limits,
	];
	return 100 * (last.indexOf(name) + 1);
};

function withShow(property: INodeProperties, show: IDisplayOptions['show']): INodeProperties {
	return {
		...property,
		displayOptions: { ...property.displayOptions, show: { ...show, ...property.displayOptions?.show } },
	};
}

/** @param usual the kind of credential that most of the operations accept */
export function drawResources(resources: readonly Resource[], usual: Authentication = 'oAuth2'): INodeProperties[] {
	const parameters = shared(resources);
	return [
		authentication(usual),
		accountLine,
		resourceProperty(resources),
		...resources.flatMap(operationProperties),
		...withoutAccess(resources, 'bearerToken'),
		...withoutAccess(resources, 'oAuth2'),
		...parameters,
		...asGiven(parameters),
	];
}
