import { measure } from './measure';
import type { Span } from './characters';
import { findEmojiSequences } from './emoji';
import { graphemes } from './graphemes';
import { findLinks } from './links';
import { findCashtags, findHashtags, findMentions } from './tags';

/** A piece of a text that a thread does not cut: a link, tag, handle or list, an emoji, else one grapheme. */
export interface Atom {
	text: string;
	/** Weighted characters. */
	weight: number;
}

/**
 * The atoms of `text`, in order; joined they are `text`. One heavier than `room` weighted characters comes as its graphemes,
 * and a grapheme heavier than `room` (a letter under a pile of marks) as its code points.
 */
export function atoms(text: string, room: number): Atom[] {
	return whole(text).reduce<Atom[]>((list, piece) => addPieces(list, piece, room, [graphemes, Array.from]), []);
}

function addPieces(
	list: Atom[],
	piece: string,
	room: number,
	cuts: ReadonlyArray<(piece: string) => string[]>,
): Atom[] {
	const weight = piece.length === 1 && piece < '\u0080' ? 1 : measure(piece).weightedLength;
	if (weight <= room || cuts.length === 0) list.push({ text: piece, weight });
	else cuts[0](piece).forEach((part) => addPieces(list, part, room, cuts.slice(1)));
	return list;
}

/** The graphemes of `text`, those that an entity covers, if only in part, put together. */
function whole(text: string): string[] {
	const spans = entities(text);
	const pieces: string[] = [];
	let next = 0;
	let start = 0;
	let end = 0;
	let covered = 0;
	for (const grapheme of graphemes(text)) {
		end += grapheme.length;
		for (; next < spans.length && spans[next].start < end; next++) covered = Math.max(covered, spans[next].end);
		if (end < covered) continue;
		pieces.push(text.slice(start, end));
		start = end;
	}
	return pieces;
}

/** The links, mentions, tags and emoji sequences of `text`, by where they start; they may overlap. */
function entities(text: string): Span[] {
	const links = findLinks(text);
	const tags = [...findMentions(text), ...findHashtags(text, links), ...findCashtags(text)];
	return [...links, ...tags, ...findEmojiSequences(text)].sort((a, b) => a.start - b.start);
}
