/** Converts any JavaScript value to text where possible: an expression may return anything. Pure. */
import { InputError } from '../../api/errors/errors';
import { isBlank } from '../../api/text/characters/blank';

/** Maximum length of a value in a message. */
const MOST_SHOWN = 60;

/** The given value for a message: short, in one line, and never `[object Object]`. */
export function shown(raw: unknown): string {
	const signs = [...printed(raw).replace(/\s+/g, ' ')];
	return signs.length > MOST_SHOWN ? `${signs.slice(0, MOST_SHOWN).join('')}…` : signs.join('');
}

function printed(raw: unknown): string {
	if (typeof raw === 'string') return raw.slice(0, 4 * MOST_SHOWN);
	if (typeof raw === 'function' || typeof raw === 'symbol') return `a ${typeof raw}`;
	if (typeof raw !== 'object' || raw === null) return String(raw);
	try {
		return JSON.stringify(raw, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)).slice(
			0,
			4 * MOST_SHOWN,
		);
	} catch {
		return 'an object that refers to itself';
	}
}

/** What JavaScript writes for a value that is missing. On X these are accounts, too: with an @ they are meant. */
export const isMissing = (text: string): boolean => /^\s*(?:undefined|null|NaN)\s*$/.test(text);

/** Texts that stand for a fault of what made them, how each is told, and what to do. */
const FAULTS: ReadonlyArray<readonly [found: RegExp, told: (found: string) => string, advice: string]> = [
	[
		/\[object Object\]/,
		(found) => `there is an object in it: '${found}'`,
		'Use one of its fields in the expression, or JSON.stringify() to write all of it.',
	],
	[
		/Invalid DateTime/,
		(found) => `there is an invalid date in it: '${found}'`,
		'Check what the expression reads as a date.',
	],
	[
		/^\s*(?:undefined|null|NaN|Invalid Date)\s*$/,
		(found) => `it is '${found}', as JavaScript writes a missing value`,
		'Check the expression, or leave it empty.',
	],
	[
		/^\s*#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|ERROR!|SPILL!|CALC!)\s*$/,
		(found) => `it is '${found}', as spreadsheets write an error`,
		'Correct the formula of the cell, or leave it empty.',
	],
];

/** @throws InputError for a text that nobody has written */
export function refuseFaults(text: string): void {
	for (const [found, told, advice] of FAULTS) {
		const [fault] = found.exec(text) ?? [];
		if (fault !== undefined) throw new InputError(told(fault.trim()), advice);
	}
}

/** Whether no value was given. */
export const isNothing = (raw: unknown): boolean =>
	raw === undefined ||
	raw === null ||
	(typeof raw === 'string' && isBlank(raw)) ||
	(Array.isArray(raw) && raw.length === 0);

/** A JavaScript Date or a Luxon date (as n8n uses); undefined for anything else. */
export function momentOf(raw: unknown): Date | undefined {
	if (raw instanceof Date) return raw;
	if (typeof raw !== 'object' || raw === null || !('toISO' in raw) || typeof raw.toISO !== 'function') return undefined;
	// Luxon returns null for an invalid date.
	const written: unknown = (raw.toISO as () => unknown)();
	return new Date(typeof written === 'string' ? written : NaN);
}

/** The text of strings, numbers, booleans and dates. @throws InputError for everything else */
export function textOf(raw: unknown): string {
	if (typeof raw === 'string') return raw;
	if (typeof raw === 'bigint' || typeof raw === 'boolean') return String(raw);
	if (typeof raw === 'number' && Number.isFinite(raw)) {
		if (Number.isInteger(raw) && !Number.isSafeInteger(raw))
			throw new InputError(
				`the number ${raw} has lost digits`,
				'It is larger than a number can hold exactly: pass it as text.',
			);
		return String(raw);
	}
	const moment = momentOf(raw);
	if (moment && !Number.isNaN(moment.getTime())) return moment.toISOString();
	throw new InputError(
		`it is ${nounOf(raw)}, not text: ${shown(raw)}`,
		'Use one of its fields, or convert it to text first.',
	);
}

function nounOf(raw: unknown): string {
	if (Array.isArray(raw)) return 'a list';
	if (momentOf(raw)) return 'an invalid date';
	return typeof raw === 'number' ? 'no number' : 'an object';
}

/** The object or list in a JSON text; undefined if there is none. */
export function parsedJson(text: string): object | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? value : undefined;
	} catch {
		return undefined;
	}
}

/** An object, given as such or as JSON. @throws InputError for everything else */
export function objectOf(raw: unknown): Readonly<Record<string, unknown>> {
	const value = typeof raw === 'string' ? parsedJson(raw) : raw;
	if (typeof value === 'object' && value !== null && !Array.isArray(value) && !momentOf(value)) return { ...value };
	throw new InputError(
		`it is not an object: ${shown(raw)}`,
		'Fill it in field by field, or give an object with the names of its fields.',
	);
}

/**
 * An object with these members and no others. An expression may return any: one that is ignored would be missing from
 * what is published, such as a misspelled 'private'.
 * @throws InputError that names what is not known
 */
export function membersOf(raw: unknown, known: readonly string[]): Readonly<Record<string, unknown>> {
	const given = objectOf(raw);
	const unknown = Object.keys(given).find((name) => !known.includes(name) && !isNothing(given[name]));
	if (unknown !== undefined)
		throw new InputError(`there is no '${shown(unknown)}' in it`, `It can have: ${known.join(', ')}.`);
	return given;
}
