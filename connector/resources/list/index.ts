import { InputError } from '../../../api/errors/errors';
import { field, operation, resource } from '../../types';
import {
	followList,
	getFollowedLists,
	getListMemberships,
	getOwnedLists,
	getPinnedLists,
	pinList,
	unfollowList,
	unpinList,
} from './account';
import { addListMember, getListFollowers, getListMembers, getListPosts, removeListMember } from './content';
import { listField, lookup, managing, read, write } from './shared';

export { getListPosts } from './content';

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
// No default, so that an update can send false.
const isPrivate = field({
	name: 'private',
	displayName: 'Private',
	kind: 'boolean',
	decides: true,
	to: 'body.private',
	description: 'Whether only its owner can see the list',
});

const createList = operation({
	name: 'create',
	displayName: 'Create',
	action: 'Create list',
	description: 'Make a new list for the connected account',
	endpoint: 'POST /2/lists',
	proof: 'id',
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
	description: 'Rename one of your own lists, or change its description or privacy',
	endpoint: 'PUT /2/lists/{id}',
	proof: 'updated',
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
	proof: 'deleted',
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

export const list = resource({
	name: 'list',
	displayName: 'List',
	node: 'X',
	operations: [
		getListPosts,
		getList,
		getListMembers,
		getListFollowers,
		getOwnedLists,
		getFollowedLists,
		getListMemberships,
		getPinnedLists,
		createList,
		updateList,
		deleteList,
		addListMember,
		removeListMember,
		followList,
		unfollowList,
		pinList,
		unpinList,
	],
});
