/**
 * The HTML that people write in Markdown: comments are left out, `<br>` breaks the line, and other tags stay text. Rules for
 * markdown-it.
 */
import type MarkdownIt from 'markdown-it';
import type { StateBlock, StateInline } from 'markdown-it';

const OPEN = '<!--';
const CLOSE = '-->';
const BREAK = /<br\s{0,9}\/?>/iy;
/** The rest of a line. */
const BLANK = /[ \t]{0,99}(?:\n|$)/y;

const TAG =
	/<\/?(a|b|blockquote|center|code|del|details|div|em|figure|font|h[1-6]|i|iframe|img|ins|kbd|li|mark|ol|p|pre|s|script|small|span|strong|style|sub|summary|sup|table|t[dhr]|u|ul|video)(?:\s[^<>]{0,1000})?\/?>/iy;

/** What an article turns out to have. */
export interface Seen {
	/** The name of the first tag that stays text. */
	tag?: string;
}

/** Where the next comment ends, behind a place where somebody has looked for it: it is looked for once. */
interface Looked {
	looked?: { from: number; end: number };
}

export function readHtml(parser: MarkdownIt): void {
	parser.inline.ruler.before('autolink', 'html', inline);
	parser.block.ruler.before('paragraph', 'comment', block, { alt: ['paragraph', 'reference', 'blockquote'] });
}

function inline(state: StateInline & Looked, silent: boolean): boolean {
	if (state.src[state.pos] !== '<') return false;
	BREAK.lastIndex = state.pos;
	const [line] = BREAK.exec(state.src) ?? [];
	if (line !== undefined && !silent) state.push('hardbreak', 'br', 0);
	if (line === undefined) note(state);
	const end = line === undefined ? endOfComment(state.src, state.pos, state) : state.pos + line.length;
	if (end !== undefined) state.pos = end;
	return end !== undefined;
}

function note({ src, pos, env }: StateInline): void {
	TAG.lastIndex = pos;
	const [, tag] = TAG.exec(src) ?? [];
	if (tag !== undefined) (env as Seen).tag ??= tag.toLowerCase();
}

function endOfComment(text: string, from: number, state: Looked): number | undefined {
	if (!text.startsWith(OPEN, from)) return undefined;
	const { looked } = state;
	const isKnown = looked !== undefined && from >= looked.from && (looked.end < 0 || from + OPEN.length <= looked.end);
	const end = isKnown ? looked.end : text.indexOf(CLOSE, from + OPEN.length);
	state.looked = { from, end };
	return end < 0 ? undefined : end + CLOSE.length;
}

/** A comment on lines of its own may contain empty lines. */
function block(state: StateBlock, first: number, last: number, silent: boolean): boolean {
	const { src, bMarks, eMarks, tShift } = state;
	const end = endOfComment(src, bMarks[first] + tShift[first], state.env as Looked);
	if (end === undefined || end > eMarks[last - 1]) return false;
	BLANK.lastIndex = end;
	if (!BLANK.test(src)) return false;
	let line = first;
	while (eMarks[line] < end) line++;
	if (!silent) state.line = line + 1;
	return true;
}
