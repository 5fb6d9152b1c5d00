import { isRepost } from '../view/post';
import type { MediaKind, WorldPost } from '../world/types';
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
		case 'operator':
			return operator(query.name, query.value, post, world);
		default:
			return says(query.kind, query.value, post);
	}
}

function says(kind: 'word' | 'phrase' | 'hashtag' | 'cashtag' | 'mention', value: string, post: WorldPost): boolean {
	const { hashtags = [], cashtags = [], mentions = [] } = post.entities;
	switch (kind) {
		case 'hashtag':
			return hashtags.some(({ tag }) => same(tag, value));
		case 'cashtag':
			return cashtags.some(({ tag }) => same(tag, value));
		case 'mention':
			return mentions.some(({ username }) => same(username, value));
		default:
			// Retweets are no longer returned in keyword search (2026-05-04).
			return !isRepost(post) && contains(words(post.rawText), words(value), value, post.rawText);
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

type Test = (post: WorldPost, world: World, value: string) => boolean;

const refersTo =
	(type: string): Test =>
	(post, _world, value) =>
		refers(post, type, value);

const OPERATORS: Readonly<Record<string, Test>> = {
	from: (post, world, value) => isUser(world, post.authorId, value),
	to: (post, world, value) => isUser(world, post.inReplyToUserId, value),
	retweets_of: (post, world, value) =>
		post.references.some((ref) => ref.type === 'retweeted' && isUser(world, world.posts.get(ref.id)?.authorId, value)),
	conversation_id: (post, _world, value) => post.conversationId === value,
	in_reply_to_tweet_id: refersTo('replied_to'),
	retweets_of_tweet_id: refersTo('retweeted'),
	quotes_of_tweet_id: refersTo('quoted'),
	url: (post, _world, value) => (post.entities.urls ?? []).some((url) => fold(url.expanded_url).includes(fold(value))),
	lang: (post, _world, value) => same(post.lang, value),
	min_likes: (post, _world, value) => post.counts.likes >= Number(value),
	min_replies: (post, _world, value) => post.counts.replies >= Number(value),
	min_reposts: (post, _world, value) => post.counts.reposts >= Number(value),
	min_followers: (post, world, value) => world.followers(post.authorId).length >= Number(value),
	list: (post, world, value) =>
		world.social.state.lists.some(({ id, memberIds }) => id === value && memberIds.includes(post.authorId)),
	place: (post, _world, value) => same((post.sent.geo as { place_id?: string } | undefined)?.place_id ?? '', value),
	// The local X knows places by their ID alone.
	place_country: () => false,
	has: (post, world, value) => has(value.toLowerCase(), post, world),
};

function operator(operatorName: string, value: string, post: WorldPost, world: World): boolean {
	const test = OPERATORS[operatorName];
	return test ? test(post, world, value) : is(value.toLowerCase(), post, world);
}

const hasMedia =
	(kind: MediaKind) =>
	(post: WorldPost, world: World): boolean =>
		post.mediaKeys.some((key) => world.mediaOf(key)?.kind === kind);

const HAS: Readonly<Record<string, (post: WorldPost, world: World) => boolean>> = {
	media: (post) => post.mediaKeys.length > 0,
	images: hasMedia('photo'),
	videos: hasMedia('video'),
	video_link: hasMedia('video'),
	links: (post) => (post.entities.urls ?? []).some((url) => !url.media_key),
	hashtags: (post) => (post.entities.hashtags ?? []).length > 0,
	cashtags: (post) => (post.entities.cashtags ?? []).length > 0,
	mentions: (post) => (post.entities.mentions ?? []).length > 0,
};

function has(what: string, post: WorldPost, world: World): boolean {
	const test = HAS[what];
	return test ? test(post, world) : post.sent.geo !== undefined;
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
