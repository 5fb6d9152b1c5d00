/** Shows a table of a measurement, and keeps it where `npm run bench -- --write` asks for it. */
import { appendFileSync } from 'node:fs';
import Table from 'cli-table3';

export interface Report {
	/** Name of the measurement, as in `npm run bench -- NAME`. */
	measurement: string;
	title: string;
	/** The first column names who or what was measured. */
	head: readonly string[];
	rows: ReadonlyArray<readonly string[]>;
	/** Column that is drawn in the plot, if any. */
	drawn?: string;
}

/** File that takes the reports, one JSON object a line. */
export const KEPT_IN = 'BENCH_REPORTS';

export function report(shown: Report): void {
	const table = new Table({ head: [...shown.head], style: { head: [], border: [] } });
	table.push(...shown.rows.map((row) => [...row]));
	console.log(`\n${shown.title}\n${table.toString()}`);
	const file = process.env[KEPT_IN];
	if (file) appendFileSync(file, `${JSON.stringify(shown)}\n`);
}
