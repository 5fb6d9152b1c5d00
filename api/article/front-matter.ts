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

export function withoutFrontMatter(markdown: string): string {
	const text = markdown.replace(/^\uFEFF/, '');
	const form = FORMS[text.slice(0, 3)];
	if (!form) return text;
	const [first, ...lines] = text.split(/\r?\n/);
	const end = lines.findIndex((line) => form.end.test(line));
	const inner = lines.slice(0, Math.max(0, end));
	const isFrontMatter =
		inner.some((line) => form.entry.test(line)) && inner.every((line) => form.entry.test(line) || form.more.test(line));
	return first.slice(3).trim() === '' && isFrontMatter ? lines.slice(end + 1).join('\n') : text;
}
