/** The keys of accounts: making one's own, and looking up those of others. */
import { userOrMe } from '../../fields';
import { operation } from '../../types';
import { publicKeysOfUser, publicKeysOfUsers } from './calls';
import { write } from './shared';

export const setUpKeys = operation({
	name: 'setUpKeys',
	displayName: 'Set Up Keys',
	action: 'Set up chat keys',
	description:
		'Make chat keys for an account that has none. The private ones are returned once: copy them to the credential.',
	notice:
		'Run it by hand, copy the private keys to the credential, then delete this execution: whoever has the keys can read and write all encrypted messages of the account. X keeps no copy.',
	endpoint: 'POST /2/users/{id}/public_keys',
	access: write,
	fields: [
		{
			name: 'replace',
			displayName: 'Even If It Has Keys',
			kind: 'boolean',
			default: false,
			description:
				'Whether to register new keys beside those that the account has. What was encrypted for those stays unreadable with the new ones.',
		},
	],
	self: 'path.id',
	also: [publicKeysOfUser],
	leadsTo: () => [publicKeysOfUser],
	returns: 'result',
	tracks: true,
	run: async (call) => await (await import('./run/keys')).setUpOnce(call),
});

export const getPublicKeys = operation({
	name: 'getPublicKeys',
	displayName: 'Get Many Public Keys of User',
	action: 'Get many public keys of user for chat',
	description: 'Retrieve the public keys that messages to an account are encrypted with',
	...publicKeysOfUser,
	fields: [userOrMe],
	returns: 'publicKey',
});

export const getManyPublicKeys = operation({
	name: 'getManyPublicKeys',
	displayName: 'Get Many Public Keys of Users',
	action: 'Get many public keys of users for chat',
	description: 'Retrieve the public keys of up to 100 accounts at once',
	...publicKeysOfUsers,
	fields: [
		{
			name: 'users',
			displayName: 'Users',
			kind: 'users',
			to: 'query.ids',
			required: true,
			min: 1,
			max: 100,
			placeholder: 'e.g. @n8n_io, 2244994945',
			description: 'Up to 100 @handles, links or IDs, separated by commas, or a list',
		},
	],
	returns: 'publicKey',
});
