/** Assigns files to the parts of a split text. */
import { checkTogether, MOST_IMAGES, type MediaKind } from '../../../../api/media/file';
import type { MediaValue } from '../../../types';

/**
 * Media that fit in one post stay in the first part. More are spread over the parts, in order, as evenly as possible.
 * @param per how many each part has, where that is given
 */
export function spread(
	media: MediaValue | undefined,
	parts: number,
	per?: readonly number[],
): Array<MediaValue | undefined> {
	if (!media || parts === 0) return [];
	const { files, ids, refused } = media;
	const count = files.length + ids.length;
	if (!per && count <= MOST_IMAGES && goTogether(files.map(({ kind }) => kind))) return [media];
	const over = Math.min(parts, count);
	const borders = per ? sums(per) : Array.from({ length: over + 1 }, (_, part) => Math.ceil((part * count) / over));
	const spreadOver = borders.slice(1).map((to, part): MediaValue => {
		const from = borders[part];
		return {
			files: files.slice(from, to),
			ids: ids.slice(Math.max(0, from - files.length), Math.max(0, to - files.length)),
		};
	});
	return refused ? [{ ...spreadOver[0], refused }, ...spreadOver.slice(1)] : spreadOver;
}

/** 0, and the sum after each number. */
const sums = (numbers: readonly number[]): number[] =>
	numbers.reduce((all, number) => [...all, all[all.length - 1] + number], [0]);

function goTogether(kinds: readonly MediaKind[]): boolean {
	try {
		checkTogether(kinds);
		return true;
	} catch {
		return false;
	}
}
