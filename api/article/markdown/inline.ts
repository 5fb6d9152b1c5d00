/** Inline Markdown as CommonMark 0.31 has it, with strikethrough and bare addresses as on GitHub. HTML is read as text. Pure. */
import { bareAddress, destination, pointedAddress } from './links';
import { entity, isPunctuation, labelOf, type References } from './references';

export type Style = 'bold' | 'italic' | 'strikethrough';

export interface Span {
	text: string;
	styles: ReadonlySet<Style>;
	/** Address that the text links to. */
	link?: string;
	/** Address of a picture; `text` is what it shows. */
	image?: string;
}

interface Piece {
	text: string;
	styles: Set<Style>;
	link?: string;
	image?: string;
}

/** A run of marks; of `~` every two count as one. */
interface Run {
	at: number;
	char: string;
	count: number;
	/** Marks that were written, for the "rule of three". */
	length: number;
	opens: boolean;
	closes: boolean;
	/** Piece of the `~` that is left over from an odd number. */
	odd?: number;
}

interface Bracket {
	/** Piece that holds the bracket. */
	at: number;
	/** Text position behind it. */
	from: number;
	image: boolean;
	active: boolean;
	/** Runs before it. */
	runs: number;
	/** Another bracket was opened behind it. */
	outer: boolean;
}

