/** Detects what is meant for something other than a post, which X would show literally. Pure. */

/**
 * The escapes of program code: a line break or tab as two characters, but not in a Windows path, a character by its
 * number, a quote.
 */
const ESCAPE = /\\(?:[nrt](?<!\b[A-Za-z]:\\\S{0,60})|u[0-9a-f]{4}|")/i;
const ACCENT = '[a-z](?:acute|grave|circ|uml|tilde|cedil|ring)';
const ENTITY = new RegExp(
	`&(?:amp|lt|gt|quot|apos|nbsp|hellip|[mn]dash|[lr][sd]quo|bull|middot|copy|reg|trade|euro|szlig|${ACCENT}|#\\d{1,7}|#x[0-9a-f]{1,6});`,
	'i',
);
/** An n8n expression in a field that is not set to Expression. */
const TEMPLATE = /\{\{\s*\$[a-z]+/i;
const TAG = /<\/?(?:p|br|b|i|u|a|em|strong|div|span|[ou]l|li|h[1-6]|img)(?:\s[^<>]{0,200})?\/?>/i;
const MARKDOWN = /\*\*[^*\s][^*\n]{0,200}\*\*|\[[^[\]\n]{1,200}\]\(https?:|```/;

/** The first match of each kind, such as a backslash with an n, or `&amp;`. */
export function writtenForOthers(text: string): string[] {
	return [ESCAPE, ENTITY, TEMPLATE, TAG, MARKDOWN].flatMap((sign) => sign.exec(text)?.[0] ?? []);
}
