/** How single lines of Markdown begin blocks. Pure. */

export const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/;
export const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+|$)(.*)$/;
export const FENCE = /^( {0,3})(`{3,}(?!.*`)|~{3,})(.*)$/;
export const QUOTE = /^ {0,3}> ?/;
export const ITEM = /^( {0,3})(?:([-+*])|(\d{1,9})([.)]))(?= |$)/;
export const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;

export const isBlank = (line: string) => /^[ \t]*$/.test(line);
export const indentOf = (line: string) => (/^ */.exec(line) as RegExpExecArray)[0].length;

/** Tabs where structure is told by columns become spaces, to the next fourth column. */
export function detab(line: string): string {
	const [structure] = /^(?:[ \t>]|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/.exec(line) ?? [''];
	let columns = '';
	for (const char of structure) columns += char === '\t' ? ' '.repeat(4 - (columns.length % 4)) : char;
	return columns + line.slice(structure.length);
}

/** A line from a column on, with the tabs it was written with. */
export function fromColumn(raw: string, column: number): string {
	let at = 0;
	let i = 0;
	for (; at < column && i < raw.length; i++) at += raw[i] === '\t' ? 4 - (at % 4) : 1;
	return ' '.repeat(Math.max(0, at - column)) + raw.slice(i);
}

const cells = (row: string) =>
	row
		.trim()
		.replace(/^\|/, '')
		.replace(/(^|[^\\])\|$/, '$1')
		.split(/(?<!\\)\|/);

/** Whether a line under `header` makes the two the head of a table. */
export function isTable(header: string, line: string): boolean {
	const marks = line.trim();
	if (!/^[-|:][-|: ][-|: \t]*$/.test(marks) || /^- /.test(marks) || !header.includes('|')) return false;
	const columns = cells(marks);
	return columns.every((cell) => /^:?-+:?$/.test(cell.trim())) && cells(header).length === columns.length;
}
