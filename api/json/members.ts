/** Reads members of X's objects, whatever X has put there: absent, null or of another type reads as nothing. */

/** An object of X as JSON; field names are those of the `post` vocabulary. */
export type XObject = Record<string, unknown>;

/** Shared, so that missing members cost nothing. */
const NONE: never[] = [];
export const NOTHING: XObject = Object.freeze({});

export const isObject = (value: unknown): value is XObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const inner = (value: unknown): XObject => (isObject(value) ? value : NOTHING);

export function objects(value: unknown): XObject[] {
	if (!Array.isArray(value)) return NONE;
	return value.every(isObject) ? value : value.filter(isObject);
}

/** A number that JSON cannot carry exactly is not the one that X sent: as an ID, it would name another object. */
const isExact = (value: number): boolean => !Number.isInteger(value) || Number.isSafeInteger(value);

const isLabel = (value: unknown): value is string | number =>
	typeof value === 'string' || (typeof value === 'number' && isExact(value));

/** IDs, keys and names. */
export function strings(value: unknown): string[] {
	if (isLabel(value)) return [String(value)];
	return Array.isArray(value) ? value.filter(isLabel).map(String) : NONE;
}

/** A number, which X may write as text, or undefined. */
export function count(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A text, or undefined. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** An ID or a name, or undefined. */
export const label = (value: unknown): string | undefined => (isLabel(value) ? String(value) : undefined);
