/** What the scopes are for, as seen by whoever lacks them. */
import type { Scope } from '../types';

/** What an account cannot do without each permission. */
export const WITHOUT: Readonly<Record<Scope, string>> = {
	'block.read': 'no list of blocked accounts',
	'block.write': 'no blocking',
	'bookmark.read': 'no list of bookmarks',
	'bookmark.write': 'no bookmarking',
	'broadcast.read': 'no broadcasts',
	'broadcast.write': 'no changes to broadcasts',
	'dm.read': 'no reading of messages',
	'dm.write': 'no sending of messages',
	'follows.read': 'no lists of followers',
	'follows.write': 'no following',
	'like.read': 'no lists of likes',
	'like.write': 'no likes',
	'list.read': 'no lists',
	'list.write': 'no changes to lists',
	'media.write': 'no pictures',
	'mute.read': 'no list of muted accounts',
	'mute.write': 'no muting',
	'offline.access': 'the connection ends after two hours',
	'space.read': 'no Spaces',
	'timeline.read': 'no reposts of own posts',
	'tweet.moderate.write': 'no hiding of replies',
	'tweet.read': 'no reading of posts',
	'tweet.write': 'no publishing',
	'users.read': 'no reading of accounts',
	'users.email': 'no email address',
};
