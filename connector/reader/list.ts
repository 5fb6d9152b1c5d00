/** Parses a list given as an array, as JSON, or as text with separators. Pure. */
import { InputError } from '../../api/errors/errors';
import { isNothing, membersOf, objectOf, parsedJson, shown, textOf } from './plain';

/** Entries without spaces, such as IDs, handles and links; commas of Chinese and Japanese texts separate them, too. */
export const tokensOf = (raw: unknown): unknown[] => entriesOf(raw, (text) => text.split(/[\s,;，；、]+/));

/** Entries of any text: line breaks take precedence over commas, so entries on separate lines may contain commas. */
export const phrasesOf = (raw: unknown): string[] => entriesOf(raw, phrases).map((entry) => textOf(entry).trim());

/** URLs, which contain no spaces; a comma, or another sign that separates, does so only where one ends or begins. */
export const linksOf = (raw: unknown): string[] =>
	entriesOf(raw, (text) => text.split(/\s+|[,;|](?=\s|$|https?:\/\/)/i)).map((entry) => textOf(entry).trim());

/** Names or texts that can contain spaces but no commas. */
export const namesOf = (raw: unknown): string[] =>
	entriesOf(raw, (text) => text.split(/[,\r\n]+/)).map((entry) => textOf(entry).trim());

/**
 * The rows of a collection, as n8n stores them under a name, or as an expression returns them: a list, or one of them.
 * @throws InputError if it is no list
 */
export function rowsIn(raw: unknown, name: string): unknown[] {
	if (isNothing(raw)) return [];
	const value = (typeof raw === 'string' ? parsedJson(raw) : undefined) ?? raw;
	if (Array.isArray(value)) return value as unknown[];
	if (typeof value === 'string') throw new InputError(`it is a text, not a list: ${shown(value)}`, ROWS);
	const given = objectOf(value);
	if (Object.keys(given).length === 0) return [];
	if (!(name in given)) return [given];
	const { [name]: rows } = membersOf(given, [name]);
	return isNothing(rows) ? [] : listed(rows);
}

const ROWS = 'Give a list such as ["one", "two"], as JSON or from an expression.';

/** Rows under their name: a list, the JSON of one, or a single row. */
function listed(rows: unknown): unknown[] {
	const value = (typeof rows === 'string' ? parsedJson(rows) : undefined) ?? rows;
	return Array.isArray(value) ? (value as unknown[]) : [value];
}

function phrases(text: string): string[] {
	const lines = text.trim().split(/[\r\n]+/);
	// Lines may also end with commas.
	return lines.length > 1 ? lines.map((line) => line.trim().replace(/,$/, '')) : text.split(',');
}

/** Empty entries are omitted. @throws InputError if it is not a list */
function entriesOf(raw: unknown, split: (text: string) => string[]): unknown[] {
	if (Array.isArray(raw)) return raw.filter((entry) => !isNothing(entry));
	if (typeof raw !== 'string') return [textOf(raw)];
	return (inJson(raw.trim()) ?? split(raw)).filter((entry) => !isNothing(entry));
}

/** The list in a JSON text; undefined when it is plain text. @throws InputError for JSON that is not a list */
function inJson(text: string): unknown[] | undefined {
	// Digits are kept as text: JSON would round an ID.
	if (/^\[[\d\s,]*\]$/.test(text)) return text.slice(1, -1).split(/[\s,]+/);
	const value = parsedJson(text) ?? (text.startsWith('"') ? parsedJson(`[${text}]`) : undefined);
	if (Array.isArray(value)) return value as unknown[];
	if (value !== undefined) throw new InputError(`it is an object, not a list: ${shown(text)}`, EXPECTED);
	if (/^\[\s*(["{[]|\])/.test(text) || IN_BRACKETS.test(text))
		throw new InputError(`it is not valid JSON: ${shown(text)}`, EXPECTED);
	return undefined;
}

/** A list as other languages, and people, write it: its brackets and quotation marks would become part of the entries. */
const IN_BRACKETS = /^\[[^[\]]*\]$/;

const EXPECTED = 'Give a list such as ["one", "two"], or the entries separated by commas or line breaks.';
