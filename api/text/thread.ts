/** Splits a text that is too long for one post into the posts of a thread. */
import { MAX_POST, mostWeightOf } from './measure';
import { atoms, lightEnough } from './atoms';
import type { Atom } from './atoms';
import { Break, breaks, isSpace } from './breaks';
import { quick } from './characters/characters';

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
	const whole = atoms(text);
	const weight = weightOfAll(text, whole);
	if (weight <= limit) return [{ text, body: text }];

	const parts = cutter(whole, limit);
	const unnumbered = (bodies: string[]) => bodies.map((body) => ({ text: body, body }));
	if (numbering === 'none') return unnumbered([...parts(NOTHING)]);
	const least = fewestParts(whole, weight, limit);
	if (least < 2) {
		const [first, second] = parts(NOTHING);
		if (second === undefined) return unnumbered([first]);
	}

	const around = (part: number, of: number): Around => {
		const number = NUMBERS[numbering](part, of);
		return numberAt === 'start' ? { before: `${number} `, after: '' } : { before: '', after: ` ${number}` };
	};
	for (let { length: digits } = String(least); ; digits++) {
		const most = 10 ** digits - 1;
		const bodies = atMost(parts(around(most, most)), most);
		if (bodies) return bodies.map((body, index) => ({ text: within(around(index + 1, bodies.length), body), body }));
	}
}

const isBlank = quick((text) => text.trim() === '');

/** White space may be dropped, all else must be in some part; half of it leaves room for doubt. */
function fewestParts(pieces: readonly Atom[], weight: number, limit: number): number {
	let kept = weight;
	for (const { text } of pieces) if (text < '!' || text > '\u0080') kept -= isBlank(text) ? text.length : 0;
	return Math.max(1, Math.floor(kept / (2 * limit)));
}

const NOTHING: Around = { before: '', after: '' };
const within = ({ before, after }: Around, body: string): string => before + body + after;

function weightOfAll(text: string, pieces: readonly Atom[]): number {
	let weight = 0;
	for (const piece of pieces) {
		if (piece.isVague) return mostWeightOf(text);
		weight += piece.weight;
	}
	return weight;
}

/** All parts; undefined when there are more than `most`, without cutting them all. */
function atMost(parts: Iterable<string>, most: number): string[] | undefined {
	const list: string[] = [];
	for (const part of parts) if (list.push(part) > most) return undefined;
	return list;
}

/** @returns the parts that fit in `limit` with a number, the widest possible one */
function cutter(whole: Atom[], limit: number): (number: Around) => Generator<string> {
	const wholePlaces = breaks(whole);
	const known = new Map<string, Atom>();
	return function* (number) {
		const room = limit - mostWeightOf(within(number, ''));
		const pieces = room > 0 ? lightEnough(whole, room, known) : [];
		if (pieces.length === 0 || pieces.some((piece) => piece.weight > room))
			throw new RangeError(`A limit of ${limit} weighted characters leaves no room for the text of a part`);
		const places = pieces === whole ? wholePlaces : breaks(pieces);
		for (let start = 0; start < pieces.length;) {
			const { part, end } = nextPart({ pieces, places, start }, room, number);
			if (part.trim() !== '') yield part;
			start = end;
			while (start < pieces.length && isSpace(pieces[start])) start++;
		}
	};
}

/** The pieces of a text, how suitable a cut before each of them is, and where a part starts. */
interface Rest {
	pieces: readonly Atom[];
	places: readonly Break[];
	start: number;
}

/** The part that starts at piece `start`, and the piece after it. */
function nextPart(rest: Rest, limit: number, number: Around): { part: string; end: number } {
	const { pieces, start } = rest;
	// Pieces may weigh more together than separately, if a cut creates a link where there was none: then use fewer.
	for (let room = limit; ;) {
		const end = bestEnd(rest, room);
		let part = '';
		for (let at = start; at < end; at++) part += pieces[at].text;
		if (weighsTheSame(pieces, start, end)) return { part, end };
		const excess = mostWeightOf(within(number, part)) - mostWeightOf(within(number, '')) - limit;
		if (excess <= 0 || end === start + 1) return { part, end };
		room -= excess;
	}
}

/** An ASCII letter or digit, before which X sees the beginning of a text like a space; tags are not weighed. */
const STEADY_START = /^[a-z0-9@#$]/i;

/** Whether a part weighs what its pieces do: it is cut at space, on which no weight depends. */
function weighsTheSame(pieces: readonly Atom[], start: number, end: number): boolean {
	const atSpace = (start === 0 || isSpace(pieces[start - 1])) && (end === pieces.length || isSpace(pieces[end]));
	if (!atSpace || !STEADY_START.test(pieces[start].text)) return false;
	for (let at = start; at < end; at++) if (pieces[at].isVague) return false;
	return true;
}

/** Where to end a part of at most `room` weighted characters that starts at piece `start`; always after `start`. */
function bestEnd({ pieces, places, start }: Rest, room: number): number {
	const ends: number[] = [0, 0, 0, 0, 0];
	const weights: number[] = [0, 0, 0, 0, 0];
	let weight = 0;
	for (let end = start; ; end++) {
		if (end === pieces.length) return end;
		if (end > start) {
			ends[places[end]] = end;
			weights[places[end]] = weight;
		}
		weight += pieces[end].weight;
		if (weight > room) break;
	}
	if (ends[Break.Paragraph]) return ends[Break.Paragraph];
	for (const place of [Break.Line, Break.Sentence])
		if (ends[place] && weights[place] >= room * FULL_ENOUGH) return ends[place];
	return Math.max(ends[Break.Line], ends[Break.Sentence], ends[Break.Word]) || ends[Break.Grapheme] || start + 1;
}
