import { InputError } from '../../../api/client/errors';
import { user, userOrMe } from '../../fields';
import { field, operation, resource } from '../../types';

const read = { user: ['list.read', 'tweet.read', 'users.read'], app: true } as const;
const write = { user: ['list.write', 'tweet.read', 'users.read'] } as const;
const managing = { user: ['300/15min'] } as const;
const following = { user: ['50/15min'] } as const;
const lookup = { user: ['75/15min'], app: ['75/15min'] } as const;
const often = { user: ['900/15min'], app: ['900/15min'] } as const;
const page = { size: { min: 1, max: 100 }, token: 'pagination_token' } as const;

const listField = field({
	name: 'list',
	displayName: 'List',
	kind: 'object',
	of: 'list',
	to: 'path.id',
	required: true,
	description: 'The list. Choose one of your own, or enter an ID or link.',
});
const name = field({
	name: 'name',
	displayName: 'Name',
	kind: 'text',
	to: 'body.name',
	maxLength: 25,
	placeholder: 'e.g. Space news',
	description: 'Up to 25 characters',
});
const description = field({
	name: 'description',
	displayName: 'Description',
	kind: 'text',
	to: 'body.description',
	maxLength: 100,
	placeholder: 'e.g. Agencies, launches and probes',
	description: 'Up to 100 characters',
});
// Without a default, so that an update can say false.
const isPrivate = field({
	name: 'private',
	displayName: 'Private',
	kind: 'boolean',
	to: 'body.private',
	description: 'Whether only its owner can see the list',
});

const createList = operation({
	name: 'create',
	displayName: 'Create',
	action: 'Create list',
	description: 'Create a list for the connected account',
	endpoint: 'POST /2/lists',
	access: { user: ['list.read', 'list.write', 'tweet.read', 'users.read'] },
	limits: managing,
	price: 'List: Create',
	fields: [{ ...name, required: true }, description, isPrivate],
	returns: 'result',
});

const updateList = operation({
	name: 'update',
	displayName: 'Update',
	action: 'Update list',
	description: 'Change the name, description or privacy of one of your own lists',
	endpoint: 'PUT /2/lists/{id}',
	access: write,
	limits: managing,
	price: 'List: Manage',
	fields: [listField, name, description, isPrivate],
	returns: 'result',
	check({ name: newName, description: newDescription, private: newPrivate }) {
		if ([newName, newDescription, newPrivate].every((value) => value === undefined))
			throw new InputError('There is nothing to update', "Add 'Name', 'Description' or 'Private' under 'Options'.");
	},
});

const deleteList = operation({
	name: 'delete',
	displayName: 'Delete',
	action: 'Delete list',
	description: 'Delete one of your own lists',
	endpoint: 'DELETE /2/lists/{id}',
	access: write,
	limits: managing,
	price: 'List: Manage',
	fields: [listField],
	returns: 'result',
});

const getList = operation({
	name: 'get',
	displayName: 'Get',
	action: 'Get list',
	description: 'Retrieve the name, owner and size of a list',
	endpoint: 'GET /2/lists/{id}',
	access: read,
	limits: lookup,
	price: 'List: Read',
	fields: [listField],
	returns: 'list',
});

export const getListPosts = operation({
	name: 'getPosts',
	displayName: 'Get Many Posts',
	action: 'Get many list posts',
	description: "Retrieve the newest posts of a list's members",
	endpoint: 'GET /2/lists/{id}/tweets',
	access: read,
	limits: often,
	price: 'Posts: Read',
	fields: [listField],
	page,
	returns: 'post',
});

const getListMembers = operation({
	name: 'getMembers',
	displayName: 'Get Many Members',
	action: 'Get many list members',
	description: 'Retrieve the members of a list',
	endpoint: 'GET /2/lists/{id}/members',
	access: read,
	limits: often,
	price: 'User: Read',
	fields: [listField],
	page,
	returns: 'user',
});

const getListFollowers = operation({
	name: 'getFollowers',
	displayName: 'Get Many Followers',
	action: 'Get many list followers',
	description: 'Retrieve the followers of a list',
	endpoint: 'GET /2/lists/{id}/followers',
	access: read,
	price: 'User: Read',
	fields: [listField],
	page,
	returns: 'user',
});

