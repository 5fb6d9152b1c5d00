import { ask, inPostVocabulary } from '../../../api/objects/vocabulary';

describe('an answer', () => {
	it('comes out in the post vocabulary, at any depth', () => {
		const tweet = {
			data: [
				{
					id: '1',
					referenced_tweets: [{ type: 'quoted', id: '2' }],
					edit_history_tweet_ids: ['1'],
					note_tweet: { text: 'long', entities: {} },
					public_metrics: { retweet_count: 1, like_count: 2 },
				},
			],
			includes: {
				tweets: [{ id: '2', public_metrics: { retweet_count: 3 } }],
				users: [{ id: '3', pinned_tweet_id: '4', most_recent_tweet_id: '5', public_metrics: { tweet_count: 6 } }],
			},
			meta: { total_tweet_count: 7 },
		};
		const post = {
			data: [
				{
					id: '1',
					referenced_posts: [{ type: 'quoted', id: '2' }],
					edit_history_post_ids: ['1'],
					note_post: { text: 'long', entities: {} },
					public_metrics: { repost_count: 1, like_count: 2 },
				},
			],
			includes: {
				posts: [{ id: '2', public_metrics: { repost_count: 3 } }],
				users: [{ id: '3', pinned_post_id: '4', most_recent_post_id: '5', public_metrics: { post_count: 6 } }],
			},
			meta: { total_post_count: 7 },
		};
		expect(inPostVocabulary(tweet)).toEqual(post);
		expect(inPostVocabulary(post)).toEqual(post);
	});

	it('keeps its values, whatever they say', () => {
		const given = {
			text: 'tweets',
			list: ['retweet_count', 1, null, true],
			none: null,
			inner: { in_reply_to_tweet_id: '1', constructor: 'x' },
		};
		expect(inPostVocabulary(given)).toBe(given);
		expect(inPostVocabulary({ ...given, tweets: [] })).toEqual({ ...given, posts: [] });
		for (const plain of [null, undefined, 'tweets', 0, false]) expect(inPostVocabulary(plain)).toBe(plain);
	});
});

describe('a request', () => {
	const query = {
		'post.fields': ['created_at', 'note_post', 'public_metrics'],
		'user.fields': ['username'],
		'media.fields': ['url'],
		expansions: ['author_id', 'referenced_posts', 'edit_history_post_ids', 'pinned_post_id', 'attachments.media_keys'],
	};

	it('is asked in the post vocabulary', () => {
		expect(ask(query)).toEqual(query);
	});

	it('can be asked in the tweet vocabulary: the same objects have to come', () => {
		const asked = ask(query, 'tweet');
		expect(asked).not.toHaveProperty('post.fields');
		// What is an expansion only in the one vocabulary is a field too in the other.
		expect([...asked['tweet.fields']].sort()).toEqual([
			'author_id',
			'created_at',
			'edit_history_tweet_ids',
			'in_reply_to_user_id',
			'note_tweet',
			'public_metrics',
			'referenced_tweets',
		]);
		expect(asked.expansions).toEqual([
			'author_id',
			'referenced_tweets.id',
			'edit_history_tweet_ids',
			'pinned_tweet_id',
			'attachments.media_keys',
		]);
		expect(asked['user.fields']).toEqual(['username']);
		expect(asked['media.fields']).toEqual(['url']);
	});
});
