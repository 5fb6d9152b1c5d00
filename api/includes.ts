/** Joins `includes` into the objects that point to them, so that each object stands for itself. */
import { inPostVocabulary } from './vocabulary';
import type { Answer } from './client';

/** An object of X as JSON; field names are those of the `post` vocabulary. */
export type XObject = Record<string, unknown>;

type Index = Record<'posts' | 'users' | 'media' | 'polls' | 'places' | 'topics', Map<string, XObject>>;

const objects = (value: unknown): XObject[] => (Array.isArray(value) ? (value as XObject[]) : []);
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []);

function index(includes: XObject): Index {
	const by = (name: string, key: string) => new Map(objects(includes[name]).map((object) => [String(object[key]), object]));
	return { posts: by('posts', 'id'), users: by('users', 'id'), media: by('media', 'media_key'), polls: by('polls', 'id'), places: by('places', 'id'), topics: by('topics', 'id') };
}

const found = (map: Map<string, XObject>, ids: string[]) => ids.flatMap((id) => map.get(id) ?? []);
const only = (name: string, value: unknown): XObject => (value === undefined || (Array.isArray(value) && value.length === 0) ? {} : { [name]: value });

/** Depth of references followed: a repost of a quote shows the quoted post too, and no further. */
const DEPTH = 2;

function post(object: XObject, all: Index, depth = DEPTH): XObject {
	const attachments = (object.attachments ?? {}) as XObject;
	const references = objects(object.referenced_posts).map((reference) => {
		const target = depth > 0 ? all.posts.get(String(reference.id)) : undefined;
		return target ? { ...reference, post: post(target, all, depth - 1) } : reference;
	});
	return {
		...object,
		...fullText(object, references),
		...only('author', all.users.get(String(object.author_id))),
		...only('in_reply_to_user', all.users.get(String(object.in_reply_to_user_id))),
		...only('media', found(all.media, strings(attachments.media_keys))),
		...only('poll', found(all.polls, strings(attachments.poll_ids))[0]),
		...only('place', all.places.get(String((object.geo as XObject | undefined)?.place_id))),
		...only('referenced_posts', references),
	};
}

/** X cuts long posts at 280 and reposts at 140 characters; the whole text is in `note_post` and in the reposted post. */
function fullText(object: XObject, references: XObject[]): XObject {
	const whole = (object.note_post as XObject | undefined)?.text;
	if (typeof whole === 'string') return { text: whole };
	const reposted = references.find(({ type, post: target }) => type === 'retweeted' && target)?.post as XObject | undefined;
	const [prefix] = /^RT @\w+: /.exec(String(object.text ?? '')) ?? [];
	return prefix && typeof reposted?.text === 'string' ? { text: prefix + reposted.text } : {};
}

function user(object: XObject, all: Index): XObject {
	return {
		...object,
		...only('pinned_post', all.posts.get(String(object.pinned_post_id))),
		...only('most_recent_post', all.posts.get(String(object.most_recent_post_id))),
	};
}

/** Kinds of object whose references X answers in `includes`. */
const JOIN: Readonly<Record<string, (object: XObject, all: Index) => XObject>> = { post, user };

/** The objects of an answer (one or many), each with what belongs to it, in the `post` vocabulary. */
export function join(answer: Answer, kind: string): XObject[] {
	const { data, includes = {} } = inPostVocabulary(answer) as { data?: XObject | XObject[]; includes?: XObject };
	const all = index(includes);
	const list = Array.isArray(data) ? data : data === undefined || data === null ? [] : [data];
	const one = JOIN[kind];
	return one ? list.map((object) => one(object, all)) : list;
}

/** The part of `includes` that an object points to, directly or through another one of them. */
export function includesOf(object: XObject, includes: XObject): XObject {
	const wanted = new Set<string>();
	const collectStrings = (value: unknown): void => {
		if (typeof value === 'string') wanted.add(value);
		else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collectStrings);
	};
	const pick = () => Object.fromEntries(Object.entries(includes).map(([name, list]) => [name, objects(list).filter((each) => [each.id, each.media_key, each.username].some((key) => wanted.has(String(key))))]));
	collectStrings(object);
	collectStrings(pick());
	return Object.fromEntries(Object.entries(pick()).filter(([, list]) => list.length > 0));
}
