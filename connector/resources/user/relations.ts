import { otherUser, userOrMe } from '../../fields';
import { operation } from '../../types';

const follows = { user: ['users.read', 'tweet.read', 'follows.read'], app: true } as const;
const follow = { user: ['follows.write', 'tweet.read', 'users.read'] } as const;
const mute = { user: ['users.read', 'tweet.read', 'mute.write'] } as const;
const perUser = { user: ['50/15min'] } as const;
const rare = { user: ['15/15min'] } as const;
const lists = { user: ['300/15min'], app: ['300/15min'] } as const;
const thousands = { size: { min: 1, max: 1000 }, token: 'pagination_token' } as const;

const getFollowers = operation({
	name: 'getFollowers',
	displayName: 'Get Many Followers',
	action: 'Get many followers of user',
	description: 'Retrieve who follows an account: its followers',
	endpoint: 'GET /2/users/{id}/followers',
	access: follows,
	limits: lists,
	price: 'Following/Followers: Read',
	fields: [userOrMe],
	page: thousands,
	returns: 'user',
});

const getFollowing = operation({
	name: 'getFollowing',
	displayName: 'Get Many Followed',
	action: 'Get many users followed by user',
	description: 'Retrieve which accounts (people) a user follows',
	endpoint: 'GET /2/users/{id}/following',
	access: follows,
	limits: lists,
	price: 'Following/Followers: Read',
	fields: [userOrMe],
	page: thousands,
	returns: 'user',
});

const followUser = operation({
	name: 'follow',
	displayName: 'Follow',
	action: 'Follow user',
	description: 'Follow an account, or request to follow it if it is protected',
	notice: 'Since April 2026, X accepts follows from Enterprise apps only',
	endpoint: 'POST /2/users/{id}/following',
	proof: 'following',
	repeatable: true,
	access: follow,
	limits: perUser,
	price: 'User Interaction: Create',
	fields: [{ ...otherUser, to: 'body.target_user_id' }],
	self: 'path.id',
	returns: 'result',
});

const unfollowUser = operation({
	name: 'unfollow',
	displayName: 'Unfollow',
	action: 'Unfollow user',
	description: 'Stop following an account',
	endpoint: 'DELETE /2/users/{source_user_id}/following/{target_user_id}',
	proof: 'following',
	access: follow,
	limits: perUser,
	price: 'Interaction: Delete',
	fields: [{ ...otherUser, to: 'path.target_user_id' }],
	self: 'path.source_user_id',
	returns: 'result',
});

const muteUser = operation({
	name: 'mute',
	displayName: 'Mute',
	action: 'Mute user',
	description: 'Mute a user: stop seeing their posts in your timeline. They are not notified.',
	endpoint: 'POST /2/users/{id}/muting',
	proof: 'muting',
	repeatable: true,
	access: mute,
	limits: perUser,
	price: 'Privacy: Update',
	fields: [{ ...otherUser, to: 'body.target_user_id' }],
	self: 'path.id',
	returns: 'result',
});

const unmuteUser = operation({
	name: 'unmute',
	displayName: 'Unmute',
	action: 'Unmute user',
	description: 'Show the posts of a muted account in your timeline again',
	endpoint: 'DELETE /2/users/{source_user_id}/muting/{target_user_id}',
	proof: 'muting',
	access: mute,
	limits: perUser,
	price: 'Mute: Delete',
	fields: [{ ...otherUser, to: 'path.target_user_id' }],
	self: 'path.source_user_id',
	returns: 'result',
});

const getMuted = operation({
	name: 'getMuted',
	displayName: 'Get Many Muted',
	action: 'Get many muted users',
	description: 'Retrieve the accounts that you have muted',
	endpoint: 'GET /2/users/{id}/muting',
	access: { user: ['mute.read', 'tweet.read', 'users.read'] },
	limits: rare,
	price: 'Mute: Read',
	fields: [],
	self: 'path.id',
	page: thousands,
	returns: 'user',
});

const getBlocked = operation({
	name: 'getBlocked',
	displayName: 'Get Many Blocked',
	action: 'Get many blocked users',
	description: 'Retrieve the accounts that you have blocked',
	endpoint: 'GET /2/users/{id}/blocking',
	access: { user: ['tweet.read', 'block.read', 'users.read'] },
	limits: rare,
	price: 'Block: Read',
	fields: [],
	self: 'path.id',
	page: thousands,
	returns: 'user',
});

const getAffiliates = operation({
	name: 'getAffiliates',
	displayName: 'Get Many Affiliates',
	action: 'Get many affiliates of user',
	description: 'Retrieve the accounts affiliated with an organization',
	endpoint: 'GET /2/users/{id}/affiliates',
	access: { user: ['tweet.read', 'users.read'], app: true },
	price: 'User: Read',
	fields: [userOrMe],
	page: thousands,
	returns: 'user',
});

/** Relations between accounts: follows, mutes, blocks and affiliations. */
export const relations = [
	getFollowers,
	getFollowing,
	followUser,
	unfollowUser,
	muteUser,
	unmuteUser,
	getMuted,
	getBlocked,
	getAffiliates,
];
