/** `npm run contract -- --spec FILE|URL`: compares the schema with X's specification, rate limits and prices. */
import { parseArgs } from 'node:util';
import { endpoints, RESOURCES } from '../connector';
import {
	againstSpec,
	comparePrices,
	compareRates,
	pricingBeside,
	rateLimitsBeside,
	specFrom,
	specSource,
	toCome,
} from '.';
import { report } from './report';

const HELP = `Compares the connector schema with X's OpenAPI specification; ends with 1 when they differ.

  npm run contract                      the copy beside the repository or X_OPENAPI_SPEC, else X's own
  npm run contract -- --spec FILE|URL   another one, such as https://api.x.com/2/openapi.json

rate-limits.json and pricing.json are compared too where they lie beside the specification.`;

async function main(): Promise<void> {
	const { spec: given, help } = parseArgs({
		options: { spec: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
	}).values;
	if (help) return console.log(HELP);
	const source = given ?? specSource();
	const spec = await specFrom(source);
	const [rates, prices] = [rateLimitsBeside(source), pricingBeside(source)];
	const differences = [
		...againstSpec(RESOURCES, spec),
		...(rates ? compareRates(RESOURCES, rates) : []),
		...(prices ? comparePrices(RESOURCES, prices) : []),
	];
	const skipped = [...(rates ? [] : ['rate-limits.json']), ...(prices ? [] : ['pricing.json'])];
	const waiting = toCome(RESOURCES, spec).length;
	console.log(
		`X API ${spec.version}, ${spec.endpoints.size} endpoints; the schema calls ${endpoints().length}${waiting > 0 ? `, ${waiting} are still to come` : ''}.`,
	);
	if (skipped.length > 0) console.log(`Not compared: ${skipped.join(' and ')}, not found beside the specification.`);
	console.log(`\n${report(differences)}`);
	if (differences.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
	console.error(`✖ ${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 2;
});
