import { isRepost } from '../view/post';
import type { WorldPost } from '../world/types';
import type { World } from '../world/world';
import type { Query } from './parse';

/** Most texts to cache. */
const MOST = 50_000;

/** Caches results: a search reads the same texts for page after page. */
function remembered<T>(read: (text: string) => T): (text: string) => T {
	const known = new Map<string, T>();
	return (text) => {
		const before = known.get(text);
		if (before !== undefined) return before;
		if (known.size >= MOST) known.clear();
		const value = read(text);
		known.set(text, value);
		return value;
	};
}

/** X's search ignores case and accents. */
const fold = remembered((text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase());
const words = remembered((text): readonly string[] => fold(text).match(/[\p{L}\p{N}_']+/gu) ?? []);
const same = (a: string, b: string): boolean => fold(a) === fold(b);
const name = (value: string): string => value.replace(/^@/, '');

export function matches(query: Query, post: WorldPost, world: World): boolean {
	switch (query.kind) {
		case 'and':
			return query.parts.every((part) => matches(part, post, world));
		case 'or':
			return query.parts.some((part) => matches(part, post, world));
		case 'not':
			return !matches(query.part, post, world);
		case 'word':
		case 'phrase':
			// Retweets are no longer returned in keyword search (2026-05-04).
			return !isRepost(post) && contains(words(post.rawText), words(query.value), query.value, post.rawText);
		case 'hashtag':
			return post.entities.hashtags?.some(({ tag }) => same(tag, query.value)) ?? false;
		case 'cashtag':
			return post.entities.cashtags?.some(({ tag }) => same(tag, query.value)) ?? false;
		case 'mention':
			return post.entities.mentions?.some(({ username }) => same(username, query.value)) ?? false;
		case 'operator':
			return operator(query.name, query.value, post, world);
	}
}

function contains(haystack: readonly string[], needle: readonly string[], raw: string, text: string): boolean {
	// An emoji or symbol contains no words: search for the symbol itself.
	if (needle.length === 0) return text.includes(raw);
	return haystack.some((_, at) => needle.every((word, offset) => haystack[at + offset] === word));
}

const refers = (post: WorldPost, type: string, id?: string): boolean =>
	post.references.some((ref) => ref.type === type && (id === undefined || ref.id === id));

function isUser(world: World, id: string | undefined, value: string): boolean {
	const user = id ? world.users.get(id) : undefined;
	return user !== undefined && (user.id === value || same(user.username, name(value)));
}

function operator(operatorName: string, value: string, post: WorldPost, world: World): boolean {
	switch (operatorName) {
		case 'from':
			return isUser(world, post.authorId, value);
		case 'to':
			return isUser(world, post.inReplyToUserId, value);
		case 'retweets_of':
			return post.references.some(
				(ref) => ref.type === 'retweeted' && isUser(world, world.posts.get(ref.id)?.authorId, value),
			);
		case 'conversation_id':
			return post.conversationId === value;
		case 'in_reply_to_tweet_id':
			return refers(post, 'replied_to', value);
		case 'retweets_of_tweet_id':
			return refers(post, 'retweeted', value);
		case 'quotes_of_tweet_id':
			return refers(post, 'quoted', value);
		case 'url':
			return (post.entities.urls ?? []).some((url) => fold(url.expanded_url).includes(fold(value)));
		case 'lang':
			return same(post.lang, value);
		case 'min_likes':
			return post.counts.likes >= Number(value);
		case 'min_replies':
			return post.counts.replies >= Number(value);
		case 'min_reposts':
			return post.counts.reposts >= Number(value);
		case 'has':
			return has(value.toLowerCase(), post, world);
		default:
			return is(value.toLowerCase(), post, world);
	}
}

function has(what: string, post: WorldPost, world: World): boolean {
	const kinds = post.mediaKeys.map((key) => world.mediaOf(key)?.kind);
	switch (what) {
		case 'media':
			return kinds.length > 0;
		case 'images':
			return kinds.includes('photo');
		case 'videos':
		case 'video_link':
			return kinds.includes('video');
		case 'links':
			return (post.entities.urls ?? []).some((url) => !url.media_key);
		case 'hashtags':
			return (post.entities.hashtags ?? []).length > 0;
		case 'cashtags':
			return (post.entities.cashtags ?? []).length > 0;
		case 'mentions':
			return (post.entities.mentions ?? []).length > 0;
		default:
			return post.sent.geo !== undefined;
	}
}

function is(what: string, post: WorldPost, world: World): boolean {
	switch (what) {
		case 'reply':
			return refers(post, 'replied_to');
		case 'retweet':
			return refers(post, 'retweeted');
		case 'quote':
			return refers(post, 'quoted');
		case 'verified':
			return world.users.get(post.authorId)?.verified ?? false;
		default:
			return post.sent.nullcast === true;
	}
}
