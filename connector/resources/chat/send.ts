/** Sending: a message, a reply, an edit or a reaction, encrypted and signed. */
import { InputError } from '../../../api/errors/errors';
import { user } from '../../fields';
import { fields, operation, type ValuesOf } from '../../types';
import { aboutConversation, addKeys, directoryCalls, events, uploadCalls } from './calls';
import { conversation, write, sequenceId } from './shared';

const sendFields = fields([
	{
		name: 'sendTo',
		displayName: 'Send To',
		kind: 'choice',
		required: true,
		default: 'user',
		choices: [
			{ name: 'Account', value: 'user' },
			{ name: 'Conversation', value: 'conversation', description: 'A group, or a conversation that exists' },
		],
	},
	{ ...user, to: 'path.id', others: true, showFor: { sendTo: ['user'] } },
	{ ...conversation, showFor: { sendTo: ['conversation'] } },
	{
		name: 'what',
		displayName: 'What',
		kind: 'choice',
		required: true,
		default: 'message',
		choices: [
			{ name: 'Message', value: 'message' },
			{ name: 'Reaction', value: 'reaction' },
			{ name: 'Reaction Removal', value: 'unreaction' },
			{ name: 'Text Edit', value: 'edit', description: 'Replace the text of an own message' },
		],
	},
	{
		name: 'text',
		displayName: 'Text',
		kind: 'longText',
		front: true,
		showFor: { what: ['edit', 'message'] },
		placeholder: 'e.g. Thanks for writing, we will look into it',
	},
	{
		name: 'emoji',
		displayName: 'Emoji',
		kind: 'text',
		required: true,
		default: '👍',
		showFor: { what: ['reaction', 'unreaction'] },
	},
	{
		name: 'target',
		displayName: 'Message ID',
		kind: 'text',
		required: true,
		showFor: { what: ['edit', 'reaction', 'unreaction'] },
		...sequenceId,
		description: 'ID from Get Many Messages',
	},
	{
		name: 'files',
		displayName: 'Input Binary Fields',
		kind: 'file',
		many: true,
		front: true,
		showFor: { what: ['message'] },
		placeholder: 'e.g. data',
		description: 'Fields with files to attach: one of any type, or up to 10 images and videos',
	},
	{
		name: 'replyTo',
		displayName: 'Reply To',
		kind: 'text',
		front: true,
		showFor: { what: ['message'] },
		...sequenceId,
		description: 'ID of the message that is answered',
	},
]);
export type SendValues = ValuesOf<typeof sendFields>;

export const send = operation({
	name: 'send',
	displayName: 'Send',
	action: 'Send chat message',
	description: 'Encrypt and send a message, a reply, an edit or a reaction',
	endpoint: 'POST /2/chat/conversations/{id}/messages',
	proof: 'encoded_message_event',
	access: write,
	fields: sendFields,
	also: [events, aboutConversation, ...directoryCalls, addKeys, ...uploadCalls],
	leadsTo: ({ files = [] }) => [events, ...(files.length > 0 ? uploadCalls : [])],
	returns: 'result',
	tracks: true,
	check({ what, text = '', files = [] }) {
		if (what !== 'message' && what !== 'edit') return;
		if (text.trim() || files.length > 0) return;
		throw new InputError('The message is empty', "Fill in 'Text', or attach a file.");
	},
	run: async (call) => await (await import('./run/send-once')).sendMessage(call),
});
