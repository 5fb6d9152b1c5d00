/** The simplified form of a post: its author, text, media and references. */
import { replyVerdict } from './can-reply';
import { postLink } from './ids';
import { inner, label, objects, strings, type XObject } from '../json/members';
import { whereToFind } from './whole-text';

const KINDS: Readonly<Record<string, string>> = { replied_to: 'reply', quoted: 'quote', retweeted: 'repost' };

/** Order matters: a repost is only a repost, and a reply that quotes is a reply. */
function kindOf(references: readonly XObject[]): string {
	const types = references.map(({ type }) => String(type));
	return KINDS[['retweeted', 'replied_to', 'quoted'].find((type) => types.includes(type)) ?? ''] ?? 'post';
}

/** The largest MP4 of a video or GIF, the picture itself for a photo. */
export function mediaUrl(media: XObject): unknown {
	const best = objects(media.variants)
		.filter(({ content_type }) => content_type === 'video/mp4')
		.sort((a, b) => Number(b.bit_rate ?? 0) - Number(a.bit_rate ?? 0))[0];
	return media.url ?? best?.url ?? media.preview_image_url;
}

const mediaOf = ({ media }: XObject): XObject[] =>
	objects(media).map((each) => ({ type: each.type, url: mediaUrl(each), alt_text: each.alt_text }));

/** Media of which X sent only the key are listed by it. */
function askedMediaOf(object: XObject): XObject[] {
	const known = objects(object.media).map(({ media_key: key }) => label(key));
	// Where some came without their keys, nobody can say which ones are missing.
	const keys = known.includes(undefined) ? [] : strings(inner(object.attachments).media_keys);
	return [...mediaOf(object), ...keys.filter((key) => !known.includes(key)).map((media_key) => ({ media_key }))];
}

/** The expanded links of the text; those of its own media are in `media`. */
function urlsOf({ entities, note_post }: XObject): string[] {
	const links = [inner(entities), inner(inner(note_post).entities)].flatMap(({ urls }) => objects(urls));
	const full = links
		.filter(({ media_key }) => media_key === undefined)
		.map(({ unwound_url, expanded_url, url }) => unwound_url ?? expanded_url ?? url);
	return [...new Set(full.filter((link): link is string => typeof link === 'string'))];
}

function articleOf({ article }: XObject): XObject | undefined {
	const { title, plain_text, text } = inner(article);
	const told = { title, text: plain_text ?? text };
	return told.title === undefined && told.text === undefined ? undefined : told;
}

/** The post that this one reposts or quotes, as far as X returns it. */
function originalOf(object: XObject): XObject | undefined {
	const reference = ['retweeted', 'quoted']
		.map((wanted) => objects(object.referenced_posts).find(({ type }) => type === wanted))
		.find(Boolean);
	if (!reference) return undefined;
	const post = inner(reference.post);
	const id = String(reference.id);
	const username = inner(post.author).username ?? whereToFind(object, id);
	const media = mediaOf(post);
	return {
		id,
		url: postLink(id, typeof username === 'string' ? username : undefined),
		username,
		text: post.text,
		...(media.length > 0 ? { media } : {}),
	};
}

const unlessEmpty = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);

/** X shows a link to a post as a quote of it. */
const POST_LINK =
	/^https?:\/\/(?:www\.|mobile\.)?(?:twitter|x)\.com\/(?:i(?:\/web)?|(\w+))\/status(?:es)?\/(\d+)\/?(?:\?[^/]*)?$/;

/** The link to the quoted post, taken apart. */
const quoteIn = ({ entities }: XObject): RegExpExecArray | undefined =>
	objects(inner(entities).urls)
		.flatMap(({ expanded_url: link, media_key }) =>
			media_key === undefined && typeof link === 'string' ? [POST_LINK.exec(link)] : [],
		)
		.find((found) => found !== null) ?? undefined;

const quotes = (object: XObject): boolean => quoteIn(object) !== undefined;

/** What fields that cost nothing tell of the original, where X was not asked for references. */
function originalByFields(object: XObject): XObject | undefined {
	const [, reposted] = /^RT @(\w+): /.exec(typeof object.text === 'string' ? object.text : '') ?? [];
	if (isRepost(object)) return { username: reposted };
	const [, username, id] = quoteIn(object) ?? [];
	return id ? { id, url: postLink(id, username), username } : undefined;
}

/** X begins the text of a repost with `RT @handle: `, and lists that handle among the mentions. */
function isRepost({ text, entities }: XObject): boolean {
	const [, handle] = /^RT @(\w+): /.exec(typeof text === 'string' ? text : '') ?? [];
	return objects(inner(entities).mentions).some(
		({ start, username }) => start === 3 && label(username)?.toLowerCase() === handle?.toLowerCase(),
	);
}

/**
 * What a post is, as far as fields that cost nothing tell. Only a reply is certain; a person may type the text of a
 * repost, or a link to a post that X does not show as a quote.
 */
function kindByFields(object: XObject): string {
	if (isRepost(object)) return 'repost';
	if (label(object.conversation_id) !== label(object.id)) return 'reply';
	return quotes(object) ? 'quote' : 'post';
}

const FREE = ['conversation_id', 'entities'];

function typeOf(object: XObject, asked: readonly string[]): string | undefined {
	const { referenced_posts: references, conversation_id: conversation } = object;
	if (Array.isArray(references) || asked.includes('referenced_posts')) return kindOf(objects(references));
	return conversation !== undefined && tellsForFree(asked) ? kindByFields(object) : undefined;
}

const tellsForFree = (asked: readonly string[]): boolean =>
	!asked.includes('referenced_posts') && FREE.every((name) => asked.includes(name));

/** An object without an ID has no address. */
function linkOf({ id }: XObject, username: string | undefined): string | undefined {
	const known = label(id);
	return known ? postLink(known, username) : undefined;
}

/**
 * @param asked requested expansions and fields: anything else is unknown and omitted
 * @param me ID of the connected account, where it is known
 */
export function simplePost(object: XObject, asked: readonly string[], me?: string): XObject {
	const author = inner(object.author);
	return {
		id: object.id,
		url: linkOf(object, label(author.username)),
		text: object.text,
		created_at: object.created_at,
		author_id: object.author_id ?? author.id,
		username: author.username,
		name: author.name,
		type: typeOf(object, asked),
		media: object.media !== undefined || asked.includes('attachments.media_keys') ? askedMediaOf(object) : undefined,
		urls: unlessEmpty(urlsOf(object)),
		article: articleOf(object),
		original: originalOf(object) ?? (tellsForFree(asked) ? originalByFields(object) : undefined),
		can_reply: me === undefined ? undefined : replyVerdict(object, me).can,
		public_metrics: object.public_metrics,
	};
}
