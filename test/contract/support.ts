/** What the contract tests compare with, and a way to leave tests out that says why. */
import { existsSync } from 'node:fs';
import { pricingBeside, rateLimitsBeside, specSource } from '../../contract';
import { RESOURCES, type Field, type Operation, type Resource } from '../../connector';

/** X's specification: `X_OPENAPI_SPEC`, else the copy beside the repository. */
export const SOURCE = specSource();
export const RATES = rateLimitsBeside(SOURCE);
export const PRICING = pricingBeside(SOURCE);

if (SOURCE && !/^https?:/.test(SOURCE) && !existsSync(SOURCE))
	throw new Error(`X_OPENAPI_SPEC names ${SOURCE}, which is not there`);

/** Tests that need something a plain clone does not have are told as skipped, with the reason in their name. */
export function describeWith(there: unknown, what: string, name: string, tests: () => void): void {
	if (there) return describe(name, tests);
	process.stderr.write(`Skipped: '${name}', because ${what} is not here (../shared/x-api, or X_OPENAPI_SPEC)\n`);
	describe['skip'](`${name} (${what} is not here)`, tests);
}

/** The rows of the schema with one of them changed; `post.search` names a row. */
export function withRow(name: string, change: (row: Operation) => Operation): Resource[] {
	const [resource, operation] = name.split('.');
	if (!RESOURCES.some((each) => each.name === resource && each.operations.some((row) => row.name === operation)))
		throw new Error(`There is no row ${name}`);
	return RESOURCES.map((each) =>
		each.name === resource
			? { ...each, operations: each.operations.map((row) => (row.name === operation ? change(row) : row)) }
			: each,
	);
}

/** A row with one of its fields changed, as the compiler would not let it be, also one inside a group; without one when the change gives undefined. */
export function withField(name: string, change: (field: Field) => object | undefined): (row: Operation) => Operation {
	const inside = (fields: readonly Field[]): Field[] =>
		fields.flatMap((field) => {
			if (field.name === name) return (change(field) as Field | undefined) ?? [];
			return field.kind === 'group' ? { ...field, fields: inside(field.fields) } : field;
		});
	return (row) => ({ ...row, fields: inside(row.fields) });
}
