/** Events of the X Activity API, one row each (docs.x.com/x-api/activity/introduction; spec 2.167, `event_type`). */
import { PRICES, type Price } from '../../../api/money/prices';
import type { Choice, Scope } from '../../types';

export interface ActivityEvent {
	name: string;
	/** X's name for it. */
	value: string;
	/** What happens, as the connected account would say it after "When". */
	mine: string;
	/** The same of another account, whose public events anybody may receive. */
	theirs?: string;
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

const profileChange = (value: string, name: string, what: string): ActivityEvent => ({
	name: `Profile: ${name} Changed`,
	value: `profile.update.${value}`,
	mine: `my ${what} changes`,
	theirs: `its ${what} changes`,
	price: 'Profile Update: Read',
});

export const ACTIVITY_EVENTS: readonly ActivityEvent[] = [
	{
		name: 'Block: Blocked an Account',
		value: 'block.block',
		mine: 'I block an account',
		scope: 'block.read',
		price: 'Block: Read',
		oneWay: true,
	},
	{
		name: 'Block: Unblocked an Account',
		value: 'block.unblock',
		mine: 'I unblock an account',
		scope: 'block.read',
		price: 'Block: Read',
		oneWay: true,
	},
	{
		name: 'Broadcast: Chat Message',
		value: 'broadcast.chat',
		mine: 'somebody writes in the chat of my broadcast',
		scope: 'broadcast.read',
	},
	{ name: 'Broadcast: Ended', value: 'broadcast.end', mine: 'my broadcast ends', theirs: 'its broadcast ends' },
	{ name: 'Broadcast: Started', value: 'broadcast.start', mine: 'my broadcast starts', theirs: 'its broadcast starts' },
	{
		name: 'Chat: Admin Added',
		value: 'chat.conversation.admin_added',
		mine: 'somebody becomes an admin of an encrypted chat I am in',
		scope: 'dm.read',
	},
	{
		name: 'Chat: Admin Removed',
		value: 'chat.conversation.admin_removed',
		mine: 'somebody is no longer an admin of an encrypted chat I am in',
		scope: 'dm.read',
	},
	{
		name: 'Chat: Conversation Joined',
		value: 'chat.conversation.join',
		mine: 'I join an encrypted chat',
		scope: 'dm.read',
		price: 'free',
	},
	{
		name: 'Chat: Conversation Joined (Older Name)',
		value: 'chat.conversation_join',
		mine: 'I join an encrypted chat (older name)',
		scope: 'dm.read',
		price: 'free',
		older: true,
	},
	{
		name: 'Chat: Group Renamed',
		value: 'chat.update.group_name',
		mine: 'an encrypted chat I am in is renamed',
		scope: 'dm.read',
	},
	{
		name: 'Chat: Member Added',
		value: 'chat.conversation.member_added',
		mine: 'somebody is added to an encrypted chat I am in',
		scope: 'dm.read',
	},
	{
		name: 'Chat: Member Removed',
		value: 'chat.conversation.member_removed',
		mine: 'somebody is removed from an encrypted chat I am in',
		scope: 'dm.read',
	},
	{
		name: 'Chat: Message Received',
		value: 'chat.received',
		mine: 'I receive an encrypted message',
		scope: 'dm.read',
		price: 'DM Event: Read',
	},
	{
		name: 'Chat: Message Sent',
		value: 'chat.sent',
		mine: 'I send an encrypted message',
		scope: 'dm.read',
		price: 'free',
	},
	{
		name: 'Chat: Restrictions Changed',
		value: 'chat.update.restrictions',
		mine: 'the restrictions of an encrypted chat I am in change',
		scope: 'dm.read',
	},
	{
		name: 'Direct Message: Read',
		value: 'dm.read',
		mine: 'somebody reads my direct message',
		scope: 'dm.read',
		price: 'free',
	},
	{
		name: 'Direct Message: Received',
		value: 'dm.received',
		mine: 'I receive a direct message',
		scope: 'dm.read',
		price: 'DM Event: Read',
	},
	{ name: 'Direct Message: Sent', value: 'dm.sent', mine: 'I send a direct message', scope: 'dm.read', price: 'free' },
	{
		name: 'Direct Message: Typing',
		value: 'dm.indicate_typing',
		mine: 'somebody is typing a direct message to me',
		scope: 'dm.read',
		price: 'free',
	},
	{
		name: 'Follow: Followed',
		value: 'follow.follow',
		mine: 'somebody follows me, or I follow somebody',
		theirs: 'somebody follows it, or it follows somebody',
		price: 'Following/Followers: Read',
	},
	{
		name: 'Follow: Unfollowed',
		value: 'follow.unfollow',
		mine: 'somebody unfollows me, or I unfollow somebody',
		theirs: 'somebody unfollows it, or it unfollows somebody',
		price: 'Following/Followers: Read',
	},
	{ name: 'Like: Liked', value: 'like.create', mine: 'somebody likes my post, or I like a post', scope: 'like.read' },
	{
		name: 'Mute: Muted an Account',
		value: 'mute.mute',
		mine: 'I mute an account',
		scope: 'mute.read',
		price: 'Mute: Read',
		oneWay: true,
	},
	{
		name: 'Mute: Unmuted an Account',
		value: 'mute.unmute',
		mine: 'I unmute an account',
		scope: 'mute.read',
		price: 'Mute: Read',
		oneWay: true,
	},
	{
		name: 'News: New Story (Enterprise)',
		value: 'news.new',
		mine: 'there is a news story',
		theirs: 'there is a news story',
		price: 'Posts: Read',
	},
	{
		name: 'Post: Created',
		value: 'post.create',
		mine: 'I publish a post, reply, quote or repost',
		theirs: 'it publishes a post, reply, quote or repost',
		price: 'Posts: Read',
	},
	{ name: 'Post: Deleted', value: 'post.delete', mine: 'I delete a post', theirs: 'it deletes a post', price: 'free' },
	{
		name: 'Post: Mentioned',
		value: 'post.mention.create',
		mine: 'I am mentioned',
		scope: 'tweet.read',
		price: 'Posts: Read',
	},
	{
		name: 'Post: Quoted',
		value: 'post.quote.create',
		mine: 'somebody quotes my post',
		scope: 'tweet.read',
		price: 'Posts: Read',
	},
	{
		name: 'Post: Replied To',
		value: 'post.reply.create',
		mine: 'somebody replies to my post',
		scope: 'tweet.read',
		price: 'Posts: Read',
	},
	{
		name: 'Post: Reposted',
		value: 'post.repost.create',
		mine: 'somebody reposts my post',
		scope: 'tweet.read',
		price: 'Posts: Read',
	},
	profileChange('affiliate_badge', 'Affiliate Badge', 'affiliate badge'),
	profileChange('banner_picture', 'Banner', 'banner'),
	profileChange('bio', 'Bio', 'bio'),
	profileChange('screenname', 'Display Name', 'display name'),
	profileChange('handle', 'Handle', '@handle'),
	profileChange('url', 'Link', 'link'),
	profileChange('geo', 'Location', 'location'),
	profileChange('profile_picture', 'Picture', 'profile picture'),
	profileChange('verified_badge', 'Verified Badge', 'verified badge'),
	{ name: 'Space: Ended', value: 'spaces.end', mine: 'my Space ends', theirs: 'its Space ends', price: 'Space: Read' },
	{
		name: 'Space: Started',
		value: 'spaces.start',
		mine: 'my Space starts',
		theirs: 'its Space starts',
		price: 'Space: Read',
	},
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
