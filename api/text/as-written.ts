/** Signs that a text was written for something else than a post, and that X shows as they are. Pure. */

/** The two characters that stand for a line break or a tab in program code, but not in a path of Windows (`C:\new`). */
const ESCAPE = /\\[nrt](?<!\b[A-Za-z]:\\\S{0,60})/;
const ENTITY = /&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});/i;

/** The first sign of each kind: `\n` as two characters, `&amp;`. */
export function writtenForOthers(text: string): string[] {
	return [ESCAPE, ENTITY].flatMap((sign) => sign.exec(text)?.[0] ?? []);
}
