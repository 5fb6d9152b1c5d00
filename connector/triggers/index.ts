/** Every event of the trigger. */
import { directMessage, follower, like, listMember, metric, spaceLive } from './people';
import {
	bookmark,
	bookmarkInFolder,
	homePost,
	listPost,
	mention,
	quote,
	reply,
	repost,
	searchMatch,
	userPost,
} from './posts';
import type { TriggerEvent } from './types';

export { kindOf, type Asked, type TriggerEvent } from './types';

export const TRIGGER_EVENTS: readonly TriggerEvent[] = [
	bookmark,
	bookmarkInFolder,
	directMessage,
	follower,
	homePost,
	like,
	listMember,
	listPost,
	mention,
	metric,
	quote,
	reply,
	repost,
	searchMatch,
	spaceLive,
	userPost,
];
