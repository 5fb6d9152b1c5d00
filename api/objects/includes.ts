/** Joins `includes` into the objects that reference them, so that each object is self-contained. */
import { inPostVocabulary } from './vocabulary';
import type { Answer } from '../client/call';

/** An object of X as JSON; field names are those of the `post` vocabulary. */
export type XObject = Record<string, unknown>;

type Index = Record<'posts' | 'users' | 'handles' | 'media' | 'polls' | 'places' | 'topics', Map<string, XObject>>;

/** Shared, so that missing references cost nothing. */
const NONE: never[] = [];
const NOTHING: XObject = Object.freeze({});

const objects = (value: unknown): XObject[] => (Array.isArray(value) ? (value as XObject[]) : NONE);
function strings(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return Array.isArray(value) ? value.map(String) : NONE;
}
const lower = (value: unknown) => String(value).toLowerCase();
const inner = (object: XObject, name: string): XObject => (object[name] ?? NOTHING) as XObject;

function index(includes: XObject): Index {
	const by = (name: string, key: string) =>
		new Map(
			objects(includes[name])
				.filter((object) => object[key] !== undefined)
				.map((object) => [String(object[key]), object]),
		);
	const handles = new Map(objects(includes.users).map((object) => [lower(object.username), object]));
	return {
		posts: by('posts', 'id'),
		users: by('users', 'id'),
		handles,
		media: by('media', 'media_key'),
		polls: by('polls', 'id'),
		places: by('places', 'id'),
		topics: by('topics', 'id'),
	};
}

const indexes = new WeakMap<object, Index>();

/** Objects from the same request share its `includes`, which are indexed once. */
function indexOf(includes: XObject): Index {
	const known = indexes.get(includes) ?? index(inPostVocabulary(includes));
	indexes.set(includes, known);
	return known;
}

const found = (map: Map<string, XObject>, ids: string[]) =>
	ids.length === 0 ? NONE : ids.flatMap((id) => map.get(id) ?? []);
const only = (name: string, value: unknown): XObject =>
	value === undefined || (Array.isArray(value) && value.length === 0) ? NOTHING : { [name]: value };

/** Depth to which references are followed: a repost of a quote includes the quoted post, and nothing further. */
const DEPTH = 2;

function post(object: XObject, all: Index, depth = DEPTH): XObject {
	const [attachments, article] = [inner(object, 'attachments'), inner(object, 'article')];
	const references = objects(object.referenced_posts).map((reference) => {
		const target = depth > 0 ? all.posts.get(String(reference.id)) : undefined;
		return target ? { ...reference, post: post(target, all, depth - 1) } : reference;
	});
	return {
		...withDecoded(object),
		...fullText(object, references),
		...only('author', all.users.get(String(object.author_id))),
		...only('in_reply_to_user', all.users.get(String(object.in_reply_to_user_id))),
		...only('media', found(all.media, strings(attachments.media_keys))),
		...only('poll', found(all.polls, strings(attachments.poll_ids))[0]),
		...only('place', all.places.get(String(inner(object, 'geo').place_id))),
		...only('referenced_posts', references),
		...only(
			'edit_history_posts',
			found(
				all.posts,
				strings(object.edit_history_post_ids).filter((id) => id !== object.id),
			),
		),
		...only('media_source_posts', found(all.posts, strings(attachments.media_source_tweet_id))),
		...only('article_media', found(all.media, [article.cover_media, article.media_entities].flatMap(strings))),
		...only('entities', withMentioned(object.entities as XObject | undefined, all)),
	};
}

/** Adds to each mention the user it names. */
function withMentioned(entities: XObject | undefined, { handles }: Index): XObject | undefined {
	if (!Array.isArray(entities?.mentions)) return entities;
	return {
		...entities,
		mentions: objects(entities.mentions).map((mention) => ({
			...mention,
			...only('user', handles.get(lower(mention.username))),
		})),
	};
}

/** X escapes these three in texts; the ampersand is unescaped last, so that `&amp;lt;` becomes `&lt;`. */
export const decoded = (text: string): string =>
	text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

const withDecoded = (object: XObject): XObject =>
	typeof object.text === 'string' && object.text.includes('&') ? { ...object, text: decoded(object.text) } : object;

/** The author of a reposted or quoted post, taken from the text and links of the post that references it. */
export function whereToFind({ text, entities, note_post }: XObject, id: string): string | undefined {
	const links = [entities, inner((note_post as XObject | undefined) ?? NOTHING, 'entities')].flatMap((each) =>
		objects((each as XObject | undefined)?.urls),
	);
	const linked = links
		.map(({ expanded_url }) =>
			/^https?:\/\/(?:twitter|x)\.com\/(\w+)\/status\/(\d+)/.exec(typeof expanded_url === 'string' ? expanded_url : ''),
		)
		.find((match) => match?.[2] === id)?.[1];
	const [, reposted] = /^RT @(\w+): /.exec(typeof text === 'string' ? text : '') ?? [];
	return linked ?? reposted;
}

