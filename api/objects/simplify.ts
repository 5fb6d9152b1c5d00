/** The few fields of an object that most workflows need; input is a joined object (see includes.ts). */
import { postLink } from './ids';
import { inner, label, objects, strings, type XObject } from '../json/members';
import { mediaUrl, simplePost } from './simplify-post';

const profileLink = (username: string | undefined) => username && `https://x.com/${username}`;

function user(object: XObject): XObject {
	const metrics = inner(object.public_metrics);
	return {
		id: object.id,
		username: object.username,
		name: object.name,
		url: profileLink(label(object.username)),
		description: object.description,
		followers_count: metrics.followers_count,
		following_count: metrics.following_count,
		post_count: metrics.post_count,
		verified: object.verified,
		created_at: object.created_at,
	};
}

/** Accounts by handle; those that X does not include, by ID. */
function accounts(ids: unknown, users: unknown): unknown[] | undefined {
	if (ids === undefined || users === undefined) return handles(users);
	const known = new Map(objects(users).map(({ id, username }) => [label(id), username]));
	return strings(ids).map((id) => known.get(id) ?? id);
}

const handles = (users: unknown): unknown[] | undefined =>
	users === undefined ? undefined : objects(users).map(({ username }) => username);

function list(object: XObject): XObject {
	const owner = inner(object.owner);
	return {
		id: object.id,
		url: `https://x.com/i/lists/${String(object.id)}`,
		name: object.name,
		description: object.description,
		private: object.private,
		member_count: object.member_count,
		follower_count: object.follower_count,
		owner_id: object.owner_id ?? owner.id,
		username: owner.username,
		created_at: object.created_at,
	};
}

function dmEvent(object: XObject): XObject {
	const sender = inner(object.sender);
	return {
		id: object.id,
		event_type: object.event_type,
		text: object.text,
		created_at: object.created_at,
		dm_conversation_id: object.dm_conversation_id,
		sender_id: object.sender_id ?? sender.id,
		username: sender.username,
		participant_ids: object.participant_ids,
		media:
			object.media === undefined
				? undefined
				: objects(object.media).map((media) => ({
						media_key: media.media_key,
						type: media.type,
						url: mediaUrl(media),
						alt_text: media.alt_text,
					})),
		referenced_posts:
			object.referenced_posts === undefined
				? undefined
				: objects(object.referenced_posts).map(({ id }) => postLink(String(id))),
	};
}

const chatConversation = (object: XObject): XObject => ({
	id: object.id,
	type: object.type,
	group_name: object.group_name,
	group_name_unreadable_because: object.group_name_unreadable_because,
	participant_ids: object.participant_ids,
	usernames: handles(object.participants),
	is_muted: object.is_muted,
	message_ttl_ms: object.message_ttl_ms,
	created_at: object.created_at,
	updated_at: object.updated_at,
});

/** Without the ciphertext and its signature. */
const chatEvent = (object: XObject): XObject => ({
	id: object.id,
	conversation_id: object.conversation_id,
	sender_id: object.sender_id,
	created_at: object.created_at,
	type: object.type,
	text: object.text,
	emoji: object.emoji,
	target_id: object.target_id,
	reply_to: object.reply_to,
	attachments: object.attachments,
	deleted_ids: object.deleted_ids,
	change: object.change,
	message_id: object.message_id,
	verified: object.verified,
	unverified_because: object.unverified_because,
	unreadable_because: object.unreadable_because,
});

function space(object: XObject): XObject {
	const creator = inner(object.creator);
	return {
		id: object.id,
		url: `https://x.com/i/spaces/${String(object.id)}`,
		title: object.title,
		state: object.state,
		lang: object.lang,
		creator: creator.username ?? object.creator_id,
		hosts: accounts(object.host_ids, object.hosts),
		participant_count: object.participant_count,
		scheduled_start: object.scheduled_start,
		started_at: object.started_at,
	};
}

/** The text of a note and its classification of the post; the scores of X's models are only in the full output. */
function note(object: XObject): XObject {
	const info = inner(object.info);
	return {
		id: object.id,
		post_id: info.post_id,
		text: info.text,
		classification: info.classification,
		misleading_tags: info.misleading_tags,
		trustworthy_sources: info.trustworthy_sources,
		rating_status: info.rating_status,
		status: object.status,
		test_result: object.test_result,
	};
}

const createdPost = ({ id, text, part, already_published, links_reply }: XObject): XObject => ({
	id,
	url: postLink(String(id)),
	text,
	part,
	already_published,
	links_reply,
});

/** With its place in the conversation. */
const conversationPost = (object: XObject, asked: readonly string[], me?: string): XObject => ({
	...simplePost(object, asked, me),
	order: object.order,
	depth: object.depth,
	parent_id: object.parent_id,
	conversation_id: object.conversation_id,
});

type Simplify = (object: XObject, asked: readonly string[], me?: string) => XObject;

const SIMPLE: Readonly<Record<string, Simplify>> = {
	post: simplePost,
	conversationPost,
	user,
	list,
	dmEvent,
	chatConversation,
	chatEvent,
	space,
	note,
	createdPost,
};

/**
 * Fields that X did not send, or that it sent without a value, are omitted. Kinds without a simplified form are returned in full.
 * @param asked requested expansions and fields: only for these is a missing member meaningful
 * @param me ID of the connected account, where it is known
 */
export function simplify(object: XObject, kind: string, asked: readonly string[] = [], me?: string): XObject {
	const short = SIMPLE[kind];
	if (!short) return object;
	const reported: XObject = {};
	for (const [name, value] of Object.entries(short(object, asked, me)))
		if (value !== undefined && value !== null) reported[name] = value;
	return reported;
}

/** The fields of a kind's simplified form, in order; undefined for kinds that are returned in full. */
export const simplifiedFields = (kind: string): string[] | undefined =>
	SIMPLE[kind] && Object.keys(SIMPLE[kind]({}, []));
