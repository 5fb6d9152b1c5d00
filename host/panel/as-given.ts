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
		...[...collections.values()].flatMap((same) => [
			twin(same[0], { hide: isObject(same[0].name) }),
			...groupsOf(same).map((group) => twin(same[0], isBare(group))),
		]),
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

/** The groups of fields in collections of a name: where each stands, and its fields in it. */
const groupsOf = (collections: readonly INodeProperties[]): Array<[group: string, fields: string]> =>
	collections.flatMap(({ name, options = [] }) =>
		(options as INodeProperties[])
			.filter(({ type }) => type === 'fixedCollection')
			.map((group): [string, string] => {
				const [fields] = group.options as INodePropertyCollection[];
				return [`/${name}.${group.name}`, `/${name}.${group.name}.${fields.name}`];
			}),
	);

/**
 * A group that is there, and anything but fields that the panel fills in. Conditions to show a parameter end at the first
 * value that is an expression.
 */
const isBare = ([group, fields]: [string, string]): IDisplayOptions => ({
	show: { [group]: [{ _cnd: { exists: true } }], [`${fields}.constructor.name`]: [{ _cnd: { not: 'Object' } }] },
});
