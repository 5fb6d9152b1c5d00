import { post } from '../../fields';
import { field, operation, resource } from '../../types';

const read = { user: ['bookmark.read', 'tweet.read', 'users.read'] } as const;
const write = { user: ['tweet.read', 'users.read', 'bookmark.write'] } as const;
const perUser = { user: ['50/15min'] } as const;
const folders = { user: ['50/15min'], app: ['50/15min'] } as const;
/**
 * With pages larger than 90, X omits the next token although there is more: users got 98 of 1,120 bookmarks with
 * pages of 100, and all of them with pages of 20.
 */
const pages = { size: { min: 1, max: 90, accepted: 100 }, token: 'pagination_token' } as const;
const hundreds = { size: { min: 1, max: 100 }, token: 'pagination_token' } as const;

const folder = field({ name: 'folder', displayName: 'Folder', kind: 'object', of: 'bookmarkFolder' });

export const getManyBookmarks = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many bookmarks',
	description: 'Read the posts that you have bookmarked (saved)',
	endpoint: 'GET /2/users/{id}/bookmarks',
	access: read,
	limits: { user: ['180/15min'] },
	price: 'Posts: Read',
	fields: [],
	self: 'path.id',
	page: pages,
	returns: 'post',
});

const addBookmark = operation({
	name: 'add',
	displayName: 'Add',
	action: 'Add bookmark',
	description: 'Save a post to your bookmarks',
	endpoint: 'POST /2/users/{id}/bookmarks',
	proof: 'bookmarked',
	repeatable: true,
	access: write,
	limits: perUser,
	price: 'Bookmark',
	fields: [
		{ ...post, to: 'body.tweet_id' },
		{
			...folder,
			to: 'body.folder_id',
			front: true,
			description: 'Folder to put the bookmark into, in addition to the list of all bookmarks',
		},
	],
	self: 'path.id',
	returns: 'result',
});

const removeBookmark = operation({
	name: 'remove',
	displayName: 'Remove',
	action: 'Remove bookmark',
	description: 'Remove a post from your bookmarks',
	endpoint: 'DELETE /2/users/{id}/bookmarks/{tweet_id}',
	proof: 'bookmarked',
	access: write,
	limits: perUser,
	price: 'Bookmark',
	fields: [{ ...post, to: 'path.tweet_id' }],
	self: 'path.id',
	returns: 'result',
});

const getManyFolders = operation({
	name: 'getManyFolders',
	displayName: 'Get Many Folders',
	action: 'Get many bookmark folders',
	description: 'List your bookmark folders',
	endpoint: 'GET /2/users/{id}/bookmarks/folders',
	access: { user: ['users.read', 'bookmark.read'] },
	limits: folders,
	fields: [],
	self: 'path.id',
	page: hundreds,
	returns: 'result',
});

const createFolder = operation({
	name: 'createFolder',
	displayName: 'Create Folder',
	action: 'Create bookmark folder',
	description: "Create a bookmark folder. X's API offers no way to rename or delete it.",
	endpoint: 'POST /2/users/{id}/bookmarks/folders',
	proof: 'id',
	access: { user: ['bookmark.write', 'users.read'] },
	price: 'Bookmark',
	fields: [
		{
			name: 'folderName',
			displayName: 'Name',
			kind: 'text',
			to: 'body.name',
			required: true,
			maxLength: 25,
			placeholder: 'e.g. Reading list',
			description: 'Up to 25 characters',
		},
	],
	self: 'path.id',
	returns: 'result',
});

export const getManyInFolder = operation({
	name: 'getManyInFolder',
	displayName: 'Get Many in Folder',
	action: 'Get many bookmarks in folder',
	description: 'List the posts in one of your bookmark folders',
	notice: 'X returns only the IDs of the posts in a folder. Retrieve the posts themselves with Post > Get Many.',
	endpoint: 'GET /2/users/{id}/bookmarks/folders/{folder_id}',
	access: read,
	limits: folders,
	fields: [{ ...folder, to: 'path.folder_id', required: true }],
	self: 'path.id',
	page: pages,
	returns: 'result',
});

export const bookmark = resource({
	name: 'bookmark',
	displayName: 'Bookmark',
	node: 'X',
	operations: [getManyBookmarks, addBookmark, removeBookmark, getManyFolders, createFolder, getManyInFolder],
});
