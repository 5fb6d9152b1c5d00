/** Posts that X lets the connected account reply to, for everything that reads or waits for posts. */
import { replyVerdict } from '../../api/objects/can-reply';
import { field, type ObjectFilter } from '../types';

export const onlyCanReply = field({
	name: 'onlyCanReply',
	displayName: 'Only Posts I Can Reply To',
	kind: 'boolean',
	default: false,
	description:
		'Whether to leave out posts whose author has neither mentioned nor quoted you: X lets no self-serve app reply to them. They are charged all the same.',
});

/** What a verdict looks at; nothing that X charges for. */
export const TOLD_BY = { 'post.fields': ['entities', 'note_post', 'reply_settings'] } as const;

/** The author is usually not included, as X charges for it: somebody else then, as posts of one's own are few. */
export const repliable: ObjectFilter = {
	field: onlyCanReply,
	needs: TOLD_BY,
	keeps: (post, me) => replyVerdict(post, me, 'another account').can !== false,
};
