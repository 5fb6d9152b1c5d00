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
 * @param known atoms of graphemes, for further calls with the same text
 */
export function lightEnough(pieces: Atom[], room: number, known: Map<string, Atom>): Atom[] {
	if (pieces.every(({ weight }) => weight <= room)) return pieces;
	const list: Atom[] = [];
	for (const piece of pieces) {
		if (piece.weight <= room) list.push(piece);
		else addCut(list, piece.text, room, known);
	}
	return list;
}

function addCut(list: Atom[], text: string, room: number, known: Map<string, Atom>): void {
	for (const grapheme of graphemes(text)) {
		const atom = remembered(known, grapheme, mostWeightOf);
		if (atom.weight <= room) list.push(atom);
		else for (const character of grapheme) list.push(remembered(known, character, plainWeight));
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
			if (found[next].end > covered) covered = found[next].end;
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
	if (!isPlain) return remembered(known, text, mostWeightOf);
	const atom = known.get(text) ?? { text, weight: plainWeight(text) };
	known.set(text, atom);
	return atom;
}

function remembered(known: Map<string, Atom>, text: string, weigh: (text: string) => number): Atom {
	const before = known.get(text);
	if (before) return before;
	const atom: Atom = { text, weight: weigh(text), isVague: true };
	known.set(text, atom);
	return atom;
}

/** The links, mentions, tags and emoji sequences of `text`, by start position; they may overlap. */
function entities(text: string): readonly Entity[] {
	const links = findLinks(text);
	const [mentions, hashtags, cashtags] = [findMentions(text), findHashtags(text, links), findCashtags(text)].map(
		(tags) => tags.map(({ start, end }): Entity => ({ start, end, isTag: true })),
	);
	const sequences = findEmojiSequences(text);
	const known = new Map(sequences.known.map(({ start, end }) => [start, end]));
	const emoji = sequences.all.map(({ start, end }): Entity => ({
		start,
		end,
		weight: known.get(start) === end ? WIDE : undefined,
	}));
	const weighed = links.map(({ start, end, text: shown }): Entity => {
		const isShown = shown.length === end - start;
		return { start, end, weight: isShown ? LINK_WEIGHT : undefined };
	});
	return inOrder([weighed, mentions, hashtags, cashtags, emoji]);
}

/** Each of the lists is in order already, and of most texts all but one are empty. */
function inOrder(lists: ReadonlyArray<readonly Entity[]>): readonly Entity[] {
	const filled = lists.filter(({ length }) => length > 0);
	return filled.length === 1 ? filled[0] : filled.flat().sort((a, b) => a.start - b.start);
}
