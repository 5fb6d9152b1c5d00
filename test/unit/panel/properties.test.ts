import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { RESOURCES, type Operation, type Resource } from '../../../connector';
import { drawSettings } from '../../../host/shared/settings';
import { isInPanel } from '../../../host/shared/names';
import { drawResources, propertiesOf } from '../../../host/panel/properties';
import { X } from '../../../nodes/X/X.node';
import { XDeveloper } from '../../../nodes/XDeveloper/XDeveloper.node';

const NODES = [...new Set(RESOURCES.map(({ node }) => node))];

const resourcesOf = (node: string) => RESOURCES.filter((resource) => resource.node === node);
/** Of all operations, before their own parameters. */
const SELECTORS = ['authentication', 'connectedAccount', 'resource', 'operation'];
const WITHOUT_ACCESS = 'withoutAccess';
const ABOVE = [...SELECTORS, WITHOUT_ACCESS];

const isShown = (
	property: INodeProperties | INodePropertyOptions,
	values: INodeParameters,
	type: INodeTypeDescription | null = null,
) =>
	// The editor never shows this type (as-given.test.ts is about them).
	!('type' in property && property.type === 'hidden') &&
	NodeHelpers.displayParameter(values, property, { typeVersion: 1 }, type);

/** The values of the panel just after an operation was chosen; `more` is what the user then changed. */
function panel(resource: Resource, operation: Operation, more: INodeParameters = {}): INodeParameters {
	const defaults: INodeParameters = Object.fromEntries(
		propertiesOf(operation).map(({ name, default: value }) => [name, value]),
	);
	return {
		...defaults,
		authentication: operation.access.user ? 'oAuth2' : 'bearerToken',
		resource: resource.name,
		operation: operation.name,
		...more,
	};
}

/** A parameter without what the drawing adds: for which resources and operations it is shown. */
function bare({ displayOptions, ...property }: INodeProperties): INodeProperties {
	const show = Object.fromEntries(
		Object.entries(displayOptions?.show ?? {}).filter(([name]) => name !== 'resource' && name !== 'operation'),
	);
	const left = { ...displayOptions, show: Object.keys(show).length > 0 ? show : undefined };
	return JSON.parse(
		JSON.stringify(Object.values(left).some(Boolean) ? { ...property, displayOptions: left } : property),
	) as INodeProperties;
}

const rows = NODES.flatMap((node) =>
	resourcesOf(node).flatMap((resource) =>
		resource.operations.map((operation) => ({
			node,
			resource,
			operation,
			label: `${node}: ${resource.displayName} > ${operation.displayName}`,
		})),
	),
);
const drawn = Object.fromEntries(NODES.map((node) => [node, drawResources(resourcesOf(node))]));

/** Ways in which a user may set the parameters that show or hide others. */
function variants(resource: Resource, operation: Operation): INodeParameters[] {
	const switches: Record<string, readonly string[]> = Object.assign(
		{},
		...operation.fields.map(({ showFor }) => showFor ?? {}),
	);
	return [
		panel(resource, operation),
		panel(resource, operation, { returnAll: true }),
		panel(resource, operation, { authentication: 'bearerToken' }),
		...['full', 'raw'].map((output) => panel(resource, operation, { output })),
		...Object.keys(switches).flatMap((name) =>
			(operation.fields.find((field) => field.name === name)?.choices ?? []).map(({ value }) =>
				panel(resource, operation, { [name]: value }),
			),
		),
	];
}