const addListMember = operation({
	name: 'addMember',
	displayName: 'Add Member',
	action: 'Add list member',
	description: 'Add an account to one of your own lists',
	endpoint: 'POST /2/lists/{id}/members',
	access: write,
	limits: managing,
	price: 'List: Create',
	fields: [listField, { ...user, to: 'body.user_id' }],
	returns: 'result',
});

const removeListMember = operation({
	name: 'removeMember',
	displayName: 'Remove Member',
	action: 'Remove list member',
	description: 'Remove an account from one of your own lists',
	endpoint: 'DELETE /2/lists/{id}/members/{user_id}',
	access: write,
	limits: managing,
	price: 'List: Manage',
	fields: [listField, { ...user, to: 'path.user_id' }],
	returns: 'result',
});

const getOwnedLists = operation({
	name: 'getOwned',
	displayName: 'Get Many Owned',
	action: 'Get many owned lists',
	description: 'Retrieve the lists that an account owns. Private lists are only returned for your own account.',
	endpoint: 'GET /2/users/{id}/owned_lists',
	access: read,
	limits: { user: ['15/15min'], app: ['15/15min'] },
	price: 'List: Read',
	fields: [userOrMe],
	page,
	returns: 'list',
});

const getFollowedLists = operation({
	name: 'getFollowed',
	displayName: 'Get Many Followed',
	action: 'Get many followed lists',
	description: 'Retrieve the lists that an account follows',
	endpoint: 'GET /2/users/{id}/followed_lists',
	access: read,
	price: 'List: Read',
	fields: [userOrMe],
	page,
	returns: 'list',
});

const getListMemberships = operation({
	name: 'getMemberships',
	displayName: 'Get Many Memberships',
	action: 'Get many list memberships',
	description: 'Retrieve the lists that an account is a member of',
	endpoint: 'GET /2/users/{id}/list_memberships',
	access: read,
	limits: lookup,
	price: 'List: Read',
	fields: [userOrMe],
	page,
	returns: 'list',
});

const followList = operation({
	name: 'follow',
	displayName: 'Follow',
	action: 'Follow list',
	description: 'Follow a list as the connected account',
	endpoint: 'POST /2/users/{id}/followed_lists',
	access: write,
	limits: following,
	price: 'List: Create',
	fields: [{ ...listField, to: 'body.list_id' }],
	self: 'path.id',
	returns: 'result',
});

const unfollowList = operation({
	name: 'unfollow',
	displayName: 'Unfollow',
	action: 'Unfollow list',
	description: 'Stop following a list as the connected account',
	endpoint: 'DELETE /2/users/{id}/followed_lists/{list_id}',
	access: write,
	limits: following,
	price: 'List: Manage',
	fields: [{ ...listField, to: 'path.list_id' }],
	self: 'path.id',
	returns: 'result',
});

const getPinnedLists = operation({
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

const pinList = operation({
	name: 'pin',
	displayName: 'Pin',
	action: 'Pin list',
	description: 'Pin a list for the connected account',
	endpoint: 'POST /2/users/{id}/pinned_lists',
	access: write,
	limits: following,
	price: 'List: Create',
	fields: [{ ...listField, to: 'body.list_id' }],
	self: 'path.id',
	returns: 'result',
});

const unpinList = operation({
	name: 'unpin',
	displayName: 'Unpin',
	action: 'Unpin list',
	description: 'Unpin a list for the connected account',
	endpoint: 'DELETE /2/users/{id}/pinned_lists/{list_id}',
	access: write,
	limits: following,
	price: 'List: Manage',
	fields: [{ ...listField, to: 'path.list_id' }],
	self: 'path.id',
	returns: 'result',
});

export const list = resource({
	name: 'list',
	displayName: 'List',
	node: 'X',
	operations: [
		addListMember,
		createList,
		deleteList,
		followList,
		getList,
		getListFollowers,
		getFollowedLists,
		getListMembers,
		getListMemberships,
		getOwnedLists,
		getPinnedLists,
		getListPosts,
		pinList,
		removeListMember,
		unfollowList,
		unpinList,
		updateList,
	],
});
