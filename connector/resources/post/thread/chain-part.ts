/** The parts of a chain of posts that reply to one another. */
import type { Part } from '../../../types';
import type { Body } from '../once';
import { withMedia } from '../rules';

export interface Chain {
	parts: readonly Part[];
	/** The body of the first post besides text and media: what it replies to or quotes, for example. */
	first: Body;
	/** The body of all other posts besides text and media. */
	others: Body;
	/** Pause between two posts, in milliseconds. */
	pauseMs: number;
	/** How far back to search for posts of an earlier run that is not remembered, in milliseconds; 0 = not at all. */
	lookBackMs: number;
}

/** What labels a post, or hides it from the public, does so for all of its chain: a reply is a post of its own. */
const OF_ALL = ['made_with_ai', 'paid_partnership', 'nullcast', 'for_super_followers_only'] as const;

/** @param body of the first post */
export function chainOf(parts: readonly Part[], body: Body): Chain {
	const others = Object.fromEntries(OF_ALL.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])));
	return { parts, first: body, others, pauseMs: 0, lookBackMs: 0 };
}

/** The post at `index` of the chain. */
export function bodyAt(chain: Chain, index: number, before: string | undefined, media: readonly string[]): Body {
	const { text } = chain.parts[index];
	const body: Body = index === 0 ? { ...chain.first } : { ...chain.others, reply: { in_reply_to_tweet_id: before } };
	if (text) body.text = text;
	return media.length > 0 ? withMedia(body, media) : body;
}
