/** Assigns files to the parts of a split text. */
import { checkTogether, MOST_IMAGES, type MediaKind } from '../../../api/media/file';
import type { MediaValue } from '../../types';

/**
 * Media that fit in one post stay in the first part. More are spread over the parts, in order, as evenly as possible.
 */
export function spread(media: MediaValue | undefined, parts: number): Array<MediaValue | undefined> {
	if (!media || parts === 0) return [];
	const { files, ids, refused } = media;
	const count = files.length + ids.length;
	if (count <= MOST_IMAGES && goTogether(files.map(({ kind }) => kind))) return [media];
	const spreadOver = Array.from({ length: Math.min(parts, count) }, (_, part): MediaValue => {
		const [from, to] = [part, part + 1].map((border) => Math.ceil((border * count) / Math.min(parts, count)));
		return {
			files: files.slice(from, to),
			ids: ids.slice(Math.max(0, from - files.length), Math.max(0, to - files.length)),
		};
	});
	return refused ? [{ ...spreadOver[0], refused }, ...spreadOver.slice(1)] : spreadOver;
}

function goTogether(kinds: readonly MediaKind[]): boolean {
	try {
		checkTogether(kinds);
		return true;
	} catch {
		return false;
	}
}
