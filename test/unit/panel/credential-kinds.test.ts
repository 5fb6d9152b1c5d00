/** What the panels offer with each kind of credential, and what they say of the rest. */
import { NodeHelpers, type INodeParameters, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { RESOURCES, type Operation } from '../../../connector';
import { activityProperties } from '../../../host/panel/triggers/activity-trigger';
import { streamProperties } from '../../../host/panel/triggers/stream-trigger';
import { X } from '../../../nodes/X/X.node';
import { XDeveloper } from '../../../nodes/XDeveloper/XDeveloper.node';

const KINDS = [
	['oAuth2', 'user'],
	['bearerToken', 'app'],
] as const;

const isAble = ({ access, instead, asApp }: Operation, kind: 'user' | 'app'): boolean =>
	Boolean(access[kind] ?? instead?.endpoint.access[kind] ?? asApp?.access[kind]);

const isShown = (values: INodeParameters) => (property: INodeProperties | INodePropertyOptions) =>
	NodeHelpers.displayParameter(values, property, { typeVersion: 1 }, null);

const valuesIn = ({ options = [] }: INodeProperties, given: INodeParameters) =>
	(options as INodePropertyOptions[]).filter(isShown(given)).map(({ value }) => value);

const NODES = { X: new X(), XDeveloper: new XDeveloper() };

const lists = Object.entries(NODES).flatMap(([node, { description }]) =>
	RESOURCES.filter((resource) => resource.node === node).flatMap((resource) =>
		KINDS.map(([authentication, kind]) => ({
			label: `${node}: ${resource.displayName} with ${authentication}`,
			able: resource.operations.filter((operation) => isAble(operation, kind)),
			resource,
			properties: description.properties,
			values: { authentication, resource: resource.name },
		})),
	),
);

describe.each(lists)('$label', ({ able, resource, properties, values }) => {
	const named = (name: string, given: INodeParameters) =>
		properties.filter((property) => property.name === name).filter(isShown(given));

	it('has the operations that it can use, one of them chosen, or is hidden', () => {
		const [list] = named('operation', values);
		const names = able.map(({ name }) => name);
		if (able.length > 0) expect(valuesIn(list, values)).toEqual(names);
		if (able.length > 0) expect(names).toContain(list.default);
		expect(valuesIn(named('resource', values)[0], values).includes(resource.name)).toBe(able.length > 0);
	});

	// n8n keeps the operation when a credential of the other kind is chosen.
	it('says of each of the others, and of no operation besides, that it cannot be done', () => {
		const others = resource.operations.filter(
			({ name }) => named('withoutAccess', { ...values, operation: name }).length > 0,
		);
		expect(others).toEqual(resource.operations.filter((operation) => !able.includes(operation)));
	});
});

it.each([
	['X Activity Trigger', activityProperties, { delivery: 'connection' }],
	['X Stream Trigger', streamProperties, {}],
])('%s asks for the keys of the app with OAuth2 alone', (_name, properties, given) => {
	const asks = KINDS.map(([authentication]) =>
		properties.filter(({ name }) => name === 'appKeysNotice').some(isShown({ ...given, authentication })),
	);
	expect(asks).toEqual([true, false]);
});

it('the X Activity Trigger has a choice of accounts for each kind, and events of the connected account with OAuth2 alone', () => {
	const chosen = KINDS.map(([authentication]) => {
		const shown = activityProperties.filter(({ name }) => name === 'account').filter(isShown({ authentication }));
		expect(shown).toHaveLength(1);
		return [shown[0].default, valuesIn(shown[0], { authentication })];
	});
	expect(chosen).toEqual([
		['own', ['own', 'keyword', 'user']],
		['user', ['keyword', 'user']],
	]);
});
