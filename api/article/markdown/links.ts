/** Addresses in Markdown: pointed, bare, and behind the text of a link. Pure. */
import { isPunctuation, unescape } from './references';

const AUTOLINK = /^<([A-Za-z][A-Za-z0-9.+-]{1,31}:[^<>\s]*)>/;
const MAIL =
	/^<([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>/;
const BARE = /^https?:\/\/[^\s<>[\]`\\]+/i;

/** `<https://example.com>`, `<mail@example.com>` */
export function pointedAddress(text: string): { text: string; url: string; length: number } | undefined {
	const [, address] = AUTOLINK.exec(text) ?? [];
	const [, mail] = MAIL.exec(text) ?? [];
	const shown = address ?? mail;
	return shown === undefined ? undefined : { text: shown, url: address ?? `mailto:${mail}`, length: shown.length + 2 };
}

/** A bare address ends before punctuation, and before a bracket that was opened before it. */
export function bareAddress(text: string): string | undefined {
	let address = BARE.exec(text)?.[0];
	for (; address; address = address.slice(0, -1)) {
		const last = address[address.length - 1];
		const open = address.split('(').length - address.split(')').length;
		if (!/[?!.,:;*_~'"]/.test(last) && !(last === ')' && open < 0)) break;
	}
	return address && /^https?:\/\/[^/]/i.test(address) ? address : undefined;
}

/** `(address "title")` behind a link's text. */
export function destination(text: string): { url: string; length: number } | undefined {
	const [lead] = /^\(\s*/.exec(text) ?? [];
	if (lead === undefined) return undefined;
	const start = text.slice(lead.length);
	const [pointed, inner] = /^<((?:[^<>\n\\]|\\.)*)>/.exec(start) ?? [];
	const raw = pointed ?? (start.startsWith('<') ? undefined : bareDestination(start));
	if (raw === undefined) return undefined;
	const [end] =
		/^(?:\s+(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\((?:[^()\\]|\\[^])*\)))?\s*\)/.exec(start.slice(raw.length)) ??
		[];
	return end === undefined ? undefined : { url: unescape(inner ?? raw), length: lead.length + raw.length + end.length };
}

function bareDestination(text: string): string {
	let depth = 0;
	let i = 0;
	for (; i < text.length && !/\s/.test(text[i]); i++) {
		if (text[i] === '\\' && isPunctuation(text[i + 1] ?? '')) i++;
		else if (text[i] === '(') depth++;
		else if (text[i] === ')' && --depth < 0) break;
	}
	return text.slice(0, i);
}
