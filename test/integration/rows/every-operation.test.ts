/** Every row of the schema is carried out on the real n8n-core: what it sends is what X's specification allows, and items come out. */
import { RESOURCES, type Operation, type Resource } from '../../../connector';
import { bytesOf, itemWith } from '../../support/inputs/files';
import { makeKnown, parametersFor } from '../../support/inputs/parameters';
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
};

const rows = RESOURCES.flatMap((resource) =>
	resource.operations.map((operation): [string, Resource, Operation] => [
		`${resource.displayName} > ${operation.displayName}`,
		resource,
		operation,
	]),
).filter(([, { name }, operation]) => !ELSEWHERE[`${name}.${operation.name}`]);

describe.each(rows)('%s', (_name, resource, operation) => {
	test.each([['with what is needed', false], ['with everything']] as Array<[string, boolean?]>)(
		'%s',
		async (_what, everything = true) => {
			const parameters =
				parametersFor(resource, operation, makeKnown(x), everything) ??
				parametersFor(resource, operation, makeKnown(x), !everything);
			if (!parameters) throw new Error('The row refuses its own sample');
			const { error, items } = await x.run(
				{ authentication: operation.access.user ? 'oAuth2' : 'bearerToken', ...parameters },
				{ input: [itemWith({ data: bytesOf('png', 400) })] },
			);
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
