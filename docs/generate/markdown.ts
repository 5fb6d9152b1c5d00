/** The few forms of Markdown that the pages use, as GitHub reads them. Pure. */

/** Descriptions of fields may carry links in HTML. */
export const text = (html: string): string =>
	html.replace(/<a href="([^"]+)"[^>]*>(.*?)<\/a>/g, '[$2]($1)').replace(/\s*<br\s*\/?>\s*/g, ' ');
export const code = (value: string): string => `\`${value}\``;
export const list = (values: readonly string[]): string => values.join(', ');

/** The anchor GitHub gives a heading. */
const anchor = (heading: string): string =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.replace(/\s/g, '-');
export const link = (shown: string, heading: string): string => `[${shown}](#${anchor(heading)})`;

const cell = (value: string): string => value.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ');
const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** Columns without any content are left out. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const kept = head.map((_, column) => rows.some((row) => row[column] !== ''));
	const only = (cells: readonly string[]) => cells.filter((_, column) => kept[column]);
	return [line(only(head)), line(only(head).map(() => '---')), ...rows.map((row) => line(only(row)))].join('\n');
}
