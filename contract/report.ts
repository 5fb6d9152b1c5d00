/** A readable report of differences, grouped by endpoint, with a total at the end. Pure. */
import { partLabel, type Difference } from './difference';

/** An endpoint, followed by its differences, with part names aligned in one column. */
function group(endpoint: string, differences: readonly Difference[]): string[] {
	const labels = differences.map(({ part }) => partLabel(part));
	const width = Math.max(...labels.map(({ length }) => length));
	return [
		endpoint,
		...differences.map(({ text }, index) => (width === 0 ? `  ${text}` : `  ${labels[index].padEnd(width)}  ${text}`)),
		'',
	];
}

const count = (many: number, noun: string) => `${many} ${noun}${many === 1 ? '' : 's'}`;

export function report(differences: readonly Difference[]): string {
	const endpoints = [...new Set(differences.map(({ endpoint }) => endpoint))];
	const groups = endpoints.flatMap((endpoint) =>
		group(
			endpoint,
			differences.filter((each) => each.endpoint === endpoint),
		),
	);
	const sum =
		differences.length === 0
			? 'No difference.'
			: `${count(differences.length, 'difference')} at ${count(endpoints.length, 'endpoint')}.`;
	return [...groups, sum].join('\n');
}
