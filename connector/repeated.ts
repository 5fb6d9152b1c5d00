/** What to do about items of one run that X would take for repetitions of each other. */
import type { Part } from './field';
import type { Unrepeatable } from './types';

export const TAKEN_ONCE = 'X does this once. Remove one of the items, with the Remove Duplicates node for example.';

const REFUSED = 'X refuses a post with the text of a recent one';
const ADVICE = {
	text: `${REFUSED}: change the text. To put several images into one post, combine the items with the Aggregate node first.`,
	'reply with the links': `${REFUSED}, and the links of a post become one. Leave them in the texts, or add something to each that differs, such as ?post=2.`,
	'text in a part of its thread': `${REFUSED}: change the part in one of them.`,
};

/**
 * The texts of posts that reply to one another. X puts the handle of an account before a reply to it, so only what
 * begins with none counts as the same wherever it stands.
 * @param where what else tells two posts with the same text apart
 */
export function textsOf(
	parts: readonly Part[],
	first: { replyTo?: string | undefined; where?: string | undefined },
	further: Exclude<keyof typeof ADVICE, 'text'>,
): Unrepeatable[] {
	return parts.flatMap(({ text }, i) => {
		const plain = text.normalize().trim();
		const what = i === 0 ? 'text' : further;
		const key = JSON.stringify([plain, i === 0 ? first.replyTo : undefined, first.where]);
		return plain ? [{ key, what, advice: ADVICE[what] }] : [];
	});
}
