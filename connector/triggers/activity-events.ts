/** Which events of the X Activity API may be subscribed to for whom (docs.x.com/x-api/activity/introduction, spec 2.167). */
import { PRICES, type Price } from '../../api/money/prices';
import { EVENT_TYPES, NEWS } from '../resources/activity-subscription/events';
import type { Choice, Scope } from '../types';

/** X still takes the older name of `chat.conversation.join`. */
const OLDER: Choice = { name: 'Chat: Conversation Joined (Older Name)', value: 'chat.conversation_join' };

/** Every event type of X's specification, by name. */
export const ALL_EVENTS: readonly Choice[] = [...EVENT_TYPES, OLDER].sort((a, b) => (a.name < b.name ? -1 : 1));

/** What anyone can see; X does not say of follows and Spaces whether they are public, so they are offered. */
const PUBLIC = /^(profile\.|follow\.|spaces\.|post\.create$|post\.delete$|broadcast\.(start|end)$)/;

/** Events of the connected account, all but news. */
export const OWN_EVENTS: readonly Choice[] = ALL_EVENTS.filter(({ value }) => value !== NEWS);
/** Events of any other account. */
export const PUBLIC_EVENTS: readonly Choice[] = OWN_EVENTS.filter(({ value }) => PUBLIC.test(value));
export const KEYWORD_EVENT = NEWS;

/** X sends mutes and blocks in one direction only and takes no filter there. */
export const hasDirection = (event: string): boolean => !/^(mute|block)\./.test(event);

/** The scope that the account has to have granted for a private event; none for a public one. */
export function scopeOf(event: string): Scope | undefined {
	if (PUBLIC.test(event)) return undefined;
	if (/^(dm|chat)\./.test(event)) return 'dm.read';
	const [kind] = event.split('.');
	return ({ like: 'like.read', mute: 'mute.read', block: 'block.read' } as const)[kind] ?? 'tweet.read';
}

/** X charges each delivered event (docs.x.com/x-api/getting-started/pricing); its price list names neither likes nor broadcasts nor most of chat. */
const PRICED: ReadonlyArray<readonly [RegExp, Price | 'free']> = [
	[/^(post\.delete|chat\.(sent|conversation[._]join)|dm\.(sent|read|indicate_typing))$/, 'free'],
	[/^(post|news)\./, 'Posts: Read'],
	[/^profile\./, 'Profile Update: Read'],
	[/^follow\./, 'Following/Followers: Read'],
	[/^(dm|chat)\.received$/, 'DM Event: Read'],
	[/^spaces\./, 'Space: Read'],
	[/^mute\./, 'Mute: Read'],
	[/^block\./, 'Block: Read'],
];

/** US dollars for each delivered event; undefined where X names no price. */
export function priceOf(event: string): number | undefined {
	const [, price] = PRICED.find(([pattern]) => pattern.test(event)) ?? [];
	return price === 'free' ? 0 : price && PRICES[price].usd;
}
