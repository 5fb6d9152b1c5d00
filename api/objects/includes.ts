/** Joins `includes` into the objects that reference them, so that each object is self-contained. */
import type { Answer } from '../client/call';
import { withDecoded, withDecodedProfile, withDecodedText } from './escaped';
import { inner, isObject, label, NOTHING, objects, strings, type XObject } from '../json/members';
import { inPostVocabulary } from './vocabulary';
import { wholeText } from './whole-text';

export type { XObject } from '../json/members';

type Index = Record<'posts' | 'users' | 'handles' | 'media' | 'polls' | 'places' | 'topics', Map<string, XObject>>;

const NONE: never[] = [];
const lower = (value: unknown) => (label(value) ?? '').toLowerCase();

function index(includes: XObject): Index {
	const by = (list: readonly XObject[], key: string) =>
		new Map(
			list.flatMap((object): Array<[string, XObject]> => {
				const id = label(object[key]);
				return id ? [[id, object]] : [];
			}),
		);
	const users = objects(includes.users).map(withDecodedProfile);
	return {
		posts: by(objects(includes.posts), 'id'),
		users: by(users, 'id'),
		handles: new Map([...by(users, 'username')].map(([handle, object]) => [handle.toLowerCase(), object])),
		media: by(objects(includes.media), 'media_key'),
		polls: by(objects(includes.polls), 'id'),
		places: by(objects(includes.places), 'id'),
		topics: by(objects(includes.topics), 'id'),
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
	const [attachments, article] = [inner(object.attachments), inner(object.article)];
	const references = objects(object.referenced_posts).map((reference) => {
		const target = depth > 0 ? all.posts.get(label(reference.id) ?? '') : undefined;
		return target ? { ...reference, post: post(target, all, depth - 1) } : reference;
	});
	const read = wholeText(withDecodedText(object), references);
	return {
		...read,
		...only('author', all.users.get(label(object.author_id) ?? '')),
		...only('in_reply_to_user', all.users.get(label(object.in_reply_to_user_id) ?? '')),
		...only('media', found(all.media, strings(attachments.media_keys))),
		...only('poll', found(all.polls, strings(attachments.poll_ids))[0]),
		...only('place', all.places.get(label(inner(object.geo).place_id) ?? '')),
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
		...only('entities', withMentioned(read.entities, all)),
	};
}

/** Adds to each mention the user it names. */
function withMentioned(entities: unknown, { handles }: Index): unknown {
	if (!isObject(entities) || !Array.isArray(entities.mentions)) return entities;
	return {
		...entities,
		mentions: objects(entities.mentions).map((mention) => ({
			...mention,
			...only('user', handles.get(lower(mention.username))),
		})),
	};
}

/** A post that a user references; its own references are not followed. */
function pointed(all: Index, id: unknown): XObject | undefined {
	const target = all.posts.get(label(id) ?? '');
	return target && post(target, all, 0);
}

function user(object: XObject, all: Index): XObject {
	return {
		...withDecodedProfile(object),
		...only('pinned_post', pointed(all, object.pinned_post_id)),
		...only('most_recent_post', pointed(all, object.most_recent_post_id)),
		...only('affiliated_users', found(all.users, strings(inner(object.affiliation).user_id))),
	};
}

const usersOf = (all: Index, ids: unknown) => found(all.users, strings(ids));

const list = (object: XObject, all: Index): XObject => ({
	...withDecoded(object, ['description', 'name']),
	...only('owner', all.users.get(label(object.owner_id) ?? '')),
});

function dmEvent(object: XObject, all: Index): XObject {
	const references = objects(object.referenced_posts).map((reference) => ({
		...reference,
		...only('post', pointed(all, reference.id)),
	}));
	return {
		...withDecodedText(object),
		...only('sender', all.users.get(label(object.sender_id) ?? '')),
		...only('participants', usersOf(all, object.participant_ids)),
		...only('media', found(all.media, strings(inner(object.attachments).media_keys))),
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
		...withDecoded(object, ['title']),
		...only('creator', all.users.get(label(object.creator_id) ?? '')),
		...only('hosts', usersOf(all, object.host_ids)),
		...only('speakers', usersOf(all, object.speaker_ids)),
		...only('invited_users', usersOf(all, object.invited_user_ids)),
		...only('topics', found(all.topics, strings(object.topic_ids))),
	};
}

/** Kinds of object that have a single author. */
const withAuthor = (object: XObject, all: Index): XObject => ({
	...object,
	...only('author', all.users.get(label(object.author_id) ?? '')),
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
	broadcast: (object) => withDecoded(object, ['title']),
	community: (object) => withDecoded(object, ['description', 'name']),
	news: (object) => withDecoded(object, ['hook', 'name', 'summary']),
};

/** IDs are text, whatever X writes. */
const withTextId = (object: XObject): XObject =>
	typeof object.id === 'number' ? { ...object, id: label(object.id) } : object;

/** An empty object stands for none. */
const isNotEmpty = (object: XObject): boolean => Object.keys(object).length > 0;

/** The objects of a response (one or many), each with its references, in the `post` vocabulary. */
export function join(answer: Answer, kind: string): XObject[] {
	const data = inPostVocabulary(answer.data);
	const all = indexOf(inner(answer.includes));
	const one = JOIN[kind];
	const list = objects([data].flat()).map(withTextId);
	return one ? list.filter(isNotEmpty).map((object) => one(object, all)) : list;
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
				objects(list).filter((each) =>
					[each.id, each.media_key, each.username].some((key) => wanted.has(label(key) ?? '')),
				),
			]),
		);
	collectStrings(object);
	for (let before = -1; wanted.size > before;) {
		before = wanted.size;
		collectStrings(pick());
	}
	return Object.fromEntries(Object.entries(pick()).filter(([, list]) => list.length > 0));
}
