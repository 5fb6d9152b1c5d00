/** The members, followers and posts of a list. */
import { user } from '../../fields';
import { operation } from '../../types';
import { listField, managing, often, page, read, write } from './shared';

export const getListPosts = operation({
	name: 'getPosts',
	displayName: 'Get Many Posts',
	action: 'Get many posts of list',
	description: "Read the latest posts of a list's members",
	endpoint: 'GET /2/lists/{id}/tweets',
	access: read,
	limits: often,
	price: 'Posts: Read',
	fields: [listField],
	page,
	returns: 'post',
});

export const getListMembers = operation({
	name: 'getMembers',
	displayName: 'Get Many Members',
	action: 'Get many members of list',
	description: 'Retrieve who is in a list',
	endpoint: 'GET /2/lists/{id}/members',
	access: read,
	limits: often,
	price: 'User: Read',
	fields: [listField],
	page,
	returns: 'user',
});

export const getListFollowers = operation({
	name: 'getFollowers',
	displayName: 'Get Many Followers',
	action: 'Get many followers of list',
	description: 'Retrieve the followers of a list',
	endpoint: 'GET /2/lists/{id}/followers',
	access: read,
	price: 'User: Read',
	fields: [listField],
	page,
	returns: 'user',
});

export const addListMember = operation({
	name: 'addMember',
	displayName: 'Add Member',
	action: 'Add list member',
	description: 'Add (put) an account on one of your own lists',
	endpoint: 'POST /2/lists/{id}/members',
	proof: 'is_member',
	repeatable: true,
	access: write,
	limits: managing,
	price: 'List: Create',
	fields: [listField, { ...user, to: 'body.user_id' }],
	returns: 'result',
});

export const removeListMember = operation({
	name: 'removeMember',
	displayName: 'Remove Member',
	action: 'Remove list member',
	description: 'Remove an account from one of your own lists',
	endpoint: 'DELETE /2/lists/{id}/members/{user_id}',
	proof: 'is_member',
	access: write,
	limits: managing,
	price: 'List: Manage',
	fields: [listField, { ...user, to: 'path.user_id' }],
	returns: 'result',
});
