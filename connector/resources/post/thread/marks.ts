/** Marks in a text that say which part of a thread each of the media belongs to. Pure. */
import type { CutPart } from '../../../../api/text/thread';

/** Far more than the parts of a thread hold. */
const MOST_MARKS = 1000;

interface Unmarked {
	bare: string;
	/** For each mark, a character of `bare` that its medium goes with. */
	at: readonly number[];
}

/**
 * Removes the marks, with the space that would be left double and the line that would be left empty. A mark belongs to
 * what stands before it in its line; one that begins a line, to what follows.
 */
export function withoutMarks(text: string, mark: string): Unmarked {
	const [first, ...pieces] = text.split(mark);
	// More marks than media are refused, so their places do not matter.
	if (pieces.length > MOST_MARKS) return { bare: [first, ...pieces].join(''), at: pieces.map(() => 0) };
	let bare = first;
	const at: number[] = [];
	for (const piece of pieces) {
		const begins = bare.slice(bare.lastIndexOf('\n') + 1).trim() === '';
		at.push(begins ? bare.length : bare.trimEnd().length - 1);
		bare = begins ? bare + piece.replace(/^[ \t]*(\r?\n)?/, '') : behind(bare, piece);
	}
	// A mark that ends the text leaves nothing behind it.
	return { bare: pieces.at(-1)?.trim() === '' ? bare.trimEnd() : bare, at };
}

/** A mark between two words leaves one space, one at the end of a line none. */
function behind(before: string, piece: string): string {
	if (/^[ \t]*(\r?\n|$)/.test(piece)) return before.trimEnd() + piece;
	return /[ \t]$/.test(before) ? before + piece.replace(/^[ \t]+/, '') : before + piece;
}

/** How many of the marks belong to each part. */
export function marksPerPart(bare: string, at: readonly number[], cuts: readonly CutPart[]): number[] {
	let end = 0;
	const ends = cuts.map(({ body }) => (end = bare.indexOf(body, end) + body.length));
	const partOf = (place: number) => {
		const found = ends.findIndex((each) => place < each);
		return found < 0 ? cuts.length - 1 : found;
	};
	const parts = at.map(partOf);
	return cuts.map((_, part) => parts.filter((each) => each === part).length);
}
