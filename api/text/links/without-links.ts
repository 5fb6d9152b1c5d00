/** Removes the links from a text and leaves everything else unchanged. Pure. */
import { endOf as behind, type Span } from '../characters/characters';
import { findLinks } from './links';

/**
 * A name without a scheme may be a link, or a sentence end without a space ("works.So"): only what is certainly a
 * link is removed.
 */
const MEANT = /^(?:https?:\/\/|www\.)/i;

const isBlank = (char: string | undefined) => char === ' ' || char === '\t' || char === '\u00a0' || char === '\u3000';

/** The links in order, each once, and the text without them and without the gaps they leave. */
export function withoutLinks(text: string): { text: string; links: string[] } {
	const links = meantLinks(text);
	if (links.length === 0) return { text, links: [] };
	const spans = asOne(text, links).map((span) => withBrackets(text, span));
	return {
		text: withoutLines(text, spans),
		links: [...new Set(links.map(({ start, end }) => text.slice(start, end)))],
	};
}

/** X sees no fragment directly behind a name (`https://example.com#top`), but it belongs to the link. */
const FRAGMENT = /#[\w/?=&%+.:~-]*[\w/=&~-]/y;

function meantLinks(text: string): Span[] {
	const spans: Span[] = [];
	for (const { start, text: link } of findLinks(text)) {
		if (!MEANT.test(link) || start < (spans.at(-1)?.end ?? 0)) continue;
		spans.push({ start, end: behind(FRAGMENT, text, start + link.length) });
	}
	return spans;
}

const JOINING = /^[ \t\u00a0\u3000,;|/&+·•–—-]*$/;

/** Links with nothing but separators between them leave together. */
function asOne(text: string, spans: readonly Span[]): Span[] {
	const all: Span[] = [];
	for (const span of spans) {
		const before = all.at(-1);
		if (before && JOINING.test(text.slice(before.end, span.start))) all[all.length - 1] = { ...before, end: span.end };
		else all.push(span);
	}
	return all;
}

const CLOSING: Readonly<Record<string, string>> = {
	'(': ')',
	'[': ']',
	'{': '}',
	'<': '>',
	'（': '）',
	'［': '］',
	'【': '】',
	'「': '」',
	'『': '』',
	'《': '》',
	'«': '»',
	'“': '”',
	'„': '“',
	'‘': '’',
	'"': '"',
	"'": "'",
};

/** Brackets and quotation marks around nothing but links leave with them. */
function withBrackets(text: string, span: Span): Span {
	for (let { start, end } = span; ;) {
		while (isBlank(text[start - 1])) start--;
		while (isBlank(text[end])) end++;
		if (start === 0 || end === text.length || CLOSING[text[start - 1]] !== text[end]) return span;
		span = { start: start - 1, end: end + 1 };
		({ start, end } = span);
	}
}

/** What cannot be seen, and what only ended the link. */
const NOTHING = /^[\s\p{Cf}]*$/u;
const NOTHING_LEFT = /^[\s\p{Cf}.,;:!?…。、！？]*$/u;

interface Line {
	text: string;
	/** The paragraph contained nothing but links. */
	gone: boolean;
}

function withoutLines(text: string, spans: readonly Span[]): string {
	let at = 0;
	let next = 0;
	const lines = text.split('\n').map((line): Line => {
		const [start, end] = [at, at + line.length];
		at = end + 1;
		const inside: Span[] = [];
		for (; next < spans.length && spans[next].start < end; next++)
			inside.push({ start: spans[next].start - start, end: spans[next].end - start });
		if (inside.length === 0) return { text: line, gone: false };
		const rest = cutOut(line, inside);
		const isLinks = NOTHING.test(line.slice(0, inside[0].start)) && NOTHING_LEFT.test(rest);
		return { text: rest, gone: isLinks || NOTHING.test(rest) };
	});
	return joined(lines);
}

const SEPARATORS = /^[:|·•»>→⇒–—-]$/;
const isSeparator = (char: string | undefined) => char !== undefined && SEPARATORS.test(char);

/**
 * Each link is removed with the spaces before it, or those after it if it starts a line, and with a separator that has
 * nothing to separate any more.
 */
function cutOut(line: string, spans: readonly Span[]): string {
	let kept = '';
	let at = 0;
	for (const { start, end } of spans) {
		kept += line.slice(at, start);
		at = end;
		const isLast = at === line.length || isBlank(line[at]) || /[.,;:!?…)\]}）］】」』》»”]/.test(line[at]);
		if (kept.trim() === '') at = startOfText(line, at);
		else if (endsPhrase(line, at)) kept = kept.slice(0, endOf(kept, isEither));
		else if (isLast) kept = kept.slice(0, endOf(kept, isBlank));
	}
	return kept + line.slice(at);
}

const isEither = (char: string | undefined) => isBlank(char) || isSeparator(char);

/** Whether nothing, the end of a sentence or another separator follows. */
function endsPhrase(line: string, at: number): boolean {
	const next = endOfBlanks(line, at);
	return next === line.length || /[.!?…]/.test(line[at]) || (next > at && isSeparator(line[next]));
}

/** After the blanks, and after a separator among them. */
function startOfText(line: string, at: number): number {
	const next = endOfBlanks(line, at);
	return isSeparator(line[next]) && isBlank(line[next + 1]) ? endOfBlanks(line, next + 1) : next;
}

function endOfBlanks(line: string, at: number): number {
	while (isBlank(line[at])) at++;
	return at;
}

function endOf(text: string, drops: (char: string | undefined) => boolean): number {
	let end = text.length;
	while (end > 0 && drops(text[end - 1])) end--;
	return end;
}

/** A paragraph of links is removed with one of the blank lines around it, or with both at either end of the text. */
function joined(lines: readonly Line[]): string {
	const kept: string[] = [];
	let pending = false;
	for (const { text, gone } of lines) {
		if (gone) pending = true;
		else {
			const isGap = pending && text.trim() === '' && (kept.at(-1) ?? '').trim() === '';
			if (!isGap) {
				kept.push(text);
				pending = false;
			}
		}
	}
	if (pending) while (kept.at(-1)?.trim() === '') kept.pop();
	return kept.join('\n');
}
