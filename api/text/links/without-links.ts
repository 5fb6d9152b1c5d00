/** Removes the links from a text and leaves everything else unchanged. Pure. */
import type { Span } from '../characters/characters';
import { findLinks } from './links';

/**
 * A name without a scheme may be a link, or a sentence end without a space ("works.So"): only what is certainly a
 * link is removed.
 */
const MEANT = /^(?:https?:\/\/|www\.)/i;

const isBlank = (char: string | undefined) => char === ' ' || char === '\t' || char === '\u00a0' || char === '\u3000';

/** The links in order, each once, and the text without them and without the gaps they leave. */
export function withoutLinks(text: string): { text: string; links: string[] } {
	const links = findLinks(text).filter(({ text: link }) => MEANT.test(link));
	if (links.length === 0) return { text, links: [] };
	const spans = links.map(({ start, text: link }) => ({ start, end: start + link.length }));
	return { text: withoutLines(text, spans), links: [...new Set(links.map(({ text: link }) => link))] };
}

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
		return { text: rest, gone: rest.trim() === '' };
	});
	return joined(lines);
}

/** Each link is removed with the spaces before it, or those after it if it starts a line. */
function cutOut(line: string, spans: readonly Span[]): string {
	let kept = '';
	let at = 0;
	for (const { start, end } of spans) {
		kept += line.slice(at, start);
		at = end;
		const isLast = at === line.length || isBlank(line[at]) || /[.,;:!?…]/.test(line[at]);
		if (kept === '') while (isBlank(line[at])) at++;
		else if (isLast) kept = kept.slice(0, endOfText(kept));
	}
	return kept + line.slice(at);
}

function endOfText(text: string): number {
	let end = text.length;
	while (end > 0 && isBlank(text[end - 1])) end--;
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
