/** Splits a text that is too long for one post into the posts of a thread. */
import { MAX_POST, measure } from './measure';
import { atoms, lightEnough } from './atoms';
import type { Atom } from './atoms';
import { Break, breaks, isSpace } from './breaks';

/** How the parts of a thread are numbered: not at all, "1/5", "1." or "(1/5)". */
export type Numbering = 'none' | 'slash' | 'dot' | 'brackets';

export interface SplitOptions {
	/** Maximum weighted characters per part, including its number. Default: 280. */
	limit?: number;
	/** Default: "none". A text that fits in one part gets no number. */
	numbering?: Numbering;
	/** Where the number stands in its part. Default: "start". */
	numberAt?: 'start' | 'end';
}

export interface CutPart {
	/** With its number. */
	text: string;
	/** The piece of the original text. */
	body: string;
}

/** What stands around the text of a part. */
interface Around {
	before: string;
	after: string;
}

const NUMBERS: Record<Numbering, (part: number, parts: number) => string> = {
	none: () => '',
	slash: (part, parts) => `${part}/${parts}`,
	dot: (part) => `${part}.`,
	brackets: (part, parts) => `(${part}/${parts})`,
};

/** How full a part must be to end at a sentence or line rather than at a later word. */
const FULL_ENOUGH = 1 / 3;

/**
 * The parts of `text`, in order: cut between paragraphs if one ends within the limit, otherwise lines or sentences,
 * otherwise words, and never inside a link, handle, hashtag, cashtag or emoji. Only a word (or tag) longer than a
 * whole part is cut, between graphemes. White space at a cut is dropped, nothing else is changed. A text of only
 * white space has no parts.
 *
 * @throws RangeError when `limit` leaves no room for text besides the numbers
 */
export const split = (text: string, options: SplitOptions = {}): string[] =>
	cut(text, options).map((part) => part.text);

/** The same, with the piece of the text that each part holds. */
export function cut(text: string, options: SplitOptions = {}): CutPart[] {
	const { limit = MAX_POST, numbering = 'none', numberAt = 'start' } = options;
	if (text.trim() === '') return [];
	const weight = weightOf(text);
	if (weight <= limit) return [{ text, body: text }];

	const parts = cutter(text, limit);
	const unnumbered = (bodies: string[]) => bodies.map((body) => ({ text: body, body }));
	if (numbering === 'none') return unnumbered([...parts(NOTHING)]);
	const [first, second] = parts(NOTHING);
	if (second === undefined) return unnumbered([first]);

	const around = (part: number, of: number): Around => {
		const number = NUMBERS[numbering](part, of);
		return numberAt === 'start' ? { before: `${number} `, after: '' } : { before: '', after: ` ${number}` };
	};
	for (let digits = fewestDigits(text, weight, limit); ; digits++) {
		const most = 10 ** digits - 1;
		const bodies = atMost(parts(around(most, most)), most);
		if (bodies) return bodies.map((body, index) => ({ text: within(around(index + 1, bodies.length), body), body }));
	}
}

/** White space may be dropped, all else must be in some part; half of it leaves room for doubt. */
function fewestDigits(text: string, weight: number, limit: number): number {
	const parts = (weight - (text.match(/\s/g) ?? []).length) / (2 * limit);
	return String(Math.max(1, Math.floor(parts))).length;
}

const NOTHING: Around = { before: '', after: '' };
const within = ({ before, after }: Around, body: string): string => before + body + after;

function weightOf(text: string): number {
	return measure(text).mostWeight;
}

/** All parts; undefined when there are more than `most`, without cutting them all. */
function atMost(parts: Iterable<string>, most: number): string[] | undefined {
	const list: string[] = [];
	for (const part of parts) if (list.push(part) > most) return undefined;
	return list;
}

/** @returns the parts of `text` that fit in `limit` with a number, the widest possible one */
function cutter(text: string, limit: number): (number: Around) => Generator<string> {
	const whole = atoms(text);
	const wholePlaces = breaks(whole);
	const known = new Map<string, number>();
	return function* (number) {
		const room = limit - weightOf(within(number, ''));
		const pieces = room > 0 ? lightEnough(whole, room, known) : [];
		if (pieces.length === 0 || pieces.some((piece) => piece.weight > room))
			throw new RangeError(`A limit of ${limit} weighted characters leaves no room for the text of a part`);
		const places = pieces === whole ? wholePlaces : breaks(pieces);
		for (let start = 0; start < pieces.length;) {
			const { part, end } = nextPart(pieces, places, start, limit, number);
			if (part.trim() !== '') yield part;
			start = end;
			while (start < pieces.length && isSpace(pieces[start])) start++;
		}
	};
}

/** The part that starts at piece `start`, and the piece after it. */
function nextPart(
	pieces: Atom[],
	places: Break[],
	start: number,
	limit: number,
	number: Around,
): { part: string; end: number } {
	// Pieces may weigh more together than separately, if a cut creates a link where there was none: then use fewer.
	for (let room = limit - weightOf(within(number, '')); ;) {
		const end = bestEnd(pieces, places, start, room);
		const part = pieces
			.slice(start, end)
			.map((piece) => piece.text)
			.join('');
		const excess = weightOf(within(number, part)) - limit;
		if (excess <= 0 || end === start + 1) return { part, end };
		room -= excess;
	}
}

/** Where to end a part of at most `room` weighted characters that starts at piece `start`; always after `start`. */
function bestEnd(pieces: Atom[], places: Break[], start: number, room: number): number {
	const last: Array<{ end: number; weight: number } | undefined> = [];
	let weight = 0;
	let end = start;
	for (; end < pieces.length; end++) {
		if (end > start) last[places[end]] = { end, weight };
		weight += pieces[end].weight;
		if (weight > room) break;
	}
	if (weight <= room) return pieces.length;

	const paragraph = last[Break.Paragraph];
	if (paragraph) return paragraph.end;
	for (const place of [Break.Line, Break.Sentence]) {
		const found = last[place];
		if (found && found.weight >= room * FULL_ENOUGH) return found.end;
	}
	const wordEnds = [Break.Line, Break.Sentence, Break.Word].map((place) => last[place]?.end ?? 0);
	return Math.max(...wordEnds) || last[Break.Grapheme]?.end || start + 1;
}
