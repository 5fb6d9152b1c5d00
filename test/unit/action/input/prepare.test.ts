/** The parameters of every operation may come to anything by an expression: an item is prepared or refused, and nothing else happens. */
import fc from 'fast-check';
import type { IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../../../../api/errors/errors';
import { RESOURCES, type Operation } from '../../../../connector';
import { prepare } from '../../../../host/action/input/prepare';
import { drawResources } from '../../../../host/panel/properties';
import { WHOLE_QUERY } from '../../../../host/panel/loaded/whole-query';

/** As much of n8n as reading parameters takes: an item with one file, and no network. */
const context = {
	getTimezone: () => 'Europe/Berlin',
	getInputData: () => [{ json: {}, binary: { data: { data: 'iVBORw0KGgo=', mimeType: 'image/png' } } }],
	getExecutionCancelSignal: () => undefined,
	helpers: {
		assertBinaryData: () => ({ data: 'iVBORw0KGgo=', mimeType: 'image/png' }),
		httpRequest: async () => await Promise.reject(new Error('There is no network here')),
	},
} as unknown as IExecuteFunctions;

const itself: Record<string, unknown> = {};
itself.self = itself;
const odd = fc.constantFrom<unknown>(
	undefined,
	null,
	NaN,
	1n,
	true,
	'',
	' ',
	'text',
	'data',
	'{"item":[{}]}',
	'["a"]',
	itself,
	[itself],
	new Date(NaN),
	{ toISO: () => null },
	{ mode: 'username', value: { a: 1 } },
	{ mode: 'list', value: 'me' },
	{ item: null },
	{ item: [null] },
	{ item: [{ source: 'url', url: [{}] }] },
	{ item: { source: 'binary', binaryFields: [1n], altText: {} } },
	{ item: [{ source: {}, mediaIds: itself }] },
	{ part: [null, 'a', 5, { text: [] }, { text: 'a', media: 'b' }] },
	{ part: 'a' },
	{ values: null },
	{ values: [{}] },
	{ values: { choices: itself } },
);
const anything = fc.oneof(odd, fc.jsonValue(), fc.array(odd));

/** The names that an operation's panel has, those of the engine too. */
const namesOf = (operation: Operation): string[] => [
	...operation.fields.map(({ name }) => name),
	'returnAll',
	'limit',
	'output',
	'outputFields',
];
const collections = ['options', 'limits', 'fields'] as const;

const rows = RESOURCES.flatMap(({ name, operations }) =>
	operations.map((row) => [`${name}.${row.name}`, row] as const),
);

it.each(rows)('%s', async (_, operation) => {
	const names = namesOf(operation);
	const inner = fc.dictionary(fc.constantFrom(...names, 'continueFrom', 'include', 'postFields'), anything);
	const parameters = fc.record({
		...Object.fromEntries(names.map((name) => [name, anything])),
		...Object.fromEntries(collections.map((name) => [name, fc.oneof({ weight: 3, arbitrary: inner }, anything)])),
	}) as fc.Arbitrary<Record<string, unknown>>;
	await fc.assert(
		fc.asyncProperty(parameters, async (given) => {
			const outcome = await prepare(context, operation, 0, (name) => given[name]).catch((error: unknown) => error);
			if (outcome instanceof InputError) expect(`${outcome.message} ${outcome.advice}`).not.toContain('[object');
			else if (outcome instanceof Error) throw outcome;
			else expect(outcome).toMatchObject({ itemIndex: 0 });
		}),
		{ numRuns: 30 },
	);
});

const SELECTORS = ['authentication', 'connectedAccount', 'resource', 'operation'];

it('reads as many names as the panels show', () => {
	const drawn = new Set(drawResources(RESOURCES).map(({ name }) => name));
	const read = new Set([...rows.flatMap(([, operation]) => namesOf(operation)), ...collections]);
	for (const name of drawn)
		if (![...SELECTORS, 'withoutAccess', 'notice', WHOLE_QUERY].includes(name)) expect(read).toContain(name);
});
