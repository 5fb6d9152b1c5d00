/** Hidden twins of collections: n8n drops a collection that is one expression, and a post would go out without its media. */
import type { IDisplayOptions, INodeProperties, INodePropertyCollection } from 'n8n-workflow';

type Conditions = NonNullable<IDisplayOptions['show']>;

/**
 * n8n takes the value of the last displayed parameter of a name. A twin is displayed for everything but the object that
 * the panel fills in: to that, n8n adds the defaults. The paths start at the root, as n8n up to 1.104 resolves no others.
 */
export function asGiven(properties: readonly INodeProperties[]): INodeProperties[] {
	const ofType = (wanted: INodeProperties['type']) => properties.filter(({ type }) => type === wanted);
	const ofRows = ofType('fixedCollection').map((each) => twin(each, rowsOf(each)));
	const collections = new Map<string, INodeProperties[]>();
	for (const each of ofType('collection')) collections.set(each.name, [...(collections.get(each.name) ?? []), each]);
	return [
		...new Map(ofRows.map((each) => [JSON.stringify(each), each])).values(),
		...[...collections.values()].map((same) => twin(same[0], fieldsOf(same))),
	];
}

/** The same within a row. It precedes the collection: n8n then reads it once more at the end. */
export const asGivenInRow = (property: INodeProperties): INodeProperties =>
	// An object is compared as the text "[object Object]", which an expression precedes.
	twin(property, { hide: { [property.name]: [{ _cnd: { gte: '[' } }] } });

const twin = (
	{ displayName, name, default: value }: INodeProperties,
	displayOptions: IDisplayOptions,
): INodeProperties => ({ displayName, name, type: 'hidden', default: value, displayOptions });

const isObject = (path: string): Conditions => ({ [`/${path}.constructor.name`]: ['Object'] });

function rowsOf({ name, options = [], typeOptions, displayOptions }: INodeProperties): IDisplayOptions {
	const [row] = options as INodePropertyCollection[];
	const path = `${name}.${row.name}`;
	return typeOptions?.multipleValues
		? { hide: { ...isObject(`${path}[0]`), ...isObject(path) } }
		: { show: displayOptions?.show, hide: isObject(path) };
}

/** Conditions to show a parameter end at the first value that is an expression; `not: 0` lets any other value pass. */
function fieldsOf(collections: readonly INodeProperties[]): IDisplayOptions {
	const groups = collections.flatMap(({ name, options = [] }) =>
		(options as INodeProperties[])
			.filter(({ type }) => type === 'fixedCollection')
			.map((each) => `/${name}.${each.name}`),
	);
	const [{ name }] = collections;
	if (groups.length === 0) return { hide: isObject(name) };
	return {
		show: {
			...Object.fromEntries(
				groups.flatMap((path) => [path, `${path}.values`]).map((path) => [path, [{ _cnd: { not: 0 } }]]),
			),
			[`/${name}.constructor.name`]: [{ _cnd: { not: 'Object' } }],
		},
	};
}
