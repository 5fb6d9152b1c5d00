/** Every row of the schema is carried out on the real n8n-core: what it sends is what X's specification allows, and items come out. */
import type { IDataObject } from 'n8n-workflow';
import { RESOURCES, type Operation, type Resource } from '../../../connector';
import { simplifiedFields } from '../../../api/objects/simplify';
import { bytesOf, itemWith } from '../../support/inputs/files';
import { makeKnown, parametersFor } from '../../support/inputs/parameters';
import {
	kindsBut,
	nameOf,
	remove,
	RICHER,
	rowsOf,
	schemaFor,
	strays,
	write,
	written,
} from '../../support/n8n/output-schemas';
import { useLocalX } from '../../support/x/local-x';

const x = useLocalX({ rateLimits: false, balanceUsd: 100_000 });
beforeEach(() => {
	x.apps.web.enterprise = true;
});

/** Operations whose answer decides what comes next; each has a test of its own. */
const ELSEWHERE: Readonly<Record<string, string>> = {
	'post.createThread': 'thread',
	'complianceJob.uploadIds': 'compliance',
	'complianceJob.getResults': 'compliance',
	// What is encrypted needs keys, and somebody to talk to.
	'chat.send': 'chat',
	'chat.deleteMessages': 'chat',
	'chat.downloadFile': 'chat',
	'chat.createGroup': 'chat',
	'chat.addMembers': 'chat',
	'chat.rotateKeys': 'chat',
};

const rows = RESOURCES.flatMap((resource) =>
	resource.operations.map((operation): [string, Resource, Operation] => [
		`${resource.displayName} > ${operation.displayName}`,
		resource,
		operation,
	]),
).filter(([, { name }, operation]) => !ELSEWHERE[`${name}.${operation.name}`]);

/** What came out, by operation. */
const samples = new Map<string, IDataObject[]>();
const keep = (name: string, json: IDataObject[]) => void samples.set(name, [...(samples.get(name) ?? []), ...json]);

const run = async ({ access }: Operation, parameters: IDataObject) =>
	await x.run(
		{ authentication: access.user ? 'oAuth2' : 'bearerToken', ...parameters },
		// X tells private events of an account to nobody else.
		{
			input: [itemWith({ data: bytesOf('png', 400) })],
			...(parameters.resource === 'activitySubscription' ? { as: 'newsroom' } : {}),
		},
	);

describe.each(rows)('%s', (_name, resource, operation) => {
	test.each([['with what is needed', false], ['with everything']] as Array<[string, boolean?]>)(
		'%s',
		async (_what, everything = true) => {
			const parameters =
				parametersFor(resource, operation, makeKnown(x), everything) ??
				parametersFor(resource, operation, makeKnown(x), !everything);
			if (!parameters) throw new Error('The row refuses its own sample');
			const { error, items, json } = await run(operation, parameters);
			keep(nameOf({ resource, operation }), json);
			expect(error && `${error.message}: ${error.description}`).toBeUndefined();
			expect(x.requests.length > 0).toBe(!operation.offline);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual(items.map(() => ({ item: 0 })));
		},
	);
});

test('every operation left to another test is one that exists', () => {
	const all = RESOURCES.flatMap(({ name, operations }) => operations.map((operation) => `${name}.${operation.name}`));
	expect(Object.keys(ELSEWHERE).filter((name) => !all.includes(name))).toEqual([]);
});

describe('what is known of an output before a run', () => {
	test.each(Object.entries(RICHER))('%s runs with all that it can show', async (name, more) => {
		const [, { name: resource }, operation] = rows.find(
			([, { name: resource }, { name: each }]) => `${resource}.${each}` === name,
		)!;
		const { json, error } = await run(operation, { resource, operation: operation.name, ...more(x) });
		expect(error).toBeUndefined();
		keep(name, json);
	});

	// `WRITE_SCHEMAS=1` writes them.
	test.each(kindsBut(Object.keys(ELSEWHERE)))('of %s is what came out', (kind) => {
		const schema = schemaFor(kind, samples);
		const { properties = {} } = JSON.parse(schema) as { properties?: object };
		expect(Object.keys(properties)).toEqual(expect.arrayContaining(simplifiedFields(kind) ?? []));
		for (const row of rowsOf(kind)) {
			if (process.env.WRITE_SCHEMAS) write(row, schema);
			expect(written(row)).toBe(schema);
		}
	});

	test('belongs to an operation', () => {
		const left = Object.keys(ELSEWHERE);
		if (process.env.WRITE_SCHEMAS) strays(left).forEach(remove);
		expect(strays(left)).toEqual([]);
	});
});
