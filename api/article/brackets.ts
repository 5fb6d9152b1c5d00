/**
 * Finds which brackets enclose the text of a link or picture, in one pass over a paragraph, as CommonMark describes it.
 * markdown-it's own search starts anew at each opening bracket: where few of them close, it reads the same text up to
 * `maxNesting` times. Replaces a helper of markdown-it.
 */
import type MarkdownIt from 'markdown-it';
import type { StateInline } from 'markdown-it';

/** What a bracket may be, besides a bracket; all else in a paragraph hides none. */
const SIGN = /[\\`<\]]|!?\[/g;
/** Brackets around more levels of brackets than this enclose no link: each level is read once more. */
const MOST_LEVELS = 32;
/** The same for pictures in the captions of pictures, which are parsed once more at each level. */
const MOST_PICTURES = 4;
/** The label of a reference has no brackets (spec.commonmark.org/0.31.2/#link-label). */
const LABEL = /\[(?:[^\\[\]]|\\[^]){0,999}\]/y;

interface Opening {
	at: number;
	isPicture: boolean;
	/** What it encloses: the depth of brackets and of pictures, and whether there is a link. */
	levels: number;
	pictures: number;
	hasLink: boolean;
	/** Behind the link or picture that it begins; 0 for none. */
	next: number;
}

/** Where the text of a link or picture ends, by the place of its opening bracket. */
interface Labels {
	links: Map<number, number>;
	pictures: Map<number, number>;
}

export function pairBrackets(parser: MarkdownIt): void {
	const known = new WeakMap<StateInline, Labels>();
	parser.helpers.parseLinkLabel = (state, start, disableNested) => {
		if (disableNested === undefined) return endOfReference(state.src, start);
		let labels = known.get(state);
		if (!labels) {
			labels = { links: new Map(), pictures: new Map() };
			known.set(state, labels);
			pair(state, labels);
		}
		return (disableNested ? labels.links : labels.pictures).get(start) ?? -1;
	};
}

function endOfReference(text: string, start: number): number {
	LABEL.lastIndex = start;
	return LABEL.test(text) ? LABEL.lastIndex - 1 : -1;
}

/** Missing from the library's types: what is known of code further on. */
interface Code {
	backticks: Readonly<Record<number, number>>;
	backticksScanned: boolean;
}

/** Fills `labels` from the inside out: the rules for links and pictures ask for the label that was found last. */
function pair(state: StateInline & Partial<Code>, labels: Labels): void {
	const { src, pos, backticks, backticksScanned } = state;
	const open: Opening[] = [];
	let at = 0;
	state.backticks = {};
	for (let sign = signFrom(src, at); sign; sign = signFrom(src, at)) {
		if (sign[0] === ']') at = closed(state, labels, open, sign.index);
		else if (sign[0].endsWith('[')) {
			at = sign.index + sign[0].length;
			open.push({ at: at - 1, isPicture: sign[0] !== '[', levels: 0, pictures: 0, hasLink: false, next: 0 });
		} else at = skipped(state, sign.index);
	}
	// It would hide code that comes before.
	Object.assign(state, { pos, backticks, backticksScanned });
}

function signFrom(text: string, at: number): RegExpExecArray | null {
	SIGN.lastIndex = at;
	return SIGN.exec(text);
}

/** Behind the token that starts at `at`, as the rules of the parser see it. */
function skipped(state: StateInline, at: number): number {
	state.pos = at;
	state.md.inline.skipToken(state);
	return state.pos;
}

/** @returns where to go on: behind the link or picture that the bracket at `end` closes, or behind the bracket */
function closed(state: StateInline, labels: Labels, open: Opening[], end: number): number {
	const opening = open.pop();
	if (!opening) return end + 1;
	const { at, levels } = opening;
	const { next, pictures, hasLink } = levels < MOST_LEVELS ? tried(state, labels, opening, end) : opening;
	const around = open.at(-1);
	if (around) {
		around.levels = Math.max(around.levels, levels + 1);
		around.pictures = Math.max(around.pictures, pictures);
		around.hasLink ||= hasLink;
	}
	return next > at + 1 ? next : end + 1;
}

/** What the brackets are: a picture, a link (which holds no other link), or neither. */
function tried(
	state: StateInline,
	labels: Labels,
	{ at, isPicture, pictures, hasLink }: Opening,
	end: number,
): Pick<Opening, 'pictures' | 'hasLink' | 'next'> {
	if (isPicture && pictures < MOST_PICTURES) {
		labels.pictures.set(at, end);
		const next = skipped(state, at - 1);
		if (next > at) return { next, pictures: pictures + 1, hasLink };
	}
	if (hasLink) return { next: 0, pictures, hasLink };
	labels.links.set(at, end);
	const next = skipped(state, at);
	return { next, pictures, hasLink: next > at + 1 };
}
