import { PRICES } from '../../../../api/money/prices';
import { usd } from '../../../../api/money/usd';
import { onlyCanReply, repliable } from '../../../shared/can-reply';
import { post } from '../../../fields';
import { searchIn } from '../../../query/search';
import { operation } from '../../../types';
import { lookUp } from '../look-up';
import { searching } from '../searching';
import { run } from './run';

export const getConversation = operation({
	name: 'getConversation',
	displayName: 'Get Conversation',
	action: 'Get conversation of post',
	description: `Read the whole thread of a post, or all replies (answers) to it as a tree. X charges ${usd(PRICES['Posts: Read'].usd)} per post read: up to Limit, and those that lead up to the first one.`,
	...searching,
	fields: [
		{ ...post, to: undefined, description: 'Link or ID of any post of the conversation' },
		{
			name: 'part',
			displayName: 'Return',
			kind: 'choice',
			front: true,
			default: 'replies',
			choices: [
				{
					name: 'All Replies',
					value: 'replies',
					description: 'The first post, and each reply after what it replies to',
				},
				{ name: "Author's Thread", value: 'thread', description: 'The first post, and what its author added to it' },
			],
		},
		searchIn,
		onlyCanReply,
	],
	filter: repliable,
	also: [lookUp],
	returns: 'conversationPost',
	run,
});
