/** Every row of the schema is as X's specification says, and every endpoint of X has a row or a reason. */
import { againstSpec, specFrom, toCome, toLine, type Difference } from '../../contract';
import { endpoints, RESOURCES } from '../../connector';
import { OBJECT_NAMES, objectKind } from '../../connector/objects';
import { selectionsOf } from '../../connector/selections';
import { describeWith, SOURCE } from './support';

const called = [
	...new Set(
		[...endpoints(), ...OBJECT_NAMES.flatMap((name) => objectKind(name).listed ?? [])].map(
			({ endpoint }): string => endpoint,
		),
	),
];

describeWith(SOURCE, "X's specification", "The schema and X's specification", () => {
	let differences: Difference[];
	let missing: string[];
	beforeAll(async () => {
		const spec = await specFrom(SOURCE);
		differences = againstSpec(RESOURCES, spec);
		missing = toCome(RESOURCES, spec);
	});

	it.each(called)('agree on %s', (endpoint) => {
		expect(differences.filter((each) => each.endpoint === endpoint).map(toLine)).toEqual([]);
	});

	it('agree on which endpoints there are', () => {
		if (missing.length > 0) process.stderr.write(`${missing.length} endpoints of X are still without a row\n`);
		expect(differences.filter(({ endpoint }) => !called.includes(endpoint)).map(toLine)).toEqual([]);
	});
});

describe('The fields to choose', () => {
	const kinds = [...new Set(RESOURCES.flatMap(({ operations }) => operations.map(({ returns }) => returns)))].filter(
		(kind) => selectionsOf(kind).length > 0,
	);

	it.each(kinds)('of a %s are by default some of those that can be chosen', (kind) => {
		for (const { parameter, values, simplified, full, always = [] } of selectionsOf(kind)) {
			const unknown = [...simplified, ...full, ...always].filter((value) => !values.includes(value));
			expect({ parameter, unknown }).toEqual({ parameter, unknown: [] });
		}
	});
});
