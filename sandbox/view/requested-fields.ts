import type { FaultSettings } from '../rules/faults';

export type Vocabulary = 'post' | 'tweet';

/** What a request asks for: fields and expansions in X's newer vocabulary (`post.*`) or its older one (`tweet.*`). */
export interface Want {
	vocabulary: Vocabulary;
	fields: Record<'post' | 'user' | 'media' | 'poll' | 'place', Set<string>>;
	/** Expansions by their names in the newer vocabulary; nested ones, which only the older one has, keep theirs. */
	expansions: Set<string>;
}

/** Older name -> newer name. */
const RENAMED_EXPANSIONS: Record<string, string> = {
	'referenced_tweets.id': 'referenced_posts',
	edit_history_tweet_ids: 'edit_history_post_ids',
	pinned_tweet_id: 'pinned_post_id',
	most_recent_tweet_id: 'most_recent_post_id',
};
const RENAMED_FIELDS: Record<string, string> = {
	referenced_tweets: 'referenced_posts',
	note_tweet: 'note_post',
	edit_history_tweet_ids: 'edit_history_post_ids',
	pinned_tweet_id: 'pinned_post_id',
	most_recent_tweet_id: 'most_recent_post_id',
};
/** Expansions that exist in only one vocabulary. */
const ONLY_NEWER = new Set([...Object.values(RENAMED_EXPANSIONS), 'username']);
const ONLY_OLDER = new Set([
	...Object.keys(RENAMED_EXPANSIONS),
	'referenced_tweets.id.author_id',
	'referenced_tweets.id.attachments.media_keys',
	'entities.note.mentions.username',
]);
/** Values of `tweet.fields` and `user.fields` that the newer vocabulary offers only as expansions. */
const FIELDS_ONLY_OLDER = new Set(['author_id', 'in_reply_to_user_id', 'affiliation', ...Object.keys(RENAMED_FIELDS)]);
const FIELDS_ONLY_NEWER = new Set([
	'note_post',
	'referenced_posts',
	'edit_history_post_ids',
	'pinned_post_id',
	'most_recent_post_id',
]);
/** Available as an expansion, but not as a value of `post.fields` or `user.fields`. */
const NO_NEWER_FIELD = new Set(['referenced_posts', 'edit_history_post_ids', 'pinned_post_id', 'most_recent_post_id']);

/** Names of the older vocabulary that a request may use instead of the newer ones. */
export const OLDER_NAMES: readonly string[] = [...ONLY_OLDER, ...FIELDS_ONLY_OLDER];

const list = (value: string | undefined): string[] => (value ? value.split(',').filter(Boolean) : []);

export function readWant(query: Record<string, string>, undecided: FaultSettings['undecidedVocabulary']): Want {
	const asked = list(query.expansions);
	const vocabulary = decide(query, asked, undecided);
	const fields = (parameter: string | undefined) =>
		new Set(
			list(parameter)
				.filter((name) =>
					vocabulary === 'tweet'
						? !FIELDS_ONLY_NEWER.has(name)
						: !FIELDS_ONLY_OLDER.has(name) && !NO_NEWER_FIELD.has(name),
				)
				.map((name) => RENAMED_FIELDS[name] ?? name),
		);
	const expansions = asked
		.filter((name) => !(vocabulary === 'tweet' ? ONLY_NEWER : ONLY_OLDER).has(name))
		.map((name) => RENAMED_EXPANSIONS[name] ?? name);
	return {
		vocabulary,
		fields: {
			post: fields(query[vocabulary === 'tweet' ? 'tweet.fields' : 'post.fields']),
			user: fields(query['user.fields']),
			media: fields(query['media.fields']),
			poll: fields(query['poll.fields']),
			place: fields(query['place.fields']),
		},
		expansions: new Set(expansions),
	};
}

function decide(query: Record<string, string>, expansions: string[], undecided: Vocabulary): Vocabulary {
	if (query['post.fields']) return 'post';
	if (query['tweet.fields']) return 'tweet';
	if (expansions.some((name) => ONLY_NEWER.has(name))) return 'post';
	if (expansions.some((name) => ONLY_OLDER.has(name))) return 'tweet';
	return undecided;
}

/** Members whose names differ between the vocabularies. */
const OLDER: Record<string, string> = {
	edit_history_post_ids: 'edit_history_tweet_ids',
	referenced_posts: 'referenced_tweets',
	note_post: 'note_tweet',
	repost_count: 'retweet_count',
	post_count: 'tweet_count',
	pinned_post_id: 'pinned_tweet_id',
	most_recent_post_id: 'most_recent_tweet_id',
	posts: 'tweets',
};
export const say = (name: string, vocabulary: Vocabulary): string =>
	vocabulary === 'tweet' ? (OLDER[name] ?? name) : name;
