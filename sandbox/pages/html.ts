/** Text that is safe to insert into a page; everything else goes through {@link html}. */
export class Html {
	constructor(readonly text: string) {}

	toString(): string {
		return this.text;
	}
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]);

type Part = string | number | undefined | false | Html | Html[];

/** A template that escapes every inserted value. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
	const show = (part: Part): string => {
		if (part === undefined || part === false) return '';
		if (Array.isArray(part)) return part.map(String).join('');
		return part instanceof Html ? part.text : escape(String(part));
	};
	return new Html(strings.reduce((text, string, index) => text + show(parts[index - 1]) + string));
}
