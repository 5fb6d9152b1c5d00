/** Definitions of links (`[label]: https://example.com "title"`) and the pieces of text that they share with inline links. Pure. */

/** Addresses by label, as {@link labelOf} writes it. */
export type References = Map<string, string>;

const DESTINATION = String.raw`(?:<((?:[^<>\n\\]|\\.)*)>|((?!<)\S+))`;
const TITLE = String.raw`(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\((?:[^()\\]|\\[^])*\))`;
const START = String.raw`^\[((?:[^\\\[\]]|\\[^]){1,999})\]:[ \t]*\n?[ \t]*${DESTINATION}`;
const WITH_TITLE = new RegExp(`${START}(?:[ \\t]+|[ \\t]*\\n[ \\t]*)${TITLE}[ \\t]*(?:\\n|$)`);
const WITHOUT_TITLE = new RegExp(`${START}[ \\t]*(?:\\n|$)`);

/** Labels are compared without regard to case and to the kind of white space. */
export const labelOf = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase();

const isBalanced = (text: string) => text.split('(').length === text.split(')').length;

/** Takes definitions off the start of a paragraph. */
export function definitions(paragraph: string): { left: string; found: Array<[string, string]> } {
	const found: Array<[string, string]> = [];
	let left = paragraph;
	for (;;) {
		const match = WITH_TITLE.exec(left) ?? WITHOUT_TITLE.exec(left);
		if (!match || !labelOf(match[1]) || !isBalanced(match[3] ?? '')) return { left, found };
		found.push([labelOf(match[1]), unescape(match[2] ?? match[3])]);
		left = left.slice(match[0].length);
	}
}

/** The names that are common in texts; any character can be written as a number. */
const NAMED = new Map(
	Object.entries({
		amp: '&',
		lt: '<',
		gt: '>',
		quot: '"',
		apos: "'",
		nbsp: '\u00a0',
		copy: '©',
		reg: '®',
		trade: '™',
		hellip: '…',
		mdash: '—',
		ndash: '–',
		lsquo: '‘',
		rsquo: '’',
		ldquo: '“',
		rdquo: '”',
		laquo: '«',
		raquo: '»',
		bull: '•',
		middot: '·',
		times: '×',
		deg: '°',
		euro: '€',
		pound: '£',
		sect: '§',
		rarr: '→',
		larr: '←',
		shy: '\u00ad',
	}),
);
const ENTITY = /&(?:#[xX]([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{2,31}));/;

/** The character that an HTML entity at the start of a text stands for, and how long the entity is. */
export function entity(text: string): { char: string; length: number } | undefined {
	const match = ENTITY.exec(text);
	if (match?.index !== 0) return undefined;
	const [whole, hex, decimal, name] = match;
	const named = NAMED.get(name);
	if (name !== undefined) return named === undefined ? undefined : { char: named, length: whole.length };
	const code = hex ? parseInt(hex, 16) : Number(decimal);
	const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
	return { char: valid ? String.fromCodePoint(code) : '\ufffd', length: whole.length };
}

const PUNCTUATION = '[!-/:-@[-`{-~]';

/** Backslashes before punctuation and entities, resolved. */
export const unescape = (text: string): string =>
	text.replace(
		new RegExp(String.raw`\\(${PUNCTUATION})|&(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|\w{2,31});`, 'g'),
		(whole, char?: string) => char ?? entity(whole)?.char ?? whole,
	);

export const isPunctuation = (char: string): boolean => new RegExp(`^${PUNCTUATION}$`).test(char);
