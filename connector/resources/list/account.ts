/** An account's own, followed and pinned lists. */
import { userOrMe } from '../../fields';
import { operation } from '../../types';
import { following, listField, lookup, page, read, write } from './shared';

export const followList = operation({
	name: 'follow',
	displayName: 'Follow',
	action: 'Follow list',
	description: 'Follow a list as the connected account',
	endpoint: 'POST /2/users/{id}/followed_lists',
	proof: 'following',
	repeatable: true,
	access: write,
	limits: following,
	price: 'List: Create',
	fields: [{ ...listField, to: 'body.list_id' }],
	self: 'path.id',
	returns: 'result',
});

export const unfollowList = operation({
	name: 'unfollow',
	displayName: 'Unfollow',
	action: 'Unfollow list',
	description: 'Stop following a list as the connected account',
	endpoint: 'DELETE /2/users/{id}/followed_lists/{list_id}',
	proof: 'following',
	access: write,
	limits: following,
	price: 'List: Manage',
	fields: [{ ...listField, to: 'path.list_id' }],
	self: 'path.id',
	returns: 'result',
});

export const getPinnedLists = operation({
	name: 'getPinned',
	displayName: 'Get Many Pinned',
	action: 'Get many pinned lists',
	description: 'Retrieve the pinned lists of the connected account',
	endpoint: 'GET /2/users/{id}/pinned_lists',
	access: { user: read.user },
	limits: { user: ['15/15min'], app: ['15/15min'] },
	price: 'List: Read',
	fields: [],
	self: 'path.id',
	returns: 'list',
});

export const pinList = operation({
	name: 'pin',
	displayName: 'Pin',
	action: 'Pin list',
	description: 'Pin a list for the connected account',
	endpoint: 'POST /2/users/{id}/pinned_lists',
	proof: 'pinned',
	repeatable: true,
	access: write,
	limits: following,
	price: 'List: Create',
	fields: [{ ...listField, to: 'body.list_id' }],
	self: 'path.id',
	returns: 'result',
});

export const unpinList = operation({
	name: 'unpin',
	displayName: 'Unpin',
	action: 'Unpin list',
	description: 'Unpin a list for the connected account',
	endpoint: 'DELETE /2/users/{id}/pinned_lists/{list_id}',
	proof: 'pinned',
	access: write,
	limits: following,
	price: 'List: Manage',
	fields: [{ ...listField, to: 'path.list_id' }],
	self: 'path.id',
	returns: 'result',
});

export const getOwnedLists = operation({
	name: 'getOwned',
	displayName: 'Get Many Owned',
	action: 'Get many lists owned by user',
	description: 'Retrieve the lists that an account owns. Private lists are only returned for your own account.',
	endpoint: 'GET /2/users/{id}/owned_lists',
	access: read,
	limits: { user: ['15/15min'], app: ['15/15min'] },
	price: 'List: Read',
	fields: [userOrMe],
	page,
	returns: 'list',
});

export const getFollowedLists = operation({
	name: 'getFollowed',
	displayName: 'Get Many Followed',
	action: 'Get many lists followed by user',
	description: 'Retrieve the lists that an account follows',
	endpoint: 'GET /2/users/{id}/followed_lists',
	access: read,
	price: 'List: Read',
	fields: [userOrMe],
	page,
	returns: 'list',
});

export const getListMemberships = operation({
	name: 'getMemberships',
	displayName: 'Get Many Memberships',
	action: 'Get many lists that user is member of',
	description: 'Retrieve the lists that an account is a member of',
	endpoint: 'GET /2/users/{id}/list_memberships',
	access: read,
	limits: lookup,
	price: 'List: Read',
	fields: [userOrMe],
	page,
	returns: 'list',
});
