/** The ten fields or fewer of an object that most workflows need; input is a joined object (see includes.ts). */
import { postLink } from './ids';
import type { XObject } from './includes';

const KINDS: Readonly<Record<string, string>> = { replied_to: 'reply', quoted: 'quote', retweeted: 'repost' };

/** Order matters: a reply that quotes is a reply, a repost is nothing else. */
const kindOf = (references: XObject[]): string => {
	const types = references.map(({ type }) => String(type));
	return KINDS[['retweeted', 'replied_to', 'quoted'].find((type) => types.includes(type)) ?? ''] ?? 'post';
};

const listOf = (value: unknown): XObject[] => (Array.isArray(value) ? (value as XObject[]) : []);

/** The largest MP4 of a video or GIF, the picture itself for a photo. */
function mediaUrl(media: XObject): unknown {
	const best = listOf(media.variants).filter(({ content_type }) => content_type === 'video/mp4').sort((a, b) => Number(b.bit_rate ?? 0) - Number(a.bit_rate ?? 0))[0];
	return media.url ?? best?.url ?? media.preview_image_url;
}

function post(object: XObject): XObject {
	const author = object.author as XObject | undefined;
	return {
		id: object.id,
		url: postLink(String(object.id), author?.username as string | undefined),
		text: object.text,
		created_at: object.created_at,
		author_id: object.author_id ?? author?.id,
		username: author?.username,
		name: author?.name,
		type: kindOf(listOf(object.referenced_posts)),
		media: listOf(object.media).map((media) => ({ type: media.type, url: mediaUrl(media), alt_text: media.alt_text })),
		public_metrics: object.public_metrics,
	};
}

function user(object: XObject): XObject {
	const metrics = (object.public_metrics ?? {}) as XObject;
	return {
		id: object.id,
		username: object.username,
		name: object.name,
		url: `https://x.com/${String(object.username)}`,
		description: object.description,
		followers_count: metrics.followers_count,
		following_count: metrics.following_count,
		post_count: metrics.post_count,
		verified: object.verified,
		created_at: object.created_at,
	};
}

const createdPost = (object: XObject): XObject => ({ id: object.id, url: postLink(String(object.id)), text: object.text });

const SIMPLE: Readonly<Record<string, (object: XObject) => XObject>> = { post, user, createdPost };

/** Fields that X did not send are left out. Kinds without a short form come back whole. */
export function simplify(object: XObject, kind: string): XObject {
	const short = SIMPLE[kind];
	return short ? Object.fromEntries(Object.entries(short(object)).filter(([, value]) => value !== undefined)) : object;
}