const PLAIN = /^[^\\`<*_~[\]!&\nhH]+/;
const LABEL = /^\[((?:[^\\[\]]|\\[^]){0,999})\]/;

const isSpace = (char: string) => char === '' || /^\s$/u.test(char);
const isMark = (char: string) => /^[\p{P}\p{S}]$/u.test(char);

class Inline {
	readonly pieces: Piece[] = [];
	private runs: Run[] = [];
	private brackets: Bracket[] = [];
	private at = 0;

	constructor(
		private readonly text: string,
		private readonly references: References,
	) {}

	read(): Piece[] {
		while (this.at < this.text.length) this.step(this.text.slice(this.at));
		this.emphasize(0);
		return this.pieces;
	}

	private push(text: string, read: number, more: Partial<Piece> = {}): void {
		this.pieces.push({ text, styles: new Set(), ...more });
		this.at += read;
	}

	private step(rest: string): void {
		const char = rest[0];
		const pointed = char === '<' ? pointedAddress(rest) : undefined;
		const bare = /^https?:/i.test(rest) && !/\w/.test(this.text[this.at - 1] ?? '') ? bareAddress(rest) : undefined;
		const named = char === '&' ? entity(rest) : undefined;
		if (pointed) this.push(pointed.text, pointed.length, { link: pointed.url });
		else if (bare) this.push(bare, bare.length, { link: bare });
		else if (named) this.push(named.char, named.length);
		else if (char === '\\') this.escaped(rest[1] ?? '');
		else if (char === '`') this.code(rest);
		else if (char === '\n') this.lineBreak();
		else if (char === '*' || char === '_' || char === '~') this.run(rest, char);
		else if (char === '[' || rest.startsWith('![')) this.bracket(char === '!');
		else if (char === ']') this.closeBracket();
		else {
			const [plain] = PLAIN.exec(rest) ?? [char];
			this.push(plain, plain.length);
		}
	}

	private escaped(next: string): void {
		if (next === '\n') this.push('\n', 2);
		else if (isPunctuation(next)) this.push(next, 2);
		else this.push('\\', 1);
	}

	/** A code span is plain text on X: articles have no style for it. */
	private code(rest: string): void {
		const [ticks] = /^`+/.exec(rest) as RegExpExecArray;
		const end = [...rest.slice(ticks.length).matchAll(/`+/g)].find(([run]) => run.length === ticks.length);
		if (end === undefined) return this.push(ticks, ticks.length);
		const inner = rest.slice(ticks.length, ticks.length + end.index).replace(/\n/g, ' ');
		this.push(
			/^ .* $/.test(inner) && inner.trim() !== '' ? inner.slice(1, -1) : inner,
			inner.length + 2 * ticks.length,
		);
	}

	/** A line that ends with two spaces breaks there; any other goes on. */
	private lineBreak(): void {
		const last = this.pieces[this.pieces.length - 1];
		const spaces = last && !last.link ? (/ *$/.exec(last.text)?.[0].length ?? 0) : 0;
		if (last && spaces > 0) last.text = last.text.slice(0, -spaces);
		this.push(spaces >= 2 ? '\n' : ' ', 1);
		this.at += /^[ \t]*/.exec(this.text.slice(this.at))?.[0].length ?? 0;
	}

	private run(rest: string, char: string): void {
		let length = 1;
		while (rest[length] === char) length++;
		const before = [...this.text.slice(Math.max(0, this.at - 2), this.at)].pop() ?? '';
		const [after = ''] = rest.slice(length, length + 2);
		const left = !isSpace(after) && (!isMark(after) || isSpace(before) || isMark(before));
		const right = !isSpace(before) && (!isMark(before) || isSpace(after) || isMark(after));
		const opens = left && (char !== '_' || !right || isMark(before));
		const closes = right && (char !== '_' || !left || isMark(after));
		if (char === '~') return this.tildes(length, opens, closes);
		this.runs.push({ at: this.pieces.length, char, count: length, length, opens, closes });
		this.push(rest.slice(0, length), length);
	}

	private tildes(length: number, opens: boolean, closes: boolean): void {
		const odd = length % 2 === 1 ? this.pieces.length : undefined;
		if (odd !== undefined) this.push('~', 1);
		const count = Math.floor(length / 2);
		if (count === 0) return;
		this.runs.push({ at: this.pieces.length, char: '~', count, length: 0, opens, closes, odd });
		this.push('~~'.repeat(count), 2 * count);
	}

	private bracket(image: boolean): void {
		for (const each of this.brackets.slice(-1)) each.outer = true;
		const read = image ? 2 : 1;
		this.brackets.push({
			at: this.pieces.length,
			from: this.at + read,
			image,
			active: true,
			runs: this.runs.length,
			outer: false,
		});
		this.push(image ? '![' : '[', read);
	}

	private closeBracket(): void {
		const opener = this.brackets.pop();
		const target = opener?.active ? this.target(opener) : undefined;
		if (!opener || !target) return this.push(']', 1);
		this.emphasize(opener.runs);
		const inner = this.pieces.slice(opener.at + 1);
		if (opener.image) {
			this.pieces.length = opener.at;
			this.push(inner.map(({ text }) => text).join(''), 0, { image: target.url });
		} else {
			this.pieces[opener.at].text = '';
			for (const piece of inner) piece.link = target.url;
			// A link holds no link.
			for (const each of this.brackets) if (!each.image) each.active = false;
		}
		this.at += 1 + target.length;
	}

	/** Where the text between a bracket and here leads. */
	private target({ from, outer }: Bracket): { url: string; length: number } | undefined {
		const behind = this.text.slice(this.at + 1);
		const direct = destination(behind);
		if (direct) return direct;
		const label = LABEL.exec(behind);
		const named = label && label[1] !== '' ? label[1] : outer ? '' : this.text.slice(from, this.at);
		const url = named.trim() ? this.references.get(labelOf(named)) : undefined;
		return url === undefined ? undefined : { url, length: label?.[0].length ?? 0 };
	}

	/** Matches runs of marks behind the first `from` ones, each closer with the nearest opener (CommonMark, "process emphasis"). */
	private emphasize(from: number): void {
		const { runs } = this;
		/** Pieces before which there is no opener for a closer of the kind. */
		const bottoms = new Map<string, number>();
		for (let i = from; i < runs.length;) {
			const closer = runs[i];
			const kind = `${closer.char}${closer.length % 3}${closer.opens}`;
			const found = closer.closes ? this.openerOf(i, from, bottoms.get(kind) ?? -1) : -1;
			if (found < 0) {
				if (closer.closes) bottoms.set(kind, closer.at);
				if (closer.closes && !closer.opens) runs.splice(i, 1);
				else i++;
				continue;
			}
			const opener = runs[found];
			const used = closer.char !== '~' && opener.count >= 2 && closer.count >= 2 ? 2 : 1;
			const style: Style = closer.char === '~' ? 'strikethrough' : used === 2 ? 'bold' : 'italic';
			for (const piece of this.pieces.slice(opener.at + 1, closer.at)) piece.styles.add(style);
			this.use(opener, used);
			this.use(closer, used);
			if (closer.odd !== undefined) {
				// What is left over of a closing run stands behind it.
				this.pieces[closer.odd].text = '';
				this.pieces[closer.at].text += '~';
			}
			runs.splice(found + 1, i - found - 1);
			i = found + 1;
			if (opener.count === 0) runs.splice(--i, 1);
			if (closer.count === 0) runs.splice(i, 1);
		}
		runs.length = Math.min(runs.length, from);
	}

	private use(run: Run, marks: number): void {
		run.count -= marks;
		this.pieces[run.at].text = run.char.repeat(run.char === '~' ? run.count * 2 : run.count);
	}

	private openerOf(closerAt: number, from: number, bottom: number): number {
		const closer = this.runs[closerAt];
		for (let i = closerAt - 1; i >= from && this.runs[i].at >= bottom; i--) {
			const { char, opens, closes, length } = this.runs[i];
			const odd =
				(closes || closer.opens) && (length + closer.length) % 3 === 0 && (length % 3 !== 0 || closer.length % 3 !== 0);
			if (char === closer.char && opens && !odd) return i;
		}
		return -1;
	}
}

const alike = (a: Piece, b: Piece) =>
	a.link === b.link &&
	a.image === undefined &&
	b.image === undefined &&
	a.styles.size === b.styles.size &&
	[...a.styles].every((style) => b.styles.has(style));

/** Text with its styles, links and pictures, neighbours of the same kind as one. A line break is `\n`. */
export function parseInline(text: string, references: References): Span[] {
	const spans: Piece[] = [];
	for (const piece of new Inline(text, references).read()) {
		const last = spans[spans.length - 1];
		if (piece.text === '' && piece.image === undefined) continue;
		if (last && alike(last, piece)) last.text += piece.text;
		else spans.push(piece);
	}
	return spans;
}
