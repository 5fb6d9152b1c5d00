/** The panel shows the query as X will receive it, or why X would not. */
import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { X } from '../../../../nodes/X/X.node';
import { XDeveloper } from '../../../../nodes/XDeveloper/XDeveloper.node';
import { XStreamTrigger } from '../../../../nodes/XStreamTrigger/XStreamTrigger.node';
import { XTrigger } from '../../../../nodes/XTrigger/XTrigger.node';

const nodes = { x: new X(), developer: new XDeveloper(), trigger: new XTrigger(), stream: new XStreamTrigger() };

async function lines(node: keyof typeof nodes, parameters: IDataObject) {
	const load: Record<string, (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>> =
		nodes[node].methods.loadOptions;
	const shown = await load.wholeQuery.call({ getCurrentNodeParameters: () => parameters } as ILoadOptionsFunctions);
	return shown.map(({ name, description, value }) => `${String(value)} | ${name} | ${description}`);
}

const search = { resource: 'post', operation: 'search' };
const trigger = { event: 'searchMatch' };

test.each([
	['x', { ...search, query: 'coffee' }, 'coffee | 6 of up to 512 characters'],
	[
		'x',
		{ ...search, query: 'a OR b', searchIn: 'all', filters: { from: 'me', allWords: 'open now' } },
		'(a OR b) "open now" from:your-id | 32 of up to 1,024 characters',
	],
	[
		'developer',
		{ resource: 'streamRule', operation: 'add', value: 'a OR b', filters: { from: '@n8n_io', minFollowers: 100 } },
		'(a OR b) from:n8n_io min_followers:100 | 38 of up to 1,024 characters',
	],
	[
		'developer',
		{ resource: 'streamRule', operation: 'add', value: 'tea min_faves:5' },
		"X does not know 'min_faves:5' here | Instead of min_faves:5, remove it: a post that has just been published has no numbers yet.",
	],
	['x', { ...search, operation: 'count', filters: { minLikes: 5 } }, 'min_likes:5 | 11 of up to 512 characters'],
	[
		'x',
		{ ...search, query: '={{ $json.q }}', filters: { language: '={{ $json.lang }}', anyWords: '={{ $json.tags }}' } },
		'{{ $json.q }} "{{ $json.tags }}" lang:{{ $json.lang }} | 54 of up to 512 characters',
	],
	[
		'x',
		{ ...search, query: 'tea since:2026-01-01' },
		"X does not know 'since:2026-01-01' here | Instead of since:2026-01-01, use 'Start Time' under Options.",
	],
	[
		'x',
		{ ...search, query: 'x'.repeat(513) },
		"The query has 513 characters; the limit is 512 | Remove words or accounts. Enterprise apps may send more: switch on 'Long Query' under Options.",
	],
	[
		'x',
		{ ...search, query: 'x'.repeat(513), options: { longQuery: true } },
		`${'x'.repeat(513)} | 513 of up to 4,096 characters`,
	],
	[
		'trigger',
		{ ...trigger, query: 'ferry', filters: { exclude: ['reply'] } },
		'ferry -is:reply | 15 of up to 512 characters',
	],
	[
		'trigger',
		{ ...trigger, query: 'ferry until:2026-01-01' },
		"X does not know 'until:2026-01-01' here | Instead of until:2026-01-01, remove it: only new posts are matched anyway.",
	],
] as const)('%s %j: %s', async (node, parameters, line) => {
	expect(await lines(node, parameters as IDataObject)).toEqual([`shown | ${line}`]);
});

it('each rule of the stream has a line', async () => {
	const rule = [{ value: 'kettle', tag: 'a' }, { filters: { anyWords: 'cup, saucer' } }, {}];
	expect(await lines('stream', { rules: { rule } })).toEqual([
		'shown | kettle | 6 of up to 1,024 characters',
		'shown2 | (cup OR saucer) | 15 of up to 1,024 characters',
		expect.stringContaining("shown3 | 'Rule' is empty | "),
	]);
	expect(await lines('stream', {})).toEqual([]);
});

it('a new stream trigger has a rule that X accepts', async () => {
	const [{ default: rules }] = nodes.stream.description.properties.filter(({ name }) => name === 'rules');
	expect(await lines('stream', { rules } as IDataObject)).toEqual([
		'shown | from:XDevelopers -is:retweet | 28 of up to 1,024 characters',
	]);
});

it('other operations and events have none', async () => {
	expect(await lines('x', { resource: 'post', operation: 'get' })).toEqual([]);
	expect(await lines('trigger', { event: 'mention' })).toEqual([]);
});

it('n8n asks again whenever a part of the query changes', () => {
	const [shown] = nodes.x.description.properties.filter(({ name }) => name === 'wholeQuery');
	expect(shown.typeOptions?.loadOptionsDependsOn).toEqual(
		expect.arrayContaining(['resource', 'operation', 'query', 'filters.from', 'searchIn', 'options.longQuery']),
	);
	const [rules] = nodes.stream.description.properties.filter(({ name }) => name === 'wholeQuery');
	expect(rules.typeOptions?.loadOptionsDependsOn).toEqual(
		expect.arrayContaining(['rules.rule[0].value', 'rules.rule[2].filters.allWords']),
	);
});
