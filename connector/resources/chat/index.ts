import { resource } from '../../types';
import { getConversation, getManyConversations } from './conversation';
import { addMembers, createGroup, rotateKeys } from './group';
import { getManyPublicKeys, getPublicKeys, setUpKeys } from './keys';
import { deleteMessages, markRead, sendTyping } from './manage';
import { downloadFile } from './media';
import { getMessages } from './messages';
import { send } from './send';

export const chat = resource({
	name: 'chat',
	displayName: 'Chat',
	node: 'X',
	operations: [
		getManyConversations,
		getConversation,
		getMessages,
		send,
		sendTyping,
		markRead,
		deleteMessages,
		downloadFile,
		createGroup,
		addMembers,
		rotateKeys,
		setUpKeys,
		getPublicKeys,
		getManyPublicKeys,
	],
});
