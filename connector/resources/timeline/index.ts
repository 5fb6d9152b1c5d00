import { onlyCanReply, repliable } from '../../shared/can-reply';
import { bounds, exclude, userOrMe } from '../../fields';
import { TIMELINE_TIMES } from '../../shared/times';
import { operation, resource } from '../../types';

export const getHome = operation({
	name: 'getHome',
	displayName: 'Get Home',
	action: 'Get posts of home timeline',
	description:
		'Read the home feed: the latest posts of your own account and those it follows (up to 3,200 posts or 7 days)',
	endpoint: 'GET /2/users/{id}/timelines/reverse_chronological',
	access: { user: ['users.read', 'tweet.read'] },
	limits: { user: ['180/15min'] },
	price: 'Posts: Read',
	times: TIMELINE_TIMES,
	fields: [exclude, ...bounds],
	self: 'path.id',
	page: { size: { min: 1, max: 100 }, token: 'pagination_token' },
	returns: 'post',
});

export const getUserPosts = operation({
	name: 'getUserPosts',
	displayName: 'Get User Posts',
	action: 'Get posts of user',
	description: 'Read the latest (newest) posts (tweets) of an account, up to 3,200',
	endpoint: 'GET /2/users/{id}/tweets',
	access: { user: ['tweet.read', 'users.read'], app: true },
	limits: { user: ['900/15min'], app: ['10000/15min'] },
	price: 'Posts: Read',
	times: TIMELINE_TIMES,
	fields: [userOrMe, exclude, ...bounds],
	page: { size: { min: 5, max: 100 }, token: 'pagination_token' },
	returns: 'post',
});

export const getMentions = operation({
	name: 'getMentions',
	displayName: 'Get Mentions',
	action: 'Get posts that mention user',
	description: 'Read the latest posts (tweets) in which an account was mentioned (tagged), up to 800',
	endpoint: 'GET /2/users/{id}/mentions',
	access: { user: ['users.read', 'tweet.read'], app: true },
	limits: { user: ['300/15min'], app: ['450/15min'] },
	price: 'Posts: Read',
	times: TIMELINE_TIMES,
	fields: [userOrMe, onlyCanReply, ...bounds],
	filter: repliable,
	page: { size: { min: 5, max: 100 }, token: 'pagination_token' },
	returns: 'post',
});

export const getLikedPosts = operation({
	name: 'getLikedPosts',
	displayName: 'Get Liked Posts',
	action: 'Get posts liked by user',
	description: 'Read the posts (tweets) that an account has liked',
	endpoint: 'GET /2/users/{id}/liked_tweets',
	access: { user: ['like.read', 'users.read', 'tweet.read'] },
	limits: { user: ['75/15min'], app: ['75/15min'] },
	// X's price list does not say whether these count as posts or likes; posts cost more.
	price: 'Posts: Read',
	fields: [userOrMe],
	page: { size: { min: 5, max: 100 }, token: 'pagination_token' },
	returns: 'post',
});

const getRepostsOfMe = operation({
	name: 'getRepostsOfMe',
	displayName: 'Get Reposts of Me',
	action: 'Get own posts that were reposted',
	description: 'Retrieve your own posts that others have reposted',
	endpoint: 'GET /2/users/reposts_of_me',
	access: { user: ['timeline.read', 'tweet.read'] },
	limits: { user: ['75/15min'] },
	price: 'Posts: Read',
	fields: [],
	page: { size: { min: 1, max: 100 }, token: 'pagination_token' },
	returns: 'post',
});

export const timeline = resource({
	name: 'timeline',
	displayName: 'Timeline',
	node: 'X',
	operations: [getUserPosts, getMentions, getHome, getLikedPosts, getRepostsOfMe],
});
