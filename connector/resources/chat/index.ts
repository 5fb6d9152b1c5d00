import { userOrMe } from '../../fields';
import { field, operation, resource } from '../../types';
import {
	addConversationKeys,
	addMembers,
	createGroup,
	getConversation,
	getManyConversations,
	initializeGroup,
} from './conversation';
import { downloadChatMedia, uploadChatMedia } from './media';
import { deleteMessages, getEvents, markRead, sendMessage, sendTyping } from './message';
import { read, SEALED, write } from './shared';

/**
 * The registered part of a key pair (spec: AddUserPublicKeyRequest.public_key); the private key never leaves its
 * owner.
 */
const publicKey = field({
	name: 'publicKey',
	displayName: 'Public Key',
	kind: 'group',
	required: true,
	description: "Parts of the registration returned by the Chat XDK's generateKeypairs",
	fields: [
		{
			name: 'publicKey',
			displayName: 'Identity Key',
			kind: 'text',
			to: 'body.public_key.public_key',
			required: true,
			description: 'In Base64 (public_key)',
		},
		{
			name: 'identitySignature',
			displayName: 'Identity Key Signature',
			kind: 'text',
			to: 'body.public_key.identity_public_key_signature',
			description: 'From identity_public_key_signature',
		},
		{
			name: 'fingerprint',
			displayName: 'Fingerprint',
			kind: 'text',
			to: 'body.public_key.public_key_fingerprint',
			description: 'From public_key_fingerprint',
		},
		{
			name: 'registrationMethod',
			displayName: 'Registration Method',
			kind: 'text',
			to: 'body.public_key.registration_method',
			description: 'From registration_method',
		},
		{
			name: 'signingKey',
			displayName: 'Signing Key',
			kind: 'text',
			to: 'body.public_key.signing_public_key',
			description: 'In Base64 (signing_public_key)',
		},
		{
			name: 'signingSignature',
			displayName: 'Signing Key Signature',
			kind: 'text',
			to: 'body.public_key.signing_public_key_signature',
			description: 'From signing_public_key_signature',
		},
	],
});

const getPublicKeys = operation({
	name: 'getPublicKeys',
	displayName: 'Get Many Public Keys of User',
	action: 'Get many public keys of user for chat',
	description: 'Retrieve the public keys that messages to an account are encrypted with',
	endpoint: 'GET /2/users/{id}/public_keys',
	access: read,
	fields: [userOrMe],
	returns: 'publicKey',
});

const getManyPublicKeys = operation({
	name: 'getManyPublicKeys',
	displayName: 'Get Many Public Keys of Users',
	action: 'Get many public keys of users for chat',
	description: 'Retrieve the public keys of up to 100 accounts at once',
	endpoint: 'GET /2/users/public_keys',
	access: read,
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

const addPublicKey = operation({
	name: 'addPublicKey',
	displayName: 'Add Public Key',
	action: 'Add chat public key',
	description: 'Register a public key of the connected account',
	notice: SEALED,
	endpoint: 'POST /2/users/{id}/public_keys',
	unique: true,
	access: write,
	fields: [
		publicKey,
		{
			name: 'version',
			displayName: 'Version',
			kind: 'text',
			to: 'body.version',
			required: true,
			default: '1',
			description: 'Version of the key, from the Chat XDK',
		},
		{
			name: 'generateVersion',
			displayName: 'Generate Version',
			kind: 'boolean',
			to: 'body.generate_version',
			default: false,
			description: 'Whether X creates a new version',
		},
	],
	self: 'path.id',
	returns: 'result',
});

export const chat = resource({
	name: 'chat',
	displayName: 'Chat',
	node: 'X',
	operations: [
		getManyConversations,
		getConversation,
		getEvents,
		sendMessage,
		sendTyping,
		markRead,
		deleteMessages,
		uploadChatMedia,
		downloadChatMedia,
		initializeGroup,
		createGroup,
		addMembers,
		addConversationKeys,
		getPublicKeys,
		getManyPublicKeys,
		addPublicKey,
	],
});
