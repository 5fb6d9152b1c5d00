/** Events of the X Activity API, one row each (docs.x.com/x-api/activity/introduction; spec 2.167, `event_type`). */
import { PRICES, type Price } from '../../../api/money/prices';
import type { Choice, Scope } from '../../types';

export interface ActivityEvent {
	name: string;
	/** X's name for it. */
	value: string;
	/** Private events: the scope that the account must have granted. The others are public. */
	scope?: Scope;
	/** The line of X's price list for a delivered event; absent where the list does not include it. */
	price?: Price | 'free';
	/** X sends it in one direction only and accepts no direction filter. */
	oneWay?: true;
	/** An older name that X still accepts. */
	older?: true;
}

/** About a keyword, not an account. */
export const NEWS = 'news.new';

export const ACTIVITY_EVENTS: readonly ActivityEvent[] = [
	{ name: 'Block: Blocked an Account', value: 'block.block', scope: 'block.read', price: 'Block: Read', oneWay: true },
	{
		name: 'Block: Unblocked an Account',
		value: 'block.unblock',
		scope: 'block.read',
		price: 'Block: Read',
		oneWay: true,
	},
	{ name: 'Broadcast: Chat Message', value: 'broadcast.chat', scope: 'broadcast.read' },
	{ name: 'Broadcast: Ended', value: 'broadcast.end' },
	{ name: 'Broadcast: Started', value: 'broadcast.start' },
	{ name: 'Chat: Admin Added', value: 'chat.conversation.admin_added', scope: 'dm.read' },
	{ name: 'Chat: Admin Removed', value: 'chat.conversation.admin_removed', scope: 'dm.read' },
	{ name: 'Chat: Conversation Joined', value: 'chat.conversation.join', scope: 'dm.read', price: 'free' },
	{
		name: 'Chat: Conversation Joined (Older Name)',
		value: 'chat.conversation_join',
		scope: 'dm.read',
		price: 'free',
		older: true,
	},
	{ name: 'Chat: Group Renamed', value: 'chat.update.group_name', scope: 'dm.read' },
	{ name: 'Chat: Member Added', value: 'chat.conversation.member_added', scope: 'dm.read' },
	{ name: 'Chat: Member Removed', value: 'chat.conversation.member_removed', scope: 'dm.read' },
	{ name: 'Chat: Message Received', value: 'chat.received', scope: 'dm.read', price: 'DM Event: Read' },
	{ name: 'Chat: Message Sent', value: 'chat.sent', scope: 'dm.read', price: 'free' },
	{ name: 'Chat: Restrictions Changed', value: 'chat.update.restrictions', scope: 'dm.read' },
	{ name: 'Direct Message: Read', value: 'dm.read', scope: 'dm.read', price: 'free' },
	{ name: 'Direct Message: Received', value: 'dm.received', scope: 'dm.read', price: 'DM Event: Read' },
	{ name: 'Direct Message: Sent', value: 'dm.sent', scope: 'dm.read', price: 'free' },
	{ name: 'Direct Message: Typing', value: 'dm.indicate_typing', scope: 'dm.read', price: 'free' },
	{ name: 'Follow: Followed', value: 'follow.follow', price: 'Following/Followers: Read' },
	{ name: 'Follow: Unfollowed', value: 'follow.unfollow', price: 'Following/Followers: Read' },
	{ name: 'Like: Liked', value: 'like.create', scope: 'like.read' },
	{ name: 'Mute: Muted an Account', value: 'mute.mute', scope: 'mute.read', price: 'Mute: Read', oneWay: true },
	{ name: 'Mute: Unmuted an Account', value: 'mute.unmute', scope: 'mute.read', price: 'Mute: Read', oneWay: true },
	{ name: 'News: New Story (Enterprise)', value: 'news.new', price: 'Posts: Read' },
	{ name: 'Post: Created', value: 'post.create', price: 'Posts: Read' },
	{ name: 'Post: Deleted', value: 'post.delete', price: 'free' },
	{ name: 'Post: Mentioned', value: 'post.mention.create', scope: 'tweet.read', price: 'Posts: Read' },
	{ name: 'Post: Quoted', value: 'post.quote.create', scope: 'tweet.read', price: 'Posts: Read' },
	{ name: 'Post: Replied To', value: 'post.reply.create', scope: 'tweet.read', price: 'Posts: Read' },
	{ name: 'Post: Reposted', value: 'post.repost.create', scope: 'tweet.read', price: 'Posts: Read' },
	{ name: 'Profile: Affiliate Badge Changed', value: 'profile.update.affiliate_badge', price: 'Profile Update: Read' },
	{ name: 'Profile: Banner Changed', value: 'profile.update.banner_picture', price: 'Profile Update: Read' },
	{ name: 'Profile: Bio Changed', value: 'profile.update.bio', price: 'Profile Update: Read' },
	{ name: 'Profile: Display Name Changed', value: 'profile.update.screenname', price: 'Profile Update: Read' },
	{ name: 'Profile: Handle Changed', value: 'profile.update.handle', price: 'Profile Update: Read' },
	{ name: 'Profile: Link Changed', value: 'profile.update.url', price: 'Profile Update: Read' },
	{ name: 'Profile: Location Changed', value: 'profile.update.geo', price: 'Profile Update: Read' },
	{ name: 'Profile: Picture Changed', value: 'profile.update.profile_picture', price: 'Profile Update: Read' },
	{ name: 'Profile: Verified Badge Changed', value: 'profile.update.verified_badge', price: 'Profile Update: Read' },
	{ name: 'Space: Ended', value: 'spaces.end', price: 'Space: Read' },
	{ name: 'Space: Started', value: 'spaces.start', price: 'Space: Read' },
];

/** The events that a new subscription can name. */
export const EVENT_TYPES: readonly Choice[] = ACTIVITY_EVENTS.filter(({ older }) => !older).map(({ name, value }) => ({
	name,
	value,
}));

const ofName = new Map(ACTIVITY_EVENTS.map((event) => [event.value, event]));

/** Whether X accepts a direction filter for this event. */
export const hasDirection = (event: string): boolean => !ofName.get(event)?.oneWay;

/** The scope that the account must have granted for a private event; none for a public one. */
export const scopeOf = (event: string): Scope | undefined => ofName.get(event)?.scope;

/** US dollars per delivered event; undefined where X lists no price. */
export function priceOf({ price }: ActivityEvent): number | undefined {
	if (price === 'free') return 0;
	return price && PRICES[price].usd;
}
