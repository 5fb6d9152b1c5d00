/** Shows a measurement. */
import Table from 'cli-table3';

export function report(_measurement: string, title: string, head: string[], rows: string[][]): void {
	console.log(`\n${title}`);
	const table = new Table({ head });
	table.push(...rows);
	console.log(table.toString());
}
