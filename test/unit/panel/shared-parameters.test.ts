import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { type Operation, type Resource } from '../../../connector';
import { drawResources } from '../../../host/panel/properties';

const isShown = (
	property: INodeProperties | INodePropertyOptions,
	values: INodeParameters,
	type: INodeTypeDescription | null = null,
) => NodeHelpers.displayParameter(values, property, { typeVersion: 1 }, type);

describe('parameters that operations share', () => {
	const field = { name: 'id', displayName: 'ID', kind: 'id', required: true } as const;
	const row = (name: string, fields: Operation['fields']): Operation => ({
		name,
		displayName: name,
		action: name,
		description: name,
		endpoint: 'GET /2/tweets',
		access: { user: [] },
		fields,
		returns: 'result',
	});
	const resource = (name: string, operations: readonly Operation[]): Resource => ({
		name,
		displayName: name,
		node: 'X',
		operations,
	});
	const shownFor = (properties: readonly INodeProperties[], name: string, resourceName: string, operation: string) =>
		properties.filter(
			(property) =>
				property.name === name && isShown(property, { authentication: 'oAuth2', resource: resourceName, operation }),
		).length;

	it('are drawn once where one rule can say for which operations they are', () => {
		const properties = drawResources([
			resource('a', [row('get', [field]), row('delete', [field])]),
			resource('b', [row('get', [field])]),
		]);
		expect(properties.filter(({ name }) => name === 'id')).toHaveLength(1);
		expect(properties.filter(({ name, type }) => name === 'limits' && type !== 'hidden')).toHaveLength(1);
	});

	it('are not shown for an operation of the same name in another resource that does not have them', () => {
		const properties = drawResources([
			resource('a', [row('get', [field]), row('delete', [field])]),
			resource('b', [row('get', [field]), row('delete', [])]),
			resource('c', [row('get', [])]),
		]);
		const shown = [
			['a', 'get'],
			['a', 'delete'],
			['b', 'get'],
			['b', 'delete'],
			['c', 'get'],
		].map(([name, operation]) => shownFor(properties, 'id', name, operation));
		expect(shown).toEqual([1, 1, 1, 0, 0]);
	});

	it('of one name but of another sort are drawn apart, each for its own operation', () => {
		const other = { ...field, displayName: 'Other ID' } as const;
		const properties = drawResources([resource('a', [row('get', [field]), row('list', [other])])]);
		expect(properties.filter(({ name }) => name === 'id')).toHaveLength(2);
		expect([shownFor(properties, 'id', 'a', 'get'), shownFor(properties, 'id', 'a', 'list')]).toEqual([1, 1]);
	});

	it('need as few rules as there are resources that clash, whatever order these come in', () => {
		// b and c clash; a goes with both, so that a greedy choice by order could need three.
		const a = resource('a', [row('get', [field])]);
		const b = resource('b', [row('list', [field]), row('find', [])]);
		const c = resource('c', [row('find', [field]), row('list', [])]);
		const d = resource('d', [row('find', [field]), row('get', [])]);
		for (const order of [
			[a, b, c, d],
			[a, c, b, d],
			[d, b, a, c],
			[c, d, a, b],
		])
			expect(drawResources(order).filter(({ name }) => name === 'id')).toHaveLength(2);
	});
});
