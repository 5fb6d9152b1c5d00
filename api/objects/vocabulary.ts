/**
 * X uses two vocabularies: `tweet` (its docs, streams and webhooks) and `post` (its specification since 2.167).
 * Requests are written in the `post` vocabulary; responses in either are converted to it.
 */

import { isObject } from '../json/members';

/** Which of the two is used over the wire. */
const DIALECT: 'post' | 'tweet' = 'post';

/** Names of objects and fields, `tweet` -> `post`. */
const NAMES: ReadonlyMap<string, string> = new Map(
	Object.entries({
		tweets: 'posts',
		referenced_tweets: 'referenced_posts',
		edit_history_tweet_ids: 'edit_history_post_ids',
		note_tweet: 'note_post',
		retweet_count: 'repost_count',
		tweet_count: 'post_count',
		total_tweet_count: 'total_post_count',
		pinned_tweet_id: 'pinned_post_id',
		most_recent_tweet_id: 'most_recent_post_id',
	}),
);

/** Renames every key of a response, at any depth; one already in the `post` vocabulary is returned unchanged. */
export function inPostVocabulary<T>(value: T): T {
	return speaksTweet(value) ? (renamed(value) as T) : value;
}

/** Allocates nothing, as it visits every object that X returns. */
function speaksTweet(value: unknown): boolean {
	if (Array.isArray(value)) return value.some(speaksTweet);
	if (!isObject(value)) return false;
	for (const key in value) if (NAMES.has(key) || speaksTweet(value[key])) return true;
	return false;
}

function renamed(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(renamed);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [NAMES.get(key) ?? key, renamed(inner)]));
}

/** IDs that are plain fields in the `tweet` vocabulary but require an expansion in the `post` one. */
const TWEET_ONLY_FIELDS = ['author_id', 'in_reply_to_user_id', 'referenced_tweets', 'edit_history_tweet_ids'];
const FIELD_OF = Object.fromEntries([...NAMES].map(([tweet, post]) => [post, tweet]));
const EXPANSION_OF: Readonly<Record<string, string>> = { ...FIELD_OF, referenced_posts: 'referenced_tweets.id' };

/** Writes the `*.fields` and `expansions` of a request in the vocabulary in use. */
export function ask(
	query: Readonly<Record<string, readonly string[]>>,
	dialect: 'post' | 'tweet' = DIALECT,
): Record<string, readonly string[]> {
	if (dialect === 'post') return { ...query };
	return Object.fromEntries(
		Object.entries(query).map(([name, values]) => {
			if (name === 'post.fields')
				return ['tweet.fields', [...values.map((value) => FIELD_OF[value] ?? value), ...TWEET_ONLY_FIELDS]];
			const names = name === 'expansions' ? EXPANSION_OF : FIELD_OF;
			return [name, values.map((value) => names[value] ?? value)];
		}),
	);
}
