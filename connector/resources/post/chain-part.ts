/** The parts of a chain of posts that answer one another. */
import type { Part } from '../../types';
import type { Body } from './once';
import { withMedia } from './rules';

export interface Chain {
	parts: readonly Part[];
	/** What the first post carries besides text and media: what it answers and quotes, for instance. */
	first: Body;
	/** What all the others carry. */
	others: Body;
	/** Pause between two posts, in milliseconds. */
	pauseMs: number;
	/** How far back posts of an earlier run are looked for of which nothing is known, in milliseconds; 0 = not at all. */
	lookBackMs: number;
}

/** The post at `index` of the chain. */
export function bodyAt(chain: Chain, index: number, before: string | undefined, media: readonly string[]): Body {
	const { text } = chain.parts[index];
	const body: Body = index === 0 ? { ...chain.first } : { ...chain.others, reply: { in_reply_to_tweet_id: before } };
	if (text) body.text = text;
	return media.length > 0 ? withMedia(body, media) : body;
}
