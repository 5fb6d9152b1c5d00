/** Reading messages: decrypted, with what their signatures are worth. */
import { fields, operation, type ValuesOf } from '../../types';
import { aboutConversation, directoryCalls, events } from './calls';
import { conversation, page } from './shared';

const messageFields = fields([
	conversation,
	{
		name: 'show',
		displayName: 'Show',
		kind: 'choice',
		front: true,
		default: 'messages',
		choices: [
			{ name: 'Everything', value: 'all', description: 'Also changes of keys and members, and deletions' },
			{ name: 'Messages', value: 'messages', description: 'Texts, reactions and edits' },
		],
	},
	{
		name: 'unverified',
		displayName: 'If a Signature Fails',
		kind: 'choice',
		default: 'fail',
		description: 'What to do with a message that its sender has not signed as it stands',
		choices: [
			{ name: 'Return an Error', value: 'fail' },
			{ name: 'Return It Marked', value: 'mark', description: 'With verified: false and the reason' },
		],
	},
]);
export type MessageValues = ValuesOf<typeof messageFields>;

export const getMessages = operation({
	name: 'getMessages',
	displayName: 'Get Many Messages',
	action: 'Get many chat messages',
	description:
		'Retrieve and decrypt the messages of a conversation, newest first. What cannot be decrypted says why; its ciphertext is in the Raw output.',
	...events,
	fields: messageFields,
	page,
	also: [...directoryCalls, aboutConversation],
	returns: 'chatEvent',
	run: async (call) => await (await import('./run/messages')).readMessages(call),
});
