/** Detects escapes meant for something other than a post, which X would show literally. Pure. */

/**
 * The two-character escapes for a line break or tab in program code, but not in a Windows path (`C:
 * ew`).
 */
const ESCAPE = /\\[nrt](?<!\b[A-Za-z]:\\\S{0,60})/;
const ENTITY = /&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});/i;

/**
 * The first match of each kind: `
 * ` as two characters, `&amp;`.
 */
export function writtenForOthers(text: string): string[] {
	return [ESCAPE, ENTITY].flatMap((sign) => sign.exec(text)?.[0] ?? []);
}
