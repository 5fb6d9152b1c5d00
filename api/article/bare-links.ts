/** Links bare URLs as GitHub does: a rule for markdown-it, whose own (linkify-it) takes quadratic time. */
import type MarkdownIt from 'markdown-it';
import type { StateInline } from 'markdown-it';

const BEHIND_SCHEME = /:\/\/[^\s<>[\]`\\/][^\s<>[\]`\\]*/y;
const NEVER_LAST = /[?!.,:;*_~'"]/;
const LONGEST_SCHEME = 'https'.length;

/** Missing from the library's types: how many links the text is nested in. */
interface InLink {
	linkLevel?: number;
}

/** Applies at a colon that ends a scheme. */
export function linkBareAddresses(parser: MarkdownIt): void {
	parser.inline.ruler.push('bare_link', (state: StateInline & InLink, silent) => {
		if (state.src[state.pos] !== ':' || state.linkLevel) return false;
		const before = state.src.slice(Math.max(0, state.pos - LONGEST_SCHEME - 1), state.pos);
		const [, scheme] = /(?:^|\W)(https?)$/i.exec(before) ?? [];
		if (scheme === undefined) return false;
		const rest = restOfAddress(state.src, state.pos);
		if (rest === undefined || (!silent && !write(state, scheme, scheme + rest))) return false;
		state.pos += rest.length;
		return true;
	});
}

/** False where the scheme has already been parsed as something else. */
function write(state: StateInline, scheme: string, address: string): boolean {
	if (!state.pending.endsWith(scheme)) return false;
	state.pending = state.pending.slice(0, -scheme.length);
	state.push('link_open', 'a', 1).attrs = [['href', address]];
	state.push('text', '', 0).content = address;
	state.push('link_close', 'a', -1);
	return true;
}

/** The part of a URL after its scheme; it ends before punctuation, and before a closing bracket opened outside it. */
function restOfAddress(text: string, colon: number): string | undefined {
	BEHIND_SCHEME.lastIndex = colon;
	const [whole] = BEHIND_SCHEME.exec(text) ?? [''];
	let unopened = whole.split(')').length - whole.split('(').length;
	let end = whole.length;
	for (; end > 0; end--) {
		const last = whole[end - 1];
		if (last === ')' && unopened > 0) unopened--;
		else if (!NEVER_LAST.test(last)) break;
	}
	return end > '://'.length ? whole.slice(0, end) : undefined;
}
