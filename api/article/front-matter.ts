/**
 * Front matter (YAML between lines of dashes, TOML between lines of plus signs, at the very beginning) is for tools
 * such as static site generators and not part of the text. Pure.
 */

interface Form {
	end: RegExp;
	/** A line that begins an entry, and one that goes on with it. */
	entry: RegExp;
	more: RegExp;
}

const FORMS: Readonly<Record<string, Form>> = {
	'---': { end: /^(?:---|\.\.\.)[ \t]*$/, entry: /^["'\w][^:]*:(?:\s|$)/, more: /^(?:[ \t#-]|$)/ },
	'+++': { end: /^\+\+\+[ \t]*$/, entry: /^(?:["'\w][^=]*=|\[)/, more: /^(?:[ \t#\]}]|"""|'''|$)/ },
};

const FIRST_LINE = /^(---|\+\+\+)[ \t]*\r?\n/;

export function withoutFrontMatter(markdown: string): string {
	const text = markdown.replace(/^\uFEFF/, '');
	const [first, fence] = FIRST_LINE.exec(text) ?? [];
	return first === undefined ? text : (behind(text, first.length, FORMS[fence]) ?? text);
}

/** What follows the front matter that begins at `at`; undefined at the first line that does not belong to one. */
function behind(text: string, at: number, { end, entry, more }: Form): string | undefined {
	let hasEntry = false;
	for (let next = at; at < text.length; at = next) {
		const found = text.indexOf('\n', at);
		next = found < 0 ? text.length : found + 1;
		const line = text.slice(at, next).replace(/\r?\n$/, '');
		if (end.test(line)) return hasEntry ? text.slice(next) : undefined;
		const isEntry = entry.test(line);
		if (!isEntry && !more.test(line)) return undefined;
		hasEntry ||= isEntry;
	}
	return undefined;
}