describe.each(rows)('the panel of $label', ({ node, resource, operation }) => {
	it('shows exactly its own parameters, in their order, whatever is set', () => {
		for (const values of variants(resource, operation)) {
			const shown = drawn[node].filter((property) => !ABOVE.includes(property.name) && isShown(property, values));
			const own = propertiesOf(operation).filter((property) => isShown(property, values));
			expect(shown.map(({ name }) => name)).toEqual(own.map(({ name }) => name));
			expect(shown.map(bare)).toEqual(own.map(bare));
		}
	});

	it('shows no name twice', () => {
		for (const values of variants(resource, operation)) {
			const names = drawn[node].filter((property) => isShown(property, values)).map(({ name }) => name);
			expect(names).toEqual([...new Set(names)]);
			expect(names.slice(0, SELECTORS.length).sort()).toEqual([...SELECTORS].sort());
		}
	});

	it('shows no collection that has nothing to add', () => {
		for (const values of variants(resource, operation)) {
			const collections = drawn[node].filter((property) => property.type === 'collection' && isShown(property, values));
			const empty = collections.filter(
				({ options = [] }) =>
					!options.some((option) =>
						NodeHelpers.displayParameter({}, option as INodeProperties, { typeVersion: 1 }, null, values),
					),
			);
			expect(empty.map(({ name }) => name)).toEqual([]);
		}
	});

	it('has what is needed first and the collections last', () => {
		const properties = propertiesOf(operation).filter(({ type }) => type !== 'notice');
		const names = [...new Set(properties.map(({ name }) => name))];
		const own = operation.fields.filter(isInPanel).map(({ name }) => name);
		expect(names.slice(0, own.length)).toEqual(own);
		const engine = [...new Set(names.slice(own.length))];
		expect(engine).toEqual(
			['wholeQuery', 'returnAll', 'limit', 'output', 'outputFields', 'fields', 'options', 'limits'].filter((name) =>
				engine.includes(name),
			),
		);
		// What depends on another parameter stands after it, needed or not.
		const free = properties.filter(({ displayOptions }) => !displayOptions);
		const firstOptional = free.findIndex(({ required }) => !required);
		const lastNeeded = free.reduce((last, { required }, i) => (required ? i : last), -1);
		expect(firstOptional).toBeGreaterThan(lastNeeded);
	});

	it('gives a model little to read unless it is told otherwise', () => {
		const tool = { name: 'xTool' } as INodeTypeDescription;
		for (const values of variants(resource, operation)) {
			const shown = drawn[node].filter((property) => isShown(property, values, tool));
			expect([...new Set(shown.map(({ name }) => name))]).toEqual(shown.map(({ name }) => name));
			const [limit, output] = ['limit', 'output'].map((name) => shown.find((property) => property.name === name));
			if (limit) expect(limit.default).toBe(10);
			if (output)
				expect([output.default, output.options?.map((option) => (option as INodePropertyOptions).value)]).toEqual([
					'simplified',
					['raw', 'selected', 'simplified'],
				]);
		}
		const [limit] = drawn[node].filter(
			(property) => property.name === 'limit' && isShown(property, panel(resource, operation)),
		);
		if (limit) expect(limit.default).toBe(50);
	});

	it('offers every other field of the row once, in the options, and what the engine can do in the limits', () => {
		const offered = (collection: string) =>
			((propertiesOf(operation).find(({ name }) => name === collection)?.options ?? []) as INodeProperties[]).map(
				({ name }) => name,
			);
		const names = offered('options');
		expect([...new Set(names)]).toEqual(names);
		expect([...names].sort()).toEqual(
			operation.fields
				.filter((field) => !isInPanel(field))
				.map(({ name }) => name)
				.sort(),
		);
		expect(offered('limits').length > 0).toBe(!operation.offline);
	});

	it('has its own name, and its fields have theirs, apart from those of the engine', () => {
		const names = operation.fields.map(({ name }) => name);
		expect([...new Set(names)]).toEqual(names);
		for (const name of [
			...SELECTORS,
			'output',
			'outputFields',
			'fields',
			'options',
			...drawSettings(operation).map(({ name }) => name),
			'notice',
			...(operation.page ? ['returnAll', 'limit'] : []),
		])
			expect(names).not.toContain(name);
		expect(resource.operations.filter(({ name }) => name === operation.name)).toHaveLength(1);
		expect(resource.operations.filter(({ displayName }) => displayName === operation.displayName)).toHaveLength(1);
	});
});