/**
 * X truncates long posts at 280 and reposts at 140 characters; the whole text is in `note_post` and in the reposted
 * post.
 */
function fullText(object: XObject, references: XObject[]): XObject {
	const whole = (object.note_post as XObject | undefined)?.text;
	if (typeof whole === 'string') return { text: decoded(whole) };
	const reposted = references.find(({ type, post: target }) => type === 'retweeted' && target)?.post as
		XObject | undefined;
	const [prefix] = /^RT @\w+: /.exec(typeof object.text === 'string' ? object.text : '') ?? [];
	return prefix && typeof reposted?.text === 'string' ? { text: prefix + reposted.text } : NOTHING;
}

/** A post that a user references; its own references are not followed. */
function pointed(all: Index, id: unknown): XObject | undefined {
	const target = all.posts.get(String(id));
	return target && post(target, all, 0);
}

function user(object: XObject, all: Index): XObject {
	return {
		...object,
		...only('pinned_post', pointed(all, object.pinned_post_id)),
		...only('most_recent_post', pointed(all, object.most_recent_post_id)),
		...only('affiliated_users', found(all.users, strings(inner(object, 'affiliation').user_id))),
	};
}

const usersOf = (all: Index, ids: unknown) => found(all.users, strings(ids));

const list = (object: XObject, all: Index): XObject => ({
	...object,
	...only('owner', all.users.get(String(object.owner_id))),
});

function dmEvent(object: XObject, all: Index): XObject {
	const references = objects(object.referenced_posts).map((reference) => ({
		...reference,
		...only('post', pointed(all, reference.id)),
	}));
	return {
		...withDecoded(object),
		...only('sender', all.users.get(String(object.sender_id))),
		...only('participants', usersOf(all, object.participant_ids)),
		...only('media', found(all.media, strings(inner(object, 'attachments').media_keys))),
		...only('referenced_posts', references),
	};
}

function chatConversation(object: XObject, all: Index): XObject {
	return {
		...object,
		...only('admins', usersOf(all, object.admin_ids)),
		...only('members', usersOf(all, object.member_ids)),
		...only('participants', usersOf(all, object.participant_ids)),
	};
}

function space(object: XObject, all: Index): XObject {
	return {
		...object,
		...only('creator', all.users.get(String(object.creator_id))),
		...only('hosts', usersOf(all, object.host_ids)),
		...only('speakers', usersOf(all, object.speaker_ids)),
		...only('invited_users', usersOf(all, object.invited_user_ids)),
		...only('topics', found(all.topics, strings(object.topic_ids))),
	};
}

/** Kinds of object that have a single author. */
const withAuthor = (object: XObject, all: Index): XObject => ({
	...object,
	...only('author', all.users.get(String(object.author_id))),
});

/** Kinds of object whose references X returns in `includes`. */
const JOIN: Readonly<Record<string, (object: XObject, all: Index) => XObject>> = {
	post,
	conversationPost: post,
	user,
	list,
	dmEvent,
	chatConversation,
	space,
	broadcastMessage: withAuthor,
};

/** The objects of a response (one or many), each with its references, in the `post` vocabulary. */
export function join(answer: Answer, kind: string): XObject[] {
	const data = inPostVocabulary(answer.data) as XObject | XObject[] | undefined;
	const all = indexOf((answer.includes ?? NOTHING) as XObject);
	const list = [data ?? []].flat();
	const one = JOIN[kind];
	return one ? list.map((object) => one(object, all)) : list;
}

/** The part of `includes` that an object references, directly or indirectly. */
export function includesOf(object: XObject, includes: XObject): XObject {
	const wanted = new Set<string>();
	const collectStrings = (value: unknown): void => {
		if (typeof value === 'string') wanted.add(value);
		else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collectStrings);
	};
	const pick = () =>
		Object.fromEntries(
			Object.entries(includes).map(([name, list]) => [
				name,
				objects(list).filter((each) => [each.id, each.media_key, each.username].some((key) => wanted.has(String(key)))),
			]),
		);
	collectStrings(object);
	for (let before = -1; wanted.size > before;) {
		before = wanted.size;
		collectStrings(pick());
	}
	return Object.fromEntries(Object.entries(pick()).filter(([, list]) => list.length > 0));
}
