import { quick } from './characters/characters';
import { lazily } from './characters/lazily';
import type { Atom } from './atoms';

/** How suitable a position between two atoms is for ending a part, from worst to best. */
export enum Break {
	/** Inside a word. */
	Grapheme,
	Word,
	Sentence,
	/** One line break. */
	Line,
	/** A blank line. */
	Paragraph,
}

/** White space at which text may be broken: excludes no-break spaces. */
const isBreakable = quick((text) => /^[^\S\u00A0\u2007\u202F\uFEFF]+$/.test(text));
const LINE_BREAK = /\r\n|[\n\r\v\f\u2028]/g;

/** True for an atom that is dropped at a cut. */
export function isSpace({ text }: Atom): boolean {
	// Most atoms are letters.
	return !(text > '!' && text < '\u0080') && isBreakable(text);
}

/** For each atom: how suitable a cut right before it is. White space is cut before its first character. */
export function breaks(atoms: Atom[]): Break[] {
	const list: Break[] = atoms.map(() => Break.Grapheme);
	for (let index = 1; index < atoms.length; index++) {
		if (!isSpace(atoms[index])) {
			list[index] = betweenAtoms(atoms, index);
			continue;
		}
		const first = index;
		while (index < atoms.length && isSpace(atoms[index])) index++; // the loop then steps over the atom after the space
		list[first] = atSpace(atoms, first, index);
	}
	return keepCode(atoms, list);
}

/** Longest code in a line that is kept whole, in atoms: less than the shortest part. */
const MOST_CODE = 40;

/** Code is better not cut: a space in it is no end of a word, and a line of a fenced block is no better than a word. */
function keepCode(atoms: readonly Atom[], list: Break[]): Break[] {
	const runs = backticks(atoms);
	const fences = runs.filter(({ start, end }) => end - start > 2);
	for (let i = 0; i + 1 < fences.length; i += 2) lower(list, fences[i].end, fences[i + 1].end, Break.Word);
	const single = runs.filter(({ start, end }) => end - start === 1);
	for (let i = 0; i + 1 < single.length; i++) {
		if (single[i + 1].start - single[i].end > MOST_CODE) continue;
		lower(list, single[i].end, single[i + 1].start, Break.Grapheme);
		i++;
	}
	return list;
}

/** The runs of backticks, by the indices of their atoms. */
function backticks(atoms: readonly Atom[]): Array<{ start: number; end: number }> {
	const runs: Array<{ start: number; end: number }> = [];
	for (let start = 0; start < atoms.length; start++) {
		if (atoms[start].text !== '`') continue;
		let end = start + 1;
		while (end < atoms.length && atoms[end].text === '`') end++;
		runs.push({ start, end });
		start = end;
	}
	return runs;
}

function lower(list: Break[], start: number, end: number, most: Break): void {
	for (let index = start; index < end; index++) list[index] = Math.min(list[index], most);
}

function joined(atoms: Atom[], start: number, end: number): string {
	let text = '';
	for (let index = start; index < end; index++) text += atoms[index].text;
	return text;
}

/** White space from `first` up to `end`. */
function atSpace(atoms: Atom[], first: number, end: number): Break {
	const space = end === first + 1 ? atoms[first].text : joined(atoms, first, end);
	const lines = linesIn(space);
	if (lines > 0) return lines > 1 ? Break.Paragraph : Break.Line;
	const next = end < atoms.length ? atoms[end].text : '';
	return endsSentence(atoms, first) && !/^\p{Ll}/u.test(next) ? Break.Sentence : Break.Word;
}

function linesIn(space: string): number {
	if (space === ' ') return 0;
	return space.includes('\u2029') ? 2 : (space.match(LINE_BREAK) ?? []).length;
}

/** How many atoms before a space are checked for the end of a sentence. */
const SENTENCE_TAIL = 12;
const sentenceEnd = lazily(() => /[.!?…。！？｡]+[\p{Pe}\p{Pf}"']*$/u);
/** A full stop after an initial, a list number or a title does not end a sentence. */
const abbreviation = lazily(
	() =>
		/(?:^|[^\p{L}\p{M}\p{N}])(?:\p{L}|\d{1,2}|Mr|Mrs|Ms|Dr|Prof|St|No|Nr|Fig|vs|approx|[Vv]ol|pp|ca|cf|al|Jr|Sr|Gen|Sen|Rep|Gov|Hr|Abb|Bd)\.$/u,
);

function endsSentence(atoms: Atom[], end: number): boolean {
	// After most words, nothing has to be looked at.
	if (end === 0 || /[a-z0-9]$/i.test(atoms[end - 1].text)) return false;
	const before = joined(atoms, Math.max(0, end - SENTENCE_TAIL), end);
	return sentenceEnd().test(before) && !abbreviation().test(before);
}

/* Chinese and Japanese put no space between words or sentences. */
const ideograph = lazily(() => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF]/u);
const isIdeographic = quick((text) => ideograph().test(text));
const IDEOGRAPHIC_SENTENCE_END = /^[。！？｡]$/;
const isClosing = quick((text) => /^[\p{Pe}\p{Pf}]$/u.test(text));
/**
 * Closing and other punctuation, length marks, small kana; the signs that open a tag are punctuation, too, but may
 * start a part.
 */
const notAtStart = lazily(
	() => /^(?![#＃@＠])[\p{Pe}\p{Pf}\p{Po}\p{M}\p{Lm}ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ〜～゛゜]/u,
);
const notAtEnd = lazily(() => /[\p{Ps}\p{Pi}]$/u);
const mayStart = quick((text) => !notAtStart().test(text));
const mayEnd = quick((text) => !notAtEnd().test(text));

/** The break between two atoms that are not white space. */
function betweenAtoms(atoms: Atom[], index: number): Break {
	const before = atoms[index - 1].text;
	const next = atoms[index].text;
	if (before < '\u2000' && next < '\u2000') return Break.Grapheme;
	if (!isIdeographic(before) && !isIdeographic(next)) return Break.Grapheme;
	if (!mayStart(next) || !mayEnd(before)) return Break.Grapheme;
	return endsIdeographicSentence(atoms, index - 1) ? Break.Sentence : Break.Word;
}

function endsIdeographicSentence(atoms: Atom[], last: number): boolean {
	let index = last;
	while (index > 0 && isClosing(atoms[index].text)) index--;
	return IDEOGRAPHIC_SENTENCE_END.test(atoms[index].text);
}