/** Every list of options at any depth, with the way to it. */
function optionLists(properties: readonly INodeProperties[], path: string): Array<{ path: string; names: string[] }> {
	return properties.flatMap((property) => {
		const here = `${path} > ${property.displayName}`;
		const options = property.options ?? [];
		if (property.type === 'collection')
			return [
				{ path: here, names: (options as INodeProperties[]).map(({ displayName }) => displayName) },
				...optionLists(options as INodeProperties[], here),
			];
		if (property.type === 'fixedCollection')
			return (options as INodePropertyCollection[]).flatMap(({ displayName, values }) =>
				optionLists(values, `${here} > ${displayName}`),
			);
		return options.length > 0
			? [{ path: here, names: (options as INodePropertyOptions[]).map(({ name }) => name) }]
			: [];
	});
}

it('what people do every day stands first', () => {
	expect(RESOURCES.map(({ name }) => name).slice(0, 4)).toEqual(['post', 'media', 'timeline', 'user']);
	expect(RESOURCES[0].operations.map(({ displayName }) => displayName).slice(0, 4)).toEqual([
		'Create',
		'Create Thread',
		'Search',
		'Get',
	]);
});

describe.each(NODES)('the node %s', (node) => {
	const properties = drawn[node];

	// n8n asks for this from five entries on (node-param-options-type-unsorted-items); in shorter ones the usual choice may come first.
	it('has its lists in the order of the alphabet', () => {
		const lists = optionLists(properties, node).filter(
			({ path, names }) => names.length >= 5 && !/ > (Resource|Operation)$/.test(path),
		);
		expect(lists.length).toBeGreaterThan(0);
		for (const { path, names } of lists)
			expect({ path, names }).toEqual({ path, names: [...names].sort((a, b) => a.localeCompare(b)) });
	});

	it('has resources and operations in the order of the rows, the first of them chosen', () => {
		const named = (wanted: string) => properties.filter(({ name }) => name === wanted);
		const values = ({ options = [] }: INodeProperties) => (options as INodePropertyOptions[]).map(({ value }) => value);
		const rows = resourcesOf(node).map(({ name, operations }) => [name, operations.map((each) => each.name)] as const);
		expect(named('resource').map(values)).toEqual([rows.map(([name]) => name)]);
		// n8n takes the actions from the first list of a resource.
		const lists = rows.map(([name]) =>
			named('operation').find(({ displayOptions }) => displayOptions?.show?.resource?.includes(name)),
		);
		expect(lists.map((list) => list && values(list))).toEqual(rows.map(([, operations]) => operations));
		for (const list of [...named('resource'), ...named('operation')]) expect(list.default).toBe(values(list)[0]);
	});

	it('begins with authentication, resource and operation', () => {
		expect(properties.slice(0, SELECTORS.length).map(({ name }) => name)).toEqual(SELECTORS);
		const [, , resource] = properties;
		expect((resource.options as INodePropertyOptions[]).map(({ value }) => value).sort()).toEqual(
			resourcesOf(node)
				.map(({ name }) => name)
				.sort(),
		);
	});

	it('begins with choices that exist', () => {
		for (const property of properties.filter(({ name, options }) => options && SELECTORS.includes(name)))
			expect((property.options as INodePropertyOptions[]).map(({ value }) => value)).toContain(property.default);
	});

	it('says which parameter belongs to which operation: nothing is shown for an operation that does not exist', () => {
		const shown = properties.filter((property) =>
			isShown(property, { authentication: 'oAuth2', resource: 'nothing', operation: 'nothing' }),
		);
		expect(shown.map(({ name }) => name)).toEqual(['authentication', 'connectedAccount', 'resource']);
	});
});

// The conversation, the pictures and the account came with fields of their own; the largest node of n8n has 308 KB.
it('the descriptions that n8n sends to the editor are 260 KB together at most', () => {
	const sizes = [new X(), new XDeveloper()].map(({ description }) => JSON.stringify(description).length);
	expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(260 * 1024);
});
