/** What to do about items of one run of which X takes only one. */
import type { Part } from '../field';
import type { Unrepeatable } from '../types';

const TAKEN_ONCE = 'X does this once. Remove one of the items, with the Remove Duplicates node for example.';

/** @param what is the same, in words */
export const takenOnce = (what: string, key: string): Unrepeatable => ({ what, key, advice: TAKEN_ONCE });

/**
 * The text of a post, or of the first of several. Below another post, the same text is another post; whether X compares
 * the texts of different communities is not known.
 */
export function textOnce(
	{ text }: Part,
	{ replyTo, communityId }: { replyTo?: string | undefined; communityId?: string | undefined },
): Unrepeatable | undefined {
	const plain = text.normalize().trim();
	return plain
		? {
				what: 'text',
				key: JSON.stringify([plain, replyTo, communityId]),
				advice:
					'X refuses a post with the text of a recent one: change the text. To put several images into one post, combine the items with the Aggregate node first.',
			}
		: undefined;
}
