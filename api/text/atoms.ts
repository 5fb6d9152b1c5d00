import { LINK_WEIGHT, mostWeightOf, plainWeight, WIDE } from './measure';
import type { Span } from './characters/characters';
import { findEmojiSequences } from './characters/emoji';
import { graphemes } from './characters/graphemes';
import { findLinks } from './links/links';
import { findCashtags, findHashtags, findMentions } from './tags';

/** A piece of text that a thread does not split: a link, tag, handle or list, an emoji, otherwise one grapheme. */
export interface Atom {
	text: string;
	/** Weighted characters, at most as many as X may count. */
	weight: number;
	/** It may weigh more or less beside others. */
	isVague?: true;
}

/**
 * The atoms again, those heavier than `room` weighted characters split into their graphemes, and a grapheme heavier than
 * `room` (a letter with a stack of marks) into its code points; the same list if none is.
 * @param known weights of graphemes, for further calls with the same text
 */
export function lightEnough(pieces: Atom[], room: number, known: Map<string, number>): Atom[] {
	if (pieces.every(({ weight }) => weight <= room)) return pieces;
	const list: Atom[] = [];
	for (const piece of pieces) {
		if (piece.weight <= room) list.push(piece);
		else addCut(list, piece.text, room, known);
	}
	return list;
}

function addCut(list: Atom[], text: string, room: number, known: Map<string, number>): void {
	for (const grapheme of graphemes(text)) {
		const weight = remembered(known, grapheme, mostWeightOf);
		if (weight <= room) list.push({ text: grapheme, weight, isVague: true });
		else
			for (const character of grapheme)
				list.push({ text: character, weight: remembered(known, character, plainWeight), isVague: true });
	}
}

interface Entity extends Span {
	/** Its weight on its own. */
	weight?: number;
	/** It weighs what its characters do. */
	isTag?: boolean;
}

/**
 * The atoms of `text`, in order; joined they are `text`. They are its graphemes; those covered by an entity, even partly,
 * are merged.
 */
export function atoms(text: string): Atom[] {
	const found = entities(text);
	const pieces: Atom[] = [];
	let next = 0;
	let start = 0;
	let end = 0;
	let covered = 0;
	let inside: Entity[] = [];
	const known = new Map<string, Atom>();
	for (const grapheme of graphemes(text)) {
		end += grapheme.length;
		for (; next < found.length && found[next].start < end; next++) {
			covered = Math.max(covered, found[next].end);
			inside.push(found[next]);
		}
		if (end < covered) continue;
		const isPlain = inside.length === 0;
		const piece = start + grapheme.length === end ? grapheme : text.slice(start, end);
		pieces.push((isPlain && known.get(piece)) || atomOf(piece, inside, known));
		start = end;
		if (!isPlain) inside = [];
	}
	return pieces;
}

/** Most pieces are one character or one entity: only the others have to be measured, each different one once. */
function atomOf(text: string, inside: readonly Entity[], known: Map<string, Atom>): Atom {
	const [first] = inside;
	const isAlone = inside.length === 1 && first.end - first.start === text.length;
	if (isAlone && first.weight !== undefined) return { text, weight: first.weight };
	const isPlain = inside.every(({ isTag }) => isTag);
	const atom = known.get(text) ?? (isPlain ? { text, weight: plainWeight(text) } : vague(text));
	known.set(text, atom);
	return atom;
}

const vague = (text: string): Atom => ({ text, weight: mostWeightOf(text), isVague: true });

function remembered(known: Map<string, number>, text: string, weigh: (text: string) => number): number {
	const weight = known.get(text) ?? weigh(text);
	known.set(text, weight);
	return weight;
}

/** The links, mentions, tags and emoji sequences of `text`, by start position; they may overlap. */
function entities(text: string): Entity[] {
	const links = findLinks(text);
	const tags = [...findMentions(text), ...findHashtags(text, links), ...findCashtags(text)].map(
		({ start, end }): Entity => ({ start, end, isTag: true }),
	);
	const sequences = findEmojiSequences(text);
	const known = new Map(sequences.known.map(({ start, end }) => [start, end]));
	const emoji = sequences.all.map((span): Entity =>
		known.get(span.start) === span.end ? { ...span, weight: WIDE } : span,
	);
	const weighed = links.map((link): Entity => {
		const isShown = link.text.length === link.end - link.start;
		return isShown ? { ...link, weight: LINK_WEIGHT } : link;
	});
	return [...weighed, ...tags, ...emoji].sort((a, b) => a.start - b.start);
}
