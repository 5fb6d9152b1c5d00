import { post } from '../../fields';
import { endpoint, operation } from '../../types';

const like = { user: ['users.read', 'tweet.read', 'like.write'] } as const;
const repost = { user: ['users.read', 'tweet.read', 'tweet.write'] } as const;
const read = { user: ['tweet.read', 'users.read'], app: true } as const;
const moderate = { user: ['tweet.read', 'tweet.moderate.write', 'users.read'] } as const;
const perUser = { user: ['50/15min'] } as const;
const likes = { user: ['50/15min', '1000/24h'] } as const;
const lists = { user: ['75/15min'], app: ['75/15min'] } as const;
const hundreds = { size: { min: 1, max: 100 }, token: 'pagination_token' } as const;

const likePost = operation({
	name: 'like',
	displayName: 'Like',
	action: 'Like post',
	description: 'Like (favorite) a post as the connected account',
	notice: 'Since April 2026, X accepts likes from Enterprise apps only',
	endpoint: 'POST /2/users/{id}/likes',
	proof: 'liked',
	repeatable: true,
	access: like,
	limits: likes,
	price: 'User Interaction: Create',
	fields: [{ ...post, to: 'body.tweet_id' }],
	self: 'path.id',
	returns: 'result',
});

const unlikePost = operation({
	name: 'unlike',
	displayName: 'Unlike',
	action: 'Unlike post',
	description: 'Take back the like of a post',
	endpoint: 'DELETE /2/users/{id}/likes/{tweet_id}',
	proof: 'liked',
	access: like,
	limits: likes,
	price: 'Interaction: Delete',
	fields: [{ ...post, to: 'path.tweet_id' }],
	self: 'path.id',
	returns: 'result',
});

const repostPost = operation({
	name: 'repost',
	displayName: 'Repost',
	action: 'Repost post',
	description: 'Repost (retweet) a post: share it with the followers of the connected account',
	endpoint: 'POST /2/users/{id}/retweets',
	proof: 'retweeted',
	unique: true,
	access: repost,
	limits: perUser,
	price: 'User Interaction: Create',
	fields: [{ ...post, to: 'body.tweet_id' }],
	self: 'path.id',
	returns: 'result',
	doneBefore: async (_, { problem: { code, detail } }) =>
		code === 327 || /already retweeted/i.test(detail) ? { data: { retweeted: true } } : undefined,
});

const undoRepost = operation({
	name: 'undoRepost',
	displayName: 'Undo Repost',
	action: 'Undo repost of post',
	description: 'Take back the repost (retweet) of a post',
	endpoint: 'DELETE /2/users/{id}/retweets/{source_tweet_id}',
	proof: 'retweeted',
	access: repost,
	limits: perUser,
	price: 'Content: Manage',
	fields: [{ ...post, to: 'path.source_tweet_id' }],
	self: 'path.id',
	returns: 'result',
});

const hiding = endpoint({
	endpoint: 'PUT /2/tweets/{tweet_id}/hidden',
	proof: 'hidden',
	access: moderate,
	limits: perUser,
	price: 'Content: Manage',
});

const hideReply = operation({
	name: 'hideReply',
	displayName: 'Hide Reply',
	action: 'Hide reply to post',
	description: 'Hide a reply below a post of the connected account',
	...hiding,
	fields: [{ ...post, to: 'path.tweet_id' }],
	fixed: { 'body.hidden': true },
	returns: 'result',
});

const unhideReply = operation({
	name: 'unhideReply',
	displayName: 'Unhide Reply',
	action: 'Unhide reply to post',
	description: 'Show a hidden reply below a post of the connected account again',
	...hiding,
	fields: [{ ...post, to: 'path.tweet_id' }],
	fixed: { 'body.hidden': false },
	returns: 'result',
});

const getLikingUsers = operation({
	name: 'getLikingUsers',
	displayName: 'Get Many Liking Users',
	action: 'Get many users who liked post',
	description: 'Retrieve the users who liked a post. X returns at most 100 users per post.',
	endpoint: 'GET /2/tweets/{id}/liking_users',
	access: { user: ['like.read', 'tweet.read', 'users.read'] },
	limits: lists,
	// X's price list does not say whether these count as users or likes; users cost more.
	price: 'User: Read',
	fields: [post],
	page: hundreds,
	returns: 'user',
});

const getRepostingUsers = operation({
	name: 'getRepostingUsers',
	displayName: 'Get Many Reposting Users',
	action: 'Get many users who reposted post',
	description: 'Retrieve which users shared (reposted, retweeted) a post. X returns the 100 most recent.',
	endpoint: 'GET /2/tweets/{id}/retweeted_by',
	access: read,
	limits: lists,
	price: 'User: Read',
	fields: [post],
	page: hundreds,
	returns: 'user',
});

const getReposts = operation({
	name: 'getReposts',
	displayName: 'Get Many Reposts',
	action: 'Get many reposts of post',
	description: 'Retrieve the reposts of a post, each as a post of its own',
	endpoint: 'GET /2/tweets/{id}/retweets',
	access: read,
	limits: lists,
	price: 'Posts: Read',
	fields: [post],
	page: hundreds,
	returns: 'post',
});

const getQuotes = operation({
	name: 'getQuotes',
	displayName: 'Get Many Quotes',
	action: 'Get many quotes of post',
	description: 'Read the posts (tweets) that quote a post',
	endpoint: 'GET /2/tweets/{id}/quote_tweets',
	access: read,
	limits: lists,
	price: 'Posts: Read',
	fields: [
		post,
		{
			name: 'exclude',
			displayName: 'Exclude',
			kind: 'choices',
			to: 'query.exclude',
			default: [],
			description: 'Kinds of posts to leave out',
			choices: [
				{ name: 'Replies', value: 'replies' },
				{ name: 'Reposts', value: 'retweets' },
			],
		},
	],
	page: { size: { min: 10, max: 100 }, token: 'pagination_token' },
	returns: 'post',
});

/** Likes, reposts, quotes and other engagement with posts. */
export const engagement = [
	likePost,
	unlikePost,
	repostPost,
	undoRepost,
	hideReply,
	unhideReply,
	getLikingUsers,
	getRepostingUsers,
	getReposts,
	getQuotes,
];
