/** Endpoints that several operations of X Chat call. */
import { endpoint } from '../../types';
import { mediaAccess, read, write } from './shared';

export const publicKeysOfUser = endpoint({ endpoint: 'GET /2/users/{id}/public_keys', access: read });
export const publicKeysOfUsers = endpoint({ endpoint: 'GET /2/users/public_keys', access: read });
export const directoryCalls = [publicKeysOfUser, publicKeysOfUsers];

export const events = endpoint({ endpoint: 'GET /2/chat/conversations/{id}/events', access: read });
export const aboutConversation = endpoint({ endpoint: 'GET /2/chat/conversations/{id}', access: read });

export const addKeys = endpoint({
	endpoint: 'POST /2/chat/conversations/{id}/keys',
	proof: ['conversation_id', 'sequence_id'],
	unique: true,
	access: write,
});
export const initializeGroup = endpoint({
	endpoint: 'POST /2/chat/conversations/group/initialize',
	proof: 'conversation_id',
	repeatable: true,
	access: { user: ['dm.write'] },
});

export const initializeUpload = endpoint({
	endpoint: 'POST /2/chat/media/upload/initialize',
	proof: 'session_id',
	repeatable: true,
	access: mediaAccess,
});
export const appendUpload = endpoint({
	endpoint: 'POST /2/chat/media/upload/{id}/append',
	bare: true,
	access: mediaAccess,
});
export const finalizeUpload = endpoint({
	endpoint: 'POST /2/chat/media/upload/{id}/finalize',
	proof: 'success',
	access: mediaAccess,
});
export const uploadCalls = [initializeUpload, appendUpload, finalizeUpload];
