/** Every event of the trigger. */
import {
	directMessage,
	followed,
	follower,
	like,
	listFollower,
	listMember,
	metric,
	spaceLive,
	unfollower,
} from './people';
import {
	bookmark,
	bookmarkInFolder,
	homePost,
	likeBy,
	listPost,
	mention,
	quote,
	reply,
	repost,
	searchMatch,
	userPost,
} from './posts';
import { postChange, profileChange } from './changes';
import { newsStory, trend } from './topics';
import type { TriggerEvent } from './types';

export { kindOf, type Asked, type TriggerEvent } from './types';

export const TRIGGER_EVENTS: readonly TriggerEvent[] = [
	bookmark,
	bookmarkInFolder,
	directMessage,
	followed,
	follower,
	homePost,
	like,
	likeBy,
	listFollower,
	listMember,
	listPost,
	mention,
	metric,
	newsStory,
	postChange,
	profileChange,
	quote,
	reply,
	repost,
	searchMatch,
	spaceLive,
	trend,
	unfollower,
	userPost,
];
